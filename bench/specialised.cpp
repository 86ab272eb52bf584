// The two tiers of program at 1920x1080: weights as uniforms, as while a person drags, and weights written in, as at
// rest; and what building the latter takes. Times are from run() to a pixel that has come back; the CPU column is that
// of all threads together, which on a software rasteriser tells more on a machine that is shared.
#include "gl/context.h"
#include "image/pattern.h"
#include "render/engine.h"

#include <benchmark/benchmark.h>

#include <fmt/format.h>

#include <memory>
#include <random>
#include <string>

namespace {

using namespace kg;

gl::Context& context() {
    static const std::unique_ptr<gl::Context> shared = gl::makeOffscreenContext();
    return *shared;
}

std::shared_ptr<const Image> picture() {
    static const auto image =
        std::make_shared<const Image>(noise({.width = 1920, .height = 1080, .channels = 3, .type = PixelType::U8}, 1));
    return image;
}

// Weights that are neither equal nor a product.
std::string kernelOf(int side) {
    std::string text;
    for (int i = 0; i < side * side; ++i) {
        text += fmt::format(" {}", 1 + i * i % 17);
    }
    return fmt::format("convolve kernel=\"{}x{}:{}\" scale=\"1!\"", side, side, text);
}

struct Case {
    std::string chain;
    PlanSettings settings;
};

Case direct(int side, const std::string& border = "clamp") {
    return {.chain = kernelOf(side) + " border=" + border,
            .settings = {.strategy = Strategy::Direct, .precision = Precision::Full}};
}

Case separable(int side) {
    return {.chain = fmt::format("gaussian sigma={} size={}", side / 6.0, side),
            .settings = {.strategy = Strategy::Separable, .precision = Precision::Full}};
}

enum class Programs { Tunable, Specialised };

void draw(benchmark::State& state, const Case& one, Programs programs) {
    Engine engine(context());
    engine.setSource(picture());
    const Chain chain = parseChain(one.chain);
    const auto run = [&] {
        engine.run(chain, one.settings);
        benchmark::DoNotOptimize(engine.readPixel(ViewContent::Result, 0, 0));
    };
    run();
    if (programs == Programs::Specialised) {
        engine.specialise();
    }
    run();  // the first draw pays for the driver's own compilation
    for (auto iteration : state) {
        run();
    }
    state.counters["fetches"] = static_cast<double>(engine.plan()->total.fetches);
}

// What is written in differs in every iteration, so that no driver finds a program that it has compiled before.
void build(benchmark::State& state, int side) {
    Engine engine(context());
    engine.setSource(picture());
    Chain chain = parseChain(kernelOf(side));
    std::mt19937 random(std::random_device{}());
    for (auto iteration : state) {
        state.PauseTiming();
        chain[0].values["bias"] = std::uniform_real_distribution(0.0, 1.0)(random);
        engine.run(chain, {.strategy = Strategy::Direct});
        benchmark::DoNotOptimize(engine.readPixel(ViewContent::Result, 0, 0));
        state.ResumeTiming();
        engine.specialise();
    }
}

void both(const std::string& name, const Case& one) {
    for (const Programs programs : {Programs::Tunable, Programs::Specialised}) {
        const char* which = programs == Programs::Tunable ? "tunable" : "specialised";
        benchmark::RegisterBenchmark((name + "/" + which).c_str(),
                                     [=](benchmark::State& state) { draw(state, one, programs); })
            ->Unit(benchmark::kMillisecond)
            ->MeasureProcessCPUTime()
            ->UseRealTime();
    }
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    for (const int side : {3, 5, 9}) {
        both(fmt::format("direct {0}x{0}", side), direct(side));
    }
    for (const char* border : {"mirror", "reflect101", "constant"}) {
        both(fmt::format("direct 5x5 {}", border), direct(5, border));
    }
    both("separable 31", separable(31));
    for (const int side : {5, 9, 15}) {
        benchmark::RegisterBenchmark(fmt::format("build {0}x{0}", side).c_str(),
                                     [=](benchmark::State& state) { build(state, side); })
            ->Unit(benchmark::kMillisecond)
            ->MeasureProcessCPUTime()
            ->UseRealTime();
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
