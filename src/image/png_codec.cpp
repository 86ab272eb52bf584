#include "image/png_codec.h"

#include "image/limits.h"

#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <bit>
#include <csetjmp>
#include <cstring>
#include <exception>
#include <utility>
#include <vector>

namespace kg {

namespace {

// What libpng says when it fails. A plain array, since its error handler must not throw.
struct Complaint {
    std::array<char, 200> text{};
};

[[noreturn]] void onError(png_structp png, png_const_charp message) {
    auto* complaint = static_cast<Complaint*>(png_get_error_ptr(png));
    std::strncpy(complaint->text.data(), message, complaint->text.size() - 1);
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

// Runs `work` and returns whether libpng got through it. An error leaves by longjmp, so `work` and the functions that
// it calls hold no object with a destructor.
template <typename Work>
bool guarded(png_structp png, const Work& work) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    work();
    return true;
}

// Of a text or a colour profile once it is unpacked, and of such chunks in a file: a few bytes may claim to be
// gigabytes.
constexpr png_alloc_size_t kMaxChunkBytes = png_alloc_size_t{4} << 20U;
constexpr png_uint_32 kMaxChunks = 64;

// Texts are unpacked only where one is asked for.
void passOverTexts(png_structp png) {
    static constexpr png_byte kTexts[] = "tEXt\0zTXt\0iTXt";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, kTexts, 3);
}

// One file being read: libpng's state and the place in the bytes.
class Reader {
public:
    Reader(Bytes data, const std::string& name) : m_data(data), m_name(name) {
        m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &m_complaint, onError, onWarning);
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
        if (!m_info) {
            png_destroy_read_struct(&m_png, nullptr, nullptr);
            throw FileError("there is not enough memory to read it", name);
        }
        png_set_read_fn(m_png, this, [](png_structp png, png_bytep to, std::size_t size) {
            static_cast<Reader*>(png_get_io_ptr(png))->read(to, size);
        });
        // Sizes are judged by checkFileFormat, with a sentence of its own.
        png_set_user_limits(m_png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        png_set_chunk_malloc_max(m_png, kMaxChunkBytes);
        png_set_chunk_cache_max(m_png, kMaxChunks);
    }
    ~Reader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    png_structp png() const { return m_png; }
    png_infop info() const { return m_info; }

    template <typename Work>
    void run(const Work& work) {
        if (!guarded(m_png, work)) {
            throw damaged(m_name, m_complaint.text.data());
        }
    }

private:
    void read(png_bytep to, std::size_t size) {
        if (size > m_data.size() - m_at) {
            png_error(m_png, "it is cut short");
        }
        std::memcpy(to, m_data.data() + m_at, size);
        m_at += size;
    }

    Bytes m_data;
    const std::string& m_name;
    std::size_t m_at = 0;
    Complaint m_complaint;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
};

// Asks for whole samples in this machine's byte order: palettes and depths below 8 are expanded, a transparent colour
// becomes alpha.
void requestPlainSamples(png_structp png) {
    png_set_expand(png);
    if constexpr (std::endian::native == std::endian::little) {
        png_set_swap(png);
    }
}

ImageFormat formatAfterTransforms(png_structp png, png_infop info) {
    // libpng allows sides up to 2^31 - 1, so they fit an int.
    return {.width = static_cast<int>(png_get_image_width(png, info)),
            .height = static_cast<int>(png_get_image_height(png, info)),
            .channels = png_get_channels(png, info),
            .type = png_get_bit_depth(png, info) == 16 ? PixelType::U16 : PixelType::U8};
}

// The channels and depth that the header's claim leads to, before libpng allocates a row for it. Throws FileError where
// the file cannot hold it.
ImageFormat checkedFormat(png_structp png, png_infop info, std::size_t fileSize, const std::string& name) {
    ImageFormat format = formatAfterTransforms(png, info);
    const double bits = static_cast<double>(png_get_bit_depth(png, info)) * format.channels;
    format.channels = std::clamp(format.channels, 1, 4);
    checkFileFormat(format, fileSize, {.bytesPerByte = kDeflateBytes, .bitsPerPixel = bits}, name);
    return format;
}

std::vector<png_bytep> rowPointers(Image& image) {
    const std::size_t rowBytes = image.format().byteCount() / image.height();
    std::vector<png_bytep> rows(static_cast<std::size_t>(image.height()));
    for (std::size_t y = 0; y < rows.size(); ++y) {
        rows[y] = reinterpret_cast<png_bytep>(image.bytes().data()) + y * rowBytes;
    }
    return rows;
}

// The chunk holds the TIFF header alone; libexif looks for the mark that JPEG puts before it.
Orientation orientationOf(png_structp png, png_infop info) {
    png_uint_32 size = 0;
    png_bytep exif = nullptr;
    if (png_get_eXIf_1(png, info, &size, &exif) == 0 || exif == nullptr) {
        return Orientation::TopLeft;
    }
    std::string block("Exif\0\0", 6);
    block.append(reinterpret_cast<const char*>(exif), size);
    return exifOrientation(asBytes(block));
}

std::string latin1ToUtf8(std::string_view latin1) {
    std::string utf8;
    for (const char c : latin1) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x80) {
            utf8 += c;
        } else {
            utf8 += static_cast<char>(0xc0 | code >> 6);
            utf8 += static_cast<char>(0x80 | (code & 0x3f));
        }
    }
    return utf8;
}

// A keyword is 1 to 79 characters of Latin-1 (PNG specification 11.3.4.2); ours keep to ASCII, without outer spaces.
void checkKeyword(const std::string& keyword) {
    const bool printable = std::all_of(keyword.begin(), keyword.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (keyword.empty() || keyword.size() > 79 || !printable || keyword.front() == ' ' || keyword.back() == ' ' ||
        keyword.find("  ") != std::string::npos) {
        throw Error(fmt::format("'{}' is no PNG keyword: 1 to 79 printable ASCII characters were expected", keyword));
    }
}

// libpng takes texts through pointers to mutable characters, so these are of a copy.
std::vector<png_text> textChunks(std::vector<std::pair<std::string, std::string>>& text) {
    std::vector<png_text> chunks;
    for (auto& [keyword, value] : text) {
        checkKeyword(keyword);
        png_text chunk{};
        chunk.compression = PNG_ITXT_COMPRESSION_NONE;
        chunk.key = keyword.data();
        chunk.text = value.data();
        chunk.itxt_length = value.size();
        chunks.push_back(chunk);
    }
    return chunks;
}

}  // namespace

Image decodePng(Bytes data, const std::string& name) {
    Reader reader(data, name);
    const png_structp png = reader.png();
    const png_infop info = reader.info();
    reader.run([&] {
        passOverTexts(png);
        png_read_info(png, info);
    });
    checkedFormat(png, info, data.size(), name);
    reader.run([&] {
        requestPlainSamples(png);
        png_set_interlace_handling(png);
        png_read_update_info(png, info);
    });

    Image image(formatAfterTransforms(png, info));
    std::vector<png_bytep> rows = rowPointers(image);
    reader.run([&] {
        png_read_image(png, rows.data());
        png_read_end(png, info);
    });
    return oriented(std::move(image), orientationOf(png, info));
}

std::optional<std::string> decodePngText(Bytes data, const std::string& name, const std::string& keyword) {
    Reader reader(data, name);
    const png_structp png = reader.png();
    const png_infop info = reader.info();
    reader.run([&] { png_read_info(png, info); });
    const ImageFormat format = checkedFormat(png, info, data.size(), name);
    reader.run([&] {
        // Text may follow the pixels, which libpng passes only row by row.
        const int passes = png_set_interlace_handling(png);
        png_read_update_info(png, info);
        for (int row = 0; row < passes * format.height; ++row) {
            png_read_row(png, nullptr, nullptr);
        }
        png_read_end(png, info);
    });
    png_textp chunks = nullptr;
    const int count = png_get_text(png, info, &chunks, nullptr);
    for (int i = 0; i < count; ++i) {
        if (keyword == chunks[i].key) {
            const bool utf8 = chunks[i].compression >= PNG_ITXT_COMPRESSION_NONE;
            const std::string_view text(chunks[i].text, utf8 ? chunks[i].itxt_length : chunks[i].text_length);
            return utf8 ? std::string(text) : latin1ToUtf8(text);
        }
    }
    return std::nullopt;
}

// libpng's writing state; destroyed with everything in it.
struct PngWriter::State {
    explicit State(ByteSink to) : sink(std::move(to)) {
        png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &complaint, onError, onWarning);
        info = png ? png_create_info_struct(png) : nullptr;
        if (!info) {
            png_destroy_write_struct(&png, nullptr);
            throw Error("there is not enough memory to encode a PNG");
        }
        png_set_write_fn(
            png, this,
            [](png_structp self, png_bytep data, std::size_t size) {
                State& state = *static_cast<State*>(png_get_io_ptr(self));
                if (!state.hand({reinterpret_cast<const char*>(data), size})) {
                    png_error(self, "its bytes could not be written");
                }
            },
            [](png_structp) {});
    }
    ~State() { png_destroy_write_struct(&png, &info); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    // An exception must not pass through libpng: it is kept until libpng has been left.
    bool hand(std::string_view bytes) noexcept {
        try {
            sink(bytes);
            return true;
        } catch (...) {
            thrown = std::current_exception();
            return false;
        }
    }

    template <typename Work>
    void run(const Work& work) {
        if (guarded(png, work)) {
            return;
        }
        if (thrown) {
            std::rethrow_exception(thrown);
        }
        throw Error(fmt::format("the image could not be encoded as PNG: {}", complaint.text.data()));
    }

    ByteSink sink;
    Complaint complaint;
    std::exception_ptr thrown;
    png_structp png = nullptr;
    png_infop info = nullptr;
};

PngWriter::PngWriter(const ImageFormat& format, const std::map<std::string, std::string>& text, ByteSink sink) {
    std::vector<std::pair<std::string, std::string>> texts(text.begin(), text.end());
    const std::vector<png_text> chunks = textChunks(texts);
    constexpr std::array kColourTypes = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB,
                                         PNG_COLOR_TYPE_RGB_ALPHA};
    const int depth = format.type == PixelType::U16 ? 16 : 8;
    m_state = std::make_unique<State>(std::move(sink));
    const png_structp png = m_state->png;
    const png_infop info = m_state->info;
    m_state->run([&] {
        png_set_IHDR(png, info, static_cast<png_uint_32>(format.width), static_cast<png_uint_32>(format.height), depth,
                     kColourTypes[format.channels - 1], PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                     PNG_FILTER_TYPE_DEFAULT);
        png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
        if (!chunks.empty()) {
            png_set_text(png, info, chunks.data(), static_cast<int>(chunks.size()));
        }
        png_write_info(png, info);
        if (depth == 16 && std::endian::native == std::endian::little) {
            png_set_swap(png);
        }
    });
}

PngWriter::~PngWriter() = default;

void PngWriter::write(const Image& rows) {
    const std::size_t rowBytes = rows.format().byteCount() / static_cast<std::size_t>(rows.height());
    const auto* pixels = reinterpret_cast<png_const_bytep>(rows.bytes().data());
    m_state->run([&] {
        for (int y = 0; y < rows.height(); ++y) {
            png_write_row(m_state->png, pixels + static_cast<std::size_t>(y) * rowBytes);
        }
    });
}

void PngWriter::finish() {
    m_state->run([&] { png_write_end(m_state->png, m_state->info); });
}

}  // namespace kg
