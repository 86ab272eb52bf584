// The programs that `auto` counts on for a source, told by its name: window and command line plan it alike.
#pragma once

#include "plan/specialising.h"

#include <string>

namespace kg {

// Specialised ones where picture after picture goes through one chain: videos, streams and moving patterns. General
// ones for stills, which are tuned more than they are repeated, and so for the stills of a sequence.
ProgramTier tierOf(const std::string& source);

}  // namespace kg
