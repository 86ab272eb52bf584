#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace kg {

namespace {

// A kernel that only scales the pixel it lies on; its factor, if it is one.
std::optional<double> scaleOnly(const Kernel& kernel) {
    double factor = 0;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            if (x == kernel.originX() && y == kernel.originY()) {
                factor = kernel.weight(x, y);
            } else if (kernel.weight(x, y) != 0) {
                return std::nullopt;
            }
        }
    }
    return factor;
}

// The name of a kernel's passes: "sobel a", "convolve 3", or the filter's alone where only one kernel takes passes.
std::string laidName(const FilterContext& context, std::size_t kernel, bool firstOnlyScales) {
    const std::size_t count = context.bank->kernels.size();
    if (count == 1 || (count == 2 && firstOnlyScales)) {
        return context.name;
    }
    return count == 2 ? fmt::format("{} {}", context.name, kernel == 0 ? "a" : "b") : partName(context, kernel);
}

// Kernels one after the other, each over the result of the one before: what one is off by, the next ones weigh.
void laySequence(const FilterContext& context, const LayKernel& lay, Candidate& candidate) {
    const std::vector<Kernel>& kernels = context.bank->kernels;
    int input = context.input;
    double gain = 1;
    for (std::size_t k = 0; k < kernels.size() && candidate.legal(); ++k) {
        const LaidKernel laid = lay(kernels[k], laidName(context, k, false), input, candidate.passes);
        candidate.reason = laid.reason;
        candidate.approximation = candidate.approximation * laid.gain + laid.approximation * gain;
        gain *= laid.gain;
        input = newestSlot(context, candidate.passes);
    }
}

// The pass that takes a second operand: the last one, or one of a single tap behind a compute pass.
Pass& combiningPass(const FilterContext& context, Candidate& candidate, const std::string& name) {
    if (candidate.passes.back().kind != PassKind::Convolve) {
        candidate.passes.back().keepsFull = true;
        Pass pass = convolvePass(context, candidate.strategy, name + " combined");
        pass.input = newestSlot(context, candidate.passes);
        pass.taps = {{.dx = 0, .dy = 0, .weight = {1}}};
        candidate.passes.push_back(std::move(pass));
    }
    return candidate.passes.back();
}

// The first kernel's result waits in a texture, or is the filter's own input where the kernel only scales; the last
// pass of each further kernel combines with what is there.
void layCombined(const FilterContext& context, const LayKernel& lay, Candidate& candidate) {
    const std::vector<Kernel>& kernels = context.bank->kernels;
    const std::optional<double> scale = kernels.size() > 1 ? scaleOnly(kernels[0]) : std::nullopt;
    for (std::size_t k = scale ? 1 : 0; k < kernels.size() && candidate.legal(); ++k) {
        const int before = candidate.passes.empty() ? context.input : newestSlot(context, candidate.passes);
        const std::string name = laidName(context, k, scale.has_value());
        const LaidKernel laid = lay(kernels[k], name, context.input, candidate.passes);
        candidate.reason = laid.reason;
        candidate.approximation += laid.approximation;
        if (candidate.legal() && k > 0) {
            Pass& last = combiningPass(context, candidate, name);
            last.other = before;
            last.otherScale = k == 1 ? scale.value_or(1) : 1;
            last.combine = context.bank->combine;
        }
    }
}

}  // namespace

Candidate layBank(const FilterContext& context, Strategy strategy, const LayKernel& lay) {
    Candidate candidate{.strategy = strategy, .reason = {}, .passes = {}};
    if (context.bank->combine == Combine::Sequence) {
        laySequence(context, lay, candidate);
    } else {
        layCombined(context, lay, candidate);
    }
    if (!candidate.legal()) {
        candidate.passes.clear();
        candidate.approximation = 0;
    }
    return candidate;
}

}  // namespace kg
