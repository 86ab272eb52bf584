#include "kernel/text/kernel_export.h"

#include "base/error.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

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

std::string printJson(const Kernel& kernel) {
    nlohmann::ordered_json weights = nlohmann::ordered_json::array();
    for (const double cell : kernel.cells()) {
        weights.push_back(std::isnan(cell) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(cell));
    }
    const nlohmann::ordered_json json{{"width", kernel.width()},
                                      {"height", kernel.height()},
                                      {"origin", {kernel.originX(), kernel.originY()}},
                                      {"weights", std::move(weights)}};
    return json.dump();
}

// A weight as a floating-point literal, 0 where absent.
std::string literal(double weight) {
    std::string digits = printWeight(std::isnan(weight) ? 0 : weight);
    if (digits.find_first_of(".e") == std::string::npos) {
        digits += ".0";
    }
    return digits;
}

// Each row of literals joined by ", ", between an opening and a closing mark, joined by ",\n".
std::string printRows(const Kernel& kernel, std::string_view open, std::string_view close) {
    std::string text;
    auto cell = kernel.cells().begin();
    for (int y = 0; y < kernel.height(); ++y) {
        text += y == 0 ? "" : ",\n";
        text += open;
        for (int x = 0; x < kernel.width(); ++x) {
            text += x == 0 ? "" : ", ";
            text += literal(*cell++);
        }
        text += close;
    }
    return text;
}

std::string printGlsl(const Kernel& kernel) {
    return fmt::format(
        "const ivec2 kernelSize = ivec2({0}, {1});\n"
        "const ivec2 kernelOrigin = ivec2({2}, {3});\n"
        "const float kernel[{4}] = float[{4}](\n{5}\n);",
        kernel.width(), kernel.height(), kernel.originX(), kernel.originY(), kernel.cells().size(),
        printRows(kernel, "    ", ""));
}

std::string printC(const Kernel& kernel) {
    return fmt::format(
        "enum {{ kernel_width = {0}, kernel_height = {1}, kernel_origin_x = {2}, kernel_origin_y = {3} }};\n"
        "static const double kernel[{1}][{0}] = {{\n{4}\n}};",
        kernel.width(), kernel.height(), kernel.originX(), kernel.originY(), printRows(kernel, "    {", "}"));
}

std::string printNumPy(const Kernel& kernel) {
    return fmt::format(
        "import numpy as np\n\n"
        "kernel_origin = ({0}, {1})  # column, row\n"
        "kernel = np.array([\n{2}\n])",
        kernel.originX(), kernel.originY(), printRows(kernel, "    [", "]"));
}

}  // namespace

KernelForm kernelFormFromName(std::string_view name) {
    const auto found = std::find_if(kForms.begin(), kForms.end(), [=](const NamedForm& f) { return f.name == name; });
    if (found != kForms.end()) {
        return found->form;
    }
    std::string names;
    for (const NamedForm& form : kForms) {
        names += fmt::format("{}{}", names.empty() ? "" : ", ", form.name);
    }
    throw Error(fmt::format("\"{}\" is no form of a kernel, one of {} was expected", name, names));
}

std::string printKernelAs(const Kernel& kernel, KernelForm form) {
    switch (form) {
        case KernelForm::Text:
            return printText(kernel);
        case KernelForm::ImageMagick:
            return printKernel(kernel);
        case KernelForm::Json:
            return printJson(kernel);
        case KernelForm::Glsl:
            return printGlsl(kernel);
        case KernelForm::C:
            return printC(kernel);
        case KernelForm::NumPy:
            return printNumPy(kernel);
    }
    throw Error("no such form of a kernel");
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
