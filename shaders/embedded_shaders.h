// The GLSL files of shaders/, embedded while building.
//
// The table is sorted by path, lives as long as the program, and any thread may read it.
#pragma once

#include <span>
#include <string_view>

namespace kg {

struct EmbeddedShader {
    std::string_view path;  // relative to shaders/, such as "passes/convolve.frag"
    std::string_view text;
};

std::span<const EmbeddedShader> embeddedShaders();

}  // namespace kg
