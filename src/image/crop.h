// Crop: a rectangle of an image as an image of its own.
#pragma once

#include "image/image.h"

namespace kg {

// The pixels from column x and row y on. The rectangle may reach beyond the image: what lies outside an edge is what
// lies inside the opposite one, as often as it takes. Throws Error as Image's constructor does.
Image cropWrapped(const Image& image, int x, int y, int width, int height);

// The whole rows from y on, `count` of them, which must be there.
Image cropRows(const Image& image, int y, int count);

// Copies an image into a larger one of the same channels, depth and transfer, its corner at column x and row y.
void paste(const Image& part, Image& whole, int x, int y);

}  // namespace kg
