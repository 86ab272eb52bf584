// TexturePool: textures that passes draw to, used again from run to run.
#pragma once

#include "gl/objects.h"

#include <cstdint>
#include <vector>

namespace kg {

class TexturePool {
public:
    // A texture of undefined contents; the caller owns it and may give it back. One that nobody has taken for long is
    // freed, since a chain whose sizes change would otherwise leave a trail of them.
    gl::Texture take(gl::TextureFormat format, int width, int height, int layers = 1);
    void give(gl::Texture texture);

    // Frees every texture of another size or format than this; called when the source changes.
    void keepOnly(gl::TextureFormat format, int width, int height);
    // The same for textures of any format and number of layers.
    void keepSize(int width, int height);
    void clear() { m_free.clear(); }

    std::uint64_t made() const { return m_made; }

private:
    std::vector<gl::Texture> m_free;  // the longest free first
    std::uint64_t m_made = 0;
};

}  // namespace kg
