#include "filter/combined_filter.h"

#include "base/error.h"
#include "filter/receptive_field.h"
#include "filter/registry.h"
#include "kernel/analysis/statistics.h"
#include "kernel/edit/operations.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace kg {

namespace {

// A filter of a chain in the words of its sentences, with what it computes.
struct Part {
    std::string name;  // "filter 2 (box)"
    Filter filter;
    KernelBank bank;
    Kernel kernel;
};

Kernel added(const Kernel& a, const Kernel& b) {
    return blended(a, b, 0.5).scaled(2);  // exact: both factors are powers of two
}

std::string notLinear(const char* what) {
    return fmt::format("it takes {} of its kernels' results, which is not linear: no one kernel does the same", what);
}

// The one kernel of a bank. Throws Error where its kernels do not add up to one.
Kernel kernelOf(const KernelBank& bank) {
    Kernel kernel = bank.kernels.front();
    for (std::size_t i = 1; i < bank.kernels.size(); ++i) {
        const Kernel& next = bank.kernels[i];
        switch (bank.combine) {
            case Combine::Single:
                break;
            case Combine::Sum:
                kernel = added(kernel, next);
                break;
            case Combine::Difference:
                kernel = added(kernel, negated(next));
                break;
            case Combine::Sequence:
                kernel = convolved(kernel, next);
                break;
            case Combine::Maximum:
                throw Error(notLinear("the largest"));
            case Combine::Minimum:
                throw Error(notLinear("the smallest"));
            case Combine::Magnitude:
                throw Error(notLinear("the magnitude"));
        }
    }
    return kernel;
}

Kernel mixedKernel(const KernelBank& bank, double mix) {
    return mix == 0 ? Kernel() : blended(Kernel(), kernelOf(bank), mix);
}

Part partOf(const Chain& chain, int index) {
    const Filter& filter = chain[static_cast<std::size_t>(index)];
    std::string name = fmt::format("filter {} ({})", index + 1, filter.kind);
    if (!filter.enabled) {
        throw Error("it is switched off and computes nothing", name, "Switch it on or remove it first.");
    }
    KernelBank bank = bankOf(filter);
    try {
        Kernel kernel = mixedKernel(bank, filter.mix);
        return {.name = std::move(name), .filter = filter, .bank = std::move(bank), .kernel = std::move(kernel)};
    } catch (const Error& error) {
        throw Error(error.problem(), name, error.advice());
    }
}

bool writesColour(const ChannelMask& mask) {
    return mask.red || mask.green || mask.blue;
}

std::string lettersOf(const ChannelMask& mask) {
    return std::string(mask.red ? "r" : "") + (mask.green ? "g" : "") + (mask.blue ? "b" : "") +
           (mask.alpha ? "a" : "");
}

// The channels that both write. Pictures without alpha are not written to there, whatever the filters say.
ChannelMask channelsOf(const Part& first, const Part& second, bool hasAlpha) {
    const auto seen = [&](ChannelMask mask) {
        mask.alpha = mask.alpha && hasAlpha;
        return mask;
    };
    if (seen(first.bank.channels) != seen(second.bank.channels)) {
        throw Error(fmt::format("it writes the channels {} and {} writes {}, where one kernel is laid over all alike",
                                lettersOf(first.bank.channels), second.name, lettersOf(second.bank.channels)),
                    first.name, "Set the same channels in both.");
    }
    if (hasAlpha && !first.bank.channels.alpha && writesColour(first.bank.channels)) {
        throw Error(
            fmt::format("colours over alpha that it and {} leave alone are weighed anew at each pixel, which no one "
                        "kernel does",
                        second.name),
            first.name, "Let both write alpha too, as rgba.");
    }
    ChannelMask mask = first.bank.channels;
    mask.alpha = mask.alpha && second.bank.channels.alpha;
    return mask;
}

// What is added to colours of full alpha.
double mixedBias(const Part& part) {
    return writesColour(part.bank.channels) ? part.filter.mix * part.bank.bias : 0;
}

// One bias for both, exactly. It is added in proportion to the alpha of the kernel's own result, so that the second
// kernel weighs the first one's as it weighs alpha.
double biasOf(const Part& first, const Part& second, bool hasAlpha) {
    const double before = mixedBias(first);
    const double after = mixedBias(second);
    if (hasAlpha && first.bank.channels.alpha) {
        // Alpha takes the way of the colours; but a bias of half a mix follows another alpha than the mixed one.
        for (const Part* part : {&first, &second}) {
            if (mixedBias(*part) != 0 && part->filter.mix != 1) {
                throw Error("its bias is mixed in, and follows an alpha that no one kernel computes", part->name,
                            "Set its bias to 0 or its mix to 1.");
            }
        }
        return before + after;
    }
    return before * statistics(second.kernel).sum + after;
}

Kernel productOf(const Part& first, const Part& second) {
    try {
        return convolved(first.kernel, second.kernel);
    } catch (const Error& error) {
        throw Error(fmt::format("combined with {} it would be a {}: {}", second.name, error.where(), error.problem()),
                    first.name);
    }
}

void checkCrop(const Part& first, const Part& second) {
    const auto crops = [](const Part& part) { return borderOf(part.filter) == BorderRule::Crop; };
    if (crops(first) != crops(second)) {
        const Part& cropping = crops(first) ? first : second;
        const Part& other = crops(first) ? second : first;
        throw Error(fmt::format("its border rule crops the picture and that of {} does not, which one kernel cannot do",
                                other.name),
                    cropping.name, "Set crop in both or in none.");
    }
}

int cellsOf(const Part& part) {
    return part.kernel.width() * part.kernel.height();
}

}  // namespace

Kernel kernelOf(const Filter& filter) {
    const KernelBank bank = bankOf(filter);
    try {
        return mixedKernel(bank, filter.mix);
    } catch (const Error& error) {
        throw Error(error.problem(), filter.kind, error.advice());
    }
}

bool sameBorder(const Filter& first, const Filter& second) {
    return borderOf(first) == borderOf(second) &&
           (borderOf(first) != BorderRule::Constant || borderColorOf(first) == borderColorOf(second));
}

Filter combinedFilter(const Chain& chain, int index, bool hasAlpha) {
    if (index < 0 || index + 1 >= std::ssize(chain)) {
        throw Error(fmt::format("the chain has no filters {} and {} to combine, it has {}", index + 1, index + 2,
                                chain.size()));
    }
    const Part first = partOf(chain, index);
    const Part second = partOf(chain, index + 1);
    const ChannelMask channels = channelsOf(first, second, hasAlpha);
    const double bias = biasOf(first, second, hasAlpha);
    checkCrop(first, second);
    const Kernel kernel = productOf(first, second);
    const Filter& farther = cellsOf(second) > cellsOf(first) ? second.filter : first.filter;

    Filter filter = makeFilter("convolve");
    // `convolve` turns what it is given, as long as its mode is not set.
    filter.values["kernel"] = printKernel(kernel.turned());
    filter.values["channels"] = lettersOf(channels);
    filter.values["bias"] = bias;
    filter.values["border"] = std::string(borderRuleName(borderOf(farther)));
    filter.values["border_color"] = borderColorOf(farther);
    try {
        checkFilter(filter);
    } catch (const Error& error) {
        throw Error(fmt::format("combined with {} it is out of range: {}", second.name, error.what()), first.name);
    }
    return filter;
}

}  // namespace kg
