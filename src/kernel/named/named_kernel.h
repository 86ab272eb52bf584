// NamedKernel: a kernel that is asked for by a name and arguments, "Gaussian:0x2", instead of by its weights.
//
// One table holds them all: ImageMagick's built-ins, and the generators of this program beyond it. A row describes its
// arguments as data, so that text, command line, sliders and help say the same; nobody writes code for one name.
#pragma once

#include "kernel/kernel.h"
#include "kernel/named/rotation.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

struct KernelArgument {
    std::string id{};       // "sigma": as written in "Gabor:sigma=3"
    std::string label{};    // "Sigma"
    std::string tooltip{};  // one sentence
    double initial = 0;     // what it is worth where it is not given
    double lowest = 0;      // values outside lowest..highest are refused
    double highest = 0;
    double comfortLowest = 0;  // what a slider spans
    double comfortHighest = 0;
    bool whole = false;                  // integers only; a geometry's fractions are cut by its kernels
    std::string unit{};                  // "px", "deg"; empty for plain numbers
    std::vector<std::string> choices{};  // words instead of numbers; the value is the index of one
};

struct NamedKernel;

// A name with the values of its arguments: what a text such as "LoG:0,1.4" says before any weight is computed.
struct KernelCall {
    const NamedKernel* named = nullptr;
    std::vector<double> values{};        // one for each argument of `named`, in its order
    std::string expression{};            // of a kernel that takes one
    Rotation rotation = Rotation::None;  // the list that the kernel is expanded to
};

// How a text writes the arguments.
enum class CallForm {
    Geometry,  // ImageMagick's: "0x2", "0,1.4", "3x5+1+1"; positions only
    Named,     // "sigma=3,angle=30" in any order, or positions
};

struct NamedKernel {
    std::string name;     // as printed; found whatever its case, and with '-', '_' and spaces left out
    std::string label;    // for lists: "Difference of Gaussians"
    std::string summary;  // one sentence: what it does to a picture
    std::vector<std::string> keywords{};
    CallForm form = CallForm::Geometry;
    std::vector<KernelArgument> arguments{};
    bool takesExpression = false;  // what follows the arguments, up to ';' or the end, is an expression
    bool turns = true;             // whether rotations change it, for ImageMagick's "@", ">" and "<"
    std::string example{};         // what lists put in; empty: the name alone
    // The kernels for checked values; mostly one. Throws Error where the values do not fit together.
    std::function<std::vector<Kernel>(const KernelCall&)> make{};
    // A sentence on what a call makes ("9 x 9 cells; ..."), for the lab; may be empty.
    std::function<std::string(const KernelCall&)> remark{};
};

// A NamedKernel's `make` that makes one kernel from the values of the arguments.
template <typename Make>
std::function<std::vector<Kernel>(const KernelCall&)> oneKernel(Make make) {
    return [make](const KernelCall& call) { return std::vector<Kernel>{make(call.values)}; };
}

// In the order of lists: ImageMagick's first, then the generators.
const std::vector<NamedKernel>& namedKernels();
// Nothing where no kernel has that name.
const NamedKernel* findNamedKernel(std::string_view name);
// The name that is closest in spelling, for "did you mean"; empty where none is near.
std::string nearestKernelName(std::string_view name);

// A call with the initial values.
KernelCall callOf(const NamedKernel& named);
// "Gabor:sigma=3,angle=30": the arguments that differ from their initial values; parses back to the same call.
std::string printCall(const KernelCall& call);
// The kernels of a call, its values checked and its rotation carried out.
std::vector<Kernel> makeKernels(const KernelCall& call);

// Tables that namedKernels() joins.
std::vector<NamedKernel> imageMagickKernels();
std::vector<NamedKernel> imageMagickShapes();
std::vector<NamedKernel> generatorKernels();

}  // namespace kg
