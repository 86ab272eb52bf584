#include "render/calibration.h"

#include "base/error.h"
#include "image/pattern.h"
#include "plan/planner.h"
#include "plan/strategies.h"
#include "render/engine.h"
#include "render/yield.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace kg {

namespace {

// A rasteriser on the CPU takes nanoseconds a pixel where a GPU takes picoseconds, and both need work for milliseconds.
constexpr ImageFormat kSoftwarePicture{.width = 192, .height = 128, .channels = 3};
constexpr ImageFormat kHardwarePicture{.width = 1920, .height = 1080, .channels = 3};
constexpr ImageFormat kSmallPicture{.width = 8, .height = 8, .channels = 3};

constexpr int kRounds = 2;  // far enough apart that what disturbs one run of a plan has passed at the other
constexpr MeterProtocol kProtocol{.warmUps = 1, .timings = 2, .batchMilliseconds = 4, .patienceMilliseconds = 40};

// Weights of one sign without structure: every one is fetched, and no two rows are alike.
std::string unstructured(int side, int seed) {
    std::string text = fmt::format("{0}x{0}:", side);
    for (int i = 0; i < side * side; ++i) {
        text += fmt::format(" {}", 1 + (i * 7 + i * i * 3 + seed) % 23);
    }
    return text;
}

std::string convolveText(const std::string& kernels, const std::string& more = {}) {
    return fmt::format("convolve kernel=\"{}\" scale=\"0.001\" {}", kernels, more);
}

// The plans that are timed.
enum class Probe {
    Small,
    SmallSums,
    Few,
    Many,
    Two,
    Mirrored,
    Full,
    Half,
    Sums,
    Recursion,
    FewTiles,
    ManyTiles,
    Transforms,
    Pairs,
    FewSpecial,
    ManySpecial
};

struct ProbeText {
    Probe probe;
    std::string chain;
    Strategy strategy;
    Precision precision = Precision::Full;
};

// For the pictures that they are laid over; those of compute programs are left out where none run.
std::vector<ProbeText> probesOfBytes(bool compute) {
    const std::string few = convolveText(unstructured(3, 1));
    std::vector<ProbeText> probes{
        {Probe::Few, few, Strategy::Direct},
        {Probe::Many, convolveText(unstructured(11, 1)), Strategy::Direct},
        {Probe::Two, convolveText(unstructured(9, 1) + " ; " + unstructured(9, 2), "compose=plus"), Strategy::Direct},
        {Probe::Mirrored, "box size=11", Strategy::Symmetric},
        {Probe::Full, "gaussian sigma=2", Strategy::Separable},
        {Probe::Half, "gaussian sigma=2", Strategy::Separable, Precision::Half},
    };
    if (compute) {
        probes.insert(probes.end(), {{Probe::Sums, "box size=31", Strategy::RunningSum},
                                     {Probe::Recursion, "gaussian sigma=12", Strategy::Recursive},
                                     {Probe::FewTiles, few, Strategy::Tiled},
                                     {Probe::ManyTiles, convolveText(unstructured(9, 1)), Strategy::Tiled},
                                     {Probe::Transforms, convolveText(unstructured(27, 1)), Strategy::Fourier}});
    }
    return probes;
}

// Two passes each, of which the second waits for the first.
std::vector<ProbeText> probesOfStarts(bool compute) {
    std::vector<ProbeText> probes{{Probe::Small, "gaussian sigma=0.7", Strategy::Separable}};
    if (compute) {
        probes.push_back({Probe::SmallSums, "box size=3", Strategy::RunningSum});
    }
    return probes;
}

// What is left for a part of what was measured is at least this share of all: a disturbed measurement may find that a
// part took longer than the whole.
constexpr double kLeastShare = 0.02;

// A plan that was timed, and what it counts for each pixel of the picture.
struct Timed {
    Plan plan;
    double nanoseconds = std::numeric_limits<double>::infinity();  // of the fastest run: what disturbs it adds to it
    double starts = 0;                                             // of these, what its passes take however small

    double pixels() const { return static_cast<double>(plan.format.pixelCount()); }
    double perPixel() const { return std::max(nanoseconds - starts, kLeastShare * nanoseconds) / pixels(); }
    template <typename Count>
    double sum(Count&& count) const {
        double total = 0;
        for (const Pass& pass : plan.passes) {
            total += static_cast<double>(count(pass)) * pass.pixels();
        }
        return total / pixels();
    }
    double taps() const {
        return sum([](const Pass& pass) { return pass.taps.size(); });
    }
    double fetches() const { return sum(fetchesPerPixel); }
    double multiplyAdds() const { return sum(multiplyAddsPerPixel); }
    double layers() const { return sum(layersWritten); }
};

// The calibration was called off.
struct CalledOff {};

class Measurement {
public:
    Measurement(Engine& engine, const std::function<bool()>& wanted) : m_engine(engine), m_wanted(wanted) {}

    CostModel run() {
        const DeviceTraits& traits = m_engine.traits();
        ImageFormat format = traits.software ? kSoftwarePicture : kHardwarePicture;
        for (int round = 0; round < kRounds; ++round) {
            format.type = PixelType::U8;
            time(kSmallPicture, probesOfStarts(traits.compute));
            time(format, probesOfBytes(traits.compute));
            timeSpecial(format, Probe::FewSpecial, 3);
            timeSpecial(format, Probe::ManySpecial, 7);
            // Of integers a device may round what it blends, so that no plan fetches them between pixels.
            format.type = PixelType::F32;
            time(format, {{Probe::Pairs, "gaussian sigma=7", Strategy::Paired}});
        }
        m_costs = traits.software ? kSoftwareCosts : kHardwareCosts;
        solveStarts(traits.compute);
        solveDraws();
        if (traits.compute) {
            solveComputes();
        }
        return m_costs;
    }

private:
    void time(const ImageFormat& format, const std::vector<ProbeText>& probes) {
        m_engine.setSource(std::make_shared<const Image>(noise(format, 1)));
        for (const ProbeText& probe : probes) {
            const PlanSettings settings{
                .strategy = probe.strategy, .precision = probe.precision, .budget = kAnyDifference};
            Timed& timed = m_timed[probe.probe];
            timed.plan = makePlan(parseChain(probe.chain), format, settings, m_engine.traits());
            timed.nanoseconds = std::min(timed.nanoseconds, fastest(timed.plan));
        }
    }

    // By programs of its own: of another kernel than the other probes', which would run by them too.
    void timeSpecial(const ImageFormat& format, Probe probe, int side) {
        const std::string chain = convolveText(unstructured(side, 5));
        m_engine.run(parseChain(chain), {.strategy = Strategy::Direct, .precision = Precision::Full});
        m_engine.specialise();
        time(format, {{probe, chain, Strategy::Direct}});
    }

    double fastest(const Plan& plan) {
        double milliseconds = 0;
        m_engine.startMeter({.plans = {plan}, .protocol = kProtocol, .readsResults = false});
        while (m_engine.meterActive()) {
            if (m_wanted && !m_wanted()) {
                throw CalledOff();
            }
            if (const std::optional<MeterReading> reading = m_engine.stepMeter()) {
                milliseconds = *std::min_element(reading->milliseconds.begin(), reading->milliseconds.end());
            }
        }
        return 1e6 * milliseconds;
    }

    const Timed& of(Probe probe) const { return m_timed.at(probe); }

    // What is left of a pixel's time for `count` units of work.
    static double rate(const Timed& timed, double left, double count) {
        return std::max(left, kLeastShare * timed.perPixel()) / count;
    }

    // The few pixels of a small picture take next to nothing.
    void solveStarts(bool compute) {
        const auto ofEach = [](const Timed& small) {
            return small.nanoseconds / static_cast<double>(small.plan.passes.size());
        };
        m_costs.start = ofEach(of(Probe::Small));
        if (compute) {
            m_costs.dispatch = ofEach(of(Probe::SmallSums));
        }
        for (auto& [probe, timed] : m_timed) {
            for (const Pass& pass : timed.plan.passes) {
                timed.starts += isCompute(pass.kind) ? m_costs.dispatch : m_costs.start;
            }
        }
    }

    void solveDraws() {
        // Each tap is looked up, fetched and multiplied once. A second kernel multiplies it twice, and its mirror image
        // is another fetch.
        const Timed& few = of(Probe::Few);
        const Timed& many = of(Probe::Many);
        const double tap =
            std::max(many.perPixel() - few.perPixel(), 0.5 * many.perPixel()) / (many.taps() - few.taps());
        m_costs.layer = rate(few, few.perPixel() - tap * few.taps(), 1);

        const Timed& two = of(Probe::Two);
        m_costs.multiplyAdd = std::min(
            rate(two, two.perPixel() - m_costs.layer - tap * two.taps(), two.multiplyAdds() - two.taps()), tap / 3);
        const Timed& mirrored = of(Probe::Mirrored);
        m_costs.fetch = std::min(rate(mirrored, mirrored.perPixel() - m_costs.layer - tap * mirrored.taps(),
                                      mirrored.fetches() - mirrored.taps()),
                                 tap - m_costs.multiplyAdd);
        m_costs.tap = tap - m_costs.multiplyAdd - m_costs.fetch;

        const Timed& pairs = of(Probe::Pairs);
        m_costs.bilinearFetch = rate(pairs,
                                     pairs.perPixel() - m_costs.layer * pairs.layers() - m_costs.tap * pairs.taps() -
                                         m_costs.multiplyAdd * pairs.multiplyAdds(),
                                     pairs.fetches());
        const Timed& fewSpecial = of(Probe::FewSpecial);
        const Timed& manySpecial = of(Probe::ManySpecial);
        const double specialTap =
            (manySpecial.perPixel() - fewSpecial.perPixel()) / (manySpecial.taps() - fewSpecial.taps());
        m_costs.specialised = std::clamp(specialTap / tap, kLeastSpecialised, 1.0);
        const double specialLayer = fewSpecial.perPixel() - m_costs.specialised * tap * fewSpecial.taps();
        m_costs.specialisedLayer = std::clamp(specialLayer / m_costs.layer, kLeastSpecialised, 1.0);
        m_costs.half = of(Probe::Half).nanoseconds / of(Probe::Full).nanoseconds;
    }

    void solveComputes() {
        const Timed& sums = of(Probe::Sums);
        m_costs.runningSum = sums.perPixel() / sums.fetches();
        const Timed& recursion = of(Probe::Recursion);
        m_costs.recursion = recursion.perPixel() / recursion.fetches();

        // Two equations for two rates.
        const Timed& few = of(Probe::FewTiles);
        const Timed& many = of(Probe::ManyTiles);
        const double determinant = few.fetches() * many.multiplyAdds() - many.fetches() * few.multiplyAdds();
        m_costs.tileFetch = rate(
            few,
            (few.perPixel() * many.multiplyAdds() - many.perPixel() * few.multiplyAdds()) * few.fetches() / determinant,
            few.fetches());
        m_costs.tileMultiplyAdd = rate(many, many.perPixel() - m_costs.tileFetch * many.fetches(), many.multiplyAdds());

        const Timed& transforms = of(Probe::Transforms);
        m_costs.transformMultiplyAdd = transforms.perPixel() / transforms.multiplyAdds();
    }

    static constexpr double kAnyDifference = 255;      // in steps: the strategies are timed, whatever they differ by
    static constexpr double kLeastSpecialised = 0.05;  // what rounding and disturbances may make of it

    Engine& m_engine;
    const std::function<bool()>& m_wanted;
    std::map<Probe, Timed> m_timed;
    CostModel m_costs;
};

}  // namespace

std::optional<CostModel> measureCosts(Engine& engine, const std::function<bool()>& wanted) {
    try {
        return Measurement(engine, wanted).run();
    } catch (const CalledOff&) {
        return std::nullopt;
    }
}

BackgroundCalibration::BackgroundCalibration(gl::Context& context, std::filesystem::path programCache,
                                             std::function<void()> ready)
    : m_context(context), m_programCache(std::move(programCache)), m_ready(std::move(ready)) {}

BackgroundCalibration::~BackgroundCalibration() {
    m_stopping = true;
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void BackgroundCalibration::start() {
    if (std::exchange(m_started, true)) {
        return;
    }
    try {
        m_shared = m_context.makeShared();
        m_underWay = true;
        m_thread = std::thread([this] { work(); });
    } catch (const std::exception&) {
        m_underWay = false;  // the rates that stand in go on
    }
}

void BackgroundCalibration::work() {
    yieldToOthers();
    try {
        {
            Engine engine(*m_shared, {.programCache = m_programCache});
            std::optional<CostModel> costs = measureCosts(engine, [this] { return !m_stopping.load(); });
            const std::lock_guard lock(m_mutex);
            m_costs = costs;
        }
        m_shared->release();
    } catch (const std::exception&) {
        // The rates that stand in go on.
    }
    m_underWay = false;
    if (m_ready) {
        m_ready();
    }
}

std::optional<CostModel> BackgroundCalibration::take() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_costs, std::nullopt);
}

}  // namespace kg
