// The planner: a chain, an image format and a device's traits in; a plan out. Pure: the same input gives the same
// plan, on any thread, without GL.
#pragma once

#include "filter/chain.h"
#include "plan/cost_model.h"
#include "plan/plan.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace kg {

// How far a device's bilinear samples between a texel of 0 and one of 1 are off. Most GPUs round the share of a texel
// to 8 bits, which is the default.
struct BlendLoss {
    double anywhere = 1.0 / 512;
    double atSteps = 0;  // where the share is a whole number of 256ths

    bool operator==(const BlendLoss&) const = default;
};

// Values up to here, the largest that a 16-bit float holds, leave nothing behind where products of them cancel that
// tolerances do not allow for.
constexpr double kBoundedMagnitude = 65504;

// What plans may count on. The defaults hold on every OpenGL 3.3 device.
struct DeviceTraits {
    bool software = false;  // a rasteriser on the CPU
    bool compute = false;   // compute programs run: OpenGL 4.3
    // The programs of Strategy::Fourier are built or may be: `auto` takes no strategy that would have to wait for them.
    bool transforms = true;
    // The tier that `auto` counts on: picture after picture goes through one plan, so that passes come to have programs
    // of their own, or what is computed once, or tuned, runs by general ones.
    ProgramTier tier = ProgramTier::General;
    // A source of floats was looked at: all of it is finite and within kBoundedMagnitude.
    bool boundedFloats = false;
    int maxTextureSize = 16384;
    // Bytes that textures and the rows of a result under way may take; 0: no limit. Larger work is done in tiles.
    std::uint64_t memoryBudget = 0;
    // By what a texture stores: some devices also round what they blend of integers.
    BlendLoss blends8{};
    BlendLoss blends16{};
    BlendLoss blendsFloats{};
    CostModel costs = kHardwareCosts;

    bool operator==(const DeviceTraits&) const = default;
};

struct PlanSettings {
    Light light = Light::Encoded;
    std::optional<Strategy> strategy = std::nullopt;  // nothing: the cheapest legal one of each filter
    std::optional<Precision> precision =
        std::nullopt;      // nothing: half where its bound is within the budget and it is faster
    double budget = 0.25;  // largest error that automatic choices may add, in steps of 1/255
    // Point operations run inside the passes beside them. Not where what stands between passes is looked at: it is then
    // as the chain has it there, alpha multiplied in and light decoded.
    bool mergesPoints = true;

    bool operator==(const PlanSettings&) const = default;
};

// All that a plan of a chain follows from: while it is the same, so is the plan.
struct PlanRequest {
    Chain chain;
    ImageFormat source;
    PlanSettings settings;
    DeviceTraits device;

    bool operator==(const PlanRequest&) const = default;
};

// "auto" is nothing. Throws Error that lists the names.
std::optional<Strategy> strategyFromName(std::string_view name);
std::optional<Precision> precisionFromName(std::string_view name);

// Limits of the passes. A direct pass takes as many taps as fit one uniform block of the guaranteed size (16 KiB, 16
// bytes a tap): 31x31 and 32x32 in full, larger where cells are zero; a single row or column takes several passes.
// Separable passes reach 255 in one axis.
constexpr int kMaxTaps = 1024;
constexpr int kMaxSeparableSide = 255;

// Strategies that single filters are forced to, by their index in the chain, whatever the settings say.
using ForcedStrategies = std::map<int, Strategy>;

// Disabled filters and filters of mix 0 cost nothing. An image above the device's limits is planned in tiles; every
// strategy of such a plan gives the same bits in a tile as in the whole. Throws PlanError: "filter 2 (convolve): ..."
// with every strategy's reason where none is legal or the forced one is not, or what its tiles would need; Error where
// a filter's values do not fit together.
Plan makePlan(const Chain& chain, const ImageFormat& source, const PlanSettings& settings,
              const DeviceTraits& device = {}, const ForcedStrategies& forced = {});

Plan makePlan(const PlanRequest& request);

}  // namespace kg
