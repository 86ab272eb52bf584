// A kernel drawn as a picture: black at 0 or at the smallest weight if that is negative, white at the largest.
#pragma once

#include "kernel/kernel.h"
#include "ui/panel.h"

namespace kg::ui {

// Takes the place of an item whose longer side is `side` window units. The origin's cell is marked. Kernels with more
// cells than the square has room for are sampled.
enum class KernelMap {
    Grey,
    Diverging,  // blue above 0, orange below
};
void kernelPictureItem(Panel& panel, const Kernel& kernel, float side, KernelMap map = KernelMap::Grey);

}  // namespace kg::ui
