// What the program says of cameras on systems other than Linux.
#include "base/error.h"
#include "source/camera.h"

#include <fmt/format.h>

namespace kg {

namespace {

constexpr const char* kLinuxOnly = "cameras can be listed and opened on Linux only so far";

}  // namespace

std::string camerasUnlisted() {
    return kLinuxOnly;
}

std::vector<Camera> listCameras() {
    return {};
}

Camera findCamera(int number) {
    throw FileError(kLinuxOnly, fmt::format("{}{}", kCameraPrefix, number));
}

std::vector<CameraControl> cameraControls(int number) {
    throw FileError(kLinuxOnly, fmt::format("{}{}", kCameraPrefix, number));
}

void setCameraControl(int number, std::uint32_t, int) {
    throw FileError(kLinuxOnly, fmt::format("{}{}", kCameraPrefix, number));
}

std::string cameraReason(int, int) {
    return kLinuxOnly;
}

std::string cameraAdvice(int, int) {
    return {};
}

}  // namespace kg
