// The fuzz target of the JSON that others may have written: sessions' chains, through the limits that hold for all.
#include "base/error.h"
#include "base/json_text.h"
#include "filter/chain.h"
#include "filter/chain_json.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const nlohmann::json parsed = kg::parseJson({reinterpret_cast<const char*>(data), size}, "fuzzed");
        if (kg::quotedJson(parsed).size() > 100) {
            throw std::logic_error("a value is quoted at length");
        }
        const kg::Chain chain = kg::chainFromJson(parsed);
        if (kg::chainFromJson(kg::chainToJson(chain)) != chain) {
            throw std::logic_error("a chain is another one after it was stored");
        }
    } catch (const kg::Error&) {
    }
    return 0;
}
