#include "base/integer.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace kg {

namespace {

// Points of a tile's transform that the shaders take: powers of their radix, up to what a work group holds. The shorter
// ones are faster a point, the longer ones lose less to large kernels.
constexpr std::array kLengths{64, 256, 1024};

// Multiply-adds of four channels a point: a complex transform of n points takes 5 n log2(n) operations (Cooley and
// Tukey), two of them are four channels, and a multiply-add of four channels is eight operations.
double transformWork(int length) {
    return 1.25 * std::log2(length);
}

FourierAxis axisOf(int length, int size, int side, int origin) {
    const int step = length - side + 1;
    return {.length = length, .step = step, .tiles = dividedUp(size, step), .origin = origin};
}

Pass fourierPass(const FilterContext& context, const Fourier& fourier, PassKind kind, std::string label) {
    Pass pass = convolvePass(context, Strategy::Fourier, std::move(label));
    pass.kind = kind;
    pass.fourier = fourier;
    pass.keepsFull = kind != PassKind::FourierBack;
    return pass;
}

// The kernel is transformed with every frame: at 256 x 256 points that is a hundredth of the work at 1920 x 1080.
// `first` is the slot that the first of them writes.
std::vector<Pass> passesOf(const FilterContext& context, const Fourier& fourier, const std::string& name, int input,
                           int first) {
    Pass kernelRows = fourierPass(context, fourier, PassKind::KernelRows, name + " kernel rows");
    kernelRows.input = Slot::kNone;
    kernelRows.width = fourier.x.length;
    kernelRows.height = fourier.kernel->height();

    Pass spectrum = fourierPass(context, fourier, PassKind::KernelColumns, name + " kernel columns");
    spectrum.input = first;
    spectrum.width = fourier.x.length;
    spectrum.height = fourier.y.length;

    Pass rows = fourierPass(context, fourier, PassKind::FourierRows, name + " transformed rows");
    rows.input = input;
    rows.width = fourier.x.points();

    Pass columns = fourierPass(context, fourier, PassKind::FourierColumns, name + " filtered columns");
    columns.input = first + 2;
    columns.other = first + 1;
    columns.width = rows.width;

    Pass back = fourierPass(context, fourier, PassKind::FourierBack, name + " rows back");
    back.input = first + 3;
    return {std::move(kernelRows), std::move(spectrum), std::move(rows), std::move(columns), std::move(back)};
}

double workOf(const std::vector<Pass>& passes) {
    double work = 0;
    for (const Pass& pass : passes) {
        work += multiplyAddsPerPixel(pass) * pass.width * pass.height;
    }
    return work;
}

// The passes of those lengths in each axis that take the least work; none where no texture holds their rows.
std::vector<Pass> cheapestPasses(const FilterContext& context, const Kernel& kernel, const std::string& name, int input,
                                 int first) {
    const auto shared = std::make_shared<const Kernel>(kernel);
    std::vector<Pass> best;
    for (const int lengthX : kLengths) {
        for (const int lengthY : kLengths) {
            if (kernel.width() > lengthX || kernel.height() > lengthY) {
                continue;
            }
            const Fourier fourier{.x = axisOf(lengthX, context.width, kernel.width(), kernel.originX()),
                                  .y = axisOf(lengthY, context.height, kernel.height(), kernel.originY()),
                                  .kernel = shared};
            if (fourier.x.points() > context.maxTextureSize) {
                continue;
            }
            std::vector<Pass> passes = passesOf(context, fourier, name, input, first);
            if (best.empty() || workOf(passes) < workOf(best)) {
                best = std::move(passes);
            }
        }
    }
    return best;
}

LaidKernel layTransform(const FilterContext& context, const Kernel& kernel, const std::string& name, int input,
                        std::vector<Pass>& passes) {
    LaidKernel laid;
    std::vector<Pass> added = cheapestPasses(context, kernel, name, input, newestSlot(context, passes) + 1);
    if (added.empty()) {
        laid.reason = fmt::format(
            "the transformed rows of {} pixels and a kernel of {} columns do not fit a texture, "
            "which reaches {} in one axis",
            context.width, kernel.width(), context.maxTextureSize);
    }
    std::move(added.begin(), added.end(), std::back_inserter(passes));
    return laid;
}

}  // namespace

double fourierFetches(const Pass& pass) {
    const Fourier& fourier = pass.fourier;
    switch (pass.kind) {
        case PassKind::FourierColumns:  // each point and its place in the spectrum
            return 2.0 * fourier.x.points() * fourier.y.points() / pass.pixels();
        case PassKind::FourierBack:
            return static_cast<double>(fourier.x.points()) * pass.height / pass.pixels();
        default:
            return 1;
    }
}

double fourierMultiplyAdds(const Pass& pass) {
    const Fourier& fourier = pass.fourier;
    switch (pass.kind) {
        case PassKind::KernelColumns:
            return transformWork(fourier.y.length);
        case PassKind::FourierColumns:  // there, back, and two for the product in between
            return (2 * transformWork(fourier.y.length) + 2) * fourier.x.points() * fourier.y.points() / pass.pixels();
        case PassKind::FourierBack:
            return transformWork(fourier.x.length) * fourier.x.points() * pass.height / pass.pixels();
        default:
            return transformWork(fourier.x.length);
    }
}

// A transform rounds in proportion to the largest value of a tile, and spreads one that is not finite over all of it:
// where samples may be of any size, that must be asked for.
Candidate fourier(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Fourier, .reason = whyNotComputed(context), .passes = {}};
    if (candidate.legal()) {
        candidate = layBank(context, Strategy::Fourier,
                            [&](const Kernel& kernel, const std::string& name, int input, std::vector<Pass>& passes) {
                                return layTransform(context, kernel, name, input, passes);
                            });
    }
    if (candidate.legal()) {
        candidate.automatic = context.finite && context.transforms;
        finishComputed(context, Strategy::Fourier, candidate.passes);
    }
    return candidate;
}

}  // namespace kg
