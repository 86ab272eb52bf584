#include "render/texture_pool.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace kg {

namespace {

// More than the passes of any filter hold at once.
constexpr std::size_t kMostFree = 16;

bool fits(const gl::Texture& texture, gl::TextureFormat format, int width, int height, int layers = 1) {
    return texture.format() == format && texture.width() == width && texture.height() == height &&
           texture.layers() == layers;
}

}  // namespace

gl::Texture TexturePool::take(gl::TextureFormat format, int width, int height, int layers) {
    const auto newest = std::find_if(m_free.rbegin(), m_free.rend(), [&](const gl::Texture& texture) {
        return fits(texture, format, width, height, layers);
    });
    if (newest == m_free.rend()) {
        ++m_made;
        return {format, width, height, layers};
    }
    gl::Texture texture = std::move(*newest);
    m_free.erase(std::next(newest).base());
    return texture;
}

void TexturePool::give(gl::Texture texture) {
    if (texture) {
        m_free.push_back(std::move(texture));
    }
    if (m_free.size() > kMostFree) {
        m_free.erase(m_free.begin());
    }
}

void TexturePool::keepOnly(gl::TextureFormat format, int width, int height) {
    std::erase_if(m_free, [&](const gl::Texture& texture) { return !fits(texture, format, width, height); });
}

void TexturePool::keepSize(int width, int height) {
    std::erase_if(m_free,
                  [&](const gl::Texture& texture) { return texture.width() != width || texture.height() != height; });
}

}  // namespace kg
