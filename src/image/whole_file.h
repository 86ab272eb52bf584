// Whole files: whether an image file that stands there already was written to its end.
#pragma once

#include <filesystem>

namespace kg {

// Looks at the end of a PNG or JPEG, and decodes other stills; a file that is no still of a format that is read here
// counts as whole where it is not empty. Throws nothing.
bool isWholeFile(const std::filesystem::path& path);

}  // namespace kg
