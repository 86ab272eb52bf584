// FileType: which format a file's content is, told by its first bytes and not by its name.
#pragma once

#include "image/bytes.h"

#include <string>

namespace kg {

enum class FileType { Unknown, Png, Jpeg, Bmp, Gif, Webp, Psd, Tga, Pnm, Pfm, Radiance };

// TGA has no mark at its start: it needs a name that says so (or the footer of TGA 2.0) and a header without a
// contradiction. Everything else goes by its mark alone.
FileType detectFileType(Bytes data, const std::string& name);

// The name of a known format that is not read here ("a TIFF image", "a PDF document"); empty for anything else.
std::string foreignFormat(Bytes data);

// Whether that format is of a picture or a video, so that another library may read it.
bool isForeignPicture(Bytes data);

}  // namespace kg
