// The implementation of stb_image and stb_image_write, compiled once, with only what this room uses of them.
#include "image/image.h"

// Decoding runs on several threads, and each asks for its own reason of failure.
#define STBI_THREAD_LOCAL thread_local
#define STBI_MAX_DIMENSIONS kg::Image::kMaxSide
#define STBI_NO_STDIO
#define STBI_NO_PNG
#define STBI_NO_PNM
#define STBI_NO_PSD
#define STBI_NO_HDR
#define STBI_NO_PIC
#define STBI_NO_LINEAR
#define STB_IMAGE_IMPLEMENTATION
#include <stb_image.h>

// STBI_WRITE_NO_STDIO would take the Radiance writer away with the files.
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>
