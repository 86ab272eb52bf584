// Cameras: which there are, what they offer, and what a person names of them.
//
//     camera:0                         the camera of that number, in the mode that suits a live picture best
//     camera:0:mjpeg@1280x720@30       in this format, size and rate; each may be left out
//     camera:0:mirror                  flipped left to right
//
// On Linux N is that of /dev/videoN, so that a name means the same camera whichever others come and go. Elsewhere
// cameras are neither listed nor opened yet, and the sentence says so.
//
// Callable from any thread. A camera may take its time to answer: a window asks through CameraDesk.
#pragma once

#include "source/frame.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

struct CameraSize {
    int width = 0;  // pixels
    int height = 0;
    std::vector<Rational> rates;  // frames a second, the fastest first; empty: the camera does not say

    bool operator==(const CameraSize&) const = default;
};

struct CameraFormat {
    std::string name;         // "yuyv422", "mjpeg": FFmpeg's name
    std::string description;  // "YUYV 4:2:2": the camera's
    bool compressed = false;
    std::vector<CameraSize> sizes;  // the largest first

    bool operator==(const CameraFormat&) const = default;
};

struct Camera {
    int number = 0;
    std::string path;                   // "/dev/video0"
    std::string name;                   // "HD Webcam C525"
    std::vector<CameraFormat> formats;  // those that can be read here
    std::string problem;                // why it cannot be asked, a sentence; empty: it can

    bool operator==(const Camera&) const = default;
};

// What a camera lets a person set.
struct CameraControl {
    enum class Kind { Number, Switch, Menu };
    struct Item {
        int value = 0;
        std::string label;
        bool operator==(const Item&) const = default;
    };

    std::uint32_t id = 0;
    std::string name;  // "Brightness"
    Kind kind = Kind::Number;
    int minimum = 0;
    int maximum = 0;
    int step = 1;
    int initial = 0;
    int value = 0;
    std::vector<Item> items;  // of a menu
    bool enabled = true;      // no: another control rules it, such as an automatic exposure

    bool operator==(const CameraControl&) const = default;
};

// What a source's text asks for.
struct CameraRequest {
    int number = 0;
    std::string format{};  // empty: any
    int width = 0;         // 0: any
    int height = 0;
    double rate = 0;  // frames a second; 0: any
    bool mirrored = false;

    bool operator==(const CameraRequest&) const = default;
};

// What it is opened with.
struct CameraMode {
    std::string format;
    int width = 0;
    int height = 0;
    std::optional<Rational> rate;  // nothing: the camera's own

    bool operator==(const CameraMode&) const = default;
};

// What a camera's name begins with.
inline constexpr std::string_view kCameraPrefix = "camera:";

bool isCamera(std::string_view source);
// Throws Error, which says what was expected.
CameraRequest parseCamera(const std::string& source);
// The text that parseCamera reads back.
std::string printCamera(const CameraRequest& request);

// The mode that fulfils a request: of several the one that reaches 24 frames a second, then the largest up to 1920 by
// 1080, the faster, and the one that is not compressed. Throws FileError, which says what the camera offers.
CameraMode chooseMode(const Camera& camera, const CameraRequest& request);

// Why there can be no list of cameras on this system, a sentence; empty: there can.
std::string camerasUnlisted();
// By number. Those that cannot be asked are in it, with the reason.
std::vector<Camera> listCameras();
// Throws FileError: there is none of this number, it is in use, or may not be opened.
Camera findCamera(int number);
// In the camera's order; none where it offers none. Throws FileError.
std::vector<CameraControl> cameraControls(int number);
// Also while it streams. A value beyond its limits is moved within. Throws FileError.
void setCameraControl(int number, std::uint32_t id, int value);
// What an error code of the system means for this camera: a sentence, and what to do.
std::string cameraReason(int number, int code);
std::string cameraAdvice(int number, int code);

// Frames as they come; next() waits for one, and throws FileError where the camera is gone or sends none for some
// seconds. Opening and next() give up once stop is requested.
std::unique_ptr<FrameReader> openCamera(const std::string& source, const std::stop_token& stop, FramePixels pixels);

}  // namespace kg
