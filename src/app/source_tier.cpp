#include "app/source_tier.h"

#include "source/source.h"

namespace kg {

ProgramTier tierOf(const std::string& source) {
    return mayMove(source) && !isSequence(source) ? ProgramTier::Specialised : ProgramTier::General;
}

}  // namespace kg
