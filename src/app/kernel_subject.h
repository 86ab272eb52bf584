// KernelSubject: the kernel that the lab works on, and the edits by which it is changed.
//
// A convolve filter holds a list of kernels as text; the lab edits one member of it. Any other filter has kernels too:
// they can be looked at, and the filter can be turned into a convolve filter that holds them.
#pragma once

#include "app/document.h"
#include "app/edits.h"
#include "kernel/named/named_kernel.h"
#include "kernel/presets/presets.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace kg {

struct KernelSubject {
    int filter = -1;                   // index in the chain
    bool editable = false;             // the filter is a convolve
    bool convolves = false;            // its kernels are laid turned
    std::vector<Kernel> typed{};       // as the text has them; the laid ones where not editable
    std::vector<Kernel> laid{};        // as they lie over the picture: scaled and turned
    std::size_t member = 0;            // of both lists
    std::optional<KernelCall> call{};  // where the text is one name with arguments

    const Kernel& kernel() const { return typed[member]; }
    const Kernel& laidKernel() const { return laid[member]; }
    // A member with the filter's scale and unity added, turned as the text has it.
    Kernel scaledKernel() const { return asTyped(laidKernel()); }
    // A kernel as it lies over the picture, turned as the text has it.
    Kernel asTyped(const Kernel& laidOne) const { return convolves ? laidOne.turned() : laidOne; }
};

// The subject of the selected filter, its member the nearest to the one asked for; nothing without a selection.
std::optional<KernelSubject> subjectOf(const Document& document, std::size_t member);

namespace edits {

// The member's weights; a drag's edits share a group. What was a name becomes weights.
Edit setKernel(const KernelSubject& subject, std::string label, const Kernel& kernel, std::string group = {});
// The member's weights with nothing left to scale: the filter's scale becomes 1, and what it did to the other members
// becomes part of their weights. A bias where one is given.
Edit setScaledKernel(const KernelSubject& subject, std::string label, const Kernel& kernel,
                     std::optional<double> bias = std::nullopt, std::string group = {});
// A kernel text, for the whole list.
Edit setKernelText(int filter, std::string label, std::string text, std::string group = {});
// What the clipboard holds, for the whole list; a kernel called by name stays one. Throws what parsePasted throws.
Edit pasteKernels(int filter, const std::string& text);
// A preset: its kernels, scale, way of laying and composition, all at once.
Edit setPreset(int filter, const KernelPreset& preset);
// The filter as a convolve of the kernels that it lays.
Edit becomeConvolve(const Document& document, int filter);

}  // namespace edits

}  // namespace kg
