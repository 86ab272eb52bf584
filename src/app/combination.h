// Combination: what a person is told before two neighbouring filters become one kernel: what both ways cost, and how
// far apart their pictures are.
//
// Inside the image one kernel does what the two did, but for rounding. Within reach of the border the second filter
// met the border rule anew, so that the pictures differ there; and between the two filters a pass stored, and rounded,
// what one kernel never stores. Plain data and pure functions, which need no GPU; callable from any thread.
#pragma once

#include "filter/chain.h"
#include "image/image.h"
#include "plan/planner.h"
#include "reference/border_difference.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>

namespace kg {

// What the passes of some filters of a chain take for a frame.
struct FiltersCost {
    int passes = 0;
    Cost cost{};
    double errorBound = 0;  // of the whole chain, as Plan::errorBound
};

struct Combination {
    int index = 0;    // of the first filter in the chain; the second one follows
    Chain pair{};     // the two filters
    Filter kernel{};  // the `convolve` that stands for them
    Chain chain{};    // the whole chain with it
    int width = 0;    // of the kernel, in cells
    int height = 0;
    std::uint64_t pixels = 0;  // of the image
    FiltersCost apart{};       // the two filters
    FiltersCost together{};    // the one kernel

    bool sameBorder = true;  // the two filters see the same outside the image; else the kernel takes one's border rule
    ReceptiveField field{};  // of the two filters: pixels so near to the border can differ
    BorderDifference border{};
    Precision stores = Precision::Full;  // what the pass between the two filters stores
    double stored = 0;  // the most that this rounds a result by, for inputs in [0, 1]; in units of the value 1
};

// How many weights times pixels borderDifference may evaluate: what a command has time for, and what a click has.
constexpr double kPatientWork = 2e9;
constexpr double kPromptWork = 2e7;

// What becomes of the filters `index` and `index + 1` of a chain that runs over an image. Throws Error that says why
// they cannot be one kernel (combinedFilter), and PlanError where no strategy computes the one kernel.
Combination combine(const Chain& chain, int index, const Image& image, const PlanSettings& settings,
                    const DeviceTraits& device, double work);

// {"filters","kernel","chain","size":{"width","height"},"apart":{"passes","fetches","multiply_adds","bytes_read",
//  "bytes_written","error_bound"},"together":{the same},"same_border","border":{"left","right","top","bottom",
//  "pixels","compared","max_difference","mean_difference","x","y","channel"},"stores","stored"}; differences in units
//  of the value 1.
nlohmann::json combinationToJson(const Combination& combination);

// Both costs side by side, the difference in sentences, and the chain's text.
std::string combinationText(const Combination& combination);

// The sentences about the difference, for whoever lays them out.
std::string insideSentence();
std::string borderSentence(const Combination& combination);
std::string storeSentence(const Combination& combination);

}  // namespace kg
