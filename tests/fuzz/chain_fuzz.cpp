// The fuzz target of chain texts: what a picture of somebody else's was exported with is one.
#include "base/error.h"
#include "filter/chain.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const kg::Chain chain = kg::parseChain({reinterpret_cast<const char*>(data), size});
        if (kg::parseChain(kg::printChain(chain)) != chain) {
            throw std::logic_error("a chain is another one after printing and parsing");
        }
    } catch (const kg::Error&) {
    }
    return 0;
}
