// Times chains by strategy, one frame after the other, for a script that times other programs in turn (bench/peers).
//
//     bench_frames WIDTHxHEIGHT [tunable]
//
// It says {"device", "strategies"} first. Then each line it reads is a strategy, a space, a number of frames, a space
// and a chain; its answer is one line: {"ms": [...], "fetches", "passes", "chosen": [...]}, or {"reason"} where the
// strategy is not legal. Milliseconds go from the start of a run until the device is done with it, without load and
// save. Before the first ones of a chain, two runs that are not counted make programs and textures: those of a chain at
// rest, with the weights written in where that pays, or where `tunable` is said those of one that is being dragged.
#include "base/error.h"
#include "gl/context.h"
#include "image/pattern.h"
#include "plan/planner.h"
#include "render/engine.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <iostream>
#include <memory>
#include <set>
#include <sstream>
#include <string>

namespace {

using namespace kg;
using nlohmann::json;

struct Request {
    PlanSettings settings;
    int frames = 1;
    Chain chain;
};

Request requestOf(const std::string& line) {
    std::istringstream words(line);
    std::string strategy;
    Request request;
    std::string chain;
    words >> strategy >> request.frames;
    std::getline(words, chain);
    request.settings.strategy = strategyFromName(strategy);
    request.chain = parseChain(chain);
    return request;
}

double millisecondsOf(Engine& engine, const Request& request) {
    const auto start = std::chrono::steady_clock::now();
    engine.run(request.chain, request.settings);
    engine.readPixel(ViewContent::Result, 0, 0);  // waits until the last pass is drawn
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// What comes before the first frame that counts.
void warmUp(Engine& engine, const Request& request, bool tunable) {
    engine.run(request.chain, request.settings);
    if (!tunable) {
        engine.rest();
        engine.run(request.chain, request.settings);  // with transforms, if `auto` takes them now
        engine.specialise();
    }
    millisecondsOf(engine, request);
}

json answerTo(Engine& engine, const std::string& line, std::set<std::string>& warm, bool tunable) {
    try {
        const Request request = requestOf(line);
        if (warm.insert(line).second) {
            warmUp(engine, request, tunable);
        }
        json times = json::array();
        for (int frame = 0; frame < request.frames; ++frame) {
            times.push_back(millisecondsOf(engine, request));
        }
        const Plan& plan = *engine.plan();
        json chosen = json::array();
        for (const FilterPlan& filter : plan.filters) {
            chosen.push_back(strategyName(filter.chosen));
        }
        return {{"ms", std::move(times)},
                {"fetches", plan.total.fetches},
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
    engine.setSource(std::make_shared<const Image>(noise(format, 1)));
    engine.setTier(tunable ? ProgramTier::General : ProgramTier::Specialised);
    json names = json::array();
    for (const Strategy strategy : allStrategies()) {
        names.push_back(strategyName(strategy));
    }
    std::cout << json{{"device", context->info().renderer}, {"strategies", std::move(names)}} << std::endl;
    std::set<std::string> warm;
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << answerTo(engine, line, warm, tunable) << std::endl;
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
