// Which file a rendered input goes to.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kg {

struct RenderJob {
    std::string input;  // as given: what source/source.h names
    std::filesystem::path output;
};

// Whether a result of this name is a video or a numbered sequence, which takes all pictures of its source.
bool makesFrames(const std::filesystem::path& output);

// Paths with *, ? or [ that name no file stand for the files that match, in order of their names. Throws UsageError
// where none does.
std::vector<std::string> expandInputs(const std::vector<std::string>& inputs);

// Every N-th job from the I-th on, as "I/N" says, such as "2/8". Throws UsageError.
std::vector<RenderJob> shardOf(const std::vector<RenderJob>& jobs, const std::string& shard);

// Those that are left to do: whose output is not there, or older than its input.
std::vector<RenderJob> unfinishedJobs(std::vector<RenderJob> jobs);

// One job an input. `output` is a file's name, in which {stem} stands for the input's name without folder and
// extension, or a folder (an existing one, or a name that ends with '/'), in which each result gets the input's name,
// with the extension png where the input's cannot be written. Throws UsageError where several inputs would go to one
// file, or where a file that is read would be overwritten without `overwriteInputs`.
std::vector<RenderJob> renderJobs(const std::vector<std::string>& inputs, const std::string& output,
                                  bool overwriteInputs);

}  // namespace kg
