// What direct and separable passes cost at 1920x1080, by kernel size, precision and border rule: the time from run()
// to a pixel that has come back. Compare within one run; machines are shared.
#include "gl/context.h"
#include "image/pattern.h"
#include "kernel/text/kernel_text.h"
#include "render/engine.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace kg;

Engine& engine() {
    static const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    static Engine shared(*context);
    if (shared.source() == nullptr) {
        shared.setSource(std::make_shared<const Image>(
            noise({.width = 1920, .height = 1080, .channels = 3, .type = PixelType::U8}, 1)));
    }
    return shared;
}

void measure(benchmark::State& state, const std::string& text, const PlanSettings& settings) {
    const Chain chain = parseChain(text);
    engine().run(chain, settings);
    engine().readPixel(ViewContent::Result, 0, 0);  // the first draw pays for the driver's own compilation
    for (auto iteration : state) {
        engine().run(chain, settings);
        benchmark::DoNotOptimize(engine().readPixel(ViewContent::Result, 0, 0));
    }
    state.counters["fetches"] = static_cast<double>(engine().plan()->total.fetches);
}

void box(benchmark::State& state, Strategy strategy, Precision precision) {
    measure(state, "box size=" + std::to_string(state.range(0)), {.strategy = strategy, .precision = precision});
}

// A kernel of full rank: no sum of products computes it.
void random(benchmark::State& state, Strategy strategy) {
    const auto side = static_cast<int>(state.range(0));
    std::mt19937 generator(7);  // NOLINT(cert-msc51-cpp): the same kernel every time
    std::uniform_real_distribution<double> weights(0, 1);
    std::vector<double> cells(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (double& cell : cells) {
        cell = weights(generator);
    }
    measure(state, "convolve scale=\"!\" kernel=\"" + printKernel(Kernel(side, side, cells)) + "\"",
            {.strategy = strategy, .precision = Precision::Full});
}

void border(benchmark::State& state, const std::string& rule) {
    measure(state, "box size=5 border=" + rule, {.strategy = Strategy::Direct, .precision = Precision::Full});
}

BENCHMARK_CAPTURE(box, direct_full, Strategy::Direct, Precision::Full)
    ->Arg(1)
    ->Arg(3)
    ->Arg(5)
    ->Arg(9)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(box, direct_half, Strategy::Direct, Precision::Half)
    ->Arg(3)
    ->Arg(5)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(box, separable_full, Strategy::Separable, Precision::Full)
    ->Arg(3)
    ->Arg(5)
    ->Arg(9)
    ->Arg(15)
    ->Arg(31)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(box, separable_half, Strategy::Separable, Precision::Half)
    ->Arg(5)
    ->Arg(9)
    ->Arg(31)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(box, tiled, Strategy::Tiled, Precision::Full)
    ->Arg(3)
    ->Arg(5)
    ->Arg(9)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(random, direct, Strategy::Direct)
    ->Arg(9)
    ->Arg(15)
    ->Arg(31)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(random, tiled, Strategy::Tiled)->Arg(9)->Arg(15)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(random, fft, Strategy::Fourier)
    ->Arg(9)
    ->Arg(15)
    ->Arg(31)
    ->Arg(63)
    ->Arg(127)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(border, clamp, "clamp")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(border, wrap, "wrap")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(border, reflect101, "reflect101")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(border, constant, "constant")->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
