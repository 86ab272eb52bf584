// Transfer: images to textures and back.
#pragma once

#include "gl/objects.h"
#include "image/image.h"

namespace kg {

// A texture with the image's values, in its own depth; RGB gains an alpha of 1. Throws DeviceError out of memory.
gl::Texture uploadImage(const Image& image);

// The texture as a float image of the given channels and transfer; grey is read from red.
Image readTexture(gl::Framebuffer& framebuffer, const gl::Texture& texture, int channels, Transfer transfer);

}  // namespace kg
