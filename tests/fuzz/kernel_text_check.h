// What holds for every text that a person could paste as a kernel, checked by the fuzz target and by a plain test.
#pragma once

#include "base/error.h"
#include "kernel/text/kernel_export.h"
#include "kernel/text/kernel_scale.h"
#include "kernel/text/kernel_text.h"
#include "kernel/text/pasted_text.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// The result of a parser; nothing where it throws Error, which is the only thing that it may throw.
template <typename Parse>
std::vector<Kernel> kernelsOrNone(Parse parse, std::string_view text) {
    try {
        return parse(text);
    } catch (const Error&) {
        return {};
    }
}

// Throws std::logic_error where a text parses to what does not print and parse back the same.
inline void checkKernelText(std::string_view text) {
    for (const auto& kernels : {kernelsOrNone(parseKernels, text), kernelsOrNone(parsePasted, text)}) {
        std::size_t cells = 0;
        for (const Kernel& kernel : kernels) {
            cells += kernel.cells().size();
        }
        constexpr std::size_t kPrinted = 4096;  // printing large lists in every form says no more, and takes long
        if (kernels.empty() || cells > kPrinted) {
            continue;
        }
        for (const KernelForm form : {KernelForm::Text, KernelForm::ImageMagick, KernelForm::Json, KernelForm::Glsl,
                                      KernelForm::C, KernelForm::NumPy, KernelForm::Csv}) {
            if (parsePasted(printKernelsAs(kernels, form)) != kernels) {
                throw std::logic_error("a kernel is another one after printing and parsing: " +
                                       printKernelsAs(kernels, form));
            }
        }
    }
    try {
        const KernelScale scale = parseKernelScale(text);
        if (!(parseKernelScale(printKernelScale(scale)) == scale)) {
            throw std::logic_error("a scale is another one after printing and parsing");
        }
    } catch (const Error&) {
    }
}

}  // namespace kg
