#include "image/radiance.h"

#include "image/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace kg {

namespace {

// Hands out the file's bytes in turn and ends the work where there are none left.
class Cursor {
public:
    Cursor(Bytes data, const std::string& name) : m_data(data), m_name(name) {}

    unsigned byte() {
        if (m_at >= m_data.size()) {
            throw damaged(m_name, "it is cut short");
        }
        return byteAt(m_data, m_at++);
    }

    std::string_view line() {
        const std::string_view rest = asText(m_data).substr(m_at);
        const std::size_t length = rest.find('\n');
        if (length == std::string_view::npos) {
            throw damaged(m_name, "it ends within its header");
        }
        m_at += length + 1;
        return rest.substr(0, length);
    }

    // The next four bytes, which stay unread; 0 beyond the end.
    std::uint32_t peek() const { return bigEndian32(m_data, m_at); }
    void skip(std::size_t count) { m_at += count; }

private:
    Bytes m_data;
    const std::string& m_name;
    std::size_t m_at = 0;
};

// One pixel in the file's own bytes: red, green, blue, exponent.
using Rgbe = std::array<std::uint8_t, 4>;

int sizeIn(std::string_view& line, std::string_view axis) {
    int size = 0;
    if (line.starts_with(axis)) {
        line.remove_prefix(axis.size());
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size);
        line.remove_prefix(error == std::errc{} ? static_cast<std::size_t>(end - line.data()) : 0);
    }
    return size;
}

ImageFormat readHeader(Cursor& cursor, const std::string& name) {
    cursor.line();
    for (std::string_view line = cursor.line(); !line.empty(); line = cursor.line()) {
        if (line.starts_with("FORMAT=") && line != "FORMAT=32-bit_rle_rgbe") {
            throw FileError(fmt::format("the pixels are '{}', and only 32-bit_rle_rgbe is read", line.substr(7)), name);
        }
    }
    std::string_view line = cursor.line();
    ImageFormat format{.channels = 3, .type = PixelType::F32, .transfer = Transfer::Linear};
    format.height = sizeIn(line, "-Y ");
    format.width = sizeIn(line, " +X ");
    if (format.width < 1 || format.height < 1) {
        throw damaged(name, "its size is not given as '-Y height +X width'");
    }
    return format;
}

// New run-length coding: each of the four components on its own, as runs (above 128) and literals.
void readRuns(Cursor& cursor, std::vector<Rgbe>& row, const std::string& name) {
    for (std::size_t component = 0; component < 4; ++component) {
        for (std::size_t x = 0; x < row.size();) {
            const unsigned code = cursor.byte();
            const bool run = code > 128;
            const std::size_t count = run ? code - 128 : code;
            if (count == 0 || count > row.size() - x) {
                throw damaged(name, "a run does not fit its row");
            }
            unsigned value = run ? cursor.byte() : 0;
            for (std::size_t i = 0; i < count; ++i) {
                value = run ? value : cursor.byte();
                row[x++][component] = static_cast<std::uint8_t>(value);
            }
        }
    }
}

// Old coding: whole pixels, where 1 1 1 n repeats the pixel before, n shifted by 8 bits for each such mark in a row.
void readPixels(Cursor& cursor, std::vector<Rgbe>& row, const std::string& name) {
    unsigned shift = 0;
    for (std::size_t x = 0; x < row.size();) {
        Rgbe pixel;
        for (std::uint8_t& byte : pixel) {
            byte = static_cast<std::uint8_t>(cursor.byte());
        }
        if (pixel[0] != 1 || pixel[1] != 1 || pixel[2] != 1) {
            row[x++] = pixel;
            shift = 0;
            continue;
        }
        const std::size_t count = shift < 32 ? std::size_t{pixel[3]} << shift : row.size() + 1;
        if (x == 0 || count > row.size() - x) {
            throw damaged(name, "a run does not fit its row");
        }
        std::fill_n(row.begin() + static_cast<std::ptrdiff_t>(x), count, row[x - 1]);
        x += count;
        shift += 8;
    }
}

void readRow(Cursor& cursor, std::vector<Rgbe>& row, const std::string& name) {
    // 2 2 and the width, of 15 bits, open a run-length coded row; other rows have no mark.
    const bool codable = row.size() >= 8 && row.size() < 32768;
    if (codable && cursor.peek() == (0x02020000u | row.size())) {
        cursor.skip(4);
        readRuns(cursor, row, name);
    } else {
        readPixels(cursor, row, name);
    }
}

}  // namespace

Image decodeRadiance(Bytes data, const std::string& name) {
    Cursor cursor(data, name);
    const ImageFormat format = readHeader(cursor, name);
    // A row of the old coding may repeat its first pixel to its end by a few bytes; a row of any coding takes four.
    checkFileFormat(format, data.size(), {.bytesPerByte = static_cast<double>(format.width), .bitsPerPixel = 32}, name);

    Image image(format);
    std::vector<Rgbe> row(static_cast<std::size_t>(format.width));
    float* out = image.samples<float>().data();
    for (int y = 0; y < format.height; ++y) {
        readRow(cursor, row, name);
        for (const Rgbe& pixel : row) {
            // The mantissas are fractions of 256, the exponent has an excess of 128; exponent 0 is black.
            const float scale = pixel[3] == 0 ? 0.0f : std::ldexp(1.0f, pixel[3] - (128 + 8));
            for (int c = 0; c < 3; ++c) {
                *out++ = static_cast<float>(pixel[c]) * scale;
            }
        }
    }
    return image;
}

}  // namespace kg
