#include "ui/number_text.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <iterator>
#include <string_view>

namespace kg::ui {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

// Takes a finite number from the front of a text.
std::optional<double> takeNumber(std::string_view& text) {
    text = trimmed(text);
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number)) {
        return {};
    }
    text = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
    return number;
}

bool isUnit(std::string_view text) {
    return text.empty() || text == "px" || text == "%" || text == "deg" || text == "°";
}

}  // namespace

std::string shownNumber(double value, int digits) {
    std::string text = fmt::format("{:.{}g}", value == 0 ? 0.0 : value, digits);
    if (text.starts_with('-')) {
        text.replace(0, 1, "−");
    }
    return text;
}

std::optional<double> typedNumber(const std::string& text) {
    std::string plain = text;
    for (auto at = plain.find("−"); at != std::string::npos; at = plain.find("−", at)) {
        plain.replace(at, std::string_view("−").size(), "-");
    }
    std::string_view rest = plain;
    auto number = takeNumber(rest);
    if (number && rest.starts_with('/')) {
        rest.remove_prefix(1);
        const auto divisor = takeNumber(rest);
        if (!divisor || *divisor == 0) {
            return {};
        }
        *number /= *divisor;
    }
    return number && isUnit(rest) ? number : std::nullopt;
}

std::string pixelText(const std::vector<double>& values, PixelType type) {
    std::string text;
    for (const double value : values) {
        switch (type) {
            case PixelType::U8:
                text += fmt::format(" {:4.0f}", value * 255);
                break;
            case PixelType::U16:
                text += fmt::format(" {:6.0f}", value * 65535);
                break;
            case PixelType::F32:
                text += fmt::format(" {:7.3f}", value);
                break;
        }
    }
    return text;
}

std::string byteCount(std::uint64_t bytes) {
    static constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    double amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (amount >= 1024 && unit + 1 < std::size(kUnits)) {
        amount /= 1024;
        ++unit;
    }
    return fmt::format("{:.{}f} {}", amount, amount < 10 && unit > 0 ? 1 : 0, kUnits[unit]);
}

std::string zoomText(double zoom) {
    const double percent = zoom * 100;
    return percent >= 1000 ? fmt::format("{:.0f} %", percent) : fmt::format("{:.4g} %", percent);
}

}  // namespace kg::ui
