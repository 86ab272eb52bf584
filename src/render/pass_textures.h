// What passes store and how they sample: one answer for those who draw them and those who compile for them.
#pragma once

#include "gl/objects.h"
#include "plan/plan.h"

namespace kg {

inline gl::TextureFormat passFormat(Precision precision) {
    return precision == Precision::Half ? gl::TextureFormat::RGBA16F : gl::TextureFormat::RGBA32F;
}

// The wrap mode that is the border rule, or that the shader's own rule builds on.
inline gl::Wrap wrapOf(const Pass& pass) {
    switch (pass.border) {
        case BorderRule::Mirror:
            return gl::Wrap::Mirror;
        case BorderRule::Wrap:
            return gl::Wrap::Repeat;
        default:
            return gl::Wrap::Clamp;
    }
}

inline gl::Filtering filteringOf(const Pass& pass) {
    return pass.bilinear ? gl::Filtering::Linear : gl::Filtering::Nearest;
}

}  // namespace kg
