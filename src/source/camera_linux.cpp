// Cameras on Linux: what Video4Linux2 says of /dev/videoN.
#include "base/error.h"
#include "source/camera.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include <fcntl.h>
#include <grp.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kg {

namespace {

constexpr int kDeviceCount = 64;           // the numbers that drivers give first
constexpr std::size_t kMostEntries = 256;  // of a list that a broken driver does not end

// What drivers call formats, and what FFmpeg does.
struct KnownFormat {
    std::uint32_t code;
    const char* name;
};
constexpr std::array<KnownFormat, 15> kKnownFormats{{
    {V4L2_PIX_FMT_YUYV, "yuyv422"},
    {V4L2_PIX_FMT_UYVY, "uyvy422"},
    {V4L2_PIX_FMT_NV12, "nv12"},
    {V4L2_PIX_FMT_YUV420, "yuv420p"},
    {V4L2_PIX_FMT_YUV422P, "yuv422p"},
    {V4L2_PIX_FMT_RGB24, "rgb24"},
    {V4L2_PIX_FMT_BGR24, "bgr24"},
    {V4L2_PIX_FMT_BGR32, "bgr0"},
    {V4L2_PIX_FMT_RGB565, "rgb565le"},
    {V4L2_PIX_FMT_GREY, "gray"},
    {V4L2_PIX_FMT_Y16, "gray16le"},
    {V4L2_PIX_FMT_MJPEG, "mjpeg"},
    {V4L2_PIX_FMT_JPEG, "mjpeg"},
    {V4L2_PIX_FMT_H264, "h264"},
    {V4L2_PIX_FMT_MPEG4, "mpeg4"},
}};

// Sizes that are offered of a camera that takes any.
constexpr std::array<std::array<int, 2>, 8> kUsualSizes{
    {{3840, 2160}, {2560, 1440}, {1920, 1080}, {1280, 720}, {1024, 768}, {800, 600}, {640, 480}, {320, 240}}};
constexpr std::array<int, 6> kUsualRates{120, 60, 30, 25, 15, 10};

std::string pathOf(int number) {
    return fmt::format("/dev/video{}", number);
}

std::string nameOf(int number) {
    return fmt::format("{}{}", kCameraPrefix, number);
}

// The group whose members may open a file; empty where nobody can tell.
std::string groupOf(const std::string& path) {
    struct stat facts {};
    if (stat(path.c_str(), &facts) != 0) {
        return {};
    }
    std::array<char, 4096> memory{};
    group entry{};
    group* found = nullptr;
    getgrgid_r(facts.st_gid, &entry, memory.data(), memory.size(), &found);
    return found != nullptr ? std::string(found->gr_name) : std::to_string(facts.st_gid);
}

// A camera's file, opened beside whoever streams from it. Nothing that is asked of it here waits for a frame.
class Device {
public:
    explicit Device(int number) : m_descriptor(open(pathOf(number).c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC)) {}
    ~Device() {
        if (m_descriptor >= 0) {
            close(m_descriptor);
        }
    }
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    bool isOpen() const { return m_descriptor >= 0; }

    // False where the driver refuses; errno says why.
    template <typename Structure>
    bool ask(unsigned long request, Structure& structure) const {
        int done = -1;
        do {
            done = ioctl(m_descriptor, request, &structure);
        } while (done < 0 && errno == EINTR);
        return done >= 0;
    }

private:
    int m_descriptor;
};

template <std::size_t Size>
std::string textOf(const __u8 (&text)[Size]) {
    const char* start = reinterpret_cast<const char*>(text);
    return {start, strnlen(start, Size)};
}

FileError errorOf(int number, int code) {
    return FileError(cameraReason(number, code), nameOf(number), cameraAdvice(number, code));
}

// A structure of a list that is asked for by index.
template <typename Structure>
Structure indexed(std::size_t index) {
    Structure structure{};
    structure.index = static_cast<std::uint32_t>(index);
    return structure;
}

bool isInteger(std::uint32_t value) {
    return value > 0 && value <= static_cast<std::uint32_t>(std::numeric_limits<int>::max());
}

// Drivers give the time of a frame, people its inverse.
std::optional<Rational> rateOf(const v4l2_fract& interval) {
    if (!isInteger(interval.numerator) || !isInteger(interval.denominator)) {
        return {};
    }
    return Rational{static_cast<int>(interval.denominator), static_cast<int>(interval.numerator)};
}

std::vector<Rational> ratesOf(const Device& device, std::uint32_t format, int width, int height) {
    std::vector<Rational> rates;
    for (std::size_t index = 0; index < kMostEntries; ++index) {
        auto entry = indexed<v4l2_frmivalenum>(index);
        entry.pixel_format = format;
        entry.width = static_cast<std::uint32_t>(width);
        entry.height = static_cast<std::uint32_t>(height);
        if (!device.ask(VIDIOC_ENUM_FRAMEINTERVALS, entry)) {
            break;
        }
        if (entry.type == V4L2_FRMIVAL_TYPE_DISCRETE) {
            if (const auto rate = rateOf(entry.discrete)) {
                rates.push_back(*rate);
            }
            continue;
        }
        const auto fastest = rateOf(entry.stepwise.min);
        const auto slowest = rateOf(entry.stepwise.max);
        for (const int rate : kUsualRates) {
            if (fastest && slowest && rate <= fastest->value() && rate >= slowest->value()) {
                rates.push_back({rate, 1});
            }
        }
        break;
    }
    std::ranges::stable_sort(rates, [](const Rational& a, const Rational& b) { return a.value() > b.value(); });
    return rates;
}

void addSize(std::vector<CameraSize>& sizes, const Device& device, std::uint32_t format, std::array<int, 2> sides) {
    sizes.push_back({.width = sides[0], .height = sides[1], .rates = ratesOf(device, format, sides[0], sides[1])});
}

bool isOnGrid(int value, std::uint32_t least, std::uint32_t most, std::uint32_t step) {
    const auto side = static_cast<std::uint32_t>(value);
    return side >= least && side <= most && (step == 0 || (side - least) % step == 0);
}

// What a driver is set to, where it lists no sizes.
void addCurrentSize(std::vector<CameraSize>& sizes, const Device& device, std::uint32_t format) {
    v4l2_format current{};
    current.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (device.ask(VIDIOC_G_FMT, current) && isInteger(current.fmt.pix.width) && isInteger(current.fmt.pix.height)) {
        addSize(sizes, device, format,
                {static_cast<int>(current.fmt.pix.width), static_cast<int>(current.fmt.pix.height)});
    }
}

std::vector<CameraSize> sizesOf(const Device& device, std::uint32_t format) {
    std::vector<CameraSize> sizes;
    for (std::size_t index = 0; index < kMostEntries; ++index) {
        auto entry = indexed<v4l2_frmsizeenum>(index);
        entry.pixel_format = format;
        if (!device.ask(VIDIOC_ENUM_FRAMESIZES, entry)) {
            break;
        }
        if (entry.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
            if (isInteger(entry.discrete.width) && isInteger(entry.discrete.height)) {
                addSize(sizes, device, format,
                        {static_cast<int>(entry.discrete.width), static_cast<int>(entry.discrete.height)});
            }
            continue;
        }
        for (const std::array<int, 2>& usual : kUsualSizes) {
            const v4l2_frmsize_stepwise& grid = entry.stepwise;
            if (isOnGrid(usual[0], grid.min_width, grid.max_width, grid.step_width) &&
                isOnGrid(usual[1], grid.min_height, grid.max_height, grid.step_height)) {
                addSize(sizes, device, format, usual);
            }
        }
        break;
    }
    if (sizes.empty()) {
        addCurrentSize(sizes, device, format);
    }
    std::ranges::stable_sort(sizes, [](const CameraSize& a, const CameraSize& b) {
        return static_cast<long>(a.width) * a.height > static_cast<long>(b.width) * b.height;
    });
    return sizes;
}

std::vector<CameraFormat> formatsOf(const Device& device) {
    std::vector<CameraFormat> formats;
    for (std::size_t index = 0; index < kMostEntries; ++index) {
        auto entry = indexed<v4l2_fmtdesc>(index);
        entry.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (!device.ask(VIDIOC_ENUM_FMT, entry)) {
            break;
        }
        const auto* known =
            std::ranges::find_if(kKnownFormats, [&](const KnownFormat& f) { return f.code == entry.pixelformat; });
        const bool repeats = known != kKnownFormats.end() &&
                             std::ranges::any_of(formats, [&](const CameraFormat& f) { return f.name == known->name; });
        if (known != kKnownFormats.end() && !repeats) {
            formats.push_back({.name = known->name,
                               .description = textOf(entry.description),
                               .compressed = (entry.flags & V4L2_FMT_FLAG_COMPRESSED) != 0,
                               .sizes = sizesOf(device, entry.pixelformat)});
        }
    }
    return formats;
}

// Nothing for files that are no cameras, such as those with what a camera says about its frames. A camera that cannot
// be opened is one with a problem.
std::optional<Camera> cameraOf(int number, int* failure = nullptr) {
    Camera camera{.number = number, .path = pathOf(number), .name = "Camera", .formats = {}, .problem = {}};
    const Device device(number);
    v4l2_capability facts{};
    if (!device.isOpen() || !device.ask(VIDIOC_QUERYCAP, facts)) {
        const int code = errno;
        if (failure != nullptr) {
            *failure = code;
        }
        if (code == ENOENT || code == ENODEV || code == ENXIO || code == ENOTTY) {
            return {};
        }
        camera.problem = cameraReason(number, code);
        return camera;
    }
    const std::uint32_t abilities =
        (facts.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? facts.device_caps : facts.capabilities;
    if ((abilities & V4L2_CAP_VIDEO_CAPTURE) == 0 || (abilities & V4L2_CAP_STREAMING) == 0) {
        if (failure != nullptr) {
            *failure = ENOTTY;
        }
        return {};
    }
    camera.name = textOf(facts.card);
    camera.formats = formatsOf(device);
    return camera;
}

std::vector<CameraControl::Item> itemsOf(const Device& device, const v4l2_queryctrl& control) {
    std::vector<CameraControl::Item> items;
    for (int index = std::max(0, control.minimum); index <= control.maximum && items.size() < kMostEntries; ++index) {
        auto entry = indexed<v4l2_querymenu>(static_cast<std::size_t>(index));
        entry.id = control.id;
        if (device.ask(VIDIOC_QUERYMENU, entry)) {
            items.push_back(
                {.value = index,
                 .label = control.type == V4L2_CTRL_TYPE_MENU ? textOf(entry.name) : std::to_string(entry.value)});
        }
    }
    return items;
}

std::optional<CameraControl::Kind> kindOf(std::uint32_t type) {
    switch (type) {
        case V4L2_CTRL_TYPE_INTEGER:
            return CameraControl::Kind::Number;
        case V4L2_CTRL_TYPE_BOOLEAN:
            return CameraControl::Kind::Switch;
        case V4L2_CTRL_TYPE_MENU:
        case V4L2_CTRL_TYPE_INTEGER_MENU:
            return CameraControl::Kind::Menu;
        default:
            return {};
    }
}

// Nothing for headings, buttons, and what cannot be read or written.
std::optional<CameraControl> controlOf(const Device& device, const v4l2_queryctrl& facts) {
    constexpr std::uint32_t kUnusable = V4L2_CTRL_FLAG_DISABLED | V4L2_CTRL_FLAG_READ_ONLY | V4L2_CTRL_FLAG_WRITE_ONLY;
    const auto kind = kindOf(facts.type);
    v4l2_control current{};
    current.id = facts.id;
    if (!kind || (facts.flags & kUnusable) != 0 || !device.ask(VIDIOC_G_CTRL, current)) {
        return {};
    }
    return CameraControl{
        .id = facts.id,
        .name = textOf(facts.name),
        .kind = *kind,
        .minimum = facts.minimum,
        .maximum = std::max(facts.minimum, facts.maximum),
        .step = std::max(1, facts.step),
        .initial = facts.default_value,
        .value = current.value,
        .items = kind == CameraControl::Kind::Menu ? itemsOf(device, facts) : std::vector<CameraControl::Item>{},
        .enabled = (facts.flags & (V4L2_CTRL_FLAG_INACTIVE | V4L2_CTRL_FLAG_GRABBED)) == 0};
}

}  // namespace

std::string cameraReason(int number, int code) {
    const std::string path = pathOf(number);
    switch (code) {
        case ENOENT:
        case ENODEV:
        case ENXIO:
            return fmt::format("there is no camera at {}", path);
        case ENOTTY:
            return fmt::format("{} is no camera that sends pictures", path);
        case EBUSY:
            return fmt::format("another program is using {}", path);
        case EACCES:
        case EPERM: {
            const std::string group = groupOf(path);
            return group.empty() ? fmt::format("you may not open {}", path)
                                 : fmt::format("you may not open {}: members of the group \"{}\" may", path, group);
        }
        default:
            return fmt::format("{} fails: {}", path, std::generic_category().message(code));
    }
}

std::string cameraAdvice(int number, int code) {
    switch (code) {
        case ENOENT:
        case ENODEV:
        case ENXIO:
            return "Plug it in, and it is shown at once; \"kernelglass doctor\" lists the cameras that there are.";
        case ENOTTY:
            return "\"kernelglass doctor\" lists the cameras that there are.";
        case EBUSY:
            return "Close that program, and it is shown at once.";
        case EACCES:
        case EPERM: {
            const std::string group = groupOf(pathOf(number));
            return group.empty()
                       ? std::string()
                       : fmt::format("Join that group with \"sudo usermod -aG {} $USER\" and log in again.", group);
        }
        default:
            return {};
    }
}

std::string camerasUnlisted() {
    return {};
}

std::vector<Camera> listCameras() {
    std::vector<Camera> cameras;
    for (int number = 0; number < kDeviceCount; ++number) {
        if (auto camera = cameraOf(number)) {
            cameras.push_back(std::move(*camera));
        }
    }
    return cameras;
}

Camera findCamera(int number) {
    int code = 0;
    std::optional<Camera> camera = cameraOf(number, &code);
    if (code != 0) {
        throw errorOf(number, code);
    }
    return std::move(*camera);
}

std::vector<CameraControl> cameraControls(int number) {
    const Device device(number);
    if (!device.isOpen()) {
        throw errorOf(number, errno);
    }
    std::vector<CameraControl> controls;
    v4l2_queryctrl facts{};
    facts.id = V4L2_CTRL_FLAG_NEXT_CTRL;
    while (controls.size() < kMostEntries && device.ask(VIDIOC_QUERYCTRL, facts)) {
        const std::uint32_t id = facts.id;
        if (auto control = controlOf(device, facts)) {
            controls.push_back(std::move(*control));
        }
        facts = {};
        facts.id = id | V4L2_CTRL_FLAG_NEXT_CTRL;
    }
    return controls;
}

void setCameraControl(int number, std::uint32_t id, int value) {
    const Device device(number);
    v4l2_queryctrl facts{};
    facts.id = id;
    if (!device.isOpen() || !device.ask(VIDIOC_QUERYCTRL, facts)) {
        throw errorOf(number, errno);
    }
    v4l2_control control{};
    control.id = id;
    control.value = std::clamp(value, facts.minimum, std::max(facts.minimum, facts.maximum));
    if (!device.ask(VIDIOC_S_CTRL, control)) {
        throw errorOf(number, errno);
    }
}

}  // namespace kg
