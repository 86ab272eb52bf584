// The part of `bench` that times the kernels of NVIDIA VPI's published table.
#pragma once

#include "render/engine.h"

#include <string>

namespace kg {

struct VpiJob {
    std::string device;  // its name
    MeterProtocol protocol;
    bool json = false;
};

// A full and a separable kernel of 3, 5, 7 and 11 cells a side over noise of 1920x1080, grey and of 8 bits: the sizes
// for which VPI publishes the times of its 2D and its separable convolution. The reference is evaluated at a sample of
// pixels. Prints a table a kernel; returns the exit status. Source of the sizes: NVIDIA VPI, "2D Image Convolution" and
// "Separable 2D Image Convolution", performance tables.
int benchVpi(Engine& engine, const VpiJob& job);

}  // namespace kg
