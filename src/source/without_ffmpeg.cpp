// What the program says where it is built without FFmpeg.
#include "base/error.h"
#include "source/camera.h"
#include "source/media.h"

namespace kg {

namespace {

constexpr const char* kProblem = "this needs FFmpeg, and kernelglass was built without it";
constexpr const char* kAdvice = "Install libavdevice-dev and build again";

}  // namespace

bool hasMedia() {
    return false;
}

std::string mediaVersion() {
    return {};
}

Image decodeStill(const std::filesystem::path& path, std::string*) {
    throw FileError(kProblem, path.string(), kAdvice);
}

std::unique_ptr<FrameReader> openMedia(const std::string& source, const std::stop_token&, FramePixels) {
    throw FileError(kProblem, source, kAdvice);
}

std::unique_ptr<FrameReader> openCamera(const std::string& source, const std::stop_token&, FramePixels) {
    throw FileError(kProblem, source, kAdvice);
}

std::unique_ptr<FrameWriter> makeMediaWriter(const std::filesystem::path& path, const SourceInfo&, const FrameReader*,
                                             const MediaOptions&) {
    throw FileError(kProblem, path.string(), kAdvice);
}

bool isMediaName(const std::filesystem::path&) {
    return false;
}

}  // namespace kg
