// The grid of a kernel's weights, each dragged or typed, with width and height to step from 1 to 15.
#pragma once

#include "kernel/kernel.h"
#include "ui/panel.h"

#include <optional>
#include <string>

namespace kg::ui {

constexpr int kLargestGridSide = 15;

struct KernelChange {
    Kernel kernel;
    std::string group;  // shared by the changes of one drag
};

// Buttons that step width and height from 1 to `largest`; the kernel at its new size, once. A larger one can still be
// made smaller. `place` names the buttons in the report; empty: not at all.
std::optional<Kernel> sizeSteppers(Panel& panel, const Kernel& kernel, int largest, const std::string& place = {});

bool fitsGrid(const Kernel& kernel);

// Draws steppers and grid over the available width; `place` names the cells in the report. The kernel must fit.
std::optional<KernelChange> kernelGrid(Panel& panel, const Kernel& kernel, const std::string& place);

}  // namespace kg::ui
