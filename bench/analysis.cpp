// What the analysis of a kernel takes: it follows every edit in the lab, so 31 x 31 should stay below 5 ms on one core.
//
//   build/release/bin/bench_analysis --benchmark_repetitions=9
#include "kernel/analysis/analysis.h"

#include <benchmark/benchmark.h>

#include <random>
#include <vector>

namespace {

// Of full rank, as a kernel painted by hand is.
kg::Kernel randomKernel(int side) {
    std::mt19937 random(1);
    std::vector<double> cells;
    for (int i = 0; i < side * side; ++i) {
        cells.push_back(static_cast<double>(random() % 2001) / 1000 - 1);
    }
    return {side, side, std::move(cells)};
}

void wholeAnalysis(benchmark::State& state) {
    const kg::Kernel kernel = randomKernel(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(kg::analyse(kernel));
    }
}
BENCHMARK(wholeAnalysis)->Arg(5)->Arg(15)->Arg(31)->Arg(63)->Unit(benchmark::kMillisecond);

void spectrumAlone(benchmark::State& state) {
    const kg::Kernel kernel = randomKernel(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(kg::spectrum(kernel));
    }
}
BENCHMARK(spectrumAlone)->Arg(31)->Unit(benchmark::kMillisecond);

void lowRankAlone(benchmark::State& state) {
    const kg::Kernel kernel = randomKernel(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(kg::lowRank(kernel));
    }
}
BENCHMARK(lowRankAlone)->Arg(31)->Unit(benchmark::kMillisecond);

}  // namespace
