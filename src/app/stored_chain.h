// The chain that a picture was exported with. Callable from any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace kg {

// The chain's text from a PNG's chunks, passing over the pixels: a file that is being opened is decoded once. Nothing
// where the file holds none, cannot be read, or is of another format.
std::optional<std::string> storedChain(const std::filesystem::path& path);

}  // namespace kg
