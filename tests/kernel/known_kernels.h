// Kernels that several tests name.
#pragma once

#include "kernel/presets/presets.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace kg::test {

// The weight of a cell that is absent.
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// The first kernel of a preset; a failed test and an empty one where there is no such preset.
inline Kernel presetKernel(const std::string& id) {
    const KernelPreset* preset = findPreset(id);
    if (preset == nullptr) {
        ADD_FAILURE() << "no preset " << id;
        return {};
    }
    return kernelsOf(*preset).front();
}

}  // namespace kg::test
