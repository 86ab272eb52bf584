#include "source/source.h"

#include "base/error.h"
#include "base/text.h"
#include "image/decode.h"
#include "source/camera.h"
#include "source/media.h"
#include "source/pattern_source.h"
#include "source/sequence.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace kg {

namespace {

// A source of one picture.
class StillReader : public FrameReader {
public:
    StillReader(std::shared_ptr<const Image> image, std::string note) : m_image(std::move(image)) {
        m_info.note = std::move(note);
        m_info.format = m_image->format();
        m_info.frames = 1;
        m_info.description = fmt::format("still, {}x{}", m_image->width(), m_image->height());
    }

    const SourceInfo& info() const override { return m_info; }
    std::optional<Frame> next() override {
        if (m_given) {
            return std::nullopt;
        }
        m_given = true;
        return Frame{.image = m_image, .timestamp = 0, .passed = nullptr};
    }
    void seek(double) override { m_given = false; }

private:
    std::shared_ptr<const Image> m_image;
    SourceInfo m_info;
    bool m_given = false;
};

// A scheme as RFC 3986 (3.1) writes it, and "://" behind it.
bool isAddress(std::string_view source) {
    const std::string scheme = lowered(source.substr(0, source.find("://")));
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
    return !scheme.empty() && scheme.size() < source.size() &&
           kLetters.find(scheme.front()) != std::string_view::npos &&
           std::string_view(scheme).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+-.") == std::string::npos;
}

// The name of a file or of many, with nothing before it that says otherwise.
bool isName(std::string_view source) {
    return !isPattern(source) && !isCamera(source) && !source.starts_with(kGraphPrefix) && !isAddress(source);
}

// What FFmpeg makes of a file, where it may know it; of one that it does not know either, decodeImage says more.
template <typename Open>
auto throughMedia(const std::string& source, FileKind kind, Open&& open) {
    try {
        return open();
    } catch (const FileError&) {
        if (kind == FileKind::Unknown) {
            decodeImage(source);
        }
        throw;
    }
}

// The first frame, and what is missing of it.
std::optional<Frame> noted(FrameReader& reader, std::string* note) {
    if (note != nullptr) {
        *note = reader.info().note;
    }
    return reader.next();
}

}  // namespace

bool isPattern(std::string_view source) {
    return source.starts_with("pattern:");
}

bool isSequence(std::string_view source) {
    return isName(source) && findNumberPlace(source);
}

bool isFile(std::string_view source) {
    return isName(source) && !findNumberPlace(source);
}

bool opensSlowly(std::string_view source) {
    return isCamera(source) || (isAddress(source) && !source.starts_with("file://"));
}

bool isPath(std::string_view source) {
    return isFile(source) || isSequence(source);
}

bool needsTrust(std::string_view source) {
    return source.starts_with(kGraphPrefix) || isAddress(source);
}

std::string typedSource(const std::string& source) {
    std::error_code ignored;
    return !isName(source) && std::filesystem::exists(source, ignored) ? "./" + source : source;
}

std::shared_ptr<const Image> loadSource(const std::string& source, std::string* note) {
    if (isPattern(source)) {
        return std::make_shared<const Image>(patternImage(source));
    }
    if (!isFile(source)) {
        const std::unique_ptr<FrameReader> reader = openFrames(source);
        return noted(*reader, note)->image;
    }
    const FileKind kind = kindOfFile(source);
    if (kind == FileKind::Foreign || (hasMedia() && kind == FileKind::Unknown)) {
        return throughMedia(source, kind, [&] { return std::make_shared<const Image>(decodeStill(source, note)); });
    }
    return std::make_shared<const Image>(decodeImage(source, note));
}

Picture loadPicture(const std::string& source, std::string* note) {
    const std::unique_ptr<FrameReader> reader = openFrames(source, {}, FramePixels::AsStored);
    return noted(*reader, note)->picture();
}

bool mayMove(const std::string& source) {
    if (isPattern(source)) {
        return patternMoves(source);
    }
    if (!isFile(source)) {
        return true;
    }
    const FileKind kind = kindOfFile(source);
    return hasMedia() && kind != FileKind::Still && kind != FileKind::Refused;
}

std::unique_ptr<FrameReader> openFrames(const std::string& source, const std::stop_token& stop, FramePixels pixels) {
    if (isPattern(source)) {
        return openPattern(source);
    }
    if (isCamera(source)) {
        return openCamera(source, stop, pixels);
    }
    if (isSequence(source)) {
        return std::make_unique<SequenceReader>(source);
    }
    if (!isFile(source)) {
        return openMedia(source, stop, pixels);
    }
    // Stills that image/decode.h reads are read by it, also where FFmpeg could: it keeps depth and finds damage.
    const FileKind kind = kindOfFile(source);
    if (!hasMedia() || kind == FileKind::Still || kind == FileKind::Refused) {
        std::string note;
        std::shared_ptr<const Image> image = loadSource(source, &note);
        return std::make_unique<StillReader>(std::move(image), std::move(note));
    }
    return throughMedia(source, kind, [&] { return openMedia(source, stop, pixels); });
}

std::string sourceName(const std::string& source) {
    if (isCamera(source)) {
        return fmt::format("Camera {}", parseCamera(source).number);
    }
    return isPattern(source) ? patternLabel(source) : std::filesystem::path(source).filename().string();
}

std::string sourceStem(const std::string& source) {
    if (isCamera(source)) {
        return fmt::format("camera-{}", parseCamera(source).number);
    }
    if (isPattern(source)) {
        return source.substr(source.find(':') + 1);
    }
    const std::string stem = std::filesystem::path(source).stem().string();
    const std::optional<NumberPlace> place = findNumberPlace(stem);
    return place ? place->before + place->after : stem;
}

const std::vector<std::string>& stillExtensions() {
    static const std::vector<std::string> kExtensions = [] {
        std::vector<std::string> all = decodableExtensions();
        if (hasMedia()) {
            for (const char* more :
                 {"tif", "tiff", "jxl", "avif", "exr", "jp2", "dds", "qoi", "sgi", "dpx", "pbm", "pam"}) {
                all.emplace_back(more);
            }
        }
        return all;
    }();
    return kExtensions;
}

const std::vector<std::string>& openableExtensions() {
    static const std::vector<std::string> kExtensions = [] {
        std::vector<std::string> all = stillExtensions();
        if (hasMedia()) {
            for (const char* more : {"mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ogv", "ts"}) {
                all.emplace_back(more);
            }
        }
        return all;
    }();
    return kExtensions;
}

}  // namespace kg
