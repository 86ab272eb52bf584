// Times chains by strategy, one frame after the other, for a script that times other programs in turn (bench/peers).
//
//     bench_frames WIDTHxHEIGHT [tunable]
//
// It says {"device", "software", "strategies", "ceiling"} first. Then each line it reads is a strategy, a space, a
// number of timings, a space and a chain; its answer is one line, {"reason"} where the strategy is not legal, or
// {"ms": [...], "fetches", "bytes", "passes", "chosen": [...]}. Milliseconds are those of a frame, without load and
// save: of as many runs one after the other as take two milliseconds, from the start of the first until the device is
// done with the last. Before the first ones of a chain, two runs that are not counted make programs and textures: those
// of a chain at rest, with the weights written in where that pays, or where `tunable` is said those of one that is
// being dragged.
#include "base/error.h"
#include "gl/context.h"
#include "image/pattern.h"
#include "plan/planner.h"
#include "render/calibration.h"
#include "render/engine.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

namespace {

using namespace kg;
using nlohmann::json;

constexpr double kBatchMilliseconds = 2;
constexpr int kMostRuns = 256;

struct Request {
    PlanSettings settings;
    int timings = 1;
    Chain chain;
};

Request requestOf(const std::string& line) {
    std::istringstream words(line);
    std::string strategy;
    Request request;
    std::string chain;
    words >> strategy >> request.timings;
    std::getline(words, chain);
    request.settings.strategy = strategyFromName(strategy);
    request.chain = parseChain(chain);
    return request;
}

// Of each of some runs, one after the other, once the chain is planned anew.
double millisecondsOf(Engine& engine, const Request& request, int runs) {
    engine.run(request.chain, request.settings);
    engine.readPixel(ViewContent::Result, 0, 0);
    const auto start = std::chrono::steady_clock::now();
    for (int run = 0; run < runs; ++run) {
        engine.run(request.chain, request.settings);
    }
    engine.readPixel(ViewContent::Result, 0, 0);  // waits until the last pass is drawn
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count() / runs;
}

// What comes before the first frame that counts. Returns how many runs are timed together.
int warmUp(Engine& engine, const Request& request, bool tunable) {
    engine.run(request.chain, request.settings);
    if (!tunable) {
        engine.rest();
        engine.run(request.chain, request.settings);  // with transforms, if `auto` takes them now
        engine.specialise();
    }
    int runs = 1;
    while (millisecondsOf(engine, request, runs) * runs < kBatchMilliseconds && runs < kMostRuns) {
        runs *= 2;
    }
    return runs;
}

// Of what was asked for already: how many runs are timed together.
using Batches = std::map<std::string, int>;

json answerTo(Engine& engine, const std::string& line, Batches& batches, bool tunable) {
    try {
        const Request request = requestOf(line);
        if (batches.count(line) == 0) {
            batches[line] = warmUp(engine, request, tunable);
        }
        json times = json::array();
        for (int timing = 0; timing < request.timings; ++timing) {
            times.push_back(millisecondsOf(engine, request, batches[line]));
        }
        const Plan& plan = *engine.plan();
        json chosen = json::array();
        for (const FilterPlan& filter : plan.filters) {
            chosen.push_back(strategyName(filter.chosen));
        }
        return {{"ms", std::move(times)},
                {"fetches", plan.total.fetches},
                {"bytes", plan.total.bytesRead + plan.total.bytesWritten},
                {"passes", plan.passes.size()},
                {"chosen", std::move(chosen)}};
    } catch (const Error& error) {
        return {{"reason", error.what()}};
    }
}

ImageFormat formatOf(const std::string& size) {
    ImageFormat format{.channels = 3};  // stored as RGBA of 8 bits
    char by = 0;
    std::istringstream text(size);
    if (!(text >> format.width >> by >> format.height) || by != 'x' || format.width < 1 || format.height < 1) {
        throw Error("expected a size such as 1920x1080, not \"" + size + "\"");
    }
    return format;
}

void serve(const ImageFormat& format, bool tunable) {
    const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    Engine engine(*context);
    engine.setCosts(measureCosts(engine).value());
    engine.setSource(std::make_shared<const Image>(noise(format, 1)));
    engine.setTier(tunable ? ProgramTier::General : ProgramTier::Specialised);
    json names = json::array();
    for (const Strategy strategy : allStrategies()) {
        names.push_back(strategyName(strategy));
    }
    const Ceiling ceiling = engine.ceiling();
    std::cout << json{{"device", context->info().renderer},
                      {"software", engine.traits().software},
                      {"strategies", std::move(names)},
                      {"ceiling", {{"fetches", ceiling.fetchesPerSecond}, {"bytes", ceiling.bytesPerSecond}}}}
              << std::endl;
    Batches batches;
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << answerTo(engine, line, batches, tunable) << std::endl;
    }
}

}  // namespace

int main(int argc, char** argv) {
    try {
        serve(formatOf(argc > 1 ? argv[1] : "1920x1080"), argc > 2 && std::string(argv[2]) == "tunable");
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "bench_frames: " << error.what() << "\n";
        return 1;
    }
}
