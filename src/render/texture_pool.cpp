#include "render/texture_pool.h"

#include <algorithm>
#include <utility>

namespace kg {

namespace {

bool fits(const gl::Texture& texture, gl::TextureFormat format, int width, int height, int layers = 1) {
    return texture.format() == format && texture.width() == width && texture.height() == height &&
           texture.layers() == layers;
}

}  // namespace

gl::Texture TexturePool::take(gl::TextureFormat format, int width, int height, int layers) {
    const auto found = std::find_if(m_free.begin(), m_free.end(), [&](const gl::Texture& texture) {
        return fits(texture, format, width, height, layers);
    });
    if (found == m_free.end()) {
        ++m_made;
        return {format, width, height, layers};
    }
    gl::Texture texture = std::move(*found);
    m_free.erase(found);
    return texture;
}

void TexturePool::give(gl::Texture texture) {
    if (texture) {
        m_free.push_back(std::move(texture));
    }
}

void TexturePool::keepOnly(gl::TextureFormat format, int width, int height) {
    std::erase_if(m_free, [&](const gl::Texture& texture) { return !fits(texture, format, width, height); });
}

}  // namespace kg
