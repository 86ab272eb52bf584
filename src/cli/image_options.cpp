#include "cli/image_options.h"

#include "cli/messages.h"
#include "source/source.h"

#include <fmt/format.h>

#include <charconv>
#include <string_view>
#include <system_error>

namespace kg {

namespace {

// A whole number at the front of a text, which is taken off; 0 where there is none.
int takeNumber(std::string_view& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc{} ? number : 0;
}

}  // namespace

ImageFormat sizeFromText(const std::string& text) {
    ImageFormat format{.channels = 3};
    std::string_view rest = text;
    format.width = takeNumber(rest);
    const bool separated = rest.starts_with('x');
    rest.remove_prefix(separated ? 1 : 0);
    format.height = takeNumber(rest);
    if (!separated || !rest.empty() || format.width < 1 || format.height < 1) {
        throw UsageError(fmt::format("expected a size such as 1920x1080, not \"{}\"", text), "--size");
    }
    meaningOf("--size", [&] { checkFormat(format); });
    return format;
}

PixelType depthFromText(const std::string& text) {
    if (text == "8") {
        return PixelType::U8;
    }
    if (text == "16") {
        return PixelType::U16;
    }
    if (text == "float") {
        return PixelType::F32;
    }
    throw UsageError(fmt::format("expected 8, 16 or float, not \"{}\"", text), "--depth");
}

std::shared_ptr<const Image> loadInput(const std::string& input) {
    std::string note;
    std::shared_ptr<const Image> image = loadSource(input, &note);
    if (!note.empty()) {
        printNote(input + ": " + note);
    }
    return image;
}

}  // namespace kg
