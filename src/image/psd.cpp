#include "image/psd.h"

#include "image/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace kg {

namespace {

// Adobe's "Photoshop File Formats Specification": the header is followed by three sections that open with their
// length, then by the compression and the picture's planes.
struct Header {
    ImageFormat format;
    int planes;
    bool runLength;
    std::size_t pixels;  // where the planes begin, behind the compression
};

Header readHeader(Bytes data, const std::string& name) {
    constexpr unsigned kVersion = 1;
    constexpr unsigned kGrey = 1;
    constexpr unsigned kRgb = 3;
    const auto cannotRead = [&](const std::string& what) {
        return FileError(what, name, "Save it as RGB with 8 or 16 bits, or as PNG");
    };
    if (bigEndian16(data, 4) != kVersion) {
        throw cannotRead("this is a large Photoshop document (PSB), and only PSD is read");
    }
    const unsigned depth = bigEndian16(data, 22);
    const unsigned mode = bigEndian16(data, 24);
    if (depth != 8 && depth != 16) {
        throw cannotRead(fmt::format("the document has {} bits a channel, and only 8 and 16 are read", depth));
    }
    if (mode != kGrey && mode != kRgb) {
        throw cannotRead("the document is neither grey nor RGB");
    }
    const unsigned colours = mode == kGrey ? 1 : 3;
    const unsigned planes = bigEndian16(data, 12);
    if (planes < colours) {
        throw damaged(name, fmt::format("it has {} of {} channels", planes, colours));
    }
    constexpr std::uint32_t kMaxInt = 0x7fffffff;
    Header header;
    header.format.height = static_cast<int>(std::min(bigEndian32(data, 14), kMaxInt));
    header.format.width = static_cast<int>(std::min(bigEndian32(data, 18), kMaxInt));
    header.format.channels = static_cast<int>(colours + (planes > colours ? 1 : 0));
    header.format.type = depth == 16 ? PixelType::U16 : PixelType::U8;
    header.planes = static_cast<int>(planes);

    std::size_t at = 26;
    for (int section = 0; section < 3; ++section) {
        at += std::size_t{4} + bigEndian32(data, at);
    }
    if (at + 2 > data.size()) {
        throw damaged(name, "it is cut short");
    }
    const unsigned compression = bigEndian16(data, at);
    if (compression > 1) {
        throw cannotRead("the document's picture is compressed with ZIP");
    }
    header.runLength = compression == 1;
    header.pixels = at + 2;
    return header;
}

// Takes `size` bytes of rows out of the file, as they are or by PackBits: a count byte below 128 stands before that
// many bytes and one more, one above 128 repeats the next byte 257 - count times.
class RowReader {
public:
    RowReader(Bytes data, std::size_t at, bool runLength, const std::string& name)
        : m_data(data), m_at(at), m_runLength(runLength), m_name(name) {}

    void read(std::vector<std::uint8_t>& row) {
        if (!m_runLength) {
            std::generate(row.begin(), row.end(), [&] { return next(); });
            return;
        }
        for (std::size_t x = 0; x < row.size();) {
            const unsigned code = next();
            if (code == 128) {
                continue;
            }
            const bool repeated = code > 128;
            const std::size_t count = repeated ? 257 - code : code + 1;
            if (count > row.size() - x) {
                throw damaged(m_name, "a run does not fit its row");
            }
            std::uint8_t value = repeated ? next() : std::uint8_t{0};
            for (const std::size_t end = x + count; x < end; ++x) {
                value = repeated ? value : next();
                row[x] = value;
            }
        }
    }

private:
    std::uint8_t next() {
        if (m_at >= m_data.size()) {
            throw damaged(m_name, "it is cut short");
        }
        return static_cast<std::uint8_t>(byteAt(m_data, m_at++));
    }

    Bytes m_data;
    std::size_t m_at;
    bool m_runLength;
    const std::string& m_name;
};

// Stores one row of one plane; 16-bit samples are big-endian in the file.
void storeRow(Image& image, int y, int channel, const std::vector<std::uint8_t>& row) {
    const auto channels = static_cast<std::size_t>(image.channels());
    const std::size_t first = static_cast<std::size_t>(y) * image.width() * channels + channel;
    for (std::size_t x = 0; x < static_cast<std::size_t>(image.width()); ++x) {
        if (image.type() == PixelType::U8) {
            image.samples<std::uint8_t>()[first + x * channels] = row[x];
        } else {
            image.samples<std::uint16_t>()[first + x * channels] =
                static_cast<std::uint16_t>(row[2 * x] << 8 | row[2 * x + 1]);
        }
    }
}

// The merged picture lies on white: m = a c + (1 - a). Gives back c.
void removeWhiteMatte(Image& image) {
    const int colours = image.channels() - 1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const double alpha = image.value(x, y, colours);
            for (int c = 0; c < colours && alpha > 0.0 && alpha < 1.0; ++c) {
                image.setValue(x, y, c, (image.value(x, y, c) - (1.0 - alpha)) / alpha);
            }
        }
    }
}

}  // namespace

Image decodePsd(Bytes data, const std::string& name) {
    const Header header = readHeader(data, name);
    checkFileFormat(
        header.format, data.size(),
        {.bytesPerByte = header.runLength ? kPackBitsBytes : kRawBytes,
         .bitsPerPixel = 8.0 * static_cast<double>(bytesPerSample(header.format.type)) * header.format.channels},
        name);
    // Run-length coded planes stand behind a table of two bytes a row, which says how long each is.
    const std::size_t rows = static_cast<std::size_t>(header.format.height) * header.planes;
    RowReader reader(data, header.pixels + (header.runLength ? 2 * rows : 0), header.runLength, name);

    Image image(header.format);
    std::vector<std::uint8_t> row(header.format.width * bytesPerSample(header.format.type));
    for (int channel = 0; channel < image.channels(); ++channel) {
        for (int y = 0; y < image.height(); ++y) {
            reader.read(row);
            storeRow(image, y, channel, row);
        }
    }
    if (header.format.hasAlpha()) {
        removeWhiteMatte(image);
    }
    return image;
}

}  // namespace kg
