// Encoding: pixels into an image file, through a temporary file beside it and a rename.
//
// A reader never sees half a file, and a failed write leaves the old one as it was. Callable from any thread.
#pragma once

#include "image/image.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

struct EncodeOptions {
    int jpegQuality = 92;                     // 1..100
    std::map<std::string, std::string> text;  // PNG only: keyword -> UTF-8 text, in iTXt chunks
};

// The format follows the extension, in any case: png (8, 16), jpg/jpeg, bmp, tga (8), hdr, pfm (float).
// The image is converted to what the format can hold: alpha is composited away nowhere, only dropped where a format
// has none; float images are rounded to 16 bits for PNG and 8 for the others; linear values are encoded for sRGB
// formats and sRGB values decoded for hdr and pfm. The same image always gives the same bytes.
// Throws FileError with the file's name and the cause (unknown extension with the list of known ones, no such folder,
// no permission, disk full).
void encodeImage(const Image& image, const std::filesystem::path& path, const EncodeOptions& options = {});

// What the files of one extension hold.
struct WritableFormat {
    std::string_view extension;  // lower case without dot
    PixelType least = PixelType::U8;
    PixelType most = PixelType::U8;
    Transfer transfer = Transfer::Srgb;
    bool holdsText = false;  // EncodeOptions::text
};

// The format that a file's name asks for; the first gives nothing for an extension that encodeImage does not know, the
// second throws FileError.
const WritableFormat* findWritableFormat(const std::filesystem::path& path);
const WritableFormat& writableFormat(const std::filesystem::path& path);

// The extensions that encodeImage knows, lower case without dot.
const std::vector<std::string>& encodableExtensions();

// Writes bytes to a file through a temporary one in the same folder and a rename; what encodeImage and all other
// writers use. A symbolic link stays, and the file it points to is replaced; an existing file keeps its permissions.
// Throws FileError, also where the target is a folder, a device, or not writable; the temporary file never stays.
// What can be made again need not be on the disk when the function returns: power that fails may then cost the file.
enum class Flush { ToDisk, Later };
void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes, Flush flush = Flush::ToDisk);

}  // namespace kg
