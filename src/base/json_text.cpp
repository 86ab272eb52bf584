#include "base/json_text.h"

#include "base/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <utility>

namespace kg {

namespace {

using nlohmann::json;

// Line and column of a byte, counted from 1.
std::pair<int, int> placeOf(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto lineStart = before.rfind('\n');
    const std::size_t column = lineStart == std::string_view::npos ? before.size() : before.size() - lineStart - 1;
    return {1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')), 1 + static_cast<int>(column)};
}

[[noreturn]] void failAt(std::string_view text, std::size_t offset, const std::string& problem,
                         const std::string& source) {
    const auto [line, column] = placeOf(text, offset);
    throw TextError(problem, source, line, column);
}

}  // namespace

JsonExcess excessOf(std::string_view text, const JsonLimits& limits) {
    std::size_t depth = 0;
    std::size_t values = 1;
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            at += c == '\\' ? 1 : 0;
            quoted = c != '"';
            continue;
        }
        quoted = c == '"';
        if (c == '[' || c == '{') {
            ++values;
            if (++depth > limits.depth) {
                return {.offset = at, .problem = fmt::format("brackets stand more than {} deep", limits.depth)};
            }
        } else if (c == ']' || c == '}') {
            depth -= depth > 0 ? 1 : 0;
        } else if (c == ',' && ++values > limits.values) {
            return {.offset = at, .problem = fmt::format("it holds more than {} values", limits.values)};
        }
    }
    return {};
}

json parseJson(std::string_view text, const std::string& source, const JsonLimits& limits) {
    if (text.size() > limits.bytes) {
        throw Error(fmt::format("it has more than {} MiB", limits.bytes >> 20U), source);
    }
    if (const JsonExcess excess = excessOf(text, limits); !excess.problem.empty()) {
        failAt(text, excess.offset, excess.problem, source);
    }
    try {
        return json::parse(text);
    } catch (const json::parse_error& error) {
        failAt(text, error.byte > 0 ? error.byte - 1 : 0, "this is not JSON", source);
    } catch (const json::exception&) {
        failAt(text, 0, "it holds a number out of range", source);
    }
}

std::string quotedJson(const json& value) {
    constexpr std::size_t kLongest = 80;
    std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
    return text.size() > kLongest ? text.substr(0, kLongest) + "..." : text;
}

std::string readJsonFile(const std::filesystem::path& path, const std::string& what, const JsonLimits& limits) {
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path, ignored)) {
        throw FileError(what + " cannot be read", path.string());
    }
    constexpr std::size_t kPiece = 1UL << 16U;
    std::string text;
    while (file && text.size() <= limits.bytes) {
        const std::size_t had = text.size();
        text.resize(had + kPiece);
        file.read(text.data() + had, static_cast<std::streamsize>(kPiece));
        text.resize(had + static_cast<std::size_t>(file.gcount()));
    }
    return text;
}

}  // namespace kg
