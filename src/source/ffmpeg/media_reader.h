// MediaReader: the pictures of one stream of a file, a URL or a filter graph, through FFmpeg.
#pragma once

#include "image/orientation.h"
#include "source/cut_files.h"
#include "source/ffmpeg/passed_packets.h"
#include "source/ffmpeg/patience.h"
#include "source/ffmpeg/pixels.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace kg {

// How the pictures are stored, by the first of them.
struct StoredLook {
    AVPixelFormat pixels = AV_PIX_FMT_NONE;
    AVColorSpace space = AVCOL_SPC_UNSPECIFIED;
    AVColorRange range = AVCOL_RANGE_UNSPECIFIED;
    AVColorPrimaries primaries = AVCOL_PRI_UNSPECIFIED;
    AVColorTransferCharacteristic curve = AVCOL_TRC_UNSPECIFIED;
    AVRational aspect{0, 1};  // of a pixel
};

// What FFmpeg is told to open, and how.
struct MediaInput {
    std::string name;              // as a person gave it
    std::string url{};             // as FFmpeg is given it
    const char* format = nullptr;  // of FFmpeg's inputs; none: found out
    std::map<std::string, std::string> options{};
    bool isFile = false;
    bool device = false;  // it sends frames at its own pace, which are to be decoded without delay
    AVColorSpace space = AVCOL_SPC_UNSPECIFIED;  // of frames that do not say
    std::optional<std::chrono::milliseconds> patience{};
};

class MediaReader : public FrameReader {
public:
    // A file, a URL or "lavfi:GRAPH". Throws FileError where nothing in it can be decoded to a picture.
    explicit MediaReader(const std::string& source, const std::stop_token& stop = {},
                         FramePixels pixels = FramePixels::Rgb);
    MediaReader(MediaInput input, const std::stop_token& stop, FramePixels pixels);

    const SourceInfo& info() const override { return m_info; }
    std::optional<Frame> next() override;
    void seek(double seconds) override;
    bool pass() override;
    std::uint64_t damaged() const override { return m_damaged; }

    // The streams that are not decoded but handed on with the frames. This and look() may be asked for by any thread.
    std::vector<const AVStream*> passedStreams() const;
    const StoredLook& look() const { return m_look; }

private:
    const AVStream& stream() const { return *m_input->streams[m_stream]; }
    void open();
    void openDecoder();
    void describe(const AVFrame& first);
    // The next frame of the decoder in m_frame; false at the end.
    bool decode();
    // Feeds the decoder with the next packet, or with none at the end.
    void feed();
    void feedNothing();
    // Reads the next packet; false at the end of it. Throws where a device or a network fails or keeps it waiting.
    bool read();
    void giveUpWhereDue() const;
    Frame take();
    std::int64_t timestampOf(const AVFrame& frame) const;

    MediaInput m_from;
    Cut m_cut;
    std::string m_name;
    av::Patience m_patience;
    av::Owned<AVFormatContext> m_input;
    av::Owned<AVCodecContext> m_codec;
    int m_stream = -1;
    Orientation m_orientation = Orientation::TopLeft;
    SourceInfo m_info;
    StoredLook m_look;
    FramePixels m_wanted;
    av::FromAv m_pixels;
    av::Owned<AVFrame> m_frame;
    av::Owned<AVPacket> m_packet;
    std::shared_ptr<PassedPackets> m_passed;
    std::int64_t m_last = 0;  // timestamp of the newest frame
    bool m_fed = false;       // there is nothing more to feed
    bool m_ahead = false;     // m_frame is the first, decoded when the source was opened
    std::uint64_t m_decoded = 0;
    std::uint64_t m_damaged = 0;
};

}  // namespace kg
