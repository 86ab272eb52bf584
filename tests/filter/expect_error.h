// Expectations on the sentences of errors.
#pragma once

#include "base/error.h"

#include <gtest/gtest.h>

#include <string>

namespace kg::test {

// The sentence that an action is refused with; fails the test where it is not refused.
template <typename Action>
std::string errorOf(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    ADD_FAILURE() << "expected an Error";
    return {};
}

}  // namespace kg::test
