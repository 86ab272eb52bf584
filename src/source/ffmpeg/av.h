// FFmpeg's objects as C++ ones: each is owned, and each failure is a FileError with FFmpeg's own reason.
#pragma once

#include "base/error.h"
#include "source/frame.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

namespace kg::av {

struct Closer {
    void operator()(AVFormatContext* input) const {
        // What was opened for it, and not by it, it does not close.
        AVIOContext* bytes = (input->flags & AVFMT_FLAG_CUSTOM_IO) != 0 ? input->pb : nullptr;
        avformat_close_input(&input);
        avio_closep(&bytes);
    }
    void operator()(AVIOContext* bytes) const { avio_closep(&bytes); }
    void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
    void operator()(AVFilterGraph* graph) const { avfilter_graph_free(&graph); }
};

template <typename T>
using Owned = std::unique_ptr<T, Closer>;

// What a negative return value says, in FFmpeg's words: "Invalid data found when processing input".
std::string reason(int code);

// What FFmpeg returned, for whoever knows better what that means.
class Failure : public FileError {
public:
    Failure(int code, const std::string& where, const std::string& done)
        : FileError("it cannot be " + done + ": " + reason(code), where), m_code(code) {}
    int code() const { return m_code; }

private:
    int m_code;
};

// Throws Failure "it cannot be <done>: <reason>" for a negative return value, std::bad_alloc for no memory.
int check(int code, const std::string& where, const std::string& done);

Owned<AVFrame> makeFrame();
Owned<AVPacket> makePacket();

inline AVRational toAv(const Rational& value) {
    return {value.numerator, value.denominator};
}
inline Rational fromAv(AVRational value) {
    return {value.num, value.den};
}

// What FFmpeg would print goes nowhere: failures are thrown.
void silence();

// Makes FFmpeg's devices known, cameras ("v4l2") and graphs ("lavfi"): their library brings a hundred others, so that
// it is loaded by whoever opens one. Throws FileError where it is not installed.
void loadDevices(const std::string& where);

}  // namespace kg::av
