// ComputeTextures: what a compute pass reads and writes. The textures belong to the executor.
#pragma once

#include "gl/objects.h"

namespace kg {

struct ComputeTextures {
    const gl::Texture* input = nullptr;  // null where the pass reads no slot
    const gl::Texture* other = nullptr;  // null where it has no second operand
    const gl::Texture& output;

    // To the units that shaders/passes/*.comp name.
    void bind() const;
};

// The unit of the texture that compute programs write.
constexpr int kOutputImage = 0;

// Work groups that cover a length.
}  // namespace kg
