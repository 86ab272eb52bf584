#include "kernel/analysis/damped_sum.h"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>

namespace kg {

namespace {

// Narrower bells take the poles of this one: amplitudes alone make a sum of few cells then.
constexpr double kNarrowest = 0.5;

// The most that DampedSum::parts may be. Bells have 2 to 9.
constexpr double kLargestParts = 32;

// A factor unfolded around its origin: weights at distances 0, 1, 2 ... to both sides.
struct Unfolded {
    std::vector<double> left;
    std::vector<double> right;
    double sum = 0;
    double magnitudes = 0;

    double middle() const { return right.front(); }
    double mean(std::size_t n) const { return (left[n] + right[n]) / 2; }
    std::size_t size() const { return right.size(); }
};

Unfolded unfold(const std::vector<double>& factor, int origin) {
    const auto cells = static_cast<int>(factor.size());
    const auto reach = static_cast<std::size_t>(std::max(origin, cells - 1 - origin)) + 1;
    Unfolded result{.left = std::vector<double>(reach), .right = std::vector<double>(reach)};
    for (int i = 0; i < cells; ++i) {
        const double weight = factor[static_cast<std::size_t>(i)];
        result.sum += weight;
        result.magnitudes += std::abs(weight);
        if (i <= origin) {
            result.left[static_cast<std::size_t>(origin - i)] = weight;
        }
        if (i >= origin) {
            result.right[static_cast<std::size_t>(i - origin)] = weight;
        }
    }
    return result;
}

double sigmaOfVariance(const Unfolded& factor) {
    double moment = 0;
    for (std::size_t n = 1; n < factor.size(); ++n) {
        moment += static_cast<double>(n * n) * 2 * factor.mean(n);
    }
    return std::sqrt(std::max(0.0, moment / factor.sum));
}

// From how far the weights have fallen where they are nearest to 0.6 of the middle one, which is one sigma out: cutting
// a bell off, which lowers its variance, does not change it.
double sigmaOfSlope(const Unfolded& factor) {
    std::size_t nearest = 0;
    double least = 1;
    for (std::size_t n = 1; n < factor.size(); ++n) {
        const double share = factor.mean(n) / factor.middle();
        if (share > 0 && share < 1 && std::abs(share - 0.6) < least) {
            least = std::abs(share - 0.6);
            nearest = n;
        }
    }
    return nearest == 0
               ? 0
               : static_cast<double>(nearest) / std::sqrt(2 * std::log(factor.middle() / factor.mean(nearest)));
}

// Of the sum of absolutes: what rounding leaves of a sum of 0.
constexpr double kNoSum = 1e-12;

using Poles = std::array<std::complex<double>, DampedSum::kTerms>;

// Re and Im of each pole's powers, a row a distance; distances other than 0 count twice.
Eigen::MatrixXd basisOf(const Poles& poles, Eigen::Index rows) {
    Eigen::MatrixXd basis(rows, 2 * DampedSum::kTerms);
    Poles powers;
    powers.fill(1);
    for (Eigen::Index n = 0; n < rows; ++n) {
        for (std::size_t k = 0; k < poles.size(); ++k) {
            basis(n, 2 * static_cast<Eigen::Index>(k)) = powers[k].real();
            basis(n, 2 * static_cast<Eigen::Index>(k) + 1) = -powers[k].imag();
            powers[k] *= poles[k];
        }
    }
    return basis;
}

// Sums over the response, both sides, and what it differs from the factor by.
void measure(const Unfolded& factor, const Eigen::VectorXd& response, DampedSum& result) {
    const auto at = [&](const std::vector<double>& side, Eigen::Index n) {
        return n < static_cast<Eigen::Index>(side.size()) ? side[static_cast<std::size_t>(n)] : 0;
    };
    result.gain = std::abs(response[0]);
    result.difference = std::abs(response[0] - factor.middle());
    for (Eigen::Index n = 1; n < response.size(); ++n) {
        result.gain += 2 * std::abs(response[n]);
        result.difference += std::abs(response[n] - at(factor.left, n)) + std::abs(response[n] - at(factor.right, n));
    }
    Eigen::Index last = response.size() - 1;
    for (double rest = 0; last > 0; --last) {
        rest += std::abs(response[last]);
        if (rest > result.gain * 0x1p-20) {
            break;
        }
    }
    result.settled = static_cast<int>(last);
}

}  // namespace

// The minimum of the sum of squares over all poles and amplitudes, for samples of a Gaussian of sigma 24 (a wider one
// changes the digits below); tests/kernel/damped_sum_test.cpp holds them against their neighbours.
const std::array<Damping, DampedSum::kTerms>& gaussianDampings() {
    static constexpr std::array<Damping, DampedSum::kTerms> kDampings{
        {{2.17820, 0.526402}, {2.14703, 1.615507}, {2.07446, 2.855640}}};
    return kDampings;
}

std::optional<DampedSum> dampedSum(const std::vector<double>& factor, int origin, double sigma,
                                   const std::array<Damping, DampedSum::kTerms>& dampings) {
    const Unfolded unfolded = unfold(factor, origin);
    Poles poles;
    double slowest = dampings[0].decay;
    for (std::size_t k = 0; k < poles.size(); ++k) {
        poles[k] = std::exp(std::complex<double>(-dampings[k].decay, dampings[k].frequency) / sigma);
        slowest = std::min(slowest, dampings[k].decay);
    }
    // As far as the factor and the slowest oscillation go, until nothing is left in double precision.
    const auto reach = static_cast<Eigen::Index>(std::ceil(36 * sigma / slowest)) + 2 * DampedSum::kTerms;
    const Eigen::Index rows = std::max(reach, static_cast<Eigen::Index>(unfolded.size()));

    const Eigen::MatrixXd basis = basisOf(poles, rows);
    Eigen::VectorXd counts = Eigen::VectorXd::Constant(rows, std::sqrt(2.0));
    counts[0] = 1;
    Eigen::VectorXd target = Eigen::VectorXd::Zero(rows);
    for (std::size_t n = 0; n < unfolded.size(); ++n) {
        target[static_cast<Eigen::Index>(n)] = unfolded.mean(n);
    }
    const Eigen::MatrixXd weighted = counts.asDiagonal() * basis;
    Eigen::VectorXd amplitudes = weighted.colPivHouseholderQr().solve(counts.cwiseProduct(target));
    Eigen::VectorXd response = basis * amplitudes;
    const double sum = 2 * response.sum() - response[0];
    if (!std::isfinite(sum) || std::abs(sum) <= kNoSum * response.cwiseAbs().sum()) {
        return std::nullopt;
    }
    amplitudes *= unfolded.sum / sum;
    response *= unfolded.sum / sum;

    DampedSum result{.sum = unfolded.sum};
    for (std::size_t k = 0; k < poles.size(); ++k) {
        const auto column = 2 * static_cast<Eigen::Index>(k);
        result.terms[k] = {.pole = poles[k], .amplitude = {amplitudes[column], amplitudes[column + 1]}};
    }
    measure(unfolded, response, result);
    for (const Oscillation& term : result.terms) {
        result.parts += std::abs(term.amplitude) / (1 - std::abs(term.pole)) / result.gain;
    }
    return result;
}

std::optional<DampedSum> dampedSum(const std::vector<double>& factor, int origin) {
    const Unfolded unfolded = unfold(factor, origin);
    if (unfolded.middle() == 0 || std::abs(unfolded.sum) < unfolded.magnitudes / 2) {
        return std::nullopt;
    }
    std::optional<DampedSum> best;
    for (const double sigma : {sigmaOfSlope(unfolded), sigmaOfVariance(unfolded)}) {
        std::optional<DampedSum> one = dampedSum(factor, origin, std::max(sigma, kNarrowest), gaussianDampings());
        if (one && one->parts <= kLargestParts && (!best || one->difference < best->difference)) {
            best = one;
        }
    }
    return best;
}

}  // namespace kg
