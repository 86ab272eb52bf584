// The markers of a JPEG file: where its EXIF block is, and whether stb_image may see the file. It shows the upper part
// of one that is cut short, and writes beyond its tables where a Huffman table is too long.
#pragma once

#include "image/bytes.h"

#include <cstddef>

namespace kg {

struct JpegMarkers {
    Bytes exif;                 // from "Exif\0\0" on; empty where there is none
    bool complete = false;      // every scan ends in a marker, and the last marker is EOI
    std::size_t scanBytes = 0;  // of entropy-coded data
    bool sound = true;          // no Huffman table has more codes than there are bytes
};

// Walks the segments and the entropy-coded data; what follows EOI is ignored, as phones append pictures there.
JpegMarkers readJpegMarkers(Bytes data);

}  // namespace kg
