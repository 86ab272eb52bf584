// The frames of a camera, through FFmpeg's own Video4Linux2 input.
#include "base/error.h"
#include "source/camera.h"
#include "source/ffmpeg/media_reader.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <ctime>
#include <utility>

namespace kg {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kCameraPatience{3};
// Frames are stamped by the clock since the machine started or by that on the wall, and no stamp is further away.
constexpr double kOldestStamp = 10;  // seconds

MediaInput cameraInput(const std::string& source, const Camera& camera, const CameraMode& mode) {
    MediaInput input{
        .name = source,
        .url = camera.path,
        .format = "v4l2",
        .options = {{"input_format", mode.format}, {"video_size", fmt::format("{}x{}", mode.width, mode.height)}},
        .device = true,
        // What cameras send is BT.601 at any size where they do not say otherwise.
        .space = AVCOL_SPC_SMPTE170M,
        .patience = kCameraPatience};
    if (mode.rate) {
        input.options["framerate"] = fmt::format("{}/{}", mode.rate->numerator, mode.rate->denominator);
    }
    return input;
}

// Does some work, and says what FFmpeg's errors mean for a camera.
template <typename Work>
auto told(const std::string& source, int number, Work work) {
    try {
        return work();
    } catch (const av::Failure& failure) {
        const int code = AVUNERROR(failure.code());
        throw FileError(cameraReason(number, code), source, cameraAdvice(number, code));
    }
}

class CameraReader : public FrameReader {
public:
    CameraReader(const std::string& source, const std::stop_token& stop, FramePixels pixels)
        : m_name(source),
          m_request(parseCamera(source)),
          m_camera(findCamera(m_request.number)),
          m_mirrored(m_request.mirrored),
          m_media(open(stop, pixels)) {
        m_info = m_media->info();
        m_info.description = fmt::format("{}: {}", m_camera.name, m_info.description);
    }

    const SourceInfo& info() const override { return m_info; }
    std::uint64_t damaged() const override { return m_media->damaged(); }
    void setMirrored(bool mirrored) override { m_mirrored = mirrored; }
    bool pass() override {
        return told(m_name, m_request.number, [&] { return m_media->pass(); });
    }
    // There is no other time than now.
    void seek(double) override {}

    std::optional<Frame> next() override {
        std::optional<Frame> frame = told(m_name, m_request.number, [&] { return m_media->next(); });
        if (!frame || !frame->hasPicture()) {
            return {};
        }
        frame->captured = whenCaptured(frame->timestamp);
        m_first = m_first.value_or(frame->timestamp);
        frame->timestamp -= *m_first;
        if (m_mirrored && frame->yuv) {
            auto mirrored = std::make_shared<YuvImage>(*frame->yuv);
            mirrored->format.mirrored = true;
            frame->yuv = std::move(mirrored);
        } else if (m_mirrored) {
            frame->image = std::make_shared<const Image>(oriented(Image(*frame->image), Orientation::TopRight));
        }
        return frame;
    }

private:
    std::unique_ptr<MediaReader> open(const std::stop_token& stop, FramePixels pixels) {
        const CameraMode mode = chooseMode(m_camera, m_request);
        return told(m_name, m_request.number,
                    [&] { return std::make_unique<MediaReader>(cameraInput(m_name, m_camera, mode), stop, pixels); });
    }

    std::optional<Clock::time_point> whenCaptured(std::int64_t timestamp) const {
        const double stamp = static_cast<double>(timestamp) * m_info.timeBase.value();
        for (const clockid_t id : {CLOCK_MONOTONIC, CLOCK_REALTIME}) {
            timespec now{};
            clock_gettime(id, &now);
            const double age = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 - stamp;
            if (std::abs(age) < kOldestStamp) {
                return Clock::now() - std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(age));
            }
        }
        return {};
    }

    std::string m_name;
    CameraRequest m_request;
    Camera m_camera;
    SourceInfo m_info;
    bool m_mirrored;
    std::optional<std::int64_t> m_first;  // timestamp
    std::unique_ptr<MediaReader> m_media;
};

}  // namespace

std::unique_ptr<FrameReader> openCamera(const std::string& source, const std::stop_token& stop, FramePixels pixels) {
    return std::make_unique<CameraReader>(source, stop, pixels);
}

}  // namespace kg
