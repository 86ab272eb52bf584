// The sentence about whatever was thrown, for the places where nothing may get past: the window and the viewer's end.
#pragma once

#include <string>

namespace kg {

// Of the exception that is being handled: the program's own errors, a file system that refuses, memory that is not
// there. Only within a catch.
std::string caughtProblem();

}  // namespace kg
