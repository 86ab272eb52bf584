#include "source/camera.h"

#include "base/error.h"
#include "source/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace kg {

namespace {

constexpr const char* kCameraExample = "camera:0, or camera:0:mjpeg:mirror@1280x720@30 with a format, size and rate";
constexpr double kFluent = 24;  // frames a second, below which motion stutters
constexpr int kLargestWidth = 1920;
constexpr int kLargestHeight = 1080;
constexpr int kHighestNumber = 999;

[[noreturn]] void refuseCamera(const std::string& source, const std::string& problem) {
    throw Error(problem, source, fmt::format("A camera is named like {}.", kCameraExample));
}

// The parts of a text between separators.
std::vector<std::string_view> partsOf(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t start = 0;;) {
        const std::size_t end = text.find(separator, start);
        parts.push_back(text.substr(start, end - start));
        if (end == std::string_view::npos) {
            return parts;
        }
        start = end + 1;
    }
}

bool readSize(std::string_view text, CameraRequest& request) {
    const std::size_t times = text.find('x');
    if (times == std::string_view::npos) {
        return false;
    }
    const auto width = numberOf<int>(text.substr(0, times));
    const auto height = numberOf<int>(text.substr(times + 1));
    if (!width || !height || *width < 1 || *height < 1) {
        return false;
    }
    request.width = *width;
    request.height = *height;
    return true;
}

bool readRate(std::string_view text, CameraRequest& request) {
    const auto rate = numberOf<double>(text);
    if (!rate || !(*rate > 0 && *rate <= 1000)) {
        return false;
    }
    request.rate = *rate;
    return true;
}

// One way to run a camera, as modes are compared.
struct Candidate {
    CameraMode mode;
    double rate = 0;  // 0: not known
    bool compressed = false;
};

// What is better of it, from the most important on.
auto meritOf(const Candidate& candidate) {
    const bool fits = candidate.mode.width <= kLargestWidth && candidate.mode.height <= kLargestHeight;
    const long area = static_cast<long>(candidate.mode.width) * candidate.mode.height;
    // Of those that are too large, the smallest.
    return std::tuple(fits, candidate.rate >= kFluent, fits ? area : -area, candidate.rate, !candidate.compressed);
}

bool matches(const CameraRequest& request, const Candidate& candidate) {
    constexpr double kSameRate = 0.01;  // of the rate: 30 asks for 29.97, too
    return (request.format.empty() || request.format == candidate.mode.format) &&
           (request.width == 0 || request.width == candidate.mode.width) &&
           (request.height == 0 || request.height == candidate.mode.height) &&
           (request.rate == 0 || candidate.rate == 0 ||
            std::abs(candidate.rate - request.rate) <= kSameRate * request.rate);
}

std::vector<Candidate> candidatesOf(const Camera& camera) {
    std::vector<Candidate> all;
    for (const CameraFormat& format : camera.formats) {
        for (const CameraSize& size : format.sizes) {
            const CameraMode mode{.format = format.name, .width = size.width, .height = size.height, .rate = {}};
            if (size.rates.empty()) {
                all.push_back({.mode = mode, .rate = 0, .compressed = format.compressed});
            }
            for (const Rational& rate : size.rates) {
                all.push_back({.mode = mode, .rate = rate.value(), .compressed = format.compressed});
                all.back().mode.rate = rate;
            }
        }
    }
    return all;
}

// "yuyv422 640x480 at 30, 15; mjpeg 1280x720 at 30"
std::string offerOf(const Camera& camera) {
    std::string offer;
    for (const CameraFormat& format : camera.formats) {
        for (const CameraSize& size : format.sizes) {
            offer += fmt::format("{}{} {}x{}", offer.empty() ? "" : "; ", format.name, size.width, size.height);
            for (std::size_t index = 0; index < size.rates.size(); ++index) {
                offer += fmt::format("{}{:.4g}", index == 0 ? " at " : ", ", size.rates[index].value());
            }
        }
    }
    return offer;
}

}  // namespace

bool isCamera(std::string_view source) {
    return source.starts_with(kCameraPrefix);
}

CameraRequest parseCamera(const std::string& source) {
    const std::vector<std::string_view> pieces = partsOf(std::string_view(source).substr(kCameraPrefix.size()), '@');
    const std::vector<std::string_view> words = partsOf(pieces.front(), ':');
    CameraRequest request;
    const std::optional<int> number = numberOf<int>(words.front());
    if (!number || *number < 0 || *number > kHighestNumber) {
        refuseCamera(source, fmt::format("a camera has a number, not \"{}\"", words.front()));
    }
    request.number = *number;
    for (std::size_t index = 1; index < words.size(); ++index) {
        if (words[index] == "mirror") {
            request.mirrored = true;
        } else if (!words[index].empty() && request.format.empty()) {
            request.format = words[index];
        } else {
            refuseCamera(source, fmt::format("\"{}\" is neither its one format nor \"mirror\"", words[index]));
        }
    }
    for (std::size_t index = 1; index < pieces.size(); ++index) {
        const bool isSize = request.width == 0 && readSize(pieces[index], request);
        if (!isSize && (request.rate != 0 || !readRate(pieces[index], request))) {
            refuseCamera(source, fmt::format("\"{}\" is neither a size nor a rate", pieces[index]));
        }
    }
    return request;
}

std::string printCamera(const CameraRequest& request) {
    std::string text = fmt::format("{}{}", kCameraPrefix, request.number);
    text += request.format.empty() ? "" : ":" + request.format;
    text += request.mirrored ? ":mirror" : "";
    text += request.width > 0 ? fmt::format("@{}x{}", request.width, request.height) : "";
    return text + (request.rate > 0 ? fmt::format("@{:.6g}", request.rate) : "");
}

CameraMode chooseMode(const Camera& camera, const CameraRequest& request) {
    std::optional<Candidate> best;
    for (const Candidate& candidate : candidatesOf(camera)) {
        if (matches(request, candidate) && (!best || meritOf(candidate) > meritOf(*best))) {
            best = candidate;
        }
    }
    if (best) {
        return best->mode;
    }
    if (camera.formats.empty()) {
        throw FileError("it offers no format that can be read here", printCamera(request));
    }
    throw FileError("the camera does not offer this format, size and rate together", printCamera(request),
                    fmt::format("It offers {}.", offerOf(camera)));
}

}  // namespace kg
