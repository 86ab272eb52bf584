#include "image/whole_file.h"

#include "base/error.h"
#include "image/decode.h"

#include <array>
#include <exception>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace kg {

namespace {

using namespace std::string_view_literals;

struct Ending {
    std::string_view start;
    std::string_view end;
};

// What the first bytes and the last of a whole file are. What follows the end of a JPEG, we do not write.
constexpr std::array kEndings{
    Ending{"\x89PNG\r\n\x1a\n"sv, "\0\0\0\0IEND\xae\x42\x60\x82"sv},
    Ending{"\xff\xd8\xff"sv, "\xff\xd9"sv},
};

std::string bytesAt(std::ifstream& file, std::streamoff from, std::ios::seekdir base, std::size_t count) {
    std::string bytes(count, '\0');
    file.clear();
    file.seekg(from, base);
    file.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

}  // namespace

bool isWholeFile(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::file_size(path, error) == 0 || error) {
        return false;
    }
    std::ifstream file(path, std::ios::binary);
    for (const auto& [start, end] : kEndings) {
        if (bytesAt(file, 0, std::ios::beg, start.size()) == start) {
            return bytesAt(file, -static_cast<std::streamoff>(end.size()), std::ios::end, end.size()) == end;
        }
    }
    if (kindOfFile(path) != FileKind::Still) {
        return true;
    }
    try {
        std::string missing;
        decodeImage(path, &missing);
        return missing.empty();
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace kg
