// The fuzz target of everything that reads kernels: script/fuzz runs it.
#include "fuzz/kernel_text_check.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kg::checkKernelText({reinterpret_cast<const char*>(data), size});
    return 0;
}
