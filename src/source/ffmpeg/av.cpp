#include "source/ffmpeg/av.h"

extern "C" {
#include <libavdevice/avdevice.h>
}

#include <array>
#include <new>

namespace kg::av {

std::string reason(int code) {
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(code, text.data(), text.size());
    return text.data();
}

int check(int code, const std::string& where, const std::string& done) {
    if (code == AVERROR(ENOMEM)) {
        throw std::bad_alloc();
    }
    if (code < 0) {
        throw Failure(code, where, done);
    }
    return code;
}

Owned<AVFrame> makeFrame() {
    Owned<AVFrame> frame(av_frame_alloc());
    return frame ? std::move(frame) : throw std::bad_alloc();
}

Owned<AVPacket> makePacket() {
    Owned<AVPacket> packet(av_packet_alloc());
    return packet ? std::move(packet) : throw std::bad_alloc();
}

void silence() {
    static const bool kSilenced = [] {
        av_log_set_level(AV_LOG_QUIET);
        avdevice_register_all();
        return true;
    }();
    static_cast<void>(kSilenced);
}

}  // namespace kg::av
