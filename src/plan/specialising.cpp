#include "plan/specialising.h"

#include "plan/strategies.h"

namespace kg {

bool specialises(const Pass& pass) {
    return pass.kind == PassKind::Convolve && fetchesPerPixel(pass) <= kMaxSpecialisedFetches;
}

}  // namespace kg
