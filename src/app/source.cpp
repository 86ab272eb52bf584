#include "app/source.h"

#include "base/error.h"
#include "image/decode.h"
#include "image/pattern.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace kg {

namespace {

struct Pattern {
    std::string_view source;
    const char* label;
    Image (*make)(int width, int height);
};

constexpr Pattern kPatterns[] = {
    {.source = "pattern:chart", .label = "Test chart", .make = testChart},
    {.source = "pattern:scene", .label = "Test scene", .make = testScene},
};

constexpr int kPatternWidth = 1920;
constexpr int kPatternHeight = 1080;

const Pattern* findPattern(std::string_view source) {
    const auto found = std::find_if(std::begin(kPatterns), std::end(kPatterns),
                                    [&](const Pattern& pattern) { return pattern.source == source; });
    return found == std::end(kPatterns) ? nullptr : &*found;
}

}  // namespace

bool isPattern(std::string_view source) {
    return source.starts_with("pattern:");
}

std::shared_ptr<const Image> loadSource(const std::string& source) {
    if (!isPattern(source)) {
        return std::make_shared<const Image>(decodeImage(source));
    }
    const Pattern* pattern = findPattern(source);
    if (pattern == nullptr) {
        throw Error("there is no such pattern, expected pattern:chart or pattern:scene", source);
    }
    return std::make_shared<const Image>(pattern->make(kPatternWidth, kPatternHeight));
}

std::string sourceName(const std::string& source) {
    if (const Pattern* pattern = findPattern(source)) {
        return pattern->label;
    }
    return std::filesystem::path(source).filename().string();
}

}  // namespace kg
