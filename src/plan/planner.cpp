#include "plan/planner.h"

#include "base/error.h"
#include "filter/reach.h"
#include "image/srgb.h"
#include "kernel/analysis/statistics.h"
#include "plan/error_bound.h"
#include "plan/point_passes.h"
#include "plan/strategies.h"
#include "plan/tiling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace kg {

namespace {

// Of strategies that cost about the same, the one that allStrategies() names first is taken: the simpler one.
constexpr double kWorthwhile = 0.98;

// Rounding to 16 bits has to win something, beyond what a measurement may be off.
constexpr double kWorthwhileHalf = 0.9;

class Planner {
public:
    Planner(const Chain& chain, const ImageFormat& source, const PlanSettings& settings, const DeviceTraits& device,
            bool tiled, const ForcedStrategies& forced)
        : m_chain(chain), m_settings(settings), m_device(device), m_tiled(tiled), m_forced(forced) {
        m_plan.format = source;
        m_plan.region = {.width = source.width, .height = source.height};
        m_plan.light = settings.light;
        m_convertsLight = settings.light == Light::Linear && source.transfer == Transfer::Srgb;
    }

    Plan run() {
        if (std::any_of(m_chain.begin(), m_chain.end(), std::mem_fn(&Filter::contributes))) {
            prepare();
            for (std::size_t i = 0; i < m_chain.size(); ++i) {
                if (m_chain[i].contributes()) {
                    addFilter(static_cast<int>(i));
                }
            }
            finish();
        }
        return std::move(m_plan);
    }

private:
    int nextSlot() const { return static_cast<int>(m_plan.passes.size()); }

    bool pointPassNeeded() const { return m_convertsLight || m_plan.format.hasAlpha(); }

    Pass pointPass(PassKind kind, std::string label) const {
        Pass pass;
        pass.kind = kind;
        pass.label = std::move(label);
        pass.input = nextSlot();
        pass.width = m_plan.region.width;
        pass.height = m_plan.region.height;
        pass.decodesLight = kind == PassKind::Prepare && m_convertsLight;
        pass.encodesLight = kind == PassKind::Finish && m_convertsLight;
        pass.multipliesAlpha = kind == PassKind::Prepare && m_plan.format.hasAlpha();
        pass.dividesAlpha = kind == PassKind::Finish && m_plan.format.hasAlpha();
        return pass;
    }

    void prepare() {
        if (pointPassNeeded()) {
            m_plan.passes.push_back(pointPass(PassKind::Prepare, "prepare"));
        }
    }

    void finish() {
        if (pointPassNeeded()) {
            m_plan.passes.push_back(pointPass(PassKind::Finish, "finish"));
        }
    }

    // The border's colour as a filter's input stores it.
    Color borderColor(const Filter& filter) const {
        Color color = borderColorOf(filter);
        if (!m_plan.format.hasAlpha()) {
            color[3] = 1;
        }
        for (int channel = 0; channel < 3; ++channel) {
            if (m_convertsLight) {
                color[channel] = srgbToLinear(color[channel]);
            }
            color[channel] *= color[3];
        }
        return color;
    }

    // How finely the device samples between the pixels that the next filter reads.
    const BlendLoss& inputBlends() const {
        if (nextSlot() != Slot::kSource || m_plan.format.type == PixelType::F32) {
            return m_device.blendsFloats;
        }
        return m_plan.format.type == PixelType::U8 ? m_device.blends8 : m_device.blends16;
    }

    std::string whereIs(int index) const { return fmt::format("filter {} ({})", index + 1, m_chain[index].kind); }

    // What stays of a filter's input, in the input's coordinates.
    Region keptRegion(int index, const KernelBank& bank) const {
        const Region& input = m_plan.region;
        if (borderOf(m_chain[index]) != BorderRule::Crop) {
            return {.width = input.width, .height = input.height};
        }
        try {
            return croppedRegion(bank, input.width, input.height);
        } catch (const Error& error) {
            throw PlanError(error.problem(), whereIs(index));
        }
    }

    void addFilter(int index) {
        const Filter& filter = m_chain[index];
        const KernelBank bank = bankOf(filter);
        const BorderRule border = borderOf(filter);
        const Region input = m_plan.region;
        const Region kept = keptRegion(index, bank);
        const FilterContext context{.filter = index,
                                    .name = filter.kind,
                                    .bank = &bank,
                                    .mix = filter.mix,
                                    .border = border == BorderRule::Crop ? BorderRule::Clamp : border,
                                    .borderColor = border == BorderRule::Renormalise ? Color{} : borderColor(filter),
                                    .opaque = !m_plan.format.hasAlpha(),
                                    .tiled = m_tiled,
                                    .input = nextSlot(),
                                    .firstPass = nextSlot(),
                                    .budget = m_settings.budget / 255,
                                    .inputBlends = inputBlends(),
                                    .passBlends = m_device.blendsFloats,
                                    .width = input.width,
                                    .height = input.height,
                                    .kept = kept,
                                    .compute = m_device.compute,
                                    .software = m_device.software,
                                    .finite = bounded(),
                                    .maxTextureSize = m_device.maxTextureSize,
                                    .transforms = m_device.transforms};
        std::vector<Candidate> candidates = candidatesFor(context);
        if (!context.finite) {
            keepToReach(candidates);
        }
        grow(bank);
        Candidate& chosen = choose(candidates, index);

        m_plan.region = {.x = input.x + kept.x, .y = input.y + kept.y, .width = kept.width, .height = kept.height};
        FilterPlan record{.filter = index,
                          .chosen = chosen.strategy,
                          .approximation = chosen.approximation,
                          .options = {},
                          .input = input,
                          .output = m_plan.region};
        for (const Candidate& candidate : candidates) {
            record.options.push_back({.strategy = candidate.strategy,
                                      .legal = candidate.legal(),
                                      .automatic = candidate.legal() && wanted(candidate, std::nullopt),
                                      .reason = candidate.reason,
                                      .fetchesPerPixel = candidate.legal() ? fetches(candidate) : 0,
                                      .predictedMilliseconds = candidate.legal() ? predicted(candidate) : 0,
                                      .approximation = candidate.approximation});
        }
        m_plan.filters.push_back(std::move(record));
        m_plan.receptiveField += receptiveFieldOf(bank);
        std::move(chosen.passes.begin(), chosen.passes.end(), std::back_inserter(m_plan.passes));
    }

    // Whether what the next filter reads is known to be finite and no larger than it may be.
    bool bounded() const {
        const bool looked = m_plan.format.type != PixelType::F32 || m_device.boundedFloats;
        return looked && m_gain <= kBoundedMagnitude;
    }

    // How much larger than the source's values a filter's may be; floats that were looked at may use up all of it.
    void grow(const KernelBank& bank) {
        double gain = 0;
        for (const Kernel& kernel : bank.kernels) {
            const double sum = statistics(kernel).absoluteSum;
            gain = bank.combine == Combine::Sequence ? std::max(gain, 1.0) * std::max(sum, 1.0) : gain + sum;
        }
        m_gain *= std::max(1.0, gain + std::abs(bank.bias));
    }

    // What is not bounded must reach no pixel that the kernel does not reach: not through a sampler's neighbour that
    // weighs 0, nor through products that cancel only where they are finite. Where no strategy keeps to that, a picture
    // is worth more than none.
    static void keepToReach(std::vector<Candidate>& candidates) {
        const auto keeps = [](const Candidate& candidate) {
            switch (candidate.strategy) {
                case Strategy::Direct:
                case Strategy::Separable:
                case Strategy::Symmetric:
                case Strategy::RunningSum:
                case Strategy::Tiled:
                    return true;
                default:
                    return false;
            }
        };
        const auto taken = [&](const Candidate& candidate) {
            return candidate.legal() && candidate.automatic && keeps(candidate);
        };
        if (std::any_of(candidates.begin(), candidates.end(), taken)) {
            for (Candidate& candidate : candidates) {
                candidate.automatic = candidate.automatic && keeps(candidate);
            }
        }
    }

    // For each pixel of the image.
    double fetches(const Candidate& candidate) const {
        double sum = 0;
        for (const Pass& pass : candidate.passes) {
            sum += pass.pixels() * fetchesPerPixel(pass);
        }
        return sum / static_cast<double>(m_plan.format.pixelCount());
    }

    double predicted(const Candidate& candidate) const {
        double sum = 0;
        for (const Pass& pass : candidate.passes) {
            sum += predictedMilliseconds(pass, m_device.costs, m_device.tier);
        }
        return sum;
    }

    // What a filter must be computed by; nothing where it may be chosen.
    std::optional<Strategy> forcedFor(int index) const {
        const auto found = m_forced.find(index);
        return found == m_forced.end() ? m_settings.strategy : found->second;
    }

    // Whether a candidate is one of those that are chosen from: the forced one, or any that keeps to the budget.
    bool wanted(const Candidate& candidate, std::optional<Strategy> forced) const {
        // Encoding light stretches a difference, most of all at black.
        const double steps = 255 * candidate.approximation * (m_convertsLight ? kSteepestSrgbEncoding : 1);
        return forced ? candidate.strategy == *forced : candidate.automatic && steps <= m_settings.budget;
    }

    Candidate& choose(std::vector<Candidate>& candidates, int index) const {
        const std::string where = whereIs(index);
        const std::optional<Strategy> forced = forcedFor(index);
        Candidate* best = nullptr;
        std::string reasons;
        for (Candidate& candidate : candidates) {
            if (!candidate.legal()) {
                if (wanted(candidate, forced)) {
                    reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", strategyName(candidate.strategy),
                                           candidate.reason);
                }
            } else if (wanted(candidate, forced) &&
                       (best == nullptr || predicted(candidate) < kWorthwhile * predicted(*best))) {
                best = &candidate;
            }
        }
        if (best == nullptr) {
            throw PlanError(
                forced ? "the strategy is not legal here: " + reasons : "no strategy is legal here: " + reasons, where);
        }
        return *best;
    }

    const Chain& m_chain;
    const PlanSettings& m_settings;
    const DeviceTraits& m_device;
    const bool m_tiled;
    double m_gain = 1;  // of the filters so far
    const ForcedStrategies& m_forced;
    Plan m_plan;
    bool m_convertsLight = false;
};

// What a plan costs, with what its tiles compute twice: in tiles every pass is as large as the tile and its apron.
class CostSheet {
public:
    explicit CostSheet(const Plan& plan) : m_plan(plan) {}

    Cost of(const Pass& pass) const {
        const std::uint64_t pixels = pixelsIn(pass.width, pass.height);
        std::uint64_t read = bytesIn(pass.input);
        if (pass.other != pass.input) {
            read += bytesIn(pass.other);
        }
        if (pass.base != pass.input && pass.base != pass.other) {
            read += bytesIn(pass.base);
        }
        std::uint64_t written = pixels * writtenPixelBytes(pass);
        if (pass.kind == PassKind::Recursive) {
            // The way back reads the input again, and adds to what the way there has written.
            read += bytesIn(pass.input) + written;
            written *= 2;
        }
        return {.fetches = times(pixels, fetchesPerPixel(pass)),
                .multiplyAdds = times(pixels, multiplyAddsPerPixel(pass)),
                .bytesRead = read + kernelBytes(pass),
                .bytesWritten = written};
    }

private:
    // Kernels to be transformed are textures of four 32-bit channels.
    static std::uint64_t kernelBytes(const Pass& pass) {
        return pass.kind == PassKind::KernelRows ? 16 * pass.fourier.kernel->cells().size() : 0;
    }

    static std::uint64_t times(std::uint64_t pixels, double each) {
        return static_cast<std::uint64_t>(std::llround(static_cast<double>(pixels) * each));
    }

    std::uint64_t pixelsIn(int width, int height) const {
        return m_plan.tiles ? m_plan.tiles->computedPixels
                            : static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
    }

    std::uint64_t bytesIn(int slot) const {
        if (slot == Slot::kNone) {
            return 0;
        }
        if (slot == Slot::kSource) {
            return pixelsIn(m_plan.format.width, m_plan.format.height) * sourcePixelBytes(m_plan.format);
        }
        const Pass& writer = m_plan.passes[static_cast<std::size_t>(slot - 1)];
        return pixelsIn(writer.width, writer.height) * writtenPixelBytes(writer);
    }

    const Plan& m_plan;
};

void fillCosts(Plan& plan) {
    plan.total = {};
    for (Pass& pass : plan.passes) {
        pass.cost = CostSheet(plan).of(pass);
        plan.total += pass.cost;
    }
}

void setPrecision(Plan& plan, Precision precision) {
    plan.precision = precision;
    for (Pass& pass : plan.passes) {
        const bool point = pass.kind == PassKind::Prepare || pass.kind == PassKind::Finish;
        pass.stores = point || pass.keepsFull ? Precision::Full : precision;
    }
}

// Half where it is faster and its bound is within the budget. A rasteriser on the CPU computes in 32 bits and has to
// convert what it stores; there a measurement that says otherwise was disturbed.
Precision automaticPrecision(Plan plan, const PlanSettings& settings, const DeviceTraits& device) {
    if (device.software || device.costs.half > kWorthwhileHalf || plan.format.type == PixelType::F32) {
        return Precision::Full;
    }
    setPrecision(plan, Precision::Half);
    return errorBound(plan) * 255 <= settings.budget ? Precision::Half : Precision::Full;
}

// Everything but costs, for a whole image or for one whose tiles are yet to be laid.
Plan planPasses(const Chain& chain, const ImageFormat& source, const PlanSettings& settings, const DeviceTraits& device,
                const ForcedStrategies& forced, bool tiled) {
    Plan plan = Planner(chain, source, settings, device, tiled, forced).run();
    if (settings.mergesPoints) {
        mergePointPasses(plan, device.costs, device.tier);
    }
    setPrecision(plan, settings.precision ? *settings.precision : automaticPrecision(plan, settings, device));
    return plan;
}

}  // namespace

std::optional<Strategy> strategyFromName(std::string_view name) {
    if (name == "auto") {
        return std::nullopt;
    }
    for (const Strategy strategy : allStrategies()) {
        if (strategyName(strategy) == name) {
            return strategy;
        }
    }
    std::string names = "auto";
    for (const Strategy strategy : allStrategies()) {
        names += fmt::format(", {}", strategyName(strategy));
    }
    throw Error(fmt::format("there is no strategy \"{}\"; {} are known", name, names), "strategy");
}

std::optional<Precision> precisionFromName(std::string_view name) {
    if (name == "auto") {
        return std::nullopt;
    }
    if (name == "half") {
        return Precision::Half;
    }
    if (name == "full") {
        return Precision::Full;
    }
    throw Error(fmt::format("there is no precision \"{}\"; auto, half and full are known", name), "precision");
}

Plan makePlan(const Chain& chain, const ImageFormat& source, const PlanSettings& settings, const DeviceTraits& device,
              const ForcedStrategies& forced) {
    checkChain(chain);
    Plan plan = planPasses(chain, source, settings, device, forced, false);
    if (!fitsWhole(plan, device)) {
        plan = planPasses(chain, source, settings, device, forced, true);
        plan.tiles = tileGridFor(plan, device);
    }
    plan.errorBound = plan.passes.empty() ? 0 : errorBound(plan);
    fillCosts(plan);
    return plan;
}

Plan makePlan(const PlanRequest& request) {
    return makePlan(request.chain, request.source, request.settings, request.device);
}

}  // namespace kg
