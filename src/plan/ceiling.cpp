#include "plan/ceiling.h"

#include <algorithm>

namespace kg {

namespace {

// Things in `milliseconds`, as 10^9 a second.
double rate(std::uint64_t count, double milliseconds) {
    return milliseconds > 0 ? static_cast<double>(count) / milliseconds * 1e-6 : 0;
}

double bytesOf(const Cost& cost) {
    return static_cast<double>(cost.bytesRead + cost.bytesWritten);
}

}  // namespace

double leastMilliseconds(const Cost& cost, const Ceiling& ceiling) {
    if (ceiling.fetchesPerSecond <= 0 || ceiling.bytesPerSecond <= 0) {
        return 0;
    }
    return 1000 * std::max(static_cast<double>(cost.fetches) / ceiling.fetchesPerSecond,
                           bytesOf(cost) / ceiling.bytesPerSecond);
}

double gigafetchesPerSecond(const Cost& cost, double milliseconds) {
    return rate(cost.fetches, milliseconds);
}

double gigabytesPerSecond(const Cost& cost, double milliseconds) {
    return rate(cost.bytesRead + cost.bytesWritten, milliseconds);
}

}  // namespace kg
