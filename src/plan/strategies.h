// Strategies: the passes by which one filter's bank of kernels can be computed.
#pragma once

#include "plan/plan.h"
#include "plan/planner.h"

#include <string>
#include <vector>

namespace kg {

// What a strategy needs to know of the filter and of its place in the plan.
struct FilterContext {
    int filter = 0;    // index in the chain
    std::string name;  // kind, for labels
    const KernelBank* bank = nullptr;
    double mix = 1;
    BorderRule border = BorderRule::Clamp;
    Color borderColor{0, 0, 0, 1};  // as the filter's input stores it
    bool opaque = false;            // the picture has no alpha channel
    bool tiled = false;             // the image is computed in tiles, whose results must not depend on their place
    int input = Slot::kSource;      // slot of the filter's input
    int firstPass = 0;              // index in the plan of the first pass that the strategy adds
    double budget = 0;              // how far from the kernel's a result may be, for an input in [0, 1]
    BlendLoss inputBlends{};        // how finely the device samples between the input's pixels
    BlendLoss passBlends{};         // and between those of what a pass wrote
    int width = 1;                  // of the filter's input, in pixels
    int height = 1;
    Region kept{};  // what stays of it, all of it but where the border rule crops; the rule itself is then of no matter
    bool compute = false;   // compute programs run
    bool software = false;  // on the CPU, whose few threads a line each keeps busy
    bool finite = false;    // the input is known to be bounded (kBoundedMagnitude), without infinities and NaN
    int maxTextureSize = 16384;
    bool transforms = true;  // their programs are built or may be now
};

struct Candidate {
    Strategy strategy = Strategy::Direct;
    std::string reason;        // why it is not legal; empty where it is
    std::vector<Pass> passes;  // the last one writes the filter's result
    // How far its weights may be from the kernel's: the most that a result differs by, for an input in [0, 1].
    double approximation = 0;
    bool automatic = true;  // whether it may be taken without being asked for

    bool legal() const { return reason.empty(); }
};

// One candidate for each strategy, in the order of allStrategies(). Costs are not filled in.
std::vector<Candidate> candidatesFor(const FilterContext& context);

// Texture samples and multiply-adds of a pass for each pixel that it writes.
double fetchesPerPixel(const Pass& pass);
double multiplyAddsPerPixel(const Pass& pass);

}  // namespace kg
