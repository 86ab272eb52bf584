// What an explained pixel says in words and equations: shared by the window and the command line. Pure.
#pragma once

#include "app/pixel_probe.h"

#include <string>
#include <vector>

namespace kg {

// In what values are written: as they are filtered, where white is 1, or in steps of an 8-bit image.
enum class ValueUnits { Unit, Steps };
double unitsFactor(ValueUnits units);
// At most four decimals for 0..1 and two for 0..255, without trailing zeros.
std::string valueText(double value, ValueUnits units);

// The channels that the image has, as indices of red, green, blue, alpha; grey is read from red.
struct NamedChannel {
    int index = 0;
    const char* name = "";
};
std::vector<NamedChannel> channelsOf(const PixelExplanation& explanation);

// One line of the way from the products to the result: "sum of kernel 1", "378 / 9", 42.
struct ExplainedStep {
    std::string label;
    std::string formula;  // empty where the label says all
    std::string result;   // as written in the units
};
// The kernels' sums, what makes them one, bias, mix, what a file stores, and the 8-bit value; only those that happen.
std::vector<ExplainedStep> stepsOf(const PixelExplanation& explanation, int channel, ValueUnits units);

// "mirror: the picture is repeated as in a mirror, edge included"; for the legend of cells outside the image.
std::string borderSentence(BorderRule rule);
// "The GPU's value agrees within 5/1024: the largest difference is 1.2e-05."
std::string agreementSentence(const ProbedPixel& pixel);

}  // namespace kg
