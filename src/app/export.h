// Export: the engine's result into a file, the same from window and command line.
#pragma once

#include "filter/chain.h"
#include "image/encode.h"
#include "render/engine.h"

#include <filesystem>
#include <optional>

namespace kg {

struct ExportOptions {
    std::optional<PixelType> depth;  // nothing: the source's, or the nearest that the format can hold
    EncodeOptions encode{};
};

// The PNG text keyword under which the chain's text is stored.
constexpr const char* kChainKeyword = "kernelglass:chain";

// Reads the newest result back and writes it at source size with the source's channels; PNG carries the chain. Both
// happen row by row, so that a large result is held nowhere as a whole. Throws FileError, and what Engine::readResult
// throws; the file is then as it was.
void exportResult(Engine& engine, const Chain& chain, const std::filesystem::path& path,
                  const ExportOptions& options = {});

// The same of a result that was read back (Engine::takeReadBack), on any thread; the same bytes.
void exportPicture(const RawPicture& picture, const Chain& chain, const std::filesystem::path& path,
                   const ExportOptions& options = {});

// The format in which a result goes into a video: 8 or 16 bits, encoded.
ImageFormat videoFormat(const ImageFormat& result);

// What exportResult hands to an ImageFileWriter, for those who read and write on threads of their own: the format of
// the rows for a result of Engine::resultFormat, and how they are encoded. Both throw FileError.
ImageFormat exportFormat(const ImageFormat& result, const std::filesystem::path& path, const ExportOptions& options);
EncodeOptions exportEncoding(const Chain& chain, const std::filesystem::path& path, const ExportOptions& options);

// Throws FileError where no file of this name can be exported: an extension that is not known, or a depth asked for
// that its format cannot hold. Looks at the name only.
void checkExport(const std::filesystem::path& path, const ExportOptions& options);

}  // namespace kg
