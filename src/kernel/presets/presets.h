// Presets: kernels that other programs and pages publish, with their origin. The data is in assets/presets, one file an
// origin; a weight is there as it was published, and what is wrong stands flagged beside its correction.
#pragma once

#include "kernel/kernel.h"
#include "kernel/text/kernel_scale.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

struct KernelPreset {
    std::string id;             // "esri-laplacian-5": stable, unique
    std::string name;           // "Laplacian 5x5"
    std::string origin;         // the program or page: "Esri"
    std::string source;         // where in it
    std::string purpose;        // "blur", "edge", "sharpen", ...
    std::string text;           // kernel text, as published: before the scale
    std::string scale = "1";    // scale text: "1/16", "1!"
    bool flipped = false;       // its origin convolves: lays the kernel turned; else it correlates
    std::string compose;        // of a list: "magnitude", "lighten", "plus"; empty for one kernel
    std::string notes;          // what to know of it; may be empty
    std::optional<int> number;  // what its origin's programming interface calls it: Esri's 0 to 21
    bool erratum = false;       // wrong as published
    std::string correctedBy;    // id of the right one
};

// In the order of lists: by origin, then as published. Throws Error for a file that makes no sense.
const std::vector<KernelPreset>& kernelPresets();
const KernelPreset* findPreset(std::string_view id);

// The preset by its id, or Error that suggests the nearest id.
const KernelPreset& presetOf(std::string_view id);

// The weights as published, scaled; not turned.
std::vector<Kernel> kernelsOf(const KernelPreset& preset);

// Presets in which every word of a query occurs (id, name, origin, number, purpose, notes; case does not count), those
// that have all in their names first. A number occurs as a whole: "16" is not in "160". An empty query finds all.
std::vector<const KernelPreset*> searchPresets(std::string_view query);
// The query with each word that no preset has replaced by the nearest that one has, for "did you mean"; empty where
// that finds nothing either.
std::string nearestPresetSearch(std::string_view query);

}  // namespace kg
