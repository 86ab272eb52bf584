// Runs the program as a person would, and gives back what it said.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace kg::test {

struct ProcessResult {
    int status = -1;  // exit status; -1 where a signal ended the program
    std::string output;
    std::string errors;
};

// Runs the program under test with arguments, no input, and environment variables set beside the test's own.
ProcessResult runProgram(const std::vector<std::string>& arguments,
                         const std::map<std::string, std::string>& environment = {});

// Whether the program ended with status 0; if not, what it said.
testing::AssertionResult worked(const ProcessResult& result);

// A fresh, empty folder for the running test, kept after it.
std::filesystem::path testFolder();

}  // namespace kg::test
