#include "image/netpbm.h"

#include "image/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace kg {

namespace {

// The text part of a file: words parted by white space, with comments from # to the end of the line.
class Words {
public:
    Words(Bytes data, const std::string& name) : m_data(data), m_text(asText(data)), m_name(name) {}

    // The letter or digit after the P.
    char kind() {
        const std::string_view word = next("its kind");
        if (word.size() != 2) {
            throw damaged(m_name, fmt::format("its kind is '{}'", word.substr(0, 16)));
        }
        return word[1];
    }

    std::string_view next(const char* what) {
        skipSpace();
        const std::size_t start = m_at;
        while (m_at < m_text.size() && !isSpace(m_text[m_at]) && m_text[m_at] != '#') {
            ++m_at;
        }
        if (m_at == start) {
            throw damaged(m_name, fmt::format("it ends before {}", what));
        }
        return m_text.substr(start, m_at - start);
    }

    int number(const char* what) {
        const std::string_view word = next(what);
        int value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (error != std::errc{} || end != word.data() + word.size() || value < 0) {
            throw damaged(m_name, fmt::format("{} is no number", what));
        }
        return value;
    }

    // What follows the header: exactly one white space stands between.
    Bytes rest() const { return m_data.subspan(std::min(m_at + 1, m_data.size())); }

private:
    static bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

    void skipSpace() {
        while (m_at < m_text.size() && (isSpace(m_text[m_at]) || m_text[m_at] == '#')) {
            if (m_text[m_at] == '#') {
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            } else {
                ++m_at;
            }
        }
    }

    Bytes m_data;
    std::string_view m_text;
    const std::string& m_name;
    std::size_t m_at = 0;
};

void requireBytes(std::size_t has, std::size_t needs, const std::string& name) {
    if (has < needs) {
        throw damaged(name, fmt::format("it is cut short: {} of {} bytes of pixels are there", has, needs));
    }
}

template <typename T, typename Next>
void fillSamples(Image& image, unsigned maximum, const std::string& name, Next next) {
    constexpr unsigned kFull = std::numeric_limits<T>::max();
    for (T& sample : image.samples<T>()) {
        const unsigned value = next();
        if (value > maximum) {
            throw damaged(name, fmt::format("a sample of {} is above the stated maximum of {}", value, maximum));
        }
        sample = static_cast<T>((value * kFull + maximum / 2) / maximum);
    }
}

template <typename T>
void fillPlain(Image& image, unsigned maximum, const std::string& name, Words& words) {
    fillSamples<T>(image, maximum, name, [&] { return static_cast<unsigned>(words.number("its last sample")); });
}

template <typename T>
void fillRaw(Image& image, unsigned maximum, const std::string& name, Bytes data) {
    std::size_t at = 0;
    fillSamples<T>(image, maximum, name, [&] {
        const unsigned value = sizeof(T) == 1 ? byteAt(data, at) : bigEndian16(data, at);
        at += sizeof(T);
        return value;
    });
}

float floatAt(Bytes data, std::size_t at, bool swapped) {
    std::array<std::byte, sizeof(float)> bytes;
    std::memcpy(bytes.data(), data.data() + at, bytes.size());
    if (swapped) {
        std::reverse(bytes.begin(), bytes.end());
    }
    return std::bit_cast<float>(bytes);
}

}  // namespace

Image decodePnm(Bytes data, const std::string& name) {
    Words words(data, name);
    const char kind = words.kind();
    const bool plain = kind == '2' || kind == '3';
    ImageFormat format;
    format.width = words.number("its width");
    format.height = words.number("its height");
    format.channels = kind == '3' || kind == '6' ? 3 : 1;
    const int maximum = words.number("its maximum");
    if (maximum < 1 || maximum > 65535) {
        throw damaged(name, fmt::format("its maximum is {}, outside 1 to 65535", maximum));
    }
    format.type = maximum > 255 ? PixelType::U16 : PixelType::U8;
    // A sample is a digit and a space in plain text.
    checkFileFormat(format, data.size() + 1,
                    {.bytesPerByte = plain ? 0.5 : kNoDensity, .bitsPerPixel = 8.0 * format.channels}, name);
    if (!plain) {
        requireBytes(words.rest().size(), format.byteCount(), name);
    }

    Image image(format);
    const unsigned top = static_cast<unsigned>(maximum);
    if (format.type == PixelType::U8) {
        plain ? fillPlain<std::uint8_t>(image, top, name, words)
              : fillRaw<std::uint8_t>(image, top, name, words.rest());
    } else {
        plain ? fillPlain<std::uint16_t>(image, top, name, words)
              : fillRaw<std::uint16_t>(image, top, name, words.rest());
    }
    return image;
}

Image decodePfm(Bytes data, const std::string& name) {
    Words words(data, name);
    const char kind = words.kind();
    ImageFormat format;
    format.width = words.number("its width");
    format.height = words.number("its height");
    format.channels = kind == 'F' ? 3 : 1;
    format.type = PixelType::F32;
    format.transfer = Transfer::Linear;
    const std::string_view scaleText = words.next("its scale");
    float scale = 0;
    const auto [end, error] = std::from_chars(scaleText.data(), scaleText.data() + scaleText.size(), scale);
    if (error != std::errc{} || end != scaleText.data() + scaleText.size() || !std::isfinite(scale) || scale == 0.0f) {
        throw damaged(name, "its scale is no number other than 0");
    }
    checkFileFormat(format, data.size(), {.bytesPerByte = kNoDensity}, name);
    const Bytes pixels = words.rest();
    requireBytes(pixels.size(), format.byteCount(), name);

    // A negative scale says little-endian.
    const bool swapped = (scale < 0.0f) != (std::endian::native == std::endian::little);
    Image image(format);
    const std::size_t rowLength = static_cast<std::size_t>(format.width) * format.channels;
    for (int y = 0; y < format.height; ++y) {
        const std::size_t start = (format.height - 1 - y) * rowLength * sizeof(float);
        float* row = image.samples<float>().data() + y * rowLength;
        for (std::size_t i = 0; i < rowLength; ++i) {
            row[i] = floatAt(pixels, start + i * sizeof(float), swapped);
        }
    }
    return image;
}

std::string encodePfm(const Image& image) {
    const bool little = std::endian::native == std::endian::little;
    std::string out = fmt::format("{}\n{} {}\n{}\n", image.channels() == 1 ? "Pf" : "PF", image.width(), image.height(),
                                  little ? "-1.0" : "1.0");
    const std::size_t rowBytes = image.format().byteCount() / image.height();
    const std::string_view pixels = asText(image.bytes());
    for (int y = image.height() - 1; y >= 0; --y) {
        out += pixels.substr(y * rowBytes, rowBytes);
    }
    return out;
}

}  // namespace kg
