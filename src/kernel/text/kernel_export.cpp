#include "kernel/text/kernel_export.h"

#include "base/error.h"
#include "base/nearest.h"
#include "kernel/text/array_text.h"
#include "kernel/text/kernel_json.h"
#include "kernel/text/kernel_text.h"
#include "kernel/text/table_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace kg {

namespace {

struct NamedForm {
    std::string_view name;
    KernelForm form;
};

constexpr std::array kForms{
    NamedForm{"text", KernelForm::Text}, NamedForm{"imagemagick", KernelForm::ImageMagick},
    NamedForm{"json", KernelForm::Json}, NamedForm{"glsl", KernelForm::Glsl},
    NamedForm{"c", KernelForm::C},       NamedForm{"numpy", KernelForm::NumPy},
    NamedForm{"csv", KernelForm::Csv},
};

std::string printText(const Kernel& kernel) {
    std::string text;
    if (kernel.originX() != (kernel.width() - 1) / 2 || kernel.originY() != (kernel.height() - 1) / 2) {
        text = fmt::format("{}x{}+{}+{}: ", kernel.width(), kernel.height(), kernel.originX(), kernel.originY());
    }
    const auto width = static_cast<std::size_t>(kernel.width());
    for (std::size_t i = 0; i < kernel.cells().size(); ++i) {
        if (i > 0) {
            text += i % width == 0 ? " / " : " ";
        }
        text += printWeight(kernel.cells()[i]);
    }
    return text;
}

// number: behind the names that a list's member gets in a language; empty for a kernel alone.
std::string printNumbered(const Kernel& kernel, KernelForm form, const std::string& number) {
    switch (form) {
        case KernelForm::Text:
            return printText(kernel);
        case KernelForm::ImageMagick:
            return printKernel(kernel);
        case KernelForm::Json:
            return printKernelJson(kernel);
        case KernelForm::Glsl:
            return printGlslArray(kernel, number);
        case KernelForm::C:
            return printCArray(kernel, number);
        case KernelForm::NumPy:
            return printNumPyArray(kernel, number);
        case KernelForm::Csv:
            return printTable(kernel);
    }
    throw Error("no such form of a kernel");
}

}  // namespace

KernelForm kernelFormFromName(std::string_view name) {
    const auto found = std::find_if(kForms.begin(), kForms.end(), [=](const NamedForm& f) { return f.name == name; });
    if (found != kForms.end()) {
        return found->form;
    }
    std::vector<std::string> names;
    for (const NamedForm& form : kForms) {
        names.emplace_back(form.name);
    }
    throw Error(fmt::format("\"{}\" is no form of a kernel", name), {}, suggestion(name, names, "forms"));
}

std::string printKernelAs(const Kernel& kernel, KernelForm form) {
    return printKernelsAs({&kernel, 1}, form);
}

std::string printKernelsAs(std::span<const Kernel> kernels, KernelForm form) {
    const bool list = kernels.size() != 1;
    const bool json = form == KernelForm::Json;
    const bool text = form == KernelForm::Text || form == KernelForm::ImageMagick;
    const std::string separator = json ? ",\n " : text ? " ; " : form == KernelForm::Csv ? "\n;\n" : "\n\n";
    std::string printed = form == KernelForm::NumPy ? "import numpy as np\n\n" : json && list ? "[" : "";
    for (std::size_t i = 0; i < kernels.size(); ++i) {
        printed += i == 0 ? "" : separator;
        printed += printNumbered(kernels[i], form, list ? fmt::format("{}", i + 1) : "");
    }
    return printed + (json && list ? "]" : "");
}

std::vector<std::uint8_t> kernelDivergingPicture(const Kernel& kernel) {
    // Lightest where a weight is nothing, and as dark at both ends: neither sign looks the stronger.
    constexpr std::array<double, 3> kNothing{0.92, 0.92, 0.92};
    constexpr std::array<double, 3> kPositive{0.02, 0.27, 0.58};
    constexpr std::array<double, 3> kNegative{0.70, 0.24, 0.02};
    const KernelStatistics range = statistics(kernel);
    const double largest = std::max(std::abs(range.largest), std::abs(range.smallest));
    std::vector<std::uint8_t> picture;
    picture.reserve(3 * kernel.cells().size());
    for (const double cell : kernel.cells()) {
        for (std::size_t channel = 0; channel < kNothing.size(); ++channel) {
            const double share = largest > 0 ? std::abs(cell) / largest : 0;
            const double end = cell < 0 ? kNegative[channel] : kPositive[channel];
            const double value = std::isnan(cell) ? 0 : std::lerp(kNothing[channel], end, share);
            picture.push_back(static_cast<std::uint8_t>(std::lround(255 * value)));
        }
    }
    return picture;
}

std::vector<std::uint8_t> kernelPicture(const Kernel& kernel) {
    const KernelStatistics range = statistics(kernel);
    const double black = std::min(0.0, range.smallest);
    const double white = range.largest;
    const auto grey = [&](double cell) {
        if (std::isnan(cell)) {
            return 0.0;
        }
        if (range.largest == range.smallest) {
            return cell == 0 ? 0.0 : 255.0;
        }
        return 255 * ((cell - black) / (white - black));
    };
    std::vector<std::uint8_t> picture;
    picture.reserve(kernel.cells().size());
    for (const double cell : kernel.cells()) {
        picture.push_back(static_cast<std::uint8_t>(std::lround(grey(cell))));
    }
    return picture;
}

}  // namespace kg
