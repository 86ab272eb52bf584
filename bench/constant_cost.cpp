// What boxes and Gaussians cost at 1920x1080 by strategy and size: running sums and recursions hardly grow. The time
// from run() to a pixel that has come back, and the processor's time beside it, which on a rasteriser on the CPU says
// more where a machine is shared. Compare within one run.
//
//   build/release/bin/bench_constant_cost --benchmark_repetitions=9
#include "gl/context.h"
#include "image/pattern.h"
#include "render/engine.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <string>

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

void measure(benchmark::State& state, const std::string& text, Strategy strategy) {
    const Chain chain = parseChain(text);
    const PlanSettings settings{.strategy = strategy, .precision = Precision::Full};
    engine().run(chain, settings);
    engine().readPixel(ViewContent::Result, 0, 0);  // the first draw pays for the driver's own compilation
    for (auto iteration : state) {
        engine().run(chain, settings);
        benchmark::DoNotOptimize(engine().readPixel(ViewContent::Result, 0, 0));
    }
    state.counters["fetches"] = static_cast<double>(engine().plan()->total.fetches);
}

void box(benchmark::State& state, Strategy strategy) {
    measure(state, "box size=" + std::to_string(state.range(0)), strategy);
}

void gaussian(benchmark::State& state, Strategy strategy) {
    measure(state, "gaussian sigma=" + std::to_string(state.range(0)), strategy);
}

void settle(benchmark::internal::Benchmark* benchmark) {
    benchmark->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
}

BENCHMARK_CAPTURE(box, separable, Strategy::Separable)->Arg(9)->Arg(31)->Arg(101)->Apply(settle);
BENCHMARK_CAPTURE(box, running_sum, Strategy::RunningSum)->Arg(9)->Arg(31)->Arg(101)->Arg(255)->Apply(settle);
BENCHMARK_CAPTURE(gaussian, separable, Strategy::Separable)->Arg(1)->Arg(5)->Arg(20)->Apply(settle);
BENCHMARK_CAPTURE(gaussian, recursive, Strategy::Recursive)->Arg(1)->Arg(5)->Arg(20)->Arg(200)->Apply(settle);
BENCHMARK_CAPTURE(gaussian, box_sums, Strategy::RunningSum)->Arg(5)->Arg(20)->Apply(settle);

}  // namespace
