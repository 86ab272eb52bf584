// How well a device's rates choose: every legal strategy of 60 kernels x sizes x formats is timed, and the one that
// `auto` takes held against the fastest. Prints the rates, the cases, and in how many of them it is within 15 %.
//
//   bench_calibration [--standard]        --standard: by the rates that stand in, without measuring the device's
#include "render/calibration.h"
#include "gl/context.h"
#include "image/pattern.h"
#include "render/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace kg;

constexpr double kNear = 1.15;

std::string unstructured(int side) {
    std::string text;
    for (int i = 0; i < side * side; ++i) {
        text += fmt::format(" {}", 1 + i * i % 17);
    }
    return fmt::format("convolve kernel=\"{}x{}:{}\" scale=\"1!\"", side, side, text);
}

// A sum of two products.
std::string twoProducts(int side) {
    std::string text;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            text += fmt::format(" {}", (1 + x % 3) * (1 + y % 4) - (1 + x * x % 5) * (1 + y * y % 3));
        }
    }
    return fmt::format("convolve kernel=\"{}x{}:{}\" scale=\"0.01\"", side, side, text);
}

std::vector<std::string> chains() {
    std::vector<std::string> list;
    for (const int size : {3, 5, 9, 15, 31, 63, 101}) {
        list.push_back(fmt::format("box size={}", size));
    }
    for (const double sigma : {0.8, 2.0, 4.0, 8.0, 15.0, 30.0}) {
        list.push_back(fmt::format("gaussian sigma={}", sigma));
    }
    for (const int side : {3, 5, 7, 11, 17, 25}) {
        list.push_back(unstructured(side));
    }
    for (const int side : {3, 5, 7, 11, 17, 25}) {
        list.push_back(twoProducts(side));
    }
    for (const char* chain : {"sharpen", "unsharp sigma=2", "laplacian", "sobel", "convolve kernel=\"LoG:0,1.4\""}) {
        list.emplace_back(chain);
    }
    return list;
}

struct Candidate {
    Plan plan;
    double milliseconds = 0;
    bool chosen = false;
};

// Every plan that `auto` may choose from, and which it chooses.
std::vector<Candidate> candidatesOf(const Engine& engine, const Chain& chain) {
    const ImageFormat format = engine.sourceFormat().value();
    const Plan automatic = makePlan(chain, format, {}, engine.traits());
    std::vector<Candidate> candidates;
    for (const StrategyOption& option : automatic.filters.at(0).options) {
        const bool chosen = option.strategy == automatic.filters[0].chosen;
        if (chosen || (option.legal && option.automatic)) {
            candidates.push_back(
                {.plan = makePlan(chain, format, {.strategy = option.strategy}, engine.traits()), .chosen = chosen});
        }
    }
    return candidates;
}

void timeAll(Engine& engine, std::vector<Candidate>& candidates) {
    MeterRequest request{.plans = {},
                         .protocol = {.warmUps = 1, .timings = 7, .batchMilliseconds = 10, .patienceMilliseconds = 400},
                         .readsResults = false};
    for (const Candidate& candidate : candidates) {
        request.plans.push_back(candidate.plan);
    }
    engine.startMeter(std::move(request));
    while (engine.meterActive()) {
        if (const auto reading = engine.stepMeter()) {
            candidates[reading->plan].milliseconds = spreadOf(reading->milliseconds).median;
        }
    }
}

// Whether the chosen one is near enough to the fastest.
bool judge(const std::string& name, const std::vector<Candidate>& candidates, const CostModel& costs) {
    const auto faster = [](const Candidate& a, const Candidate& b) { return a.milliseconds < b.milliseconds; };
    const Candidate& fastest = *std::min_element(candidates.begin(), candidates.end(), faster);
    const Candidate& chosen =
        *std::find_if(candidates.begin(), candidates.end(), [](const Candidate& one) { return one.chosen; });
    const double ratio = chosen.milliseconds / fastest.milliseconds;
    fmt::print("{} {:4.2f}  {:34.34}", ratio <= kNear ? ' ' : '!', ratio, name);
    for (const Candidate& one : candidates) {
        fmt::print("  {}{} {:.3g}/{:.3g}", one.chosen ? "*" : "", strategyName(one.plan.filters[0].chosen),
                   predictedMilliseconds(one.plan, costs, ProgramTier::General), one.milliseconds);
    }
    fmt::print("\n");
    return ratio <= kNear;
}

}  // namespace

int main(int argc, char** argv) {
    const auto context = gl::makeOffscreenContext();
    Engine engine(*context);
    fmt::print("{}\n", context->info().renderer);
    if (argc < 2 || std::string_view(argv[1]) != "--standard") {
        const auto begin = std::chrono::steady_clock::now();
        engine.setCosts(measureCosts(engine).value());
        fmt::print("measured in {:.2f} s\n",
                   std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    const CostModel costs = engine.traits().costs;
    for (const CostRate& rate : costRates()) {
        fmt::print("{:24} {:12.4f} {}\n", rate.name, costs.*rate.value, rate.meaning);
    }
    fmt::print("ratio to the fastest, and predicted/measured milliseconds; * is what auto takes\n");
    int near = 0;
    int count = 0;
    for (const PixelType type : {PixelType::U8, PixelType::F32}) {
        engine.setSource(
            std::make_shared<const Image>(noise({.width = 960, .height = 540, .channels = 3, .type = type}, 1)));
        for (const std::string& chain : chains()) {
            std::vector<Candidate> candidates = candidatesOf(engine, parseChain(chain));
            timeAll(engine, candidates);
            near += judge(chain, candidates, costs) ? 1 : 0;
            ++count;
        }
    }
    fmt::print("{} of {} within 15 % of the fastest\n", near, count);
    return 0;
}
