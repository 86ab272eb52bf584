#include "app/stored_chain.h"

#include "app/export.h"
#include "base/error.h"
#include "image/bytes.h"
#include "image/decode.h"

#include <algorithm>
#include <fstream>
#include <string_view>
#include <system_error>

namespace kg {

namespace {

constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
constexpr std::streamoff kCheckSum = 4;                 // bytes behind each chunk
constexpr std::size_t kLongest = std::size_t{1} << 20;  // of a text that is looked at

std::string take(std::ifstream& file, std::size_t count) {
    std::string bytes(count, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

// The text behind a chunk's keyword, as the PNG specification lays it out (11.3.4.3 to 11.3.4.5); nothing where it has
// to be decompressed or converted.
std::optional<std::string> plainText(std::string_view type, std::string_view data) {
    if (type == "tEXt") {
        return isAscii(data) ? std::optional<std::string>(data) : std::nullopt;
    }
    if (type != "iTXt" || !data.starts_with('\0')) {
        return {};
    }
    const auto language = data.find('\0', 2);
    const auto keyword = language == std::string_view::npos ? language : data.find('\0', language + 1);
    return keyword == std::string_view::npos ? std::nullopt : std::optional<std::string>(data.substr(keyword + 1));
}

// libpng decompresses and converts, but on its way to the text it reads all pixels.
std::optional<std::string> textByDecoder(const std::filesystem::path& path) {
    try {
        return readPngText(path, kChainKeyword);
    } catch (const FileError&) {
        return {};
    }
}

}  // namespace

std::optional<std::string> storedChain(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) {
        return {};  // a pipe cannot be read twice
    }
    std::ifstream file(path, std::ios::binary);
    if (take(file, kSignature.size()) != kSignature) {
        return {};
    }
    const std::string keyword = kChainKeyword + std::string(1, '\0');
    for (std::string head = take(file, 8); head.size() == 8; head = take(file, 8)) {
        const std::size_t length = bigEndian32(asBytes(head), 0);
        const std::string_view type = std::string_view(head).substr(4);
        if ((type != "tEXt" && type != "zTXt" && type != "iTXt") || length > kLongest) {
            file.seekg(static_cast<std::streamoff>(length) + kCheckSum, std::ios::cur);
            continue;
        }
        const std::string data = take(file, length);
        if (data.starts_with(keyword)) {
            const auto text = plainText(type, std::string_view(data).substr(keyword.size()));
            return text ? text : textByDecoder(path);
        }
        file.seekg(kCheckSum, std::ios::cur);
    }
    return {};
}

}  // namespace kg
