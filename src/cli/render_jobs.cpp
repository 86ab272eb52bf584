#include "cli/render_jobs.h"

#include "app/source.h"
#include "cli/messages.h"
#include "image/encode.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <system_error>

namespace kg {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStem = "{stem}";

// "photo" of "holiday/photo.jpg", "chart" of "pattern:chart".
std::string stemOf(const std::string& input) {
    return isPattern(input) ? input.substr(input.find(':') + 1) : fs::path(input).stem().string();
}

// The input's own where it can be written.
std::string_view extensionFor(const std::string& input) {
    const WritableFormat* format = findWritableFormat(input);
    return format == nullptr ? "png" : format->extension;
}

bool namesFolder(const std::string& output) {
    std::error_code ignored;
    return output.ends_with('/') || fs::is_directory(output, ignored);
}

fs::path outputFor(const std::string& input, const std::string& output) {
    if (namesFolder(output)) {
        return fs::path(output) / fmt::format("{}.{}", stemOf(input), extensionFor(input));
    }
    std::string name = output;
    for (auto at = name.find(kStem); at != std::string::npos; at = name.find(kStem)) {
        name.replace(at, kStem.size(), stemOf(input));
    }
    return name;
}

// One spelling for all names of a file, whether it exists or not.
fs::path resolved(const fs::path& path) {
    std::error_code error;
    const fs::path target = fs::weakly_canonical(fs::absolute(path, error), error);
    return error ? path.lexically_normal() : target;
}

}  // namespace

std::vector<RenderJob> renderJobs(const std::vector<std::string>& inputs, const std::string& output,
                                  bool overwriteInputs) {
    if (inputs.size() > 1 && !namesFolder(output) && output.find(kStem) == std::string::npos) {
        throw UsageError("several inputs need a folder or a name with {stem}", "-o " + output,
                         "For example: -o 'filtered/{stem}.png'.");
    }
    std::set<fs::path> read;
    for (const std::string& input : inputs) {
        if (!isPattern(input)) {
            read.insert(resolved(input));
        }
    }
    std::vector<RenderJob> jobs;
    std::map<fs::path, std::string> written;
    for (const std::string& input : inputs) {
        jobs.push_back({input, outputFor(input, output)});
        const fs::path file = resolved(jobs.back().output);
        if (const auto [other, fresh] = written.emplace(file, input); !fresh) {
            throw UsageError(fmt::format("{} and {} would both be written to it", other->second, input),
                             jobs.back().output.string());
        }
        if (read.contains(file) && !overwriteInputs) {
            throw UsageError("it is an input and would be overwritten", jobs.back().output.string(),
                             "Choose another output, or say --force.");
        }
    }
    return jobs;
}

}  // namespace kg
