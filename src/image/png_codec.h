// PNG through libpng, which checks every chunk's sum and so tells a damaged file from a whole one.
#pragma once

#include "image/bytes.h"
#include "image/image.h"
#include "image/orientation.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kg {

// U8 or U16 (depths below 8 are widened), 1 to 4 channels, palettes expanded. An eXIf chunk's orientation is applied.
// Throws FileError.
Image decodePng(Bytes data, const std::string& name);

// The text under a keyword, as UTF-8. Throws FileError.
std::optional<std::string> decodePngText(Bytes data, const std::string& name, const std::string& keyword);

// Where encoded bytes go, in order. What it throws comes out of the writer.
using ByteSink = std::function<void(std::string_view bytes)>;

// Encodes U8 or U16 rows as they come, marked as sRGB; `text` goes into iTXt chunks before the pixels. However the rows
// are parted, the bytes are the same.
class PngWriter {
public:
    // `format` is that of the whole image. Throws Error for a keyword that PNG does not allow.
    PngWriter(const ImageFormat& format, const std::map<std::string, std::string>& text, ByteSink sink);
    ~PngWriter();
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;

    // The next rows, in the format's channels and depth.
    void write(const Image& rows);
    // After the last row.
    void finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace kg
