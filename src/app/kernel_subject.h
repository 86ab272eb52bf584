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
};

// The subject of the selected filter, its member the nearest to the one asked for; nothing without a selection.
std::optional<KernelSubject> subjectOf(const Document& document, std::size_t member);

namespace edits {

// The member's weights; a drag's edits share a group. What was a name becomes weights.
Edit setKernel(const KernelSubject& subject, std::string label, const Kernel& kernel, std::string group = {});
// A kernel text, for the whole list.
Edit setKernelText(int filter, std::string label, std::string text, std::string group = {});
// A preset: its kernels, scale, way of laying and composition, all at once.
Edit setPreset(int filter, const KernelPreset& preset);
// The filter as a convolve of the kernels that it lays.
Edit becomeConvolve(const Document& document, int filter);

}  // namespace edits

}  // namespace kg
