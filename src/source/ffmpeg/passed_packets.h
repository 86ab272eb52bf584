// Packets that go from one file into another as they are.
#pragma once

#include "source/ffmpeg/av.h"

#include <vector>

namespace kg {

class PassedPackets {
public:
    std::vector<av::Owned<AVPacket>> packets;  // stream indices and time bases of the file they come from
};

}  // namespace kg
