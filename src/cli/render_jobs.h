// Which file a rendered input goes to.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kg {

struct RenderJob {
    std::string input;  // as given: a path or "pattern:..."
    std::filesystem::path output;
};

// One job an input. `output` is a file's name, in which {stem} stands for the input's name without folder and
// extension, or a folder (an existing one, or a name that ends with '/'), in which each result gets the input's name,
// with the extension png where the input's cannot be written. Throws UsageError where several inputs would go to one
// file, or where a file that is read would be overwritten without `overwriteInputs`.
std::vector<RenderJob> renderJobs(const std::vector<std::string>& inputs, const std::string& output,
                                  bool overwriteInputs);

}  // namespace kg
