// Preset view: the library of published kernels, searched by name, origin and purpose, each drawn beside its name.
#pragma once

#include "app/kernel_subject.h"
#include "kernel/presets/presets.h"
#include "ui/panel.h"

#include <map>
#include <string>
#include <vector>

namespace kg::ui {

class PresetView {
public:
    void draw(Panel& panel, const KernelSubject& subject);

private:
    bool row(Panel& panel, const KernelPreset& preset);
    const Kernel& pictureOf(const KernelPreset& preset);

    std::string m_search;
    std::string m_searched = "\n";  // what m_found belongs to: no query has a newline
    std::vector<const KernelPreset*> m_found;
    std::map<const KernelPreset*, Kernel> m_pictures;  // of the rows that were shown so far
};

}  // namespace kg::ui
