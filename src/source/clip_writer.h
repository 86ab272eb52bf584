// ClipWriter: pictures that come when they come, made a clip of a constant rate.
#pragma once

#include "source/frame.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace kg {

class ClipWriter {
public:
    // What becomes of a picture that stands for longer than a frame: a video has it again in each frame, an animation
    // shows it for longer, a sequence of stills has it once.
    enum class Standing { Again, Longer, Once };

    // Frames have a time base of 1 / rate.
    ClipWriter(std::unique_ptr<FrameWriter> writer, Rational rate, Standing standing);

    // The picture that is shown from this time on, in seconds. One that follows within the same frame takes its place;
    // one that comes late takes the next. `behind`: others were left out before it, so the one that stood is not
    // repeated; writing what is missing would leave even more behind. Throws as FrameWriter does.
    void show(std::shared_ptr<const Image> image, double seconds, bool behind = false);
    // The newest picture stands until this time at least.
    void stand(double seconds);
    // The newest picture stands until this time, or for a frame, and the file is done.
    void finish(double seconds);

    std::uint64_t written() const { return m_written; }  // frames

private:
    std::int64_t tickOf(double seconds) const;
    void write(std::int64_t tick);
    void writeUntil(std::int64_t tick);

    std::unique_ptr<FrameWriter> m_writer;
    Rational m_rate;
    Standing m_standing;
    std::shared_ptr<const Image> m_shown;  // the newest picture
    bool m_waits = false;                  // it is not written yet
    std::int64_t m_tick = 0;               // of the newest picture, in frames
    std::int64_t m_next = 0;               // the first frame that is not written
    std::uint64_t m_written = 0;
};

}  // namespace kg
