// BorderSamplers: one sampler for each wrap mode that expresses a border rule. The rules that no mode expresses clamp;
// shaders/lib/fetch_bordered.glsl does the rest. They belong to the context that was current when they were made.
#pragma once

#include "filter/border.h"
#include "gl/objects.h"

namespace kg {

class BorderSamplers {
public:
    explicit BorderSamplers(gl::Filtering filtering)
        : m_clamp(gl::Wrap::Clamp, filtering),
          m_mirror(gl::Wrap::Mirror, filtering),
          m_repeat(gl::Wrap::Repeat, filtering) {}

    const gl::Sampler& clamp() const { return m_clamp; }
    const gl::Sampler& of(BorderRule border) const {
        return border == BorderRule::Mirror ? m_mirror : border == BorderRule::Wrap ? m_repeat : m_clamp;
    }

private:
    gl::Sampler m_clamp, m_mirror, m_repeat;
};

}  // namespace kg
