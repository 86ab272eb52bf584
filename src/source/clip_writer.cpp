#include "source/clip_writer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg {

ClipWriter::ClipWriter(std::unique_ptr<FrameWriter> writer, Rational rate, Standing standing)
    : m_writer(std::move(writer)), m_rate(rate), m_standing(standing) {}

std::int64_t ClipWriter::tickOf(double seconds) const {
    return std::llround(seconds * m_rate.value());
}

void ClipWriter::write(std::int64_t tick) {
    m_writer->write({.image = m_shown, .timestamp = tick, .passed = nullptr});
    m_next = tick + 1;
    m_waits = false;
    ++m_written;
}

// What is shown, up to this frame.
void ClipWriter::writeUntil(std::int64_t tick) {
    if (m_waits) {
        write(m_tick);
    }
    while (m_shown && m_standing == Standing::Again && m_next < tick) {
        write(m_next);
    }
}

void ClipWriter::show(std::shared_ptr<const Image> image, double seconds, bool behind) {
    const std::int64_t tick = std::max(tickOf(seconds), m_next);
    if (!m_waits || tick > m_tick) {
        writeUntil(behind ? m_next : tick);
        m_tick = std::max(tick, m_next);
    }
    m_shown = std::move(image);
    m_waits = true;
}

void ClipWriter::stand(double seconds) {
    const std::int64_t tick = tickOf(seconds);
    if (tick > m_tick) {
        writeUntil(tick);
    }
}

void ClipWriter::finish(double seconds) {
    const std::int64_t end = std::max(tickOf(seconds), m_tick + 1);
    writeUntil(end);
    if (m_standing == Standing::Longer && m_shown && m_next < end) {
        // An animation shows its last frame for as long as the one before.
        write(std::max(m_next, end - 2));
        if (m_next < end) {
            write(end - 1);
        }
    }
    m_writer->finish();
}

}  // namespace kg
