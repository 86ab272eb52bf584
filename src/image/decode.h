// Decoding: an image file into pixels, in the file's own depth and channels.
//
// JPEG, BMP, TGA and GIF (first frame) go through stb_image. PNG goes through libpng, WebP through libwebp, and PGM,
// PPM, PFM, PSD and Radiance HDR are read here, because there stb_image loses depth or takes damaged files for whole
// ones (png_codec.h, netpbm.h, psd.h and radiance.h say how). The content decides, not the name. EXIF orientation is
// applied, so that row 0 is the top as the camera was held. Callable from any thread.
#pragma once

#include "image/image.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kg {

// Throws FileError with the file's name and the cause: missing, not readable, a folder, empty, not an image, damaged
// (with the decoder's reason), or above the limits of Image. Nothing large is allocated before the header is checked.
// What is missing of a picture that comes all the same is told in `note`, a sentence; empty: nothing.
Image decodeImage(const std::filesystem::path& path, std::string* note = nullptr);

// The same from memory; `name` stands for the file in errors.
Image decodeImage(std::span<const std::byte> data, const std::string& name, std::string* note = nullptr);

// The formats above as a sentence lists them: "PNG, JPEG, ... and Radiance HDR".
const std::string& readableFormats();

// What the first bytes of a file show.
enum class FileKind {
    Still,    // decodeImage reads it
    Gif,      // it reads the first of perhaps many pictures
    Foreign,  // a picture or video that another library may read
    Unknown,  // no format that is known here
    Refused,  // no picture, or no file that can be read: decodeImage says why
};

FileKind kindOfFile(const std::filesystem::path& path);

// The text that a PNG stores under a keyword (tEXt, zTXt or iTXt), as UTF-8; nothing where it has none, or where the
// file is of another format. Throws FileError if unreadable or damaged.
std::optional<std::string> readPngText(const std::filesystem::path& path, const std::string& keyword);

// The usual extensions of the formats above, lower case without dot: what a file browser lists.
const std::vector<std::string>& decodableExtensions();

}  // namespace kg
