#include "app/export.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace kg {

namespace {

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
    const WritableFormat& format = writableFormat(path);
    const PixelType depth = options.depth.value_or(std::clamp(sourceDepth, format.least, format.most));
    EncodeOptions encode = options.encode;
    if (format.holdsText) {
        encode.text.emplace(kChainKeyword, printChain(chain));
    }
    encodeImage(convertImage(result, result.channels(), depth, format.transfer), path, encode);
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
