// Frame: one picture of a source, and when it is shown.
#pragma once

#include "image/picture.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kg {

// A fraction, such as 30000/1001 frames a second.
struct Rational {
    int numerator = 0;
    int denominator = 1;

    double value() const { return static_cast<double>(numerator) / denominator; }

    bool operator==(const Rational&) const = default;
};

// Sound and subtitles on their way from one file to another, as they are stored.
class PassedPackets;

// What the pictures of a reader are: red, green and blue in every case, or luma and chroma where the source stores them
// (Frame::yuv), for whoever converts them by himself.
enum class FramePixels { Rgb, AsStored };

struct Frame {
    std::shared_ptr<const Image> image;           // none: it is in yuv, or this is what follows the last picture
    std::int64_t timestamp = 0;                   // in units of SourceInfo::timeBase, ascending
    std::shared_ptr<const PassedPackets> passed;  // what the file holds between the last frame and this one
    std::optional<std::chrono::steady_clock::time_point> captured{};  // when a camera took it
    std::shared_ptr<const YuvImage> yuv{};

    bool hasPicture() const { return image || yuv; }
    Picture picture() const { return image ? Picture(image) : Picture(yuv); }
};

// What is known of a moving source before its first frame. A source whose pictures change in size or depth says so by
// the pictures.
struct SourceInfo {
    ImageFormat format;                  // of the first frame
    Rational rate{25, 1};                // frames a second, on average
    Rational timeBase{1, 25};            // seconds
    std::optional<std::int64_t> frames;  // how many there are, as far as the source says
    bool endless = false;                // it never ends by itself
    bool live = false;                   // its frames come when they are made: there is no other time to go to
    std::string note{};                  // a sentence of what is missing of it; empty: nothing
    std::string description;             // "h264, yuv420p, 1280x720, 29.97 frames a second"
};

// Frames one after the other. One thread at a time.
class FrameReader {
public:
    virtual ~FrameReader() = default;

    virtual const SourceInfo& info() const = 0;
    // Nothing after the last one. Throws FileError where the source fails as a whole.
    virtual std::optional<Frame> next() = 0;
    // Goes to the frame that is shown at this time: next() gives it, or the first or last that there is. Throws
    // FileError where the source cannot go there.
    virtual void seek(double seconds) = 0;
    // Reads over one frame without making a picture of it; false after the last one.
    virtual bool pass() { return next().has_value(); }
    // Flips what next() gives left to right, where the source offers it: cameras do.
    virtual void setMirrored(bool) {}
    // How many frames were damaged and left out so far.
    virtual std::uint64_t damaged() const { return 0; }
};

// Frames into one file, or into many. One thread at a time.
class FrameWriter {
public:
    virtual ~FrameWriter() = default;

    // Pictures of one size. Throws FileError.
    virtual void write(const Frame& frame) = 0;
    // After the last frame: what was written is in its place only then.
    virtual void finish() = 0;

    // What of the source does not fit into the target, a sentence each: "its sound (opus) does not fit into avi ...".
    virtual std::vector<std::string> leftOut() const { return {}; }
};

}  // namespace kg
