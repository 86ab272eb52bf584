// Chains made at random from the registry's own descriptions: what must survive every text form.
#pragma once

#include "filter/chain.h"

#include <random>

namespace kg::test {

Chain randomChain(std::mt19937& random);

}  // namespace kg::test
