#include "plan/planner.h"

#include "base/error.h"
#include "image/srgb.h"
#include "plan/error_bound.h"
#include "plan/strategies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg {

namespace {

// What a pass costs beside its fetches, in fetches a pixel: its texture is written and its float texels are slower to
// read than the source's bytes. On llvmpipe a 1920x1080 pass of one fetch takes 20 ms and one of 25 takes 105 ms
// (bench/strategies.cpp), so that the pass itself weighs as much as five fetches.
constexpr double kPassOverhead = 5;

// What a bilinear fetch costs, in nearest ones. A texture unit blends for nothing; a rasteriser on the CPU reads four
// texels and does arithmetic: 160 ms against 57 for 25 fetches of RGBA8 on llvmpipe.
constexpr double kSoftwareBilinear = 2.8;

// What passes that walk along lines cost beside their fetches, in fetches a pixel: writing, and their arithmetic. On
// llvmpipe the two passes of a running sum take as long as ten fetches, those of a recursion, which reads and writes
// twice, as 23 (bench/constant_cost.cpp).
constexpr double kRunningSumOverhead = 3;
constexpr double kRecursiveOverhead = 8;

// Bytes of a pixel in the source's texture. RGB is stored as RGBA, since three-byte texels are slow everywhere.
std::uint64_t sourcePixelBytes(const ImageFormat& format) {
    const int channels = format.channels == 3 ? 4 : format.channels;
    return static_cast<std::uint64_t>(channels) * bytesPerSample(format.type);
}

std::uint64_t passPixelBytes(Precision precision) {
    return precision == Precision::Half ? 8 : 16;
}

std::uint64_t pixelsOf(const Pass& pass) {
    return static_cast<std::uint64_t>(pass.width) * static_cast<std::uint64_t>(pass.height);
}

class Planner {
public:
    Planner(const Chain& chain, const ImageFormat& source, const PlanSettings& settings, const DeviceTraits& device)
        : m_chain(chain), m_settings(settings), m_device(device) {
        m_plan.format = source;
        m_plan.light = settings.light;
        m_convertsLight = settings.light == Light::Linear && source.transfer == Transfer::Srgb;
    }

    Plan run() {
        if (std::any_of(m_chain.begin(), m_chain.end(), contributes)) {
            prepare();
            for (std::size_t i = 0; i < m_chain.size(); ++i) {
                if (contributes(m_chain[i])) {
                    addFilter(static_cast<int>(i));
                }
            }
            finish();
        }
        return std::move(m_plan);
    }

private:
    static bool contributes(const Filter& filter) { return filter.enabled && filter.mix != 0; }

    int nextSlot() const { return static_cast<int>(m_plan.passes.size()); }

    bool pointPassNeeded() const { return m_convertsLight || m_plan.format.hasAlpha(); }

    Pass pointPass(PassKind kind, std::string label) const {
        Pass pass;
        pass.kind = kind;
        pass.label = std::move(label);
        pass.input = nextSlot();
        pass.width = m_plan.format.width;
        pass.height = m_plan.format.height;
        pass.decodesLight = kind == PassKind::Prepare && m_convertsLight;
        pass.encodesLight = kind == PassKind::Finish && m_convertsLight;
        pass.alpha = m_plan.format.hasAlpha();
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

    void addFilter(int index) {
        const Filter& filter = m_chain[index];
        const KernelBank bank = bankOf(filter);
        const FilterContext context{.filter = index,
                                    .name = filter.kind,
                                    .bank = &bank,
                                    .mix = filter.mix,
                                    .border = borderOf(filter),
                                    .borderColor = borderColor(filter),
                                    .opaque = !m_plan.format.hasAlpha(),
                                    .input = nextSlot(),
                                    .firstPass = nextSlot(),
                                    .budget = m_settings.budget / 255,
                                    .inputBlends = inputBlends(),
                                    .passBlends = m_device.blendsFloats,
                                    .width = m_plan.format.width,
                                    .height = m_plan.format.height,
                                    .compute = m_device.compute,
                                    .software = m_device.software,
                                    .finite = m_plan.format.type != PixelType::F32,
                                    .maxTextureSize = m_device.maxTextureSize};
        std::vector<Candidate> candidates = candidatesFor(context);
        Candidate& chosen = choose(candidates, index);

        FilterPlan record{
            .filter = index, .chosen = chosen.strategy, .approximation = chosen.approximation, .options = {}};
        for (const Candidate& candidate : candidates) {
            record.options.push_back({.strategy = candidate.strategy,
                                      .legal = candidate.legal(),
                                      .reason = candidate.reason,
                                      .fetchesPerPixel = candidate.legal() ? fetches(candidate) : 0,
                                      .approximation = candidate.approximation});
        }
        m_plan.filters.push_back(std::move(record));
        std::move(chosen.passes.begin(), chosen.passes.end(), std::back_inserter(m_plan.passes));
    }

    // Pixels that a pass writes for each of the image's.
    double sizeOf(const Pass& pass) const {
        return static_cast<double>(pixelsOf(pass)) / static_cast<double>(m_plan.format.pixelCount());
    }

    double fetches(const Candidate& candidate) const {
        double sum = 0;
        for (const Pass& pass : candidate.passes) {
            sum += sizeOf(pass) * fetchesPerPixel(pass);
        }
        return sum;
    }

    double weight(const Candidate& candidate) const {
        double sum = 0;
        for (const Pass& pass : candidate.passes) {
            sum += sizeOf(pass) * weight(pass);
        }
        return sum;
    }

    // What a pass costs for each pixel that it writes, in fetches.
    double weight(const Pass& pass) const {
        if (isScan(pass.kind)) {
            return fetchesPerPixel(pass) +
                   (pass.kind == PassKind::RunningSum ? kRunningSumOverhead : kRecursiveOverhead);
        }
        const double fetch = pass.bilinear && m_device.software ? kSoftwareBilinear : 1;
        return fetch * fetchesPerPixel(pass) + kPassOverhead * layersWritten(pass);
    }

    // Whether a candidate is one of those that are chosen from: the forced one, or any that keeps to the budget.
    bool wanted(const Candidate& candidate) const {
        // Encoding light stretches a difference, most of all at black.
        const double steps = 255 * candidate.approximation * (m_convertsLight ? kSteepestSrgbEncoding : 1);
        return m_settings.strategy ? candidate.strategy == *m_settings.strategy
                                   : candidate.automatic && steps <= m_settings.budget;
    }

    Candidate& choose(std::vector<Candidate>& candidates, int index) const {
        const std::string where = fmt::format("filter {} ({})", index + 1, m_chain[index].kind);
        Candidate* best = nullptr;
        std::string reasons;
        for (Candidate& candidate : candidates) {
            if (!candidate.legal()) {
                if (wanted(candidate)) {
                    reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", strategyName(candidate.strategy),
                                           candidate.reason);
                }
            } else if (wanted(candidate) && (best == nullptr || weight(candidate) < weight(*best))) {
                best = &candidate;
            }
        }
        if (best == nullptr) {
            throw PlanError(m_settings.strategy ? "the strategy is not legal here: " + reasons
                                                : "no strategy is legal here: " + reasons,
                            where);
        }
        return *best;
    }

    const Chain& m_chain;
    const PlanSettings& m_settings;
    const DeviceTraits& m_device;
    Plan m_plan;
    bool m_convertsLight = false;
};

std::uint64_t bytesWritten(const Pass& pass) {
    return pixelsOf(pass) * passPixelBytes(pass.stores) * static_cast<std::uint64_t>(layersWritten(pass));
}

void fillCosts(Plan& plan) {
    const auto bytesOf = [&](int slot) {
        if (slot == Slot::kNone) {
            return std::uint64_t{0};
        }
        return slot == Slot::kSource ? plan.format.pixelCount() * sourcePixelBytes(plan.format)
                                     : bytesWritten(plan.passes[static_cast<std::size_t>(slot - 1)]);
    };
    plan.total = {};
    for (Pass& pass : plan.passes) {
        std::uint64_t read = bytesOf(pass.input);
        if (pass.other != pass.input) {
            read += bytesOf(pass.other);
        }
        if (pass.base != pass.input && pass.base != pass.other) {
            read += bytesOf(pass.base);
        }
        std::uint64_t written = bytesWritten(pass);
        if (pass.kind == PassKind::Recursive) {
            // The way back reads the input again, and adds to what the way there has written.
            read += bytesOf(pass.input) + written;
            written *= 2;
        }
        const auto pixels = static_cast<double>(pixelsOf(pass));
        pass.cost = {.fetches = static_cast<std::uint64_t>(std::llround(pixels * fetchesPerPixel(pass))),
                     .multiplyAdds = static_cast<std::uint64_t>(std::llround(pixels * multiplyAddsPerPixel(pass))),
                     .bytesRead = read,
                     .bytesWritten = written};
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

// Half where it is faster, which is on GPUs, and its bound is within the budget.
Precision automaticPrecision(Plan plan, const PlanSettings& settings, const DeviceTraits& device) {
    if (device.software || plan.format.type == PixelType::F32) {
        return Precision::Full;
    }
    setPrecision(plan, Precision::Half);
    return errorBound(plan) * 255 <= settings.budget ? Precision::Half : Precision::Full;
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

Plan makePlan(const Chain& chain, const ImageFormat& source, const PlanSettings& settings, const DeviceTraits& device) {
    checkChain(chain);
    if (std::max(source.width, source.height) > device.maxTextureSize) {
        throw PlanError(fmt::format("the image is {}x{}, this device's textures reach {} in one axis", source.width,
                                    source.height, device.maxTextureSize));
    }
    Plan plan = Planner(chain, source, settings, device).run();
    setPrecision(plan, settings.precision ? *settings.precision : automaticPrecision(plan, settings, device));
    plan.errorBound = plan.passes.empty() ? 0 : errorBound(plan);
    fillCosts(plan);
    return plan;
}

}  // namespace kg
