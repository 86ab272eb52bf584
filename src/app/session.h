// Session files: a document as JSON with "kernelglass": 1, "source", "chain", "view" and "settings".
#pragma once

#include "app/document.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

namespace kg {

// Throws FileError where it cannot be read, TextError where it is not JSON, Error naming the key where a value is
// wrong. Relative source paths are taken from the session's folder.
Document readSession(const std::filesystem::path& path);

// Keys that this program does not know, in an existing file at `path`, are kept. Atomic. Throws FileError.
void writeSession(const Document& document, const std::filesystem::path& path);

// A view as a session holds it: {"fit", "zoom", "centre": [x, y]}.
nlohmann::json viewToJson(const View& view);

// Whether a file's name says that it is a session: the extension json, in any case.
bool isSessionName(const std::filesystem::path& path);

}  // namespace kg
