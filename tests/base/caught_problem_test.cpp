#include "base/caught_problem.h"

#include "base/error.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <new>
#include <stdexcept>
#include <string>

namespace kg {
namespace {

template <typename Thrown>
std::string sentenceOf(const Thrown& thrown) {
    try {
        throw thrown;
    } catch (...) {
        return caughtProblem();
    }
}

TEST(CaughtProblem, WhateverIsCaughtIsASentence) {
    EXPECT_EQ(sentenceOf(FileError("the file is empty", "a.png", "Choose another")),
              "a.png: the file is empty. Choose another");
    EXPECT_EQ(sentenceOf(std::bad_alloc()), "there is not enough memory for this");
    EXPECT_EQ(sentenceOf(std::length_error("too long")), "this failed: too long");
    EXPECT_EQ(sentenceOf(7), "this failed without a reason");
    const std::filesystem::filesystem_error gone("cannot get current path", "some/folder",
                                                 std::make_error_code(std::errc::no_such_file_or_directory));
    EXPECT_EQ(sentenceOf(gone), "some/folder: No such file or directory");
}

}  // namespace
}  // namespace kg
