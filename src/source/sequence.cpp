#include "source/sequence.h"

#include "base/error.h"
#include "source/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>
#include <vector>

namespace kg {

namespace {

namespace fs = std::filesystem;

// The number that a file's name has in this place.
std::optional<int> numberOf(const std::string& name, const std::string& before, const std::string& after) {
    if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after)) {
        return std::nullopt;
    }
    const std::string digits = name.substr(before.size(), name.size() - before.size() - after.size());
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size() && number >= 0 ? std::optional(number)
                                                                                       : std::nullopt;
}

NumberPlace placeIn(const std::string& pattern) {
    const std::optional<NumberPlace> place = findNumberPlace(pattern);
    if (!place) {
        throw Error("a sequence has one place for a number, such as shot_%04d.png", pattern);
    }
    return *place;
}

// The numbers that files have in this place, in no order.
std::vector<int> numbersOf(const NumberPlace& place, const std::string& pattern) {
    std::vector<int> numbers;
    const fs::path folder = fs::path(pattern).parent_path();
    const std::string before = fs::path(place.before).filename().string();
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.empty() ? "." : folder, error)) {
        const std::optional<int> number = numberOf(entry.path().filename().string(), before, place.after);
        if (number && fs::path(place.name(*number)).filename() == entry.path().filename()) {
            numbers.push_back(*number);
        }
    }
    return numbers;
}

}  // namespace

std::string NumberPlace::name(int number) const {
    return fmt::format("{}{:0{}}{}", before, number, digits, after);
}

std::optional<NumberPlace> findNumberPlace(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::size_t start = slash == std::string_view::npos ? 0 : slash + 1;
    std::optional<NumberPlace> found;
    for (std::size_t at = start; at < path.size(); ++at) {
        if (path[at] != '%') {
            continue;
        }
        std::size_t end = at + 1;
        while (end < path.size() && end - at <= 2 && std::isdigit(static_cast<unsigned char>(path[end])) != 0) {
            ++end;
        }
        if (end < path.size() && path[end] == 'd') {
            if (found) {
                return std::nullopt;
            }
            int digits = 0;
            std::from_chars(path.data() + at + 1, path.data() + end, digits);
            found = {.before = std::string(path.substr(0, at)),
                     .after = std::string(path.substr(end + 1)),
                     .digits = std::max(digits, 1)};
            at = end;
        }
    }
    return found;
}

std::vector<std::string> filesOfSequence(const std::string& pattern) {
    const NumberPlace place = placeIn(pattern);
    std::vector<std::string> files;
    for (const int number : numbersOf(place, pattern)) {
        files.push_back(place.name(number));
    }
    return files;
}

int nextNumber(const std::string& pattern) {
    const std::vector<int> numbers = numbersOf(placeIn(pattern), pattern);
    return numbers.empty() ? 1 : *std::max_element(numbers.begin(), numbers.end()) + 1;
}

SequenceReader::SequenceReader(const std::string& pattern) : m_place(placeIn(pattern)) {
    const std::vector<int> numbers = numbersOf(m_place, pattern);
    if (numbers.empty()) {
        throw FileError(fmt::format("there is no file such as {}", m_place.name(1)), pattern);
    }
    const int first = *std::min_element(numbers.begin(), numbers.end());
    std::error_code error;
    m_first = m_next = m_end = first;
    while (fs::exists(m_place.name(m_end), error)) {
        ++m_end;
    }
    m_ahead = load(m_first);
    m_info.format = m_ahead->format();
    m_info.frames = m_end - m_first;
    m_info.description =
        fmt::format("{} stills, {}x{}, from number {}", *m_info.frames, m_ahead->width(), m_ahead->height(), m_first);
}

// What is missing of the first picture that lacks something is the sequence's note.
std::shared_ptr<const Image> SequenceReader::load(int number) {
    std::string note;
    std::shared_ptr<const Image> image = loadSource(m_place.name(number), &note);
    if (m_info.note.empty() && !note.empty()) {
        m_info.note = fmt::format("{}: {}", fs::path(m_place.name(number)).filename().string(), note);
    }
    return image;
}

void SequenceReader::seek(double seconds) {
    const double frame = std::floor(seconds * m_info.rate.value() + 1e-6);
    m_next = m_first + static_cast<int>(std::clamp(frame, 0.0, static_cast<double>(m_end - m_first - 1)));
    m_ahead.reset();
}

std::optional<Frame> SequenceReader::next() {
    if (m_next == m_end) {
        return std::nullopt;
    }
    const int number = m_next++;
    std::shared_ptr<const Image> image = m_ahead ? std::exchange(m_ahead, nullptr) : load(number);
    return Frame{.image = std::move(image), .timestamp = number - m_first, .passed = nullptr};
}

}  // namespace kg
