// Media: what the installed FFmpeg reads and writes. Videos, animated pictures, streams, synthetic sources such as
// "lavfi:testsrc2=size=1280x720", and stills in formats that image/decode.h does not know.
//
// All of it is compiled without FFmpeg too, and then throws the sentence that says what is missing. Callable from any
// thread; one object belongs to one thread at a time.
#pragma once

#include "source/frame.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace kg {

// Whether the program is built with FFmpeg.
bool hasMedia();

// "FFmpeg 5.1.9"; empty without it.
std::string mediaVersion();

// The first picture of a file, in its depth (8 or 16 bits an integer sample, 32 a float) and channels, the way up that
// it is meant to be seen. Float pictures are linear. What is missing of it is told in `note`, a sentence; empty:
// nothing. Throws FileError.
Image decodeStill(const std::filesystem::path& path, std::string* note = nullptr);

// Opens a file, a URL or "lavfi:GRAPH". Throws FileError where it has no picture that can be decoded, and of a URL,
// where nothing comes for some seconds. Opening and reading give up once stop is requested.
std::unique_ptr<FrameReader> openMedia(const std::string& source, const std::stop_token& stop = {},
                                       FramePixels pixels = FramePixels::Rgb);

struct MediaOptions {
    int quality = 80;  // 1..100: of the encoder's scale, 100 being its best
};

// Frames into a video or an animated GIF, by the extension: mp4, m4v, mov, mkv, webm, avi, gif. There is no file until
// finish(), and none without it. `info` is that of the frames: rate and time base are kept. `from` is the reader that
// they come from, of which sound is copied where the new file can hold it; it may be null or of any kind, and is needed
// during this call only. Throws FileError: no such encoder, no permission.
std::unique_ptr<FrameWriter> makeMediaWriter(const std::filesystem::path& path, const SourceInfo& info,
                                             const FrameReader* from, const MediaOptions& options);

// Whether makeMediaWriter writes files of this name.
bool isMediaName(const std::filesystem::path& path);

}  // namespace kg
