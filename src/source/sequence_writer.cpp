#include "source/sequence_writer.h"

#include "base/error.h"

#include <utility>

namespace kg {

SequenceWriter::SequenceWriter(const std::string& pattern, EncodeOptions options, int first)
    : m_options(std::move(options)), m_next(first) {
    const std::optional<NumberPlace> place = findNumberPlace(pattern);
    if (!place) {
        throw FileError("a sequence has one place for a number, such as out_%04d.png", pattern);
    }
    m_place = *place;
    writableFormat(pattern);
}

void SequenceWriter::write(const Frame& frame) {
    if (frame.image) {
        encodeImage(*frame.image, m_place.name(m_next), m_options);
        ++m_next;
    }
}

}  // namespace kg
