// LowRank: what a kernel's factorisation is worth: how many two-pass terms it needs, what a shorter sum costs in
// exactness, and whether taking a multiple of the identity away makes it shorter.
#pragma once

#include "kernel/analysis/factorisation.h"
#include "kernel/kernel.h"

#include <optional>
#include <vector>

namespace kg {

// K = amount * delta + a kernel of a lower rank, which two passes a term compute; the delta is one fetch more.
struct IdentitySplit {
    double amount = 0;
    int rank = 0;       // of the rest
    int fetches = 0;    // a pixel: rank * (width + height) + 1
    bool pays = false;  // fewer than direct and than two passes a term without it
    Kernel rest;
};

struct LowRank {
    // The largest side whose decomposition follows a drag; larger kernels are looked at by their first row and column
    // alone, so that only rank 0 and 1 are known.
    static constexpr int kLargestSide = 63;

    Factorisation factorisation;  // no terms for kernels that are too large
    std::vector<double> energy;   // share of the sum of squared singular values in the first 1, 2, ... terms
    std::vector<double> bounds;   // 255 * sum|K - K_k| for k = 1, 2, ...: 8-bit steps that any result may be off by
    int rank = 0;                 // exact
    int rankAtBudget = 0;         // the fewest terms whose bound is within the budget
    int direct = 0;               // fetches a pixel: weights that are not 0
    std::optional<int> twoPass;   // fetches a pixel: rank * (width + height); nothing for rank 0 and unknown ones
    std::optional<int> twoPassAtBudget;  // rankAtBudget * (width + height), likewise
    std::optional<IdentitySplit> split;  // where it lowers the rank; whether that pays is another question
};

// budget: in steps of 1/255.
LowRank lowRank(const Kernel& kernel, double budget = 0.25);

// The multiple of the identity that lowers a kernel's rank, from its factorisation; nothing where none does. `pays` is
// left to lowRank().
std::optional<IdentitySplit> splitIdentity(const Kernel& kernel, const Factorisation& factorisation);

// The column and row whose product comes nearest to the kernel: exactly where its rank is 1.
RankOneTerm nearestProduct(const Kernel& kernel);
// That product as a kernel with the original's origin.
Kernel nearestSeparable(const Kernel& kernel);

// The sum of the first terms as a kernel of the original's size and origin.
Kernel approximation(const Kernel& kernel, const Factorisation& factorisation, int terms);

}  // namespace kg
