// Functions of NumPy, MATLAB and OpenCV that make arrays of weights. Private to this room.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// Rows of weights, all of one length.
using WeightRows = std::vector<std::vector<double>>;

// What stands between a call's brackets: a number or an array, in order.
struct CallArgument {
    std::optional<double> number;  // none: it is rows
    WeightRows rows{};
};

// Whether a name is of a type or a function that holds what is between its brackets as it stands: np.array, float,
// mat3.
bool isContainer(std::string_view name);
// Whether it is of a type of numbers: what dtype says.
bool isNumberType(std::string_view name);

// The array of a call: ones, zeros, full, eye, identity, outer, getGaussianKernel. `python` says whether a name without
// "np." is NumPy's and not MATLAB's, where ones(3) is 3x3. Nothing where the function or its arguments are not known.
std::optional<WeightRows> callFunction(std::string_view name, const std::vector<CallArgument>& arguments, bool python);

}  // namespace kg
