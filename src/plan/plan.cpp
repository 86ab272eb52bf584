#include "plan/plan.h"

namespace kg {

const std::vector<Strategy>& allStrategies() {
    static const std::vector<Strategy> all{Strategy::Direct, Strategy::Separable};
    return all;
}

std::string_view strategyName(Strategy strategy) {
    return strategy == Strategy::Direct ? "direct" : "separable";
}

std::string_view precisionName(Precision precision) {
    return precision == Precision::Half ? "half" : "full";
}

Cost& Cost::operator+=(const Cost& other) {
    fetches += other.fetches;
    multiplyAdds += other.multiplyAdds;
    bytesRead += other.bytesRead;
    bytesWritten += other.bytesWritten;
    return *this;
}

}  // namespace kg
