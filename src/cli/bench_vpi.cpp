#include "cli/bench_vpi.h"

#include "app/strategy_study.h"
#include "cli/command.h"
#include "image/pattern.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace kg {

namespace {

constexpr std::array kSizes{3, 5, 7, 11};
constexpr ImageFormat kFormat{.width = 1920, .height = 1080, .channels = 1};

struct VpiCase {
    std::string kernel;  // "full", "separable"
    int size = 0;
    std::string filter;  // its text
};

// Weights without symmetry, of full rank: those of noise, divided by their sum.
std::string fullKernel(int size) {
    const Image weights = noise({.width = size, .height = size, .channels = 1}, static_cast<std::uint32_t>(size));
    std::string text = fmt::format("{0}x{0}:", size);
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            text += fmt::format(" {:.6g}", weights.value(x, y, 0));
        }
    }
    return fmt::format("convolve kernel=\"{}\" scale=\"1!\"", text);
}

std::vector<VpiCase> vpiCases() {
    std::vector<VpiCase> cases;
    for (const int size : kSizes) {
        cases.push_back({.kernel = "full", .size = size, .filter = fullKernel(size)});
        // A sigma at which the outermost weights still count.
        cases.push_back({.kernel = "separable",
                         .size = size,
                         .filter = fmt::format("gaussian sigma={:g} size={}", size / 4.0, size)});
    }
    return cases;
}

}  // namespace

int benchVpi(Engine& engine, const VpiJob& job) {
    engine.setSource(std::make_shared<const Image>(noise(kFormat, 1)));
    const Ceiling ceiling = engine.ceiling();
    nlohmann::json list = nlohmann::json::array();
    if (!job.json) {
        fmt::print("{}\n{}\n", job.device, ceilingText(ceiling));
    }
    for (const VpiCase& one : vpiCases()) {
        StrategyStudy study(engine, parseChain(one.filter), {}, 0);
        study.begin({.protocol = job.protocol, .direct = true, .reference = true});
        while (study.step()) {
        }
        if (job.json) {
            list.push_back({{"kernel", one.kernel}, {"size", one.size}, {"results", figuresToJson(study.rows())}});
        } else {
            fmt::print("\n{0}x{0} {1}\n{2}", one.size, one.kernel, figureTable(study.rows(), measuredColumns()));
        }
    }
    if (job.json) {
        fmt::print("{}\n", nlohmann::json{{"device", job.device},
                                          {"ceiling", ceilingToJson(ceiling)},
                                          {"width", kFormat.width},
                                          {"height", kFormat.height},
                                          {"kernels", std::move(list)}}
                               .dump(2));
    }
    return kDone;
}

}  // namespace kg
