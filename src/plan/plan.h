// Plan: the passes that compute a chain for one image size, with their cost. Plain data; it is made, compared and
// printed without a GPU.
#pragma once

#include "filter/border.h"
#include "filter/filter.h"
#include "image/image.h"
#include "image/light.h"
#include "kernel/analysis/damped_sum.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// How a kernel becomes passes.
enum class Strategy {
    Direct,     // one fetch for each weight that is not 0
    Separable,  // rows, then columns: kernels that are one product
    Paired,     // the same, with neighbours of one sign fetched together between their pixels
    LowRank,    // several products: the rows of all at once, then their columns summed
    Split,      // a multiple of the pixel itself, and products of the rest
    RunningSum,  // boxes, and Gaussians as several of them: each line's sum moves from pixel to pixel
    Recursive,   // Gaussians, by a recursion along each line and back
};
const std::vector<Strategy>& allStrategies();
std::string_view strategyName(Strategy strategy);   // "low-rank", for texts and commands
std::string_view strategyLabel(Strategy strategy);  // "Low Rank", for people

// What passes store: 16-bit or 32-bit floats.
enum class Precision { Half, Full };
std::string_view precisionName(Precision precision);

// Where a pass reads from: the source image, or what an earlier pass wrote.
struct Slot {
    static constexpr int kNone = -1;
    static constexpr int kSource = 0;
    // n > 0: the output of pass n - 1 of the plan.
};

// The most weights that a tap carries: the layers that every OpenGL 3.3 device writes at once.
constexpr int kMaxTerms = 8;

// One weighted fetch at a distance from the pixel, between pixels where the pass samples bilinearly; a bank of two
// kernels has two weights a tap, a sum of products one for each.
struct Tap {
    double dx = 0;
    double dy = 0;
    std::array<double, kMaxTerms> weight{};
};

// What the several weights of a pass's taps are for.
enum class Terms {
    Kernels,  // the kernels of a bank, at most two; `combine` makes one result of their sums
    Written,  // products of a low-rank kernel: each sum is written to a layer of its own, unfinished
    Read,     // the same products: each weight multiplies its own layer of the input, and all are added
};

struct Cost {
    std::uint64_t fetches = 0;       // texture samples
    std::uint64_t multiplyAdds = 0;  // of four-channel pixels: one a tap and kernel
    std::uint64_t bytesRead = 0;     // every texture that the pass reads, once
    std::uint64_t bytesWritten = 0;

    Cost& operator+=(const Cost& other);
    bool operator==(const Cost&) const = default;
};

enum class PassKind {
    Prepare,   // stored values to what is filtered: decode light, multiply alpha in
    Convolve,  // taps, combined and finished
    Finish,    // back to stored values: divide alpha out, encode light
    // By compute programs, which write plain sums; a Convolve pass finishes the filter where there is more to do.
    RunningSum,  // a box along one axis
    Recursive,   // a sum of damped oscillations along one axis
};

// Whether a pass is one of those that walk along lines.
bool isScan(PassKind kind);

// Where a one-dimensional factor of a kernel runs.
enum class Axis { Row, Column };

// How a compute pass walks along the lines of one axis. An invocation walks a segment of a line and carries from pixel
// to pixel what it needs, so that the cost of a pixel does not grow with the kernel.
struct Scan {
    Axis axis = Axis::Row;
    int segment = 1;  // pixels of what is written; the last segment of a line may have fewer
    int shift = 0;    // where on the input the first pixel that is written lies: intermediate results are wider

    // RunningSum: `length` pixels from `first` on, counted from the pixel itself, and the two beside them.
    int first = 0;
    int length = 1;
    double weight = 1;
    double endWeight = 0;

    // Recursive: the response, and how many pixels are walked before a segment until its state is the line's, where the
    // line goes on and at its ends. An extension by a constant has a state in closed form.
    DampedSum response;
    int warmUp = 0;
    int edgeWarmUp = 0;

    bool operator==(const Scan&) const = default;
};

struct Pass {
    PassKind kind = PassKind::Convolve;
    Strategy strategy = Strategy::Direct;
    std::string label;  // "gaussian rows", for plans and profiles
    int filter = -1;    // index in the chain; -1 for Prepare and Finish

    int input = Slot::kSource;  // what the taps read
    int other = Slot::kNone;    // a second operand at the pixel itself, times otherScale
    int base = Slot::kNone;     // the filter's input at the pixel itself: for mix and kept channels
    double otherScale = 1;

    int width = 0;  // of what it writes, in pixels
    int height = 0;

    std::vector<Tap> taps;
    int kernels = 1;  // weights used of each tap
    Terms terms = Terms::Kernels;
    bool bilinear = false;              // taps lie between pixels
    Combine combine = Combine::Single;  // of (other, taps) or of the two kernels
    double bias = 0;
    ChannelMask channels;
    double mix = 1;
    bool opaque = false;  // the picture has no alpha: what is written is 1
    BorderRule border = BorderRule::Clamp;
    Color borderColor{0, 0, 0, 1};  // as the input slot stores it (light, premultiplied, times the row's weights)
    std::array<double, kMaxTerms> borderScale{1, 1, 1, 1, 1, 1, 1, 1};  // of the colour in each layer that is read

    Scan scan;  // RunningSum, Recursive

    // How far its weights may be from the kernel's: the most that a result differs by, for an input in [0, 1].
    double approximation = 0;

    bool decodesLight = false;  // Prepare
    bool encodesLight = false;  // Finish
    bool alpha = false;         // Prepare, Finish: multiplies or divides

    // Stores full precision whatever the plan does: the parts of a list of kernels, whose roundings would add up.
    bool keepsFull = false;

    // What its texture stores. Prepare and Finish keep full precision: they stand at the ends of every chain with alpha
    // or linear light, and their roundings would use up the tolerance that filters have.
    Precision stores = Precision::Full;

    Cost cost;
};

// One way to compute a filter, legal or not.
struct StrategyOption {
    Strategy strategy = Strategy::Direct;
    bool legal = false;
    std::string reason;  // why it is not legal; empty where it is
    double fetchesPerPixel = 0;
    double approximation = 0;  // how far its weights may be from the kernel's, for an input in [0, 1]
};

struct FilterPlan {
    int filter = 0;  // index in the chain
    Strategy chosen = Strategy::Direct;
    double approximation = 0;             // of the chosen one
    std::vector<StrategyOption> options;  // one a strategy
};

struct Plan {
    ImageFormat format;  // of the source and of the result
    Light light = Light::Encoded;
    Precision precision = Precision::Full;
    std::vector<Pass> passes;         // empty: the result is the source
    std::vector<FilterPlan> filters;  // one an enabled filter
    Cost total;
    double errorBound = 0;  // largest difference to the reference, in units of the value 1
};

// Layers of the texture that a pass writes.
int layersWritten(const Pass& pass);

}  // namespace kg
