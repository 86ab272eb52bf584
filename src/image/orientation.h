// EXIF orientation: how a camera was held, and the turn that puts row 0 at the top again.
#pragma once

#include "image/bytes.h"
#include "image/image.h"

namespace kg {

// The orientation tag (0x0112) of an EXIF block, 1 to 8, named by where the stored row 0 and column 0 lie in the
// scene.
enum class Orientation {
    TopLeft = 1,  // as stored
    TopRight,     // mirrored left to right
    BottomRight,  // turned by 180 degrees
    BottomLeft,   // mirrored top to bottom
    LeftTop,      // transposed
    RightTop,     // to be turned clockwise
    RightBottom,  // transposed about the other diagonal
    LeftBottom,   // to be turned counter-clockwise
};

// Reads the tag from an EXIF block, which starts with "Exif\0\0" and a TIFF header. TopLeft where the block has no
// usable tag: a broken one must not keep a picture from opening.
Orientation exifOrientation(Bytes exif);

// The image as the scene was; sides swap for the last four.
Image oriented(Image image, Orientation orientation);

}  // namespace kg
