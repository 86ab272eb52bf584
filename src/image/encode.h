// Encoding: pixels into an image file, through a temporary file beside it and a rename.
//
// A reader never sees half a file, and a failed write leaves the old one as it was. Callable from any thread.
#pragma once

#include "image/atomic_file.h"
#include "image/image.h"

#include <filesystem>
#include <map>
#include <memory>
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

// The same for an image that comes in bands of rows, without a need to hold all of it: the same rows give the same file
// however they are parted. PNG is written as the rows come; for other formats they are collected. Until finish() there
// is no file, and without it none. One thread at a time.
class ImageFileWriter {
public:
    // `format` is that of the whole image. Throws FileError as encodeImage does, as far as it can be known before the
    // pixels: the name, the folder, and a size that the format cannot hold.
    ImageFileWriter(const ImageFormat& format, const std::filesystem::path& path, const EncodeOptions& options = {});
    ~ImageFileWriter();
    ImageFileWriter(const ImageFileWriter&) = delete;
    ImageFileWriter& operator=(const ImageFileWriter&) = delete;

    // The next rows from the top: as wide as the whole, in its channels, depth and transfer.
    void write(Image rows);
    // After the last row: puts the file in its place.
    void finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

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
void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes, Flush flush = Flush::ToDisk);

}  // namespace kg
