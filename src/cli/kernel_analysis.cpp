#include "cli/kernel_analysis.h"

#include "kernel/text/kernel_export.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace kg {

namespace {

using nlohmann::json;

template <typename T>
json orNull(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

std::string orNone(const std::optional<double>& value, std::string_view unit) {
    return value ? fmt::format("{:.6g}{}", *value, unit) : "none";
}

std::string cutoffText(const std::optional<double>& across, const std::optional<double>& diagonal) {
    return fmt::format("{} across, {} diagonally", orNone(across, " cycles/px"), orNone(diagonal, " cycles/px"));
}

json momentsToJson(const KernelMoments& moments) {
    const json centroid = moments.centroid ? json{moments.centroid->x, moments.centroid->y} : json(nullptr);
    return {{"centroid", centroid},
            {"sigma_x", orNull(moments.sigmaX)},
            {"sigma_y", orNull(moments.sigmaY)},
            {"zero_sum_residue", orNull(moments.zeroSumResidue)}};
}

json spectrumToJson(const Spectrum& spectrum) {
    return {
        {"dc_gain", spectrum.dc},
        {"peak_gain", spectrum.peak},
        {"nyquist_gain", {{"x", spectrum.nyquist[0]}, {"y", spectrum.nyquist[1]}, {"diagonal", spectrum.nyquist[2]}}},
        {"lower_cutoff",
         {{"x", orNull(spectrum.across.lowerCutoff)},
          {"y", orNull(spectrum.down.lowerCutoff)},
          {"diagonal", orNull(spectrum.diagonal.lowerCutoff)}}},
        {"cutoff",
         {{"x", orNull(spectrum.across.cutoff)},
          {"y", orNull(spectrum.down.cutoff)},
          {"diagonal", orNull(spectrum.diagonal.cutoff)}}},
        {"anisotropy", spectrum.anisotropy},
        {"response", responseName(spectrum.response)}};
}

json splitToJson(const std::optional<IdentitySplit>& split) {
    if (!split) {
        return nullptr;
    }
    return {{"amount", split->amount}, {"rank", split->rank}, {"fetches", split->fetches}, {"pays", split->pays}};
}

std::string splitText(const std::optional<IdentitySplit>& split) {
    return split ? fmt::format("{}{}", split->fetches, split->pays ? "" : " (does not pay)") : "lowers no rank";
}

std::vector<std::string> symmetryNames(const KernelAnalysis& analysis) {
    std::vector<std::string> names;
    for (const Symmetry symmetry : analysis.symmetries) {
        names.emplace_back(symmetryName(symmetry));
    }
    return names;
}

// Fetches of two passes, where two passes compute the kernel.
std::optional<int> separableFetches(const LowRank& report) {
    return report.rank <= 1 ? report.twoPass : std::nullopt;
}

std::string rankText(const LowRank& report) {
    const bool unknown = report.direct > 0 && report.rank == 0;
    return unknown ? fmt::format("more than 1 (sides above {} are not decomposed)", LowRank::kLargestSide)
                   : fmt::format("{}", report.rank);
}

}  // namespace

json analysisToJson(const KernelAnalysis& analysis) {
    const KernelStatistics& numbers = analysis.statistics;
    const LowRank& report = analysis.lowRank;
    json object = json::parse(printKernelAs(analysis.kernel, KernelForm::Json));
    object["statistics"] = {{"nonzero", numbers.nonzero},          {"sum", numbers.sum},
                            {"positive_sum", numbers.positiveSum}, {"negative_sum", numbers.negativeSum},
                            {"absolute_sum", numbers.absoluteSum}, {"noise_gain", numbers.noiseGain},
                            {"largest", numbers.largest},          {"smallest", numbers.smallest}};
    object["moments"] = momentsToJson(analysis.moments);
    object["symmetry"] = symmetryNames(analysis);
    object["spectrum"] = spectrumToJson(analysis.spectrum);
    object["rank"] = report.rank;
    object["singular_values"] = report.factorisation.singularValues;
    object["low_rank"] = {{"rank_at_budget", report.rankAtBudget},
                          {"energy", report.energy},
                          {"bounds_lsb", report.bounds},
                          {"identity_split", splitToJson(report.split)}};
    object["fetches_per_pixel"] = {{"direct", report.direct},
                                   {"separable", orNull(separableFetches(report))},
                                   {"low_rank", orNull(report.twoPass)},
                                   {"low_rank_at_budget", orNull(report.twoPassAtBudget)},
                                   {"identity_split", report.split ? json(report.split->fetches) : json(nullptr)}};
    return object;
}

std::string analysisTable(const KernelAnalysis& analysis) {
    const Kernel& kernel = analysis.kernel;
    const KernelStatistics& numbers = analysis.statistics;
    const KernelMoments& where = analysis.moments;
    const Spectrum& spectrum = analysis.spectrum;
    const LowRank& report = analysis.lowRank;
    const auto line = [](std::string_view name, const std::string& value) {
        return fmt::format("{:17}{}\n", name, value);
    };
    const std::vector<std::string> symmetries = symmetryNames(analysis);
    std::string text;
    text += line("size", fmt::format("{}x{}, origin {},{}", kernel.width(), kernel.height(), kernel.originX(),
                                     kernel.originY()));
    text += line("weights",
                 fmt::format("{} not zero, {:.6g} to {:.6g}", numbers.nonzero, numbers.smallest, numbers.largest));
    text += line("sum", fmt::format("{:.6g}", numbers.sum));
    text += line("output range",
                 fmt::format("{:.6g} to {:.6g} for inputs in 0..1", numbers.negativeSum, numbers.positiveSum));
    text += line("worst-case gain", fmt::format("{:.6g}", numbers.absoluteSum));
    text += line("noise gain", fmt::format("{:.6g}", numbers.noiseGain));
    text += line("centroid", where.centroid ? fmt::format("{:+.6g}, {:+.6g} px from the origin", where.centroid->x,
                                                          where.centroid->y)
                                            : "none: the weights sum to 0");
    text += line("effective sigma",
                 fmt::format("{} across, {} down", orNone(where.sigmaX, " px"), orNone(where.sigmaY, " px")));
    text += line("symmetry", symmetries.empty() ? "none" : fmt::format("{}", fmt::join(symmetries, ", ")));
    text += line("response",
                 fmt::format("{}: gain {:.6g} at DC, {:.6g} and {:.6g} at Nyquist across and diagonally",
                             responseName(spectrum.response), spectrum.dc, spectrum.nyquist[0], spectrum.nyquist[2]));
    text += line("-3 dB below", cutoffText(spectrum.across.lowerCutoff, spectrum.diagonal.lowerCutoff));
    text += line("-3 dB above", cutoffText(spectrum.across.cutoff, spectrum.diagonal.cutoff));
    text += line("anisotropy", fmt::format("{:.3g}", spectrum.anisotropy));
    text += line("rank", rankText(report));
    text += line("singular values", fmt::format("{:.6g}", fmt::join(report.factorisation.singularValues, " ")));
    for (std::size_t k = 0; k < report.bounds.size(); ++k) {
        text += line(k == 0 ? "best terms" : "", fmt::format("{}: {:.4f} % of the energy, off by at most {:.3g} of 255",
                                                             k + 1, 100 * report.energy[k], report.bounds[k]));
    }
    if (report.split) {
        text +=
            line("identity split", fmt::format("{:.6g} * delta + rank {}", report.split->amount, report.split->rank));
    }
    const auto count = [](const std::optional<int>& fetches) {
        return fetches ? std::to_string(*fetches) : std::string("not possible");
    };
    text += line("fetches a pixel",
                 fmt::format("direct {}, separable {}, low rank {} ({} within 0.25 of 255), identity split {}",
                             report.direct, count(separableFetches(report)), count(report.twoPass),
                             count(report.twoPassAtBudget), splitText(report.split)));
    return text;
}

}  // namespace kg
