// Cut files: how much is missing of stills whose decoders fill up with black what a file does not hold.
//
// Callable from any thread.
#pragma once

#include <cstdint>
#include <filesystem>

namespace kg {

struct Cut {
    double missing = 0;        // share of the pixels that the file should hold and does not, 0..1
    std::uint64_t pixels = 0;  // that its header claims
};

// Of OpenEXR (by its table of chunks), QOI (by its codes) and Sun raster files (by their length or runs); nothing is
// missing of any other file, and of one that cannot be read or makes no sense: decoders have sentences of their own.
Cut cutOf(const std::filesystem::path& path);

}  // namespace kg
