#include "source/pattern_source.h"

#include "base/error.h"
#include "image/pattern.h"
#include "source/number_text.h"
#include "source/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace kg {

namespace {

constexpr std::string_view kPrefix = "pattern:";
constexpr int kBarStep = 4;  // pixels a frame

struct Wanted {
    int width = 1920;
    int height = 1080;
    double value = 0;
    int frame = 0;
};

// What may stand behind a pattern's name.
struct Value {
    const char* what;  // "an angle in degrees"
    double least;
    double most;
    double usual;
};

struct Pattern {
    std::string_view name;
    const char* label;
    std::optional<Value> value;
    Image (*make)(const Wanted&);
    bool moves = false;
};

int whole(double value) {
    return static_cast<int>(std::lround(value));
}

const Pattern kPatterns[] = {
    {"chart", "Test chart", {}, [](const Wanted& wanted) { return testChart(wanted.width, wanted.height); }},
    {"scene", "Test scene", {}, [](const Wanted& wanted) { return testScene(wanted.width, wanted.height); }},
    {"zoneplate", "Zone plate", {}, [](const Wanted& wanted) { return zonePlate(wanted.width, wanted.height); }},
    {"siemens", "Siemens star", Value{"a number of spokes", 1, 360, 36},
     [](const Wanted& wanted) { return siemensStar(wanted.width, wanted.height, whole(wanted.value)); }},
    {"edge", "Step edge", Value{"an angle in degrees", -360, 360, 5},
     [](const Wanted& wanted) { return stepEdge(wanted.width, wanted.height, wanted.value); }},
    {"delta", "Delta", {}, [](const Wanted& wanted) { return delta(wanted.width, wanted.height); }},
    {"checker", "Checkerboard", Value{"a number of pixels", 1, 4096, 32},
     [](const Wanted& wanted) { return checkerboard(wanted.width, wanted.height, whole(wanted.value)); }},
    {"ramp", "Ramp", {}, [](const Wanted& wanted) { return ramp(wanted.width, wanted.height); }},
    {"noise", "Noise", Value{"a seed", 0, 4294967295.0, 1},
     [](const Wanted& wanted) {
         return noise({.width = wanted.width, .height = wanted.height, .channels = 3},
                      static_cast<std::uint32_t>(wanted.value));
     }},
    {"bars",
     "Moving bars",
     {},
     [](const Wanted& wanted) { return bars(wanted.width, wanted.height, kBarStep * wanted.frame); },
     true},
};

const Pattern* findPattern(std::string_view name) {
    const auto* const found = std::find_if(std::begin(kPatterns), std::end(kPatterns),
                                           [&](const Pattern& pattern) { return pattern.name == name; });
    return found == std::end(kPatterns) ? nullptr : found;
}

struct Named {
    const Pattern* pattern;
    Wanted wanted;
};

void readSize(std::string_view text, Wanted& wanted, const std::string& source) {
    const std::size_t by = text.find('x');
    const auto width = numberOf<int>(text.substr(0, by));
    const auto height = by == std::string_view::npos ? std::nullopt : numberOf<int>(text.substr(by + 1));
    if (!width || !height || *width < 1 || *height < 1 || *width > Image::kMaxSide || *height > Image::kMaxSide) {
        throw Error(fmt::format("expected a size from 1x1 to {0}x{0} after the @, such as 640x480, not \"{1}\"",
                                Image::kMaxSide, text),
                    source);
    }
    wanted.width = *width;
    wanted.height = *height;
}

void readValue(std::string_view text, const Pattern& pattern, Wanted& wanted, const std::string& source) {
    if (!pattern.value) {
        throw Error(fmt::format("{}{} takes no value, and \"{}\" was given", kPrefix, pattern.name, text), source);
    }
    const Value& value = *pattern.value;
    const auto number = numberOf<double>(text);
    if (!number || !(*number >= value.least && *number <= value.most)) {
        throw Error(
            fmt::format("expected {} from {:.10g} to {:.10g}, not \"{}\"", value.what, value.least, value.most, text),
            source);
    }
    wanted.value = *number;
}

Named parse(const std::string& source) {
    std::string_view text = std::string_view(source).substr(kPrefix.size());
    Named named{};
    if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
        readSize(text.substr(at + 1), named.wanted, source);
        text = text.substr(0, at);
    }
    const std::size_t colon = text.find(':');
    named.pattern = findPattern(text.substr(0, colon));
    if (named.pattern == nullptr) {
        throw Error(fmt::format("there is no such pattern; known are {}", fmt::join(patternNames(), ", ")), source);
    }
    named.wanted.value = named.pattern->value ? named.pattern->value->usual : 0;
    if (colon != std::string_view::npos) {
        readValue(text.substr(colon + 1), *named.pattern, named.wanted, source);
    }
    return named;
}

class PatternReader : public FrameReader {
public:
    explicit PatternReader(const Named& named) : m_named(named) {
        m_ahead = draw();
        m_info.format = m_ahead->format();
        m_info.endless = named.pattern->moves;
        if (!m_info.endless) {
            m_info.frames = 1;
        }
        m_info.description = fmt::format("{}, {}x{}", named.pattern->label, m_info.format.width, m_info.format.height);
    }

    const SourceInfo& info() const override { return m_info; }
    std::optional<Frame> next() override {
        if (m_info.frames && m_named.wanted.frame == *m_info.frames) {
            return std::nullopt;
        }
        Frame frame{.image = m_ahead ? std::exchange(m_ahead, nullptr) : draw(),
                    .timestamp = m_named.wanted.frame,
                    .passed = nullptr};
        ++m_named.wanted.frame;
        return frame;
    }
    void seek(double seconds) override {
        constexpr double kLast = 1e9;
        m_ahead.reset();
        const double frame = std::floor(seconds * m_info.rate.value() + 1e-6);
        m_named.wanted.frame = static_cast<int>(std::clamp(frame, 0.0, m_info.frames ? 0.0 : kLast));
    }

private:
    std::shared_ptr<const Image> draw() const {
        return std::make_shared<const Image>(m_named.pattern->make(m_named.wanted));
    }

    Named m_named;
    SourceInfo m_info;
    std::shared_ptr<const Image> m_ahead;  // the first picture, until it is asked for
};

}  // namespace

Image patternImage(const std::string& source) {
    const Named named = parse(source);
    return named.pattern->make(named.wanted);
}

bool patternMoves(const std::string& source) {
    return parse(source).pattern->moves;
}

std::unique_ptr<FrameReader> openPattern(const std::string& source) {
    return std::make_unique<PatternReader>(parse(source));
}

std::string patternLabel(const std::string& source) {
    const std::string_view text = std::string_view(source).substr(kPrefix.size());
    const Pattern* pattern = findPattern(text.substr(0, text.find_first_of(":@")));
    return pattern == nullptr ? source : pattern->label;
}

const std::vector<std::string>& patternNames() {
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> names;
        for (const Pattern& pattern : kPatterns) {
            names.push_back(fmt::format("{}{}", kPrefix, pattern.name));
        }
        return names;
    }();
    return kNames;
}

}  // namespace kg
