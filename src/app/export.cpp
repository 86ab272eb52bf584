#include "app/export.h"

#include "base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <string>

namespace kg {

namespace {

struct FormatTraits {
    std::string_view extension;
    PixelType least = PixelType::U8;
    PixelType most = PixelType::U8;
    Transfer transfer = Transfer::Srgb;
};

constexpr FormatTraits kFormats[] = {
    {.extension = "png", .most = PixelType::U16},
    {.extension = "jpg"},
    {.extension = "jpeg"},
    {.extension = "bmp"},
    {.extension = "tga"},
    {.extension = "hdr", .least = PixelType::F32, .most = PixelType::F32, .transfer = Transfer::Linear},
    {.extension = "pfm", .least = PixelType::F32, .most = PixelType::F32, .transfer = Transfer::Linear},
};

std::string extensionOf(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    if (!extension.empty()) {
        extension.erase(0, 1);
    }
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

// The traits of a file's format; nothing for extensions that are not known.
const FormatTraits* formatOf(const std::filesystem::path& path) {
    const std::string extension = extensionOf(path);
    const auto format = std::find_if(std::begin(kFormats), std::end(kFormats),
                                     [&](const FormatTraits& traits) { return traits.extension == extension; });
    return format == std::end(kFormats) ? nullptr : format;
}

std::string_view depthName(PixelType depth) {
    return depth == PixelType::U8 ? "8 bits" : depth == PixelType::U16 ? "16 bits" : "floats";
}

}  // namespace

void exportResult(Engine& engine, const Chain& chain, const std::filesystem::path& path, const ExportOptions& options) {
    const Image* source = engine.source();
    if (source == nullptr) {
        throw Error("there is no image to export", path.filename().string(), "Open one first.");
    }
    checkExport(path, options);
    writeResult(engine.readResult(), source->type(), chain, path, options);
}

void writeResult(const Image& result, PixelType sourceDepth, const Chain& chain, const std::filesystem::path& path,
                 const ExportOptions& options) {
    checkExport(path, options);
    const FormatTraits& format = *formatOf(path);
    const PixelType depth = options.depth.value_or(std::clamp(sourceDepth, format.least, format.most));
    EncodeOptions encode = options.encode;
    if (format.extension == "png") {
        encode.text.emplace(kChainKeyword, printChain(chain));
    }
    encodeImage(convertImage(result, result.channels(), depth, format.transfer), path, encode);
}

void checkExport(const std::filesystem::path& path, const ExportOptions& options) {
    const FormatTraits* format = formatOf(path);
    if (format == nullptr) {
        throw FileError(path.has_extension() ? "images of this kind cannot be written"
                                             : "the name has no extension that tells the format",
                        path.string(), fmt::format("Known are {}.", fmt::join(encodableExtensions(), ", ")));
    }
    if (options.depth && (*options.depth < format->least || *options.depth > format->most)) {
        throw FileError(fmt::format("{} files hold {}, not {}", format->extension,
                                    format->least == format->most
                                        ? std::string(depthName(format->least))
                                        : fmt::format("{} or {}", depthName(format->least), depthName(format->most)),
                                    depthName(*options.depth)),
                        path.string());
    }
}

}  // namespace kg
