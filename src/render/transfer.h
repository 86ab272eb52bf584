// Transfer: images to textures and back.
#pragma once

#include "gl/objects.h"
#include "image/image.h"

namespace kg {

// A texture with the image's values, in its own depth; RGB gains an alpha of 1. Throws DeviceMemoryError.
gl::Texture uploadImage(const Image& image);
// The same into a texture that is used again where its format and size are right already, and replaced otherwise; of a
// moving source, through a buffer.
void uploadImage(const Image& image, gl::Texture& texture, gl::UploadBuffer* through = nullptr);

// Replaces a texture by another one where its format or size are not these.
void fitTexture(gl::Texture& texture, gl::TextureFormat format, int width, int height);

// Rows of a result that are best read and converted at a time: few, to keep floats small beside the picture.
constexpr int kRowsAtATime = 64;

// A rectangle of a texture as a float image of the given channels and transfer; grey is read from red. Throws
// DeviceMemoryError.
Image readTexture(gl::Framebuffer& framebuffer, const gl::Texture& texture, int x, int y, int width, int height,
                  int channels, Transfer transfer);
// All of it.
Image readTexture(gl::Framebuffer& framebuffer, const gl::Texture& texture, int channels, Transfer transfer);

}  // namespace kg
