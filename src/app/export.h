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

// Reads the newest result back and writes it at source size with the source's channels; PNG carries the chain.
// Throws FileError.
void exportResult(Engine& engine, const Chain& chain, const std::filesystem::path& path,
                  const ExportOptions& options = {});

// The second half of exportResult, which needs no engine and may run on any thread: writes what Engine::readResult gave
// for a source of a depth. Throws FileError.
void writeResult(const Image& result, PixelType sourceDepth, const Chain& chain, const std::filesystem::path& path,
                 const ExportOptions& options = {});

// Throws FileError where no file of this name can be exported: an extension that is not known, or a depth asked for
// that its format cannot hold. Looks at the name only.
void checkExport(const std::filesystem::path& path, const ExportOptions& options);

}  // namespace kg
