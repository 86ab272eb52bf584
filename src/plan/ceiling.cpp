#include "plan/ceiling.h"

namespace kg {

namespace {

// Things in `milliseconds`, as 10^9 a second.
double rate(std::uint64_t count, double milliseconds) {
    return milliseconds > 0 ? static_cast<double>(count) / milliseconds * 1e-6 : 0;
}

}  // namespace

double gigafetchesPerSecond(const Cost& cost, double milliseconds) {
    return rate(cost.fetches, milliseconds);
}

double gigabytesPerSecond(const Cost& cost, double milliseconds) {
    return rate(cost.bytesRead + cost.bytesWritten, milliseconds);
}

}  // namespace kg
