#include "app/kernel_subject.h"

#include "base/error.h"
#include "filter/registry.h"
#include "kernel/named/call_text.h"
#include "kernel/text/kernel_export.h"
#include "kernel/text/kernel_text.h"
#include "kernel/text/pasted_text.h"

#include <algorithm>
#include <utility>

namespace kg {

namespace {

constexpr const char* kConvolve = "convolve";

const Filter& filterOf(const Document& document, int index) {
    return document.chain.at(static_cast<std::size_t>(index));
}

std::string listText(const std::vector<Kernel>& kernels) {
    return printKernelsAs(kernels, KernelForm::ImageMagick);
}

// Whether a text means the same as kernel text: a name keeps its arguments then.
bool keepsMeaning(const std::string& text, const std::vector<Kernel>& kernels) {
    try {
        return callFrom(text).has_value() && parseKernels(text) == kernels;
    } catch (const Error&) {
        return false;
    }
}

std::string composeName(Combine combine) {
    switch (combine) {
        case Combine::Sum:
            return "plus";
        case Combine::Difference:
            return "difference";
        case Combine::Maximum:
            return "lighten";
        case Combine::Minimum:
            return "darken";
        case Combine::Magnitude:
            return "magnitude";
        case Combine::Single:
        case Combine::Sequence:
            break;
    }
    return "none";
}

std::string channelsName(const ChannelMask& mask) {
    std::string name;
    for (const auto& [written, letter] :
         {std::pair{mask.red, 'r'}, {mask.green, 'g'}, {mask.blue, 'b'}, {mask.alpha, 'a'}}) {
        name += written ? std::string(1, letter) : "";
    }
    return name;
}

}  // namespace

std::optional<KernelSubject> subjectOf(const Document& document, std::size_t member) {
    if (document.selected < 0) {
        return std::nullopt;
    }
    const Filter& filter = filterOf(document, document.selected);
    KernelSubject subject{.filter = document.selected, .editable = filter.kind == kConvolve};
    subject.laid = bankOf(filter).kernels;
    subject.typed = subject.laid;
    if (subject.editable) {
        const std::string& text = textOf(filter, "kernel");
        subject.typed = parseKernels(text);
        subject.call = callFrom(text);
        subject.convolves = textOf(filter, "mode") == "convolution";
    }
    subject.member = std::min(member, subject.typed.size() - 1);
    return subject;
}

namespace edits {

Edit setKernel(const KernelSubject& subject, std::string label, const Kernel& kernel, std::string group) {
    std::vector<Kernel> kernels = subject.typed;
    kernels[subject.member] = kernel;
    return setKernelText(subject.filter, std::move(label), listText(kernels), std::move(group));
}

Edit setScaledKernel(const KernelSubject& subject, std::string label, const Kernel& kernel, std::optional<double> bias,
                     std::string group) {
    std::vector<Kernel> kernels;
    for (const Kernel& laid : subject.laid) {
        kernels.push_back(subject.asTyped(laid));
    }
    kernels[subject.member] = kernel;
    std::map<std::string, Value> values{{"kernel", listText(kernels)}, {"scale", std::string("1")}};
    if (bias) {
        values["bias"] = *bias;
    }
    Edit edit = setValues(subject.filter, std::move(label), std::move(values));
    edit.group = std::move(group);
    return edit;
}

Edit pasteKernels(int filter, const std::string& text) {
    const std::vector<Kernel> kernels = parsePasted(text);
    return setKernelText(filter, "Paste kernel", keepsMeaning(text, kernels) ? text : listText(kernels));
}

Edit setKernelText(int filter, std::string label, std::string text, std::string group) {
    Edit edit = setValue(filter, "kernel", std::move(text));
    edit.label = std::move(label);
    edit.group = std::move(group);
    return edit;
}

Edit setPreset(int filter, const KernelPreset& preset) {
    return setValues(filter, "Set preset",
                     {{"kernel", preset.text},
                      {"scale", preset.scale},
                      {"mode", std::string(preset.flipped ? "convolution" : "correlation")},
                      {"compose", preset.compose.empty() ? std::string("none") : preset.compose}});
}

Edit becomeConvolve(const Document& document, int filter) {
    const Filter& old = filterOf(document, filter);
    const KernelBank bank = bankOf(old);
    Filter fresh = makeFilter(kConvolve);
    fresh.enabled = old.enabled;
    fresh.mix = old.mix;
    fresh.values["kernel"] = listText(bank.kernels);
    fresh.values["mode"] = std::string("correlation");
    fresh.values["compose"] = composeName(bank.combine);
    fresh.values["bias"] = bank.bias;
    fresh.values["channels"] = channelsName(bank.channels);
    for (const char* shared : {"border", "border_color"}) {
        fresh.values[shared] = valueOf(old, shared);
    }
    return replaceFilter(filter, "Edit as convolve", std::move(fresh));
}

}  // namespace edits

}  // namespace kg
