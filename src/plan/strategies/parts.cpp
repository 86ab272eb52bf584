#include "plan/strategies/parts.h"

#include "plan/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace kg {

std::vector<Tap> tapsOf(const std::vector<double>& factor, int origin, Axis axis) {
    std::vector<Tap> taps;
    for (int i = 0; i < static_cast<int>(factor.size()); ++i) {
        if (factor[i] == 0) {
            continue;
        }
        const int distance = i - origin;
        taps.push_back({.dx = axis == Axis::Row ? static_cast<double>(distance) : 0,
                        .dy = axis == Axis::Column ? static_cast<double>(distance) : 0,
                        .weight = {factor[i]}});
    }
    return taps;
}

std::vector<Tap> tapsOf(std::span<const Kernel> kernels) {
    std::map<std::pair<int, int>, Tap> byPlace;  // ordered by row, then column: fetches walk through memory
    for (std::size_t k = 0; k < kernels.size(); ++k) {
        const Kernel& kernel = kernels[k];
        for (int y = 0; y < kernel.height(); ++y) {
            for (int x = 0; x < kernel.width(); ++x) {
                if (kernel.weight(x, y) == 0) {
                    continue;
                }
                const int dx = x - kernel.originX();
                const int dy = y - kernel.originY();
                Tap& tap = byPlace[{dy, dx}];
                tap.dx = dx;
                tap.dy = dy;
                tap.weight[k] = kernel.weight(x, y);
            }
        }
    }
    std::vector<Tap> taps;
    taps.reserve(byPlace.size());
    for (const auto& [place, tap] : byPlace) {
        taps.push_back(tap);
    }
    return taps;
}

namespace {

// Whether a filter's end needs its input: to mix it in, or to keep channels of it.
bool needsBase(const FilterContext& context) {
    const ChannelMask& mask = context.bank->channels;
    const bool keepsColour = !(mask.red && mask.green && mask.blue);
    const bool keepsAlpha = !mask.alpha && !context.opaque;
    return context.mix != 1 || keepsColour || keepsAlpha;
}

bool crops(const FilterContext& context) {
    return context.kept.width != context.width || context.kept.height != context.height;
}

}  // namespace

Pass convolvePass(const FilterContext& context, Strategy strategy, std::string label) {
    Pass pass;
    pass.kind = PassKind::Convolve;
    pass.strategy = strategy;
    pass.label = std::move(label);
    pass.filter = context.filter;
    pass.input = context.input;
    pass.width = context.width;
    pass.height = context.height;
    pass.border = context.border;
    pass.borderColor = context.borderColor;
    return pass;
}

void finishFilter(const FilterContext& context, std::vector<Pass>& passes) {
    if (context.bank->kernels.size() > 2) {
        std::for_each(passes.begin(), passes.end() - 1, [](Pass& part) { part.keepsFull = true; });
    }
    Pass& pass = passes.back();
    pass.bias = context.bank->bias;
    pass.channels = context.bank->channels;
    pass.mix = context.mix;
    pass.opaque = context.opaque;
    pass.visible = visibleRuleOf(*context.bank, !context.opaque);
    pass.width = context.kept.width;
    pass.height = context.kept.height;
    pass.shiftX = context.kept.x;
    pass.shiftY = context.kept.y;
    if (needsBase(context)) {
        pass.base = context.input;
    }
}

void finishComputed(const FilterContext& context, Strategy strategy, std::vector<Pass>& passes) {
    if (passes.back().kind != PassKind::Convolve) {
        if (context.bank->bias == 0 && !needsBase(context) && !crops(context)) {
            passes.back().opaque = context.opaque;
            return;
        }
        passes.back().keepsFull = true;
        Pass pass = convolvePass(context, strategy, context.name + " finished");
        pass.input = newestSlot(context, passes);
        pass.taps = {{.dx = 0, .dy = 0, .weight = {1}}};
        passes.push_back(std::move(pass));
    }
    finishFilter(context, passes);
}

int newestSlot(const FilterContext& context, const std::vector<Pass>& passes) {
    return context.firstPass + static_cast<int>(passes.size());
}

std::string partName(const FilterContext& context, std::size_t kernel) {
    return context.bank->kernels.size() <= 2 ? context.name : fmt::format("{} {}", context.name, kernel + 1);
}

BlendingLoss::BlendingLoss(const FilterContext& context, int input)
    : m_blends(input == context.input ? context.inputBlends : context.passBlends),
      // A position is a product of 32-bit floats: two roundings of half a unit in the last place of a coordinate that
      // spans the image.
      m_coordinateError(std::max(context.width, context.height) * 0x1p-23) {}

double BlendingLoss::rounding(double share) const {
    const double steps = share * 256;
    return (steps == std::round(steps) ? m_blends.atSteps : m_blends.anywhere) + m_coordinateError;
}

double BlendingLoss::of(double weight, double shareX, double shareY) const {
    return std::abs(weight) * (rounding(shareX) + (shareY == 0 ? 0 : rounding(shareY)));
}

bool haveOneSign(double a, double b) {
    return (a > 0 && b > 0) || (a < 0 && b < 0);
}

std::string whyNotSeparable(const Kernel& kernel, const std::optional<RankOneTerm>& term) {
    if (!term) {
        return fmt::format("the {}x{} kernel is not the product of a column and a row", kernel.width(),
                           kernel.height());
    }
    if (std::max(kernel.width(), kernel.height()) > kMaxSeparableSide) {
        return fmt::format("the kernel is {}x{}, separable passes reach {} in one axis", kernel.width(),
                           kernel.height(), kMaxSeparableSide);
    }
    return {};
}

std::string whyNotTiled(const FilterContext& context, std::string_view because) {
    return context.tiled ? fmt::format("tiles would differ from the whole image, since {}", because) : std::string();
}

std::string whyNotComputed(const FilterContext& context) {
    return context.compute ? std::string() : "the device has no compute programs (OpenGL 4.3)";
}

double weightSum(const std::vector<double>& row) {
    return std::accumulate(row.begin(), row.end(), 0.0);
}

Color scaledColor(const Color& color, double factor) {
    Color result = color;
    for (double& channel : result) {
        channel *= factor;
    }
    return result;
}

}  // namespace kg
