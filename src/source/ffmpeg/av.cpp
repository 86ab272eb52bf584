#include "source/ffmpeg/av.h"

extern "C" {
#include <libavdevice/version.h>
}

#include <fmt/format.h>

#include <dlfcn.h>

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
        return true;
    }();
    static_cast<void>(kSilenced);
}

void loadDevices(const std::string& where) {
    static const std::string kProblem = [] {
#ifdef __APPLE__
        const std::string library = fmt::format("libavdevice.{}.dylib", LIBAVDEVICE_VERSION_MAJOR);
#else
        const std::string library = fmt::format("libavdevice.so.{}", LIBAVDEVICE_VERSION_MAJOR);
#endif
        // It stays loaded: what it registers is used until the program ends.
        void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
        void* const registering = handle != nullptr ? dlsym(handle, "avdevice_register_all") : nullptr;
        if (registering == nullptr) {
            return fmt::format("FFmpeg's {} cannot be loaded, which opens cameras and graphs", library);
        }
        reinterpret_cast<void (*)()>(registering)();
        return std::string();
    }();
    if (!kProblem.empty()) {
        throw FileError(kProblem, where);
    }
}

}  // namespace kg::av
