// Plan: the passes that compute a chain for one image size, with their cost. Plain data; it is made, compared and
// printed without a GPU.
#pragma once

#include "filter/border.h"
#include "filter/filter.h"
#include "filter/receptive_field.h"
#include "filter/region.h"
#include "filter/visible.h"
#include "image/image.h"
#include "image/light.h"
#include "kernel/analysis/damped_sum.h"
#include "kernel/kernel.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// How a kernel becomes passes.
enum class Strategy {
    Direct,      // one fetch for each weight that is not 0
    Separable,   // rows, then columns: kernels that are one product
    Paired,      // the same, with neighbours of one sign fetched together between their pixels
    LowRank,     // several products: the rows of all at once, then their columns summed
    Split,       // a multiple of the pixel itself, and products of the rest
    Quad,        // one fetch for each 2x2 cells that are a product, between their four pixels
    Symmetric,   // taps on both sides of the pixel added, or subtracted, before one weight multiplies them
    Pyramid,     // Gaussians: halved, blurred small and doubled again
    RunningSum,  // boxes, and Gaussians as several of them: each line's sum moves from pixel to pixel
    Recursive,   // Gaussians, by a recursion along each line and back
    Tiled,       // direct or rows and columns in one compute pass, whose pixels are fetched once a tile
    Fourier,     // a product of frequencies, by compute passes: its cost hardly grows with the kernel
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
    Tiled,       // taps, over tiles whose pixels lie in shared memory
    // Strategy::Fourier, in this order:
    KernelRows,      // a kernel's rows, transformed: it reads no slot
    KernelColumns,   // and their columns: the kernel's spectrum
    FourierRows,     // the rows of the input's tiles, transformed
    FourierColumns,  // their columns transformed, multiplied by the spectrum in `other`, and transformed back
    FourierBack,     // their rows transformed back
};

// Whether a pass is one of those that walk along lines.
bool isScan(PassKind kind);
// Whether it is one of Strategy::Fourier.
bool isFourier(PassKind kind);
// Whether it runs as a compute program.
bool isCompute(PassKind kind);

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

// One axis of the tiles in which a kernel is applied by frequency. They overlap by the kernel's side less one, since
// what a transform computes wraps around by as much (overlap-save; Oppenheim and Schafer, "Discrete-Time Signal
// Processing", section 8.7).
struct FourierAxis {
    int length = 0;  // points of a tile's transform
    int step = 0;    // results of a tile
    int tiles = 0;
    int origin = 0;  // the kernel's

    int points() const { return length * tiles; }
    bool operator==(const FourierAxis&) const = default;
};

// What the passes of Strategy::Fourier share.
struct Fourier {
    FourierAxis x;
    FourierAxis y;
    std::shared_ptr<const Kernel> kernel;
};

// The results that a work group of Strategy::Tiled computes, and the pixels that it keeps for them.
struct WorkTile {
    static constexpr int kWidth = 32;
    static constexpr int kHeight = 16;
    // What a group keeps in shared memory, of four 32-bit channels: at most 32 KiB; at 16 more groups run at once.
    static constexpr int kMaxPixels = 2048;
    static constexpr int kFewPixels = 1024;

    int left = 0;  // pixels around the results that they read
    int above = 0;
    int right = 0;
    int below = 0;

    int extentX() const { return left + kWidth + right; }
    int extentY() const { return above + kHeight + below; }
    // Pixels that a group keeps, and of a product the row sums beside them.
    int pixelsKept(bool product) const { return extentY() * (extentX() + (product ? kWidth : 0)); }
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
    int shiftX = 0;  // from a pixel that it writes to the same one in what it reads: more than 0 where that is cropped
    int shiftY = 0;

    // Where taps are counted from in the input: step * (pixel + shift) + origin. A step of 2 halves the picture, one of
    // 1/2 doubles it.
    double step = 1;
    double originX = 0;
    double originY = 0;

    std::vector<Tap> taps;
    int mirrored = 0;  // 1, -1: each tap is fetched at its distance and opposite, and the two are added or subtracted
    int kernels = 1;   // weights used of each tap
    Terms terms = Terms::Kernels;
    bool bilinear = false;              // taps lie between pixels
    Combine combine = Combine::Single;  // of (other, taps) or of the two kernels
    double bias = 0;
    ChannelMask channels;
    double mix = 1;
    bool opaque = false;  // the picture has no alpha: what is written is 1
    VisibleRule visible;  // how colours are weighed over alpha that the filter keeps
    BorderRule border = BorderRule::Clamp;
    Color borderColor{0, 0, 0, 1};  // as the input slot stores it (light, premultiplied, times the row's weights)
    std::array<double, kMaxTerms> borderScale{1, 1, 1, 1, 1, 1, 1, 1};  // of the colour in each layer that is read

    // Border rule renormalise, for each of its kernels: the sum that is restored, 0 for none; the least sum inside that
    // is; and by how much more than its absolute sum a kernel can weigh then.
    std::array<double, 2> wholeSum{};
    std::array<double, 2> leastInside{};
    std::array<double, 2> stretch{1, 1};
    Scan scan;                    // RunningSum, Recursive
    WorkTile tile;                // Tiled
    std::vector<Tap> columnTaps;  // Tiled, of a kernel that is one product: `taps` are its row's
    Fourier fourier;              // KernelRows to FourierBack

    // How far its weights may be from the kernel's: the most that a result differs by, for an input in [0, 1].
    double approximation = 0;

    // Point operations: of Prepare and Finish, or in passes of taps that do their work (plan/point_passes.h).
    bool decodesLight = false;     // Prepare
    bool multipliesAlpha = false;  // Prepare; else into all that is read from the source
    bool dividesAlpha = false;     // Finish; else out of what is written
    bool encodesLight = false;     // Finish; else of what is written
    // Whether what it reads from a slot is stored, with alpha yet to be multiplied in.
    bool prepares(int slot) const { return multipliesAlpha && slot == Slot::kSource; }

    // Stores full precision whatever the plan does: the parts of a list of kernels, whose roundings would add up.
    bool keepsFull = false;

    // What its texture stores. Prepare and Finish keep full precision: they stand at the ends of every chain with alpha
    // or linear light, and their roundings would use up the tolerance that filters have.
    Precision stores = Precision::Full;

    Cost cost;

    double pixels() const { return static_cast<double>(width) * height; }
};

// One way to compute a filter, legal or not.
struct StrategyOption {
    Strategy strategy = Strategy::Direct;
    bool legal = false;
    bool automatic = false;  // `auto` may choose it
    std::string reason;      // why it is not legal; empty where it is
    double fetchesPerPixel = 0;
    double predictedMilliseconds = 0;  // by the device's rates (plan/cost_model.h)
    double approximation = 0;          // how far its weights may be from the kernel's, for an input in [0, 1]
};

struct FilterPlan {
    int filter = 0;  // index in the chain
    Strategy chosen = Strategy::Direct;
    double approximation = 0;             // of the chosen one
    std::vector<StrategyOption> options;  // one a strategy
    Region input;                         // where what it reads lies in the source image
    Region output;                        // and what it writes: smaller where its border rule is crop
};

// How an image is cut into tiles (plan/tiling.h). Those in the last column and row may be smaller.
struct TileGrid {
    int columns = 1;
    int rows = 1;
    int width = 0;  // of a tile's own pixels
    int height = 0;
    int apronX = 0;  // pixels around them that the chain reads
    int apronY = 0;
    std::uint64_t computedPixels = 0;  // of all tiles, their aprons included

    bool operator==(const TileGrid&) const = default;
};

struct Plan {
    ImageFormat format;  // of the source, and of the result but for its size
    Region region;       // where the result lies in the source: all of it, unless a filter crops
    Light light = Light::Encoded;
    Precision precision = Precision::Full;
    std::vector<Pass> passes;         // empty: the result is the source
    std::vector<FilterPlan> filters;  // one an enabled filter
    std::optional<TileGrid> tiles;    // nothing: the whole image at once
    Cost total;                       // with what tiles compute twice
    ReceptiveField receptiveField;    // of the whole chain
    double errorBound = 0;            // largest difference to the reference, in units of the value 1
};

// Layers of the texture that a pass writes.
int layersWritten(const Pass& pass);

// Bytes of a pixel in the source's texture, and in the texture that a pass writes, all its layers together.
std::uint64_t sourcePixelBytes(const ImageFormat& format);
std::uint64_t writtenPixelBytes(const Pass& pass);

}  // namespace kg
