#include "kernel/analysis/factorisation.h"

#include <Eigen/SVD>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace kg {

namespace {

using RowMajorMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

RowMajorMatrix matrixOf(const Kernel& kernel) {
    RowMajorMatrix matrix(kernel.height(), kernel.width());
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            matrix(y, x) = kernel.weight(x, y);
        }
    }
    return matrix;
}

// left * right^T with the row's sum of absolutes brought to 1 and the column's largest value positive.
RankOneTerm termOf(Eigen::VectorXd left, Eigen::VectorXd right) {
    Eigen::Index peak = 0;
    left.cwiseAbs().maxCoeff(&peak);
    const double gain = std::copysign(right.lpNorm<1>(), left[peak]);
    left *= gain;
    right /= gain;
    return {.column{left.begin(), left.end()}, .row{right.begin(), right.end()}};
}

}  // namespace

int Factorisation::rank(double tolerance) const {
    const auto good = std::find_if(residuals.begin(), residuals.end(), [=](double r) { return r <= tolerance; });
    return static_cast<int>(good == residuals.end() ? residuals.size() : good - residuals.begin() + 1);
}

Factorisation factorise(const Kernel& kernel) {
    RowMajorMatrix rest = matrixOf(kernel);
    const Eigen::JacobiSVD<RowMajorMatrix> svd(rest, Eigen::ComputeThinU | Eigen::ComputeThinV);
    const Eigen::VectorXd& values = svd.singularValues();

    // Rounding leaves singular values up to this size where the exact ones are 0: the usual bound of numerical rank.
    const double noise = values[0] * std::max(kernel.width(), kernel.height()) * std::numeric_limits<double>::epsilon();

    Factorisation result;
    result.singularValues.assign(values.begin(), values.end());
    for (Eigen::Index i = 0; i < values.size() && values[i] > noise; ++i) {
        result.terms.push_back(termOf(svd.matrixU().col(i) * values[i], svd.matrixV().col(i)));
        const RankOneTerm& term = result.terms.back();
        const Eigen::Map<const Eigen::VectorXd> column(term.column.data(), kernel.height());
        const Eigen::Map<const Eigen::RowVectorXd> row(term.row.data(), kernel.width());
        rest -= column * row;
        result.residuals.push_back(rest.lpNorm<1>());
    }
    return result;
}

std::vector<double> singularValues(const Kernel& kernel) {
    const Eigen::JacobiSVD<RowMajorMatrix> svd(matrixOf(kernel));
    return {svd.singularValues().begin(), svd.singularValues().end()};
}

// Cross approximation: of a kernel of rank 1 every row is a multiple of every other, so the row and the column through
// one weight tell the whole. The largest weight as that pivot loses the least to rounding.
std::optional<RankOneTerm> separate(const Kernel& kernel) {
    int pivotX = kernel.originX();
    int pivotY = kernel.originY();
    double absoluteSum = 0;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            const double magnitude = std::abs(kernel.weight(x, y));
            absoluteSum += magnitude;
            if (magnitude > std::abs(kernel.weight(pivotX, pivotY))) {
                pivotX = x;
                pivotY = y;
            }
        }
    }

    RankOneTerm term{.column = std::vector<double>(static_cast<std::size_t>(kernel.height())),
                     .row = std::vector<double>(static_cast<std::size_t>(kernel.width()))};
    const double pivot = kernel.weight(pivotX, pivotY);
    if (pivot == 0) {
        term.row[pivotX] = 1;
        return term;
    }
    double rowSum = 0;
    for (int x = 0; x < kernel.width(); ++x) {
        rowSum += std::abs(kernel.weight(x, pivotY));
    }
    for (int x = 0; x < kernel.width(); ++x) {
        term.row[x] = kernel.weight(x, pivotY) / rowSum;
    }
    for (int y = 0; y < kernel.height(); ++y) {
        term.column[y] = kernel.weight(pivotX, y) * rowSum / pivot;
    }

    double difference = 0;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            difference += std::abs(kernel.weight(x, y) - term.column[y] * term.row[x]);
        }
    }
    constexpr double kRounding = 1e-12;
    return difference <= kRounding * absoluteSum ? std::optional(std::move(term)) : std::nullopt;
}

}  // namespace kg
