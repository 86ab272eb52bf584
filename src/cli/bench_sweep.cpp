#include "cli/bench_sweep.h"

#include "cli/command.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "image/encode.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <string_view>

namespace kg {

namespace {

constexpr int kLargestSize = 255;

// A whole number that is all of a text; 0 where it is none.
int wholeNumber(std::string_view text) {
    int number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stop == end ? number : 0;
}

nlohmann::json pointsToJson(const std::vector<SweepPoint>& points) {
    nlohmann::json list = nlohmann::json::array();
    for (const SweepPoint& point : points) {
        list.push_back({{"size", point.size}, {"results", figuresToJson(point.strategies)}});
    }
    return list;
}

// A line a size: for each strategy its fetches a pixel and its median.
std::string sweepTable(const std::vector<SweepPoint>& points) {
    std::string text = fmt::format("{:>4}", "size");
    for (const Strategy strategy : allStrategies()) {
        text += fmt::format("  {:>21}", strategyName(strategy));
    }
    text += fmt::format("\n{:>4}", "");
    for (std::size_t i = 0; i < allStrategies().size(); ++i) {
        text += fmt::format("  {:>10} {:>10}", "fetches/px", "median ms");
    }
    for (const SweepPoint& point : points) {
        text += fmt::format("\n{:>4}", point.size);
        for (const StrategyFigures& row : point.strategies) {
            text += row.legal() && row.time
                        ? fmt::format("  {:>10g} {:>10.3f}", row.fetchesPerPixel(), row.time->median)
                        : fmt::format("  {:>10} {:>10}", "-", "-");
        }
    }
    return text + "\n";
}

}  // namespace

SweepRange sweepRangeFrom(const std::string& text) {
    const std::size_t dots = text.find("..");
    SweepRange range{.lowest = 0, .highest = 0};
    if (dots != std::string::npos) {
        range.lowest = wholeNumber(std::string_view(text).substr(0, dots));
        range.highest = wholeNumber(std::string_view(text).substr(dots + 2));
    }
    if (range.lowest < 1 || range.highest > kLargestSize || sizesOf(range).empty()) {
        throw UsageError(fmt::format("expected a range of sizes within 1..{} that holds an odd one, such as 3..63, not "
                                     "\"{}\"",
                                     kLargestSize, text),
                         "--sweep");
    }
    return range;
}

int benchSweep(Engine& engine, const SweepJob& job) {
    if (job.chain.empty()) {
        throw UsageError("a filter is expected, such as -f box", "--sweep");
    }
    SizeSweep sweep(engine, job.chain, job.settings, static_cast<int>(job.chain.size()) - 1, job.range, job.protocol);
    {
        Progress progress(sizesOf(job.range).size());
        std::size_t counted = 0;
        while (sweep.step()) {
            for (; counted < sweep.points().size(); ++counted) {
                progress.done(fmt::format("size {}", sweep.points()[counted].size));
            }
        }
    }
    if (job.csv == "-") {
        fmt::print("{}", sweepCsv(sweep.points()));
        return kDone;
    }
    if (!job.csv.empty()) {
        writeFileAtomically(job.csv, sweepCsv(sweep.points()));
    }
    if (job.json) {
        fmt::print("{}\n", nlohmann::json{{"device", job.device},
                                          {"ceiling", ceilingToJson(engine.ceiling())},
                                          {"filter", printFilter(job.chain.back())},
                                          {"sizes", pointsToJson(sweep.points())}}
                               .dump(2));
        return kDone;
    }
    fmt::print("{}\n{}\n{}", job.device, printFilter(job.chain.back()), sweepTable(sweep.points()));
    return kDone;
}

}  // namespace kg
