#include "kernel/named/named_kernel.h"
namespace kg {
std::vector<NamedKernel> generatorKernels() {
    return {};
}
}  // namespace kg
