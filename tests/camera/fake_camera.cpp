// The library behind fake_camera.h. It calls the kernel itself for everything that is not its own: the functions that
// it stands in for may be called before the C library's can be looked up, and by sanitizers that stand in for them,
// too.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

constexpr const char* kPath = "/dev/video0";
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kSlice = 5'000'000;  // nanoseconds between looks at the file while somebody waits

// ---- what it is told ----

struct Orders {
    long plug = 1;
    int open = 0;
    int stream = 0;
    unsigned group = 44;
    std::string frames = "good";
    int width = 0;
    int height = 0;
    bool formats = true;
    double rate = 0;
    bool wallClock = false;
};

// Nothing stands in for what a sanitizer watches, so that it may be called from anywhere.
std::string contentOf(const char* path) {
    const long file = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return {};
    }
    std::array<char, 1024> text{};
    const long length = syscall(SYS_read, file, text.data(), text.size());
    syscall(SYS_close, file);
    return {text.data(), static_cast<std::size_t>(std::max(0L, length))};
}

void obey(Orders& orders, const std::string& key, const std::string& value) {
    if (key == "plug") {
        orders.plug = std::atol(value.c_str());
    } else if (key == "open") {
        orders.open = std::atoi(value.c_str());
    } else if (key == "stream") {
        orders.stream = std::atoi(value.c_str());
    } else if (key == "group") {
        orders.group = static_cast<unsigned>(std::atoi(value.c_str()));
    } else if (key == "frames") {
        orders.frames = value;
    } else if (key == "size") {
        orders.width = std::atoi(value.c_str());
        orders.height = std::atoi(value.substr(std::min(value.size(), value.find('x') + 1)).c_str());
    } else if (key == "formats") {
        orders.formats = value != "none";
    } else if (key == "rate") {
        orders.rate = std::atof(value.c_str());
    } else if (key == "clock") {
        orders.wallClock = value == "real";
    }
}

Orders readOrders() {
    Orders orders;
    const char* path = std::getenv("KG_FAKE_CAMERA");
    const std::string text = path == nullptr ? std::string() : contentOf(path);
    if (text.empty()) {
        orders.plug = 0;
    }
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.size(), text.find('\n', start));
        const std::string line = text.substr(start, end - start);
        const std::size_t gap = std::min(line.size(), line.find(' '));
        obey(orders, line.substr(0, gap), line.substr(std::min(line.size(), gap + 1)));
        start = end + 1;
    }
    return orders;
}

// ---- time ----

std::int64_t now(clockid_t clock = CLOCK_MONOTONIC) {
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * kSecond + time.tv_nsec;
}

void sleepFor(std::int64_t nanoseconds) {
    const timespec time{nanoseconds / kSecond, nanoseconds % kSecond};
    syscall(SYS_nanosleep, &time, nullptr);
}

// ---- what it offers ----

struct Mode {
    std::uint32_t format;
    const char* name;
    int width;
    int height;
    std::vector<int> rates;
};

const std::vector<Mode>& modes() {
    static const auto* all = new std::vector<Mode>{
        {V4L2_PIX_FMT_YUYV, "YUYV 4:2:2", 640, 480, {60, 30, 15}}, {V4L2_PIX_FMT_YUYV, "", 320, 240, {60, 30}},
        {V4L2_PIX_FMT_MJPEG, "Motion-JPEG", 1280, 720, {30}},      {V4L2_PIX_FMT_MJPEG, "", 640, 480, {60, 30}},
        {V4L2_PIX_FMT_NV12, "Y/UV 4:2:0", 640, 480, {30}},
    };
    return *all;
}

std::vector<std::uint32_t> formats() {
    return {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_NV12};
}

struct Control {
    std::uint32_t id;
    std::uint32_t type;
    const char* name;
    int minimum;
    int maximum;
    int step;
    int initial;
    int value;
};

struct Camera {
    std::vector<Control> controls{
        {V4L2_CID_BRIGHTNESS, V4L2_CTRL_TYPE_INTEGER, "Brightness", -64, 64, 1, 0, 0},
        {V4L2_CID_AUTO_WHITE_BALANCE, V4L2_CTRL_TYPE_BOOLEAN, "White Balance, Automatic", 0, 1, 1, 1, 1},
        {V4L2_CID_GAIN, V4L2_CTRL_TYPE_INTEGER, "Gain", 0, 255, 5, 60, 60},
        {V4L2_CID_EXPOSURE_AUTO, V4L2_CTRL_TYPE_MENU, "Auto Exposure", 0, 3, 1, 3, 3},
        {V4L2_CID_EXPOSURE_ABSOLUTE, V4L2_CTRL_TYPE_INTEGER, "Exposure Time, Absolute", 3, 2047, 1, 250, 250},
    };

    Control* find(std::uint32_t id) {
        const auto found = std::find_if(controls.begin(), controls.end(), [&](const Control& c) { return c.id == id; });
        return found == controls.end() ? nullptr : &*found;
    }
    int value(std::uint32_t id) { return find(id)->value; }
};

// ---- one who has opened it ----

struct Handle {
    long plug = 0;  // the time that it was put in of which this is a handle
    bool waits = true;
    std::uint32_t format = V4L2_PIX_FMT_YUYV;
    int width = 640;
    int height = 480;
    int rate = 30;
    bool streams = false;
    std::vector<std::uint8_t*> buffers;  // as they were mapped; null before
    std::vector<std::uint32_t> queue;
    std::set<std::uint32_t> queued;
    std::int64_t started = 0;
    std::int64_t taken = -1;  // number of the newest frame that was given

    std::size_t bytes() const {
        const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
        return format == V4L2_PIX_FMT_NV12 ? pixels * 3 / 2 : pixels * 2;
    }
    // Buffers lie one after the other.
    std::size_t stride() const { return (bytes() + 4095) / 4096 * 4096; }
};

struct State {
    std::mutex mutex;
    std::map<int, Handle> handles;
    Camera camera;
};

State& state() {
    static auto* all = new State;  // for as long as anybody may call
    return *all;
}

// ---- pictures ----

struct Yuv {
    int y, u, v;
};

// Of a picture of 16-pixel columns.
Yuv colourOf(std::int64_t frame, int column, int columns, bool full, int brightness) {
    const int bar = column * 8 / std::max(1, columns);
    const int luma = column == 0 ? 32 + static_cast<int>(frame % 12) * 16 : 40 + 24 * bar;
    return {std::clamp(luma + brightness, full ? 0 : 16, full ? 255 : 235), 128 + 8 * (bar - 4), 128 - 8 * (bar - 4)};
}

void drawPacked(const Handle& handle, std::int64_t frame, int brightness, std::uint8_t* out) {
    for (int y = 0; y < handle.height; ++y) {
        for (int x = 0; x < handle.width; x += 2, out += 4) {
            const Yuv colour = colourOf(frame, x / 16, handle.width / 16, false, brightness);
            out[0] = out[2] = static_cast<std::uint8_t>(colour.y);
            out[1] = static_cast<std::uint8_t>(colour.u);
            out[3] = static_cast<std::uint8_t>(colour.v);
        }
    }
}

void drawPlanes(const Handle& handle, std::int64_t frame, int brightness, std::uint8_t* out) {
    for (int row = 0; row < handle.height * 3 / 2; ++row) {
        for (int x = 0; x < handle.width; ++x) {
            const Yuv colour = colourOf(frame, x / 16, handle.width / 16, false, brightness);
            *out++ = static_cast<std::uint8_t>(row < handle.height ? colour.y : x % 2 == 0 ? colour.u : colour.v);
        }
    }
}

// A baseline JPEG of flat blocks, which need their means alone, with the standard's Huffman tables left out, as
// cameras do.
class Jpeg {
public:
    Jpeg(int width, int height) {
        add({0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0});
        m_bytes.insert(m_bytes.end(), 64, kQuantum);
        add({0xFF, 0xC0, 0, 17, 8});
        add({high(height), low(height), high(width), low(width)});
        add({3, 1, 0x21, 0, 2, 0x11, 0, 3, 0x11, 0});  // two luma blocks side by side for one of each chroma
        add({0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0});
    }

    void unit(const Yuv& colour) {
        block(0, colour.y);
        block(0, colour.y);
        block(1, colour.u);
        block(2, colour.v);
    }

    std::vector<std::uint8_t> finish() {
        put(0x7F, 7);
        add({0xFF, 0xD9});
        return std::move(m_bytes);
    }

private:
    static constexpr std::uint8_t kQuantum = 8;  // so that a mean is a step

    struct Code {
        std::uint32_t bits;
        int length;
    };

    static std::uint8_t high(int value) { return static_cast<std::uint8_t>(value >> 8); }
    static std::uint8_t low(int value) { return static_cast<std::uint8_t>(value & 255); }
    void add(std::initializer_list<std::uint8_t> bytes) { m_bytes.insert(m_bytes.end(), bytes); }

    void put(std::uint32_t bits, int length) {
        m_held = (m_held << length) | bits;
        m_count += length;
        while (m_count >= 8) {
            const auto byte = static_cast<std::uint8_t>(m_held >> (m_count - 8));
            m_bytes.push_back(byte);
            if (byte == 0xFF) {
                m_bytes.push_back(0);
            }
            m_count -= 8;
            m_held &= (1U << m_count) - 1;
        }
    }

    // How many bits a difference of means has: tables K.3 and K.4 of ITU T.81.
    static Code sizeCode(int plane, int bits) {
        static constexpr std::array<Code, 12> kLuma{
            {{0, 2}, {2, 3}, {3, 3}, {4, 3}, {5, 3}, {6, 3}, {14, 4}, {30, 5}, {62, 6}, {126, 7}, {254, 8}, {510, 9}}};
        static constexpr std::array<Code, 12> kChroma{{{0, 2},
                                                       {1, 2},
                                                       {2, 2},
                                                       {6, 3},
                                                       {14, 4},
                                                       {30, 5},
                                                       {62, 6},
                                                       {126, 7},
                                                       {254, 8},
                                                       {510, 9},
                                                       {1022, 10},
                                                       {2046, 11}}};
        return (plane == 0 ? kLuma : kChroma)[static_cast<std::size_t>(bits)];
    }

    void block(int plane, int mean) {
        const int value = mean - 128;
        const int difference = value - m_before[static_cast<std::size_t>(plane)];
        m_before[static_cast<std::size_t>(plane)] = value;
        int bits = 0;
        while ((std::abs(difference) >> bits) != 0) {
            ++bits;
        }
        const Code code = sizeCode(plane, bits);
        put(code.bits, code.length);
        put(static_cast<std::uint32_t>(difference < 0 ? difference + (1 << bits) - 1 : difference), bits);
        plane == 0 ? put(10, 4) : put(0, 2);  // no more in this block
    }

    std::vector<std::uint8_t> m_bytes;
    std::array<int, 3> m_before{};
    std::uint32_t m_held = 0;
    int m_count = 0;
};

std::vector<std::uint8_t> drawJpeg(int width, int height, std::int64_t frame, int brightness) {
    Jpeg jpeg(width, height);
    for (int row = 0; row < (height + 7) / 8; ++row) {
        for (int column = 0; column < (width + 15) / 16; ++column) {
            jpeg.unit(colourOf(frame, column, width / 16, true, brightness));
        }
    }
    return jpeg.finish();
}

// Fills a buffer; returns how many bytes of it are used.
std::size_t draw(const Handle& handle, const Orders& orders, std::int64_t frame, int brightness, std::uint8_t* out) {
    if (handle.format == V4L2_PIX_FMT_MJPEG) {
        std::vector<std::uint8_t> jpeg = drawJpeg(orders.width > 0 ? orders.width : handle.width,
                                                  orders.height > 0 ? orders.height : handle.height, frame, brightness);
        if (orders.frames == "corrupt") {
            // From the middle on there is nothing that is a code.
            for (std::size_t index = jpeg.size() / 2 & ~std::size_t{1}; index + 4 < jpeg.size(); index += 2) {
                jpeg[index] = 0xFF;  // ones without end
                jpeg[index + 1] = 0;
            }
        }
        const std::size_t length = std::min(jpeg.size(), handle.bytes());
        std::memcpy(out, jpeg.data(), length);
        return length;
    }
    handle.format == V4L2_PIX_FMT_NV12 ? drawPlanes(handle, frame, brightness, out)
                                       : drawPacked(handle, frame, brightness, out);
    return handle.bytes();
}

// ---- its answers, as a driver gives them: 0, or an error number ----

int queryCapabilities(v4l2_capability& out) {
    out = {};
    std::strcpy(reinterpret_cast<char*>(out.driver), "fake");
    std::strcpy(reinterpret_cast<char*>(out.card), "Fake Camera");
    std::strcpy(reinterpret_cast<char*>(out.bus_info), "usb-fake-1");
    out.capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING | V4L2_CAP_DEVICE_CAPS;
    out.device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    return 0;
}

int enumerateFormat(const Orders& orders, v4l2_fmtdesc& out) {
    const auto all = formats();
    if (out.type != V4L2_BUF_TYPE_VIDEO_CAPTURE || out.index >= all.size() || !orders.formats) {
        return EINVAL;
    }
    out.pixelformat = all[out.index];
    out.flags = out.pixelformat == V4L2_PIX_FMT_MJPEG ? V4L2_FMT_FLAG_COMPRESSED : 0U;
    for (const Mode& mode : modes()) {
        if (mode.format == out.pixelformat && *mode.name != 0) {
            std::strcpy(reinterpret_cast<char*>(out.description), mode.name);
        }
    }
    return 0;
}

int enumerateSize(v4l2_frmsizeenum& out) {
    std::uint32_t index = out.index;
    for (const Mode& mode : modes()) {
        if (mode.format == out.pixel_format && index-- == 0) {
            out.type = V4L2_FRMSIZE_TYPE_DISCRETE;
            out.discrete = {static_cast<__u32>(mode.width), static_cast<__u32>(mode.height)};
            return 0;
        }
    }
    return EINVAL;
}

int enumerateInterval(v4l2_frmivalenum& out) {
    for (const Mode& mode : modes()) {
        if (mode.format == out.pixel_format && mode.width == static_cast<int>(out.width) &&
            mode.height == static_cast<int>(out.height) && out.index < mode.rates.size()) {
            out.type = V4L2_FRMIVAL_TYPE_DISCRETE;
            out.discrete = {1, static_cast<__u32>(mode.rates[out.index])};
            return 0;
        }
    }
    return EINVAL;
}

void describeFormat(const Handle& handle, v4l2_format& out) {
    out.fmt.pix = {};
    out.fmt.pix.width = static_cast<__u32>(handle.width);
    out.fmt.pix.height = static_cast<__u32>(handle.height);
    out.fmt.pix.pixelformat = handle.format;
    out.fmt.pix.field = V4L2_FIELD_NONE;
    out.fmt.pix.bytesperline = handle.format == V4L2_PIX_FMT_YUYV ? out.fmt.pix.width * 2 : out.fmt.pix.width;
    out.fmt.pix.sizeimage = static_cast<__u32>(handle.bytes());
    out.fmt.pix.colorspace = V4L2_COLORSPACE_SRGB;
}

// Drivers set what is nearest to what was asked for.
int setFormat(Handle& handle, v4l2_format& inOut) {
    if (!handle.buffers.empty()) {
        return EBUSY;
    }
    const Mode* nearest = nullptr;
    for (const Mode& mode : modes()) {
        const bool same = mode.format == inOut.fmt.pix.pixelformat;
        const auto distance = [&](const Mode& m) { return std::abs(m.width - static_cast<int>(inOut.fmt.pix.width)); };
        if (nearest == nullptr || (same && nearest->format != mode.format) ||
            (same && distance(mode) < distance(*nearest))) {
            nearest = &mode;
        }
    }
    handle.format = nearest->format;
    handle.width = nearest->width;
    handle.height = nearest->height;
    describeFormat(handle, inOut);
    return 0;
}

void describeRate(const Handle& handle, v4l2_streamparm& out) {
    out.parm.capture = {};
    out.parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
    out.parm.capture.timeperframe = {1, static_cast<__u32>(handle.rate)};
}

int setRate(Handle& handle, v4l2_streamparm& inOut) {
    const v4l2_fract& interval = inOut.parm.capture.timeperframe;
    if (interval.numerator > 0 && interval.denominator > 0) {
        handle.rate = static_cast<int>(interval.denominator / interval.numerator);
    }
    describeRate(handle, inOut);
    return 0;
}

int requestBuffers(Handle& handle, v4l2_requestbuffers& inOut) {
    inOut.count = std::min(inOut.count, 8U);
    handle.buffers.assign(inOut.count, nullptr);
    handle.queue.clear();
    handle.queued.clear();
    return 0;
}

int queryBuffer(const Handle& handle, v4l2_buffer& out) {
    if (out.index >= handle.buffers.size()) {
        return EINVAL;
    }
    out.length = static_cast<__u32>(handle.bytes());
    out.m.offset = static_cast<__u32>(out.index * handle.stride());
    out.flags = V4L2_BUF_FLAG_MAPPED;
    return 0;
}

int queueBuffer(Handle& handle, const v4l2_buffer& buffer) {
    if (buffer.index >= handle.buffers.size() || !handle.queued.insert(buffer.index).second) {
        return EINVAL;
    }
    handle.queue.push_back(buffer.index);
    return 0;
}

int startStream(Handle& handle, const Orders& orders) {
    if (orders.stream != 0) {
        return orders.stream;
    }
    handle.streams = true;
    handle.started = now();
    handle.taken = -1;
    return 0;
}

int stopStream(Handle& handle) {
    handle.streams = false;
    handle.queue.clear();
    handle.queued.clear();
    return 0;
}

std::int64_t intervalOf(const Handle& handle, const Orders& orders) {
    return static_cast<std::int64_t>(static_cast<double>(kSecond) / (orders.rate > 0 ? orders.rate : handle.rate));
}

// The newest frame that is there and was not given; EAGAIN before there is one.
int dequeueBuffer(Handle& handle, const Orders& orders, int brightness, v4l2_buffer& out) {
    if (!handle.streams) {
        return EINVAL;
    }
    const std::int64_t interval = intervalOf(handle, orders);
    const std::int64_t frame = (now() - handle.started) / interval - 1;
    if (frame <= handle.taken || handle.queue.empty() || orders.frames == "none") {
        return EAGAIN;
    }
    handle.taken = frame;
    out.index = handle.queue.front();
    handle.queue.erase(handle.queue.begin());
    handle.queued.erase(out.index);
    const std::size_t used = draw(handle, orders, frame, brightness, handle.buffers[out.index]);
    out.bytesused = static_cast<__u32>(orders.frames == "empty" ? 0 : orders.frames == "short" ? used / 2 : used);
    out.flags = V4L2_BUF_FLAG_MAPPED | (orders.frames == "flagged" ? V4L2_BUF_FLAG_ERROR : 0U);
    out.field = V4L2_FIELD_NONE;
    out.sequence = static_cast<__u32>(frame);
    std::int64_t stamp = handle.started + (frame + 1) * interval;
    stamp += orders.wallClock ? now(CLOCK_REALTIME) - now() : 0;
    out.timestamp = {stamp / kSecond, stamp % kSecond / 1000};
    return 0;
}

bool isInactive(Camera& camera, std::uint32_t id) {
    return id == V4L2_CID_EXPOSURE_ABSOLUTE && camera.value(V4L2_CID_EXPOSURE_AUTO) != V4L2_EXPOSURE_MANUAL;
}

int queryControl(Camera& camera, v4l2_queryctrl& inOut) {
    const bool next = (inOut.id & V4L2_CTRL_FLAG_NEXT_CTRL) != 0;
    const std::uint32_t id = inOut.id & ~V4L2_CTRL_FLAG_NEXT_CTRL;
    for (const Control& control : camera.controls) {
        if (next ? control.id > id : control.id == id) {
            inOut = {};
            inOut.id = control.id;
            inOut.type = control.type;
            std::strcpy(reinterpret_cast<char*>(inOut.name), control.name);
            inOut.minimum = control.minimum;
            inOut.maximum = control.maximum;
            inOut.step = control.step;
            inOut.default_value = control.initial;
            inOut.flags = isInactive(camera, control.id) ? V4L2_CTRL_FLAG_INACTIVE : 0U;
            return 0;
        }
    }
    return EINVAL;
}

int queryMenu(v4l2_querymenu& inOut) {
    const char* label = inOut.index == 1 ? "Manual Mode" : inOut.index == 3 ? "Aperture Priority Mode" : nullptr;
    if (inOut.id != V4L2_CID_EXPOSURE_AUTO || label == nullptr) {
        return EINVAL;
    }
    std::strcpy(reinterpret_cast<char*>(inOut.name), label);
    return 0;
}

int getControl(Camera& camera, v4l2_control& inOut) {
    const Control* control = camera.find(inOut.id);
    if (control == nullptr) {
        return EINVAL;
    }
    inOut.value = control->value;
    return 0;
}

int setControl(Camera& camera, const v4l2_control& in) {
    Control* control = camera.find(in.id);
    if (control == nullptr || in.value < control->minimum || in.value > control->maximum) {
        return control == nullptr ? EINVAL : ERANGE;
    }
    if (isInactive(camera, in.id)) {
        return EACCES;
    }
    control->value = in.value;
    return 0;
}

template <typename Structure>
Structure& as(void* argument) {
    return *static_cast<Structure*>(argument);
}

int answerStreaming(Handle& handle, const Orders& orders, unsigned long request, void* argument) {
    switch (request) {
        case VIDIOC_G_FMT:
            describeFormat(handle, as<v4l2_format>(argument));
            return 0;
        case VIDIOC_S_FMT:
            return setFormat(handle, as<v4l2_format>(argument));
        case VIDIOC_G_PARM:
            describeRate(handle, as<v4l2_streamparm>(argument));
            return 0;
        case VIDIOC_S_PARM:
            return setRate(handle, as<v4l2_streamparm>(argument));
        case VIDIOC_REQBUFS:
            return requestBuffers(handle, as<v4l2_requestbuffers>(argument));
        case VIDIOC_QUERYBUF:
            return queryBuffer(handle, as<v4l2_buffer>(argument));
        case VIDIOC_QBUF:
            return queueBuffer(handle, as<v4l2_buffer>(argument));
        case VIDIOC_STREAMON:
            return startStream(handle, orders);
        case VIDIOC_STREAMOFF:
            return stopStream(handle);
        case VIDIOC_DQBUF:
            return dequeueBuffer(handle, orders, state().camera.value(V4L2_CID_BRIGHTNESS), as<v4l2_buffer>(argument));
        default:
            return ENOTTY;
    }
}

int answer(Handle& handle, const Orders& orders, unsigned long request, void* argument) {
    Camera& camera = state().camera;
    switch (request) {
        case VIDIOC_QUERYCAP:
            return queryCapabilities(as<v4l2_capability>(argument));
        case VIDIOC_G_INPUT:
            as<int>(argument) = 0;
            return 0;
        case VIDIOC_ENUMINPUT:
            as<v4l2_input>(argument) = {};
            as<v4l2_input>(argument).type = V4L2_INPUT_TYPE_CAMERA;
            return 0;
        case VIDIOC_ENUM_FMT:
            return enumerateFormat(orders, as<v4l2_fmtdesc>(argument));
        case VIDIOC_ENUM_FRAMESIZES:
            return enumerateSize(as<v4l2_frmsizeenum>(argument));
        case VIDIOC_ENUM_FRAMEINTERVALS:
            return enumerateInterval(as<v4l2_frmivalenum>(argument));
        case VIDIOC_QUERYCTRL:
            return queryControl(camera, as<v4l2_queryctrl>(argument));
        case VIDIOC_QUERYMENU:
            return queryMenu(as<v4l2_querymenu>(argument));
        case VIDIOC_G_CTRL:
            return getControl(camera, as<v4l2_control>(argument));
        case VIDIOC_S_CTRL:
            return setControl(camera, as<v4l2_control>(argument));
        default:
            return answerStreaming(handle, orders, request, argument);
    }
}

// ---- the functions that programs call ----

bool isCameraPath(const char* path) {
    return path != nullptr && std::string_view(path) == kPath && std::getenv("KG_FAKE_CAMERA") != nullptr;
}

int refused(int code) {
    errno = code;
    return -1;
}

int openCamera(int flags) {
    const Orders orders = readOrders();
    if (orders.plug == 0 || orders.open != 0) {
        return refused(orders.plug == 0 ? ENOENT : orders.open);
    }
    // A descriptor that is nobody else's, and is counted among the process's.
    const int descriptor = static_cast<int>(syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR | O_CLOEXEC));
    State& all = state();
    const std::lock_guard lock(all.mutex);
    Handle handle;
    handle.plug = orders.plug;
    handle.waits = (flags & O_NONBLOCK) == 0;
    all.handles[descriptor] = handle;
    return descriptor;
}

int openAny(const char* path, int flags, unsigned mode) {
    if (isCameraPath(path)) {
        return openCamera(flags);
    }
    return static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

// An error number, 0 where it is done, or -1 where the descriptor is not the camera's.
int answerOnce(int descriptor, unsigned long request, void* argument, bool& waits) {
    State& all = state();
    const std::lock_guard lock(all.mutex);
    const auto found = all.handles.find(descriptor);
    if (found == all.handles.end()) {
        return -1;
    }
    const Orders orders = readOrders();
    if (orders.plug != found->second.plug) {
        return ENODEV;
    }
    waits = found->second.waits && request == VIDIOC_DQBUF;
    return answer(found->second, orders, request, argument);
}

int statAny(const char* path, struct stat* out) {
    if (!isCameraPath(path)) {
        return static_cast<int>(syscall(SYS_newfstatat, AT_FDCWD, path, out, 0));
    }
    const Orders orders = readOrders();
    if (orders.plug == 0) {
        return refused(ENOENT);
    }
    *out = {};
    out->st_mode = S_IFCHR | 0660;
    out->st_gid = orders.group;
    return 0;
}

// The last argument of open and its like.
unsigned modeOf(int flags, va_list& arguments) {
    return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(arguments, unsigned) : 0U;
}

void* mapAny(void* address, std::size_t length, int protection, int flags, int descriptor, off64_t offset) {
    if (descriptor >= 0) {
        State& all = state();
        const std::lock_guard lock(all.mutex);
        const auto found = all.handles.find(descriptor);
        if (found != all.handles.end()) {
            const std::size_t index = static_cast<std::size_t>(offset) / found->second.stride();
            void* memory = reinterpret_cast<void*>(
                syscall(SYS_mmap, address, length, protection, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
            found->second.buffers.at(index) = static_cast<std::uint8_t*>(memory);
            return memory;
        }
    }
    return reinterpret_cast<void*>(syscall(SYS_mmap, address, length, protection, flags, descriptor, offset));
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const unsigned mode = modeOf(flags, arguments);
    va_end(arguments);
    return openAny(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const unsigned mode = modeOf(flags, arguments);
    va_end(arguments);
    return openAny(path, flags | O_LARGEFILE, mode);
}

// What a fortified program calls.
int __open_2(const char* path, int flags) {
    return openAny(path, flags, 0);
}

int __open64_2(const char* path, int flags) {
    return openAny(path, flags | O_LARGEFILE, 0);
}

int stat(const char* path, struct stat* out) noexcept {
    return statAny(path, out);
}

int stat64(const char* path, struct stat64* out) noexcept {
    return statAny(path, reinterpret_cast<struct stat*>(out));  // the same, where a file's size has 64 bits anyway
}

int close(int descriptor) {
    {
        State& all = state();
        const std::lock_guard lock(all.mutex);
        all.handles.erase(descriptor);
    }
    return static_cast<int>(syscall(SYS_close, descriptor));
}

int ioctl(int descriptor, unsigned long request, ...) noexcept {
    va_list arguments;
    va_start(arguments, request);
    void* argument = va_arg(arguments, void*);
    va_end(arguments);
    for (;;) {
        bool waits = false;
        const int code = answerOnce(descriptor, request, argument, waits);
        if (code < 0) {
            return static_cast<int>(syscall(SYS_ioctl, descriptor, request, argument));
        }
        if (code != EAGAIN || !waits) {
            return code == 0 ? 0 : refused(code);
        }
        sleepFor(kSlice);
    }
}

void* mmap(void* address, std::size_t length, int protection, int flags, int descriptor, off_t offset) noexcept {
    return mapAny(address, length, protection, flags, descriptor, offset);
}

void* mmap64(void* address, std::size_t length, int protection, int flags, int descriptor, off64_t offset) noexcept {
    return mapAny(address, length, protection, flags, descriptor, offset);
}

}  // extern "C"
