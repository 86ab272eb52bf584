#include "plan/plan.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace kg {

namespace {

struct NamedStrategy {
    Strategy strategy;
    std::string_view name;
    std::string_view label;
};

constexpr std::array kNames{
    NamedStrategy{Strategy::Direct, "direct", "Direct"},
    NamedStrategy{Strategy::Separable, "separable", "Separable"},
    NamedStrategy{Strategy::Paired, "paired", "Paired"},
    NamedStrategy{Strategy::LowRank, "low-rank", "Low Rank"},
    NamedStrategy{Strategy::Split, "split", "Split"},
    NamedStrategy{Strategy::Quad, "quad", "Quad"},
    NamedStrategy{Strategy::Symmetric, "symmetric", "Symmetric"},
    NamedStrategy{Strategy::Pyramid, "pyramid", "Pyramid"},
    NamedStrategy{Strategy::RunningSum, "running-sum", "Running Sum"},
    NamedStrategy{Strategy::Recursive, "recursive", "Recursive"},
    NamedStrategy{Strategy::Tiled, "tiled", "Tiled"},
    NamedStrategy{Strategy::Fourier, "fft", "Fourier"},
};

const NamedStrategy& named(Strategy strategy) {
    return *std::find_if(kNames.begin(), kNames.end(), [=](const NamedStrategy& n) { return n.strategy == strategy; });
}

}  // namespace

const std::vector<Strategy>& allStrategies() {
    static const std::vector<Strategy> all = [] {
        std::vector<Strategy> strategies;
        std::transform(kNames.begin(), kNames.end(), std::back_inserter(strategies),
                       [](const NamedStrategy& one) { return one.strategy; });
        return strategies;
    }();
    return all;
}

std::string_view strategyName(Strategy strategy) {
    return named(strategy).name;
}

std::string_view strategyLabel(Strategy strategy) {
    return named(strategy).label;
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

bool isScan(PassKind kind) {
    return kind == PassKind::RunningSum || kind == PassKind::Recursive;
}

bool isFourier(PassKind kind) {
    return kind == PassKind::KernelRows || kind == PassKind::KernelColumns || kind == PassKind::FourierRows ||
           kind == PassKind::FourierColumns || kind == PassKind::FourierBack;
}

bool isCompute(PassKind kind) {
    return isScan(kind) || isFourier(kind) || kind == PassKind::Tiled;
}

int layersWritten(const Pass& pass) {
    return pass.terms == Terms::Written ? pass.kernels : 1;
}

std::uint64_t sourcePixelBytes(const ImageFormat& format) {
    // RGB is stored as RGBA, since three-byte texels are slow everywhere.
    const int channels = format.channels == 3 ? 4 : format.channels;
    return static_cast<std::uint64_t>(channels) * bytesPerSample(format.type);
}

std::uint64_t writtenPixelBytes(const Pass& pass) {
    const std::uint64_t layer = pass.stores == Precision::Half ? 8 : 16;
    return layer * static_cast<std::uint64_t>(layersWritten(pass));
}

}  // namespace kg
