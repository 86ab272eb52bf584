// Numbered stills, one a frame: "out_%04d.png".
#pragma once

#include "image/encode.h"
#include "source/sequence.h"

#include <string>

namespace kg {

class SequenceWriter : public FrameWriter {
public:
    // Numbers go up from `first`. Throws FileError for an extension that cannot be written.
    SequenceWriter(const std::string& pattern, EncodeOptions options, int first = 1);

    // Each file is whole as soon as it is there.
    void write(const Frame& frame) override;
    void finish() override {}

private:
    NumberPlace m_place;
    EncodeOptions m_options;
    int m_next;
};

}  // namespace kg
