#include "kernel/text/kernel_json.h"

#include "base/error.h"
#include "base/json_text.h"
#include "kernel/text/kernel_text.h"
#include "kernel/text/kernel_text_scanner.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

namespace kg {

namespace {

using nlohmann::json;

// Where an object of the text begins and where its keys stand.
struct ObjectPlaces {
    std::size_t offset = 0;
    std::map<std::string, std::size_t> keys{};
};

// Reads the characters for the JSON parser and keeps an eye on how far it is, which its values do not remember.
class WatchedCharacter {
public:
    // NOLINTBEGIN(readability-identifier-naming): std::iterator_traits asks for these names
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;
    // NOLINTEND(readability-identifier-naming)

    WatchedCharacter(const char* at, const char** reached) : m_at(at), m_reached(reached) {}

    reference operator*() const { return *m_at; }
    WatchedCharacter& operator++() {
        *m_reached = ++m_at;
        return *this;
    }
    WatchedCharacter operator++(int) {
        WatchedCharacter before = *this;
        ++*this;
        return before;
    }
    bool operator==(const WatchedCharacter& other) const { return m_at == other.m_at; }
    bool operator!=(const WatchedCharacter& other) const { return m_at != other.m_at; }

private:
    const char* m_at;
    const char** m_reached;
};

// The parser's error as a sentence at its place. Its own words behind "expected" are names of tokens.
[[noreturn]] void failBroken(KernelTextScanner scanner, const json::parse_error& error) {
    const std::size_t read = std::min(error.byte, scanner.rest().size() + 1);  // counts from 1, the end included
    scanner.advance(read > 0 ? read - 1 : 0);
    const std::string_view words = error.what();
    constexpr std::string_view kMark = "; expected ";
    const std::size_t at = words.find(kMark);
    const std::string_view token = at == std::string_view::npos ? "" : words.substr(at + kMark.size());
    const std::string_view expected = token == "string literal" ? "a name in quotes" : token;
    scanner.fail(scanner.offset(), fmt::format("the JSON breaks at {}{}", scanner.quoteNext(),
                                               expected.empty() ? "" : fmt::format(", {} was expected", expected)));
}

// Read wide, so that no number wraps into one that a kernel may have.
int cellNumber(const json& value) {
    return static_cast<int>(std::clamp<double>(value.get<double>(), -1, Kernel::kMaxLength + 1));
}

// One object as a kernel; every mistake is named with its key and pointed at.
class KernelObject {
public:
    KernelObject(const json& object, const ObjectPlaces& places, const KernelTextScanner& text)
        : m_object(object), m_places(places), m_text(text) {}

    // Throws TextError, and what Kernel's constructor throws.
    Kernel kernel() const;

private:
    const json& at(const char* key) const;
    int wholeNumber(const char* key) const;
    std::vector<double> weights() const;
    [[noreturn]] void fail(const char* key, const std::string& problem, const std::string& advice = {}) const {
        m_text.fail(m_places.keys.at(key), fmt::format("\"{}\" {}", key, problem), advice);
    }

    const json& m_object;
    const ObjectPlaces& m_places;
    const KernelTextScanner& m_text;
};

const json& KernelObject::at(const char* key) const {
    if (!m_object.contains(key)) {
        m_text.fail(m_places.offset, fmt::format("the kernel has no \"{}\"", key),
                    "A kernel is {\"width\": 3, \"height\": 1, \"origin\": [1, 0], \"weights\": [1, 2, 1]}.");
    }
    return m_object[key];
}

int KernelObject::wholeNumber(const char* key) const {
    const json& value = at(key);
    if (!value.is_number_integer()) {
        fail(key, "is no whole number");
    }
    return cellNumber(value);
}

std::vector<double> KernelObject::weights() const {
    const json& list = at("weights");
    if (!list.is_array()) {
        fail("weights", "is no array");
    }
    std::vector<double> cells;
    for (const json& weight : list) {
        if (!weight.is_number() && !weight.is_null()) {
            fail("weights", fmt::format("holds neither a number nor null as weight {}", cells.size() + 1));
        }
        cells.push_back(weight.is_null() ? Kernel::kAbsent : weight.get<double>());
    }
    return cells;
}

Kernel KernelObject::kernel() const {
    const int width = wholeNumber("width");
    const int height = wholeNumber("height");
    std::vector<double> cells = weights();
    Kernel::requireSize(width, height);
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (cells.size() != count) {
        fail("weights", fmt::format("holds {} of the {} weights of {}x{}", cells.size(), count, width, height));
    }
    if (!m_object.contains("origin")) {
        return {width, height, std::move(cells)};
    }
    const json& origin = at("origin");
    if (!origin.is_array() || origin.size() != 2 || !origin[0].is_number_integer() || !origin[1].is_number_integer()) {
        fail("origin", "is no [x, y] of whole numbers");
    }
    return {width, height, std::move(cells), cellNumber(origin[0]), cellNumber(origin[1])};
}

}  // namespace

std::string printKernelJson(const Kernel& kernel) {
    nlohmann::ordered_json weights = nlohmann::ordered_json::array();
    for (const double cell : kernel.cells()) {
        weights.push_back(std::isnan(cell) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(cell));
    }
    const nlohmann::ordered_json object{{"width", kernel.width()},
                                        {"height", kernel.height()},
                                        {"origin", {kernel.originX(), kernel.originY()}},
                                        {"weights", std::move(weights)}};
    return object.dump();
}

std::optional<std::vector<Kernel>> parseKernelJson(std::string_view text, std::size_t start) {
    KernelTextScanner scanner(text, "pasted text");
    scanner.advance(start);
    const std::string_view body = scanner.rest();
    if (const JsonExcess excess = excessOf(body); !excess.problem.empty()) {
        scanner.fail(start + excess.offset, excess.problem);
    }
    const char* reached = body.data();
    std::vector<ObjectPlaces> places;
    const auto keep = [&](int depth, json::parse_event_t event, json& value) {
        const std::size_t offset = start + static_cast<std::size_t>(reached - body.data());
        const int kernelDepth = body.front() == '[' ? 1 : 0;
        if (event == json::parse_event_t::object_start && depth == kernelDepth) {
            places.push_back({.offset = offset - 1});
        } else if (event == json::parse_event_t::key && depth == kernelDepth + 1 && !places.empty()) {
            const auto& key = value.get_ref<const std::string&>();
            places.back().keys[key] = text.rfind('"', offset - 2);
        }
        return true;
    };
    json parsed;
    try {
        parsed = json::parse(WatchedCharacter(body.data(), &reached),
                             WatchedCharacter(body.data() + body.size(), &reached), keep);
    } catch (const json::parse_error& error) {
        failBroken(scanner, error);
    } catch (const json::exception&) {
        const std::string_view before = text.substr(0, start + static_cast<std::size_t>(reached - body.data()));
        scanner.fail(before.find_last_of(",:[ \t\r\n", before.size() - 2) + 1, "a number out of range");
    }
    const json list = parsed.is_object() ? json::array({std::move(parsed)}) : std::move(parsed);
    const bool objects = list.is_array() && !list.empty() &&
                         std::all_of(list.begin(), list.end(), [](const json& item) { return item.is_object(); });
    if (!objects) {
        return std::nullopt;
    }
    if (list.size() > kMaxKernels) {
        scanner.fail(start, fmt::format("more than {} kernels in a list", kMaxKernels));
    }
    std::vector<Kernel> kernels;
    for (std::size_t i = 0; i < list.size(); ++i) {
        try {
            kernels.push_back(KernelObject(list[i], places[i], scanner).kernel());
        } catch (const TextError&) {
            throw;
        } catch (const Error& error) {
            scanner.fail(places[i].offset, error.problem(), error.advice());
        }
    }
    return kernels;
}

}  // namespace kg
