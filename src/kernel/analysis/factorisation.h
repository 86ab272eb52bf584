// Factorisation: a kernel as a sum of products of a column and a row.
//
// K = sum over r of column_r * row_r (outer products), from the singular value decomposition. A kernel of rank 1
// is separable: two one-dimensional passes compute it. Replacing K by K_r changes no result by more than
// sum|K - K_r| for inputs in [0, 1]; that residual is stated with every factorisation.
#pragma once

#include "kernel/kernel.h"

#include <optional>
#include <vector>

namespace kg {

struct RankOneTerm {
    std::vector<double> column;  // height values, top to bottom
    std::vector<double> row;     // width values, left to right, sum of absolutes 1
};

struct Factorisation {
    std::vector<double> singularValues;  // descending, min(width, height) of them
    std::vector<RankOneTerm> terms;      // one for each singular value that is not numerically zero
    std::vector<double> residuals;       // residuals[r] = sum|K - K_(r+1)|: after the first r + 1 terms

    // The fewest terms whose residual is at most `tolerance`; all of them where none is so good, 0 for zero weights.
    int rank(double tolerance) const;
};

// The singular value decomposition of the weights (absent cells weigh 0).
Factorisation factorise(const Kernel& kernel);
// Its singular values alone, descending: a fraction of the work.
std::vector<double> singularValues(const Kernel& kernel);

// The product of a column and a row that equals the kernel to within rounding (sum|K - column*row| at most 1e-12
// of sum|K|), or nothing where the rank is above 1. Looks at each weight a fixed number of times; keeps small integers
// exact. A kernel of zeros is a column of zeros times a row of one 1.
std::optional<RankOneTerm> separate(const Kernel& kernel);

}  // namespace kg
