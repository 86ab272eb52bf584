// Shader source: GLSL with #include, and the way back from a driver's line number to the line that its author wrote.
//
// A file that is not a stage starts with no #version; a stage starts with "#version 330 core". `#include "path"` names
// a file from the shader folder's root and is taken once a program.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kg::gl {

// The text of a shader file by its path from the shader folder's root ("passes/convolve.frag"); nothing if it has none.
using ShaderReader = std::function<std::optional<std::string>(const std::string& path)>;

// NAME and value of a #define placed behind #version.
using Defines = std::vector<std::pair<std::string, std::string>>;

// Lines are numbered across files: line n of file f is n + f * kLinesPerFile in #line directives and so in the driver's
// log. Source string numbers are given too, but not relied on: Mesa names string 0 for some errors in any file.
struct ShaderSource {
    static constexpr int kLinesPerFile = 100'000;

    std::string text;                // what the driver compiles
    std::vector<std::string> files;  // in the order of their numbers; 0 is the stage itself
};

// A message of the compiler with the file and line that the author wrote.
struct ShaderMessage {
    std::string file;  // empty where the driver names none
    int line = 0;      // from 1; 0 where the driver names none
    std::string text;
};

// Reads a stage and everything that it includes. Throws Error naming file and line where an included file is missing
// or a directive is malformed.
ShaderSource assembleShader(const std::string& path, const Defines& defines, const ShaderReader& read);

// Splits a driver's log into messages. Understands Mesa ("0:12(5): error: ..."), NVIDIA ("0(12) : error C0000: ..."),
// and AMD, Apple and Intel ("ERROR: 0:12: ..."); other lines come without a place.
std::vector<ShaderMessage> explainLog(const std::string& log, const ShaderSource& source);

}  // namespace kg::gl
