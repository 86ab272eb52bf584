#include "image/stb_codec.h"

#include "image/limits.h"

#include <fmt/format.h>
#include <stb_image.h>
#include <stb_image_write.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>

namespace kg {

namespace {

struct StbFree {
    void operator()(void* pixels) const { stbi_image_free(pixels); }
};

// Hands stb_image the file piece by piece and notes when it asks for more than there is.
class Feed {
public:
    explicit Feed(Bytes data) : m_data(data) {}

    stbi_io_callbacks callbacks() const {
        return {
            .read = [](void* self, char* to, int size) { return static_cast<Feed*>(self)->read(to, size); },
            .skip = [](void* self, int count) { static_cast<Feed*>(self)->skip(count); },
            .eof = [](void* self) { return static_cast<Feed*>(self)->atEnd() ? 1 : 0; },
        };
    }

    bool ranDry() const { return m_ranDry; }

private:
    bool atEnd() const { return m_at == m_data.size(); }

    std::size_t take(int wanted) {
        const std::size_t left = m_data.size() - m_at;
        const std::size_t count = std::min(static_cast<std::size_t>(std::max(wanted, 0)), left);
        m_at += count;
        return count;
    }

    int read(char* to, int size) {
        const std::size_t start = m_at;
        const std::size_t count = take(size);
        if (count > 0) {
            std::memcpy(to, m_data.data() + start, count);
        }
        // A short answer is normal at the end; only the question after it goes beyond.
        m_ranDry = m_ranDry || (count == 0 && size > 0);
        return static_cast<int>(count);
    }

    void skip(int count) { m_ranDry = m_ranDry || take(count) < static_cast<std::size_t>(std::max(count, 0)); }

    Bytes m_data;
    std::size_t m_at = 0;
    bool m_ranDry = false;
};

// The decoder's reason, as part of a sentence.
FileError stbFailure(const std::string& name) {
    const char* reason = stbi_failure_reason();
    return damaged(name, reason ? fmt::format("the decoder says '{}'", reason) : "the decoder gives up");
}

ImageFormat readFormat(Bytes data, const std::string& name) {
    const auto* bytes = reinterpret_cast<const stbi_uc*>(data.data());
    // A header lies well within the first 2 GiB, the most that stb_image takes at once.
    const int size = static_cast<int>(std::min<std::size_t>(data.size(), std::numeric_limits<int>::max()));
    ImageFormat format;
    if (!stbi_info_from_memory(bytes, size, &format.width, &format.height, &format.channels)) {
        throw stbFailure(name);
    }
    // A BMP stored from the top down has a negative height.
    format.height =
        format.height < 0 && format.height > -std::numeric_limits<int>::max() ? -format.height : format.height;
    return format;
}

std::string formatName(StbFormat format) {
    switch (format) {
        case StbFormat::Jpeg:
            return "JPEG";
        case StbFormat::Bmp:
            return "BMP";
        case StbFormat::Tga:
            return "TGA";
        case StbFormat::Radiance:
            break;
    }
    return "Radiance HDR";
}

void append(void* text, void* data, int size) {
    static_cast<std::string*>(text)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace

Image decodeWithStb(Bytes data, const std::string& name, const Density& density) {
    const ImageFormat header = readFormat(data, name);
    checkFileFormat(header, data.size(), density, name);

    Feed feed(data);
    const stbi_io_callbacks callbacks = feed.callbacks();
    ImageFormat format = header;
    int stored = 0;
    const std::unique_ptr<void, StbFree> pixels(
        stbi_load_from_callbacks(&callbacks, &feed, &format.width, &format.height, &stored, header.channels));
    if (feed.ranDry()) {
        throw damaged(name, "it is cut short");
    }
    if (!pixels) {
        throw stbFailure(name);
    }
    checkFileFormat(format, data.size(), density, name);
    Image image(format);
    std::memcpy(image.bytes().data(), pixels.get(), image.bytes().size());
    return image;
}

void checkStbSize(const ImageFormat& format, std::string_view formatName) {
    // stb_image_write counts bytes in int, and BMP stores at least three a pixel.
    const std::size_t samples = std::max(format.sampleCount(), 3 * format.pixelCount());
    if (samples > std::numeric_limits<int>::max() - std::size_t{1 << 20}) {
        throw Error(fmt::format("{} x {} pixels are too many for a {} file", format.width, format.height, formatName),
                    {}, "Use PNG or PFM");
    }
}

std::string encodeWithStb(const Image& image, StbFormat format, int jpegQuality) {
    checkStbSize(image.format(), formatName(format));
    std::string out;
    const int width = image.width();
    const int height = image.height();
    const int channels = image.channels();
    const void* pixels = image.bytes().data();
    int done = 0;
    switch (format) {
        case StbFormat::Jpeg:
            done = stbi_write_jpg_to_func(append, &out, width, height, channels, pixels, jpegQuality);
            break;
        case StbFormat::Bmp:
            done = stbi_write_bmp_to_func(append, &out, width, height, channels, pixels);
            break;
        case StbFormat::Tga:
            done = stbi_write_tga_to_func(append, &out, width, height, channels, pixels);
            break;
        case StbFormat::Radiance:
            done = stbi_write_hdr_to_func(append, &out, width, height, channels, image.samples<float>().data());
            break;
    }
    if (!done) {
        throw Error(fmt::format("the image could not be encoded as {}", formatName(format)));
    }
    return out;
}

}  // namespace kg
