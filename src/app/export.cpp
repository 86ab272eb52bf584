#include "app/export.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace kg {

namespace {

std::string_view depthName(PixelType depth) {
    return depth == PixelType::U8 ? "8 bits" : depth == PixelType::U16 ? "16 bits" : "floats";
}

// `read(type, transfer, sink)` hands over the rows of a result of this format.
template <typename Read>
void writeResult(const ImageFormat& result, const Chain& chain, const std::filesystem::path& path,
                 const ExportOptions& options, Read&& read) {
    const ImageFormat format = exportFormat(result, path, options);
    ImageFileWriter writer(format, path, exportEncoding(chain, path, options));
    read(format.type, format.transfer, [&](Image rows) { writer.write(std::move(rows)); });
    writer.finish();
}

}  // namespace

void exportResult(Engine& engine, const Chain& chain, const std::filesystem::path& path, const ExportOptions& options) {
    if (!engine.sourceFormat()) {
        throw Error("there is no image to export", path.filename().string(), "Open one first.");
    }
    checkExport(path, options);
    writeResult(
        engine.resultFormat(), chain, path, options,
        [&](PixelType type, Transfer transfer, const RowSink& sink) { engine.readResult(type, transfer, sink); });
}

void exportPicture(const RawPicture& picture, const Chain& chain, const std::filesystem::path& path,
                   const ExportOptions& options) {
    writeResult(picture.format(), chain, path, options,
                [&](PixelType type, Transfer transfer, const RowSink& sink) { picture.read(type, transfer, sink); });
}

ImageFormat videoFormat(const ImageFormat& result) {
    ImageFormat format = result;
    format.type = result.type == PixelType::U8 ? PixelType::U8 : PixelType::U16;
    format.transfer = Transfer::Srgb;
    return format;
}

ImageFormat exportFormat(const ImageFormat& result, const std::filesystem::path& path, const ExportOptions& options) {
    checkExport(path, options);
    const WritableFormat& written = writableFormat(path);
    ImageFormat format = result;
    format.type = options.depth.value_or(std::clamp(result.type, written.least, written.most));
    format.transfer = written.transfer;
    return format;
}

EncodeOptions exportEncoding(const Chain& chain, const std::filesystem::path& path, const ExportOptions& options) {
    EncodeOptions encode = options.encode;
    if (writableFormat(path).holdsText) {
        encode.text.emplace(kChainKeyword, printChain(chain));
    }
    return encode;
}

void checkExport(const std::filesystem::path& path, const ExportOptions& options) {
    const WritableFormat& format = writableFormat(path);
    if (options.depth && (*options.depth < format.least || *options.depth > format.most)) {
        throw FileError(fmt::format("{} files hold {}, not {}", format.extension,
                                    format.least == format.most
                                        ? std::string(depthName(format.least))
                                        : fmt::format("{} or {}", depthName(format.least), depthName(format.most)),
                                    depthName(*options.depth)),
                        path.string());
    }
}

}  // namespace kg
