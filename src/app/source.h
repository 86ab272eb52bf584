// Sources: what a document's `source` names, an image file or one of the program's own pictures.
//
// "pattern:chart" is the test chart and "pattern:scene" the photograph-like scene, both at 1920x1080; everything else
// is a path. Callable from any thread.
#pragma once

#include "image/image.h"

#include <memory>
#include <string>
#include <string_view>

namespace kg {

bool isPattern(std::string_view source);

// Decodes or computes a source. Throws FileError for files (see decodeImage) and Error for unknown patterns.
std::shared_ptr<const Image> loadSource(const std::string& source);

// What people call it: the file's name, or "Test chart".
std::string sourceName(const std::string& source);

}  // namespace kg
