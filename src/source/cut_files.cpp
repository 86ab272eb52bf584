#include "source/cut_files.h"

#include "image/bytes.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>

namespace kg {

namespace {

// A file's bytes, read where they are asked for. Beyond its end there are zeros.
class FileBytes {
public:
    explicit FileBytes(const std::filesystem::path& path) : m_file(path, std::ios::binary) {
        std::error_code unknown;
        const std::uintmax_t size = std::filesystem::file_size(path, unknown);
        m_size = unknown || !m_file ? 0 : size;
    }

    std::uint64_t size() const { return m_size; }

    std::string read(std::uint64_t at, std::size_t count) {
        std::string bytes(count, '\0');
        if (at < m_size) {
            m_file.clear();
            m_file.seekg(static_cast<std::streamoff>(at));
            m_file.read(bytes.data(), static_cast<std::streamsize>(count));
        }
        return bytes;
    }

private:
    std::ifstream m_file;
    std::uint64_t m_size = 0;
};

template <typename T>
T littleEndian(std::string_view bytes, std::size_t at) {
    T value{};
    if (at + sizeof(T) <= bytes.size()) {
        std::memcpy(&value, bytes.data() + at, sizeof(T));
    }
    static_assert(std::endian::native == std::endian::little);
    return value;
}

Cut cutBy(std::uint64_t there, std::uint64_t pixels) {
    return {
        .missing = pixels == 0 || there >= pixels ? 0 : 1 - static_cast<double>(there) / static_cast<double>(pixels),
        .pixels = pixels};
}

// OpenEXR: "Technical Introduction to OpenEXR", the layout of single-part files. Behind the header stands a table of
// where each chunk, which is some rows or a tile, begins.
class ExrHeader {
public:
    explicit ExrHeader(FileBytes& file) {
        const std::string start =
            file.read(0, static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), kLongest)));
        constexpr std::uint32_t kDeepOrParts = 0x1800;
        if ((littleEndian<std::uint32_t>(start, 4) & kDeepOrParts) != 0) {
            return;
        }
        std::size_t at = 8;
        while (at < start.size() && start[at] != '\0') {
            const std::string name = text(start, at);
            text(start, at);  // its type
            const auto size = littleEndian<std::uint32_t>(start, at);
            at += 4;
            if (at > start.size() || size > start.size() - at) {
                return;
            }
            m_values[name] = start.substr(at, size);
            at += size;
        }
        m_table = at + 1;
        m_known = at < start.size() && width() > 0 && height() > 0;
    }

    bool known() const { return m_known && chunks() > 0; }
    std::uint64_t table() const { return m_table; }
    std::int64_t width() const { return side(0); }
    std::int64_t height() const { return side(4); }
    bool tiled() const { return m_values.contains("tiles"); }

    // One level of tiles, or blocks of rows; 0 where there are several levels.
    std::uint64_t chunks() const {
        if (tiled()) {
            const std::string& tiles = m_values.at("tiles");
            const std::int64_t across = littleEndian<std::uint32_t>(tiles, 0);
            const std::int64_t down = littleEndian<std::uint32_t>(tiles, 4);
            const bool oneLevel = tiles.size() == 9 && (tiles[8] & 0x0F) == 0;
            return oneLevel && across > 0 && down > 0
                       ? static_cast<std::uint64_t>(((width() + across - 1) / across) * ((height() + down - 1) / down))
                       : 0;
        }
        static constexpr int kRows[] = {1, 1, 1, 16, 32, 16, 32, 32, 32, 256};  // by compression
        const auto compression = m_values.contains("compression")
                                     ? static_cast<unsigned char>(m_values.at("compression")[0])
                                     : std::size(kRows);
        return compression < std::size(kRows)
                   ? static_cast<std::uint64_t>((height() + kRows[compression] - 1) / kRows[compression])
                   : 0;
    }

private:
    static constexpr std::uint64_t kLongest = 1U << 20U;  // of a header that is looked at

    static std::string text(const std::string& from, std::size_t& at) {
        at = std::min(at, from.size());
        const std::size_t end = std::min(from.find('\0', at), from.size());
        std::string found = from.substr(at, end - at);
        at = end + 1;
        return found;
    }
    std::int64_t side(std::size_t at) const {
        const auto window = m_values.find("dataWindow");
        return window == m_values.end() ? 0
                                        : std::int64_t{littleEndian<std::int32_t>(window->second, at + 8)} -
                                              littleEndian<std::int32_t>(window->second, at) + 1;
    }

    std::map<std::string, std::string> m_values;
    std::uint64_t m_table = 0;
    bool m_known = false;
};

Cut cutOfExr(FileBytes& file) {
    const ExrHeader header(file);
    constexpr std::uint64_t kMostChunks = 1U << 24U;
    if (!header.known() || header.chunks() > kMostChunks) {
        return {};
    }
    const std::uint64_t chunks = header.chunks();
    const std::uint64_t inFile = header.table() < file.size() ? (file.size() - header.table()) / 8 : 0;
    const std::string table = file.read(header.table(), static_cast<std::size_t>(8 * std::min(chunks, inFile)));
    const std::uint64_t sizeAt = header.tiled() ? 16 : 4;
    std::uint64_t there = 0;
    bool unwritten = true;  // a file whose writer died has no table yet, and decoders look for the chunks themselves
    for (std::size_t at = 0; at < table.size(); at += 8) {
        const auto offset = littleEndian<std::uint64_t>(table, at);
        unwritten = unwritten && offset == 0;
        if (offset < header.table() + 8 * chunks || offset >= file.size() || file.size() - offset < sizeAt + 4) {
            continue;
        }
        const auto size = littleEndian<std::uint32_t>(file.read(offset + sizeAt, 4), 0);
        there += offset + sizeAt + 4 + size <= file.size() ? 1 : 0;
    }
    const auto pixels = static_cast<std::uint64_t>(header.width()) * static_cast<std::uint64_t>(header.height());
    Cut cut = unwritten && table.size() == 8 * chunks ? Cut{} : cutBy(there, chunks);
    cut.pixels = pixels;
    return cut;
}

// "The Quite OK Image Format Specification", version 1.0.
Cut cutOfQoi(FileBytes& file) {
    const std::string data = file.read(0, static_cast<std::size_t>(file.size()));
    const std::uint64_t pixels = std::uint64_t{bigEndian32(asBytes(data), 4)} * bigEndian32(asBytes(data), 8);
    std::uint64_t there = 0;
    for (std::size_t at = 14; at < data.size() && there < pixels;) {
        const auto code = static_cast<unsigned char>(data[at]);
        const bool run = code >= 0xC0 && code < 0xFE;
        const std::size_t length = code == 0xFE ? 4 : code == 0xFF ? 5 : (code & 0xC0U) == 0x80 ? 2 : 1;
        if (at + length > data.size()) {
            break;
        }
        there += run ? (code & 0x3FU) + 1U : 1U;
        at += length;
    }
    return cutBy(there, pixels);
}

// Sun's rasterfile(5): rows are padded to 16 bits; in runs, 0x80 0 is 0x80 itself and 0x80 n v is v n + 1 times.
Cut cutOfSun(FileBytes& file) {
    constexpr std::size_t kHeader = 32;
    constexpr std::uint32_t kRuns = 2;
    constexpr std::uint32_t kStandard = 3;  // and RGB: the last that is known
    const std::string head = file.read(0, kHeader);
    const auto field = [&](std::size_t index) { return std::uint64_t{bigEndian32(asBytes(head), 4 * index)}; };
    const std::uint64_t width = field(1);
    const std::uint64_t height = field(2);
    const std::uint64_t rowBytes = (width * field(3) + 15) / 16 * 2;
    const std::uint64_t start = kHeader + field(7);
    if (field(5) > kStandard || width > 65535 || height > 65535 || field(3) > 32 || start > file.size()) {
        return {};
    }
    std::uint64_t bytes = file.size() - start;
    if (field(5) == kRuns) {
        const std::string data = file.read(start, static_cast<std::size_t>(bytes));
        bytes = 0;
        for (std::size_t at = 0; at < data.size() && bytes < rowBytes * height;) {
            const bool escaped = data[at] == '\x80';
            const std::size_t count = escaped && at + 1 < data.size() ? static_cast<unsigned char>(data[at + 1]) : 0;
            bytes += count + 1;
            at += !escaped ? 1 : count == 0 ? 2 : 3;
        }
    }
    const Cut cut = cutBy(bytes, rowBytes * height);
    return {.missing = cut.missing, .pixels = width * height};
}

}  // namespace

Cut cutOf(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) {
        return {};  // what is read once is not looked at before
    }
    FileBytes file(path);
    const std::string mark = file.read(0, 4);
    if (mark == "\x76\x2f\x31\x01") {
        return cutOfExr(file);
    }
    if (mark == "qoif") {
        return cutOfQoi(file);
    }
    return mark == "\x59\xa6\x6a\x95" ? cutOfSun(file) : Cut{};
}

}  // namespace kg
