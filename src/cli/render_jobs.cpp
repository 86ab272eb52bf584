#include "cli/render_jobs.h"

#include "cli/messages.h"
#include "image/encode.h"
#include "image/whole_file.h"
#include "source/media.h"
#include "source/sequence.h"
#include "source/source.h"

#include <fmt/format.h>

#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace kg {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStem = "{stem}";

// The input's own where it can be written.
std::string extensionFor(const std::string& input) {
    if (isFile(input) && isMediaName(input)) {
        return std::filesystem::path(input).extension().string().substr(1);
    }
    const WritableFormat* format = findWritableFormat(input);
    return std::string(format == nullptr ? "png" : format->extension);
}

bool namesFolder(const std::string& output) {
    std::error_code ignored;
    return output.ends_with('/') || fs::is_directory(output, ignored);
}

fs::path outputFor(const std::string& input, const std::string& output) {
    if (namesFolder(output)) {
        return fs::path(output) / (isSequence(input) ? fs::path(input).filename().string()
                                                     : fmt::format("{}.{}", sourceStem(input), extensionFor(input)));
    }
    std::string name = output;
    for (auto at = name.find(kStem); at != std::string::npos; at = name.find(kStem)) {
        name.replace(at, kStem.size(), sourceStem(input));
    }
    return name;
}

// One spelling for all names of a file, whether it exists or not.
fs::path resolved(const fs::path& path) {
    std::error_code error;
    const fs::path target = fs::weakly_canonical(fs::absolute(path, error), error);
    return error ? path.lexically_normal() : target;
}

// A file by what it is, whatever it is called: links, "..", other letters on a disk that takes them for the same.
using Identity = std::pair<dev_t, ino_t>;

std::optional<Identity> identityOf(const fs::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? std::optional(Identity{status.st_dev, status.st_ino}) : std::nullopt;
}

// The files that a name stands for, of those that exist: one, or all of a sequence.
std::vector<std::string> filesNamed(const std::string& name) {
    return isSequence(name) ? filesOfSequence(name) : std::vector{name};
}

std::set<Identity> filesRead(const std::vector<std::string>& inputs) {
    constexpr std::string_view kFileAddress = "file://";
    std::set<Identity> read;
    for (const std::string& input : inputs) {
        const std::string name = input.starts_with(kFileAddress) ? input.substr(kFileAddress.size()) : input;
        if (!isPath(name)) {
            continue;
        }
        for (const std::string& file : filesNamed(name)) {
            if (const std::optional<Identity> identity = identityOf(file)) {
                read.insert(*identity);
            }
        }
    }
    return read;
}

// The first of the files that an output would replace and that is among those read; empty: none is.
std::string replacedInput(const fs::path& output, const std::set<Identity>& read) {
    for (const std::string& file : filesNamed(output.string())) {
        const std::optional<Identity> identity = identityOf(file);
        if (identity && read.contains(*identity)) {
            return file;
        }
    }
    return {};
}

}  // namespace

bool makesFrames(const fs::path& output) {
    return isMediaName(output) || isSequence(output.string());
}

std::vector<std::string> expandInputs(const std::vector<std::string>& inputs) {
    std::vector<std::string> expanded;
    for (const std::string& input : inputs) {
        std::error_code ignored;
        if (!isFile(input) || input.find_first_of("*?[") == std::string::npos || fs::exists(input, ignored)) {
            expanded.push_back(typedSource(input));
            continue;
        }
        glob_t found{};
        const int status = ::glob(input.c_str(), 0, nullptr, &found);
        const std::unique_ptr<glob_t, decltype(&::globfree)> owned(&found, &::globfree);
        if (status != 0) {
            throw UsageError("no file matches it", input);
        }
        std::transform(found.gl_pathv, found.gl_pathv + found.gl_pathc, std::back_inserter(expanded), typedSource);
    }
    return expanded;
}

std::vector<RenderJob> shardOf(const std::vector<RenderJob>& jobs, const std::string& shard) {
    std::size_t index = 0;
    std::size_t count = 0;
    const char* const end = shard.data() + shard.size();
    const auto [slash, wrong] = std::from_chars(shard.data(), end, index);
    const bool parted = wrong == std::errc() && slash != end && *slash == '/';
    const auto [rest, wrongCount] = std::from_chars(parted ? slash + 1 : end, end, count);
    if (!parted || wrongCount != std::errc() || rest != end || index < 1 || index > count) {
        throw UsageError(fmt::format("expected I/N with I from 1 to N, such as 2/8, not \"{}\"", shard), "--shard");
    }
    std::vector<RenderJob> chosen;
    for (std::size_t at = index - 1; at < jobs.size(); at += count) {
        chosen.push_back(jobs[at]);
    }
    return chosen;
}

std::vector<RenderJob> unfinishedJobs(std::vector<RenderJob> jobs) {
    std::erase_if(jobs, [](const RenderJob& job) {
        std::error_code missing;
        const fs::file_time_type made = fs::last_write_time(job.output, missing);
        if (missing) {
            return false;
        }
        const fs::file_time_type taken = isFile(job.input) ? fs::last_write_time(job.input, missing) : made;
        return !missing && taken <= made && isWholeFile(job.output);
    });
    return jobs;
}

std::vector<RenderJob> renderJobs(const std::vector<std::string>& inputs, const std::string& output,
                                  bool overwriteInputs) {
    if (inputs.size() > 1 && !namesFolder(output) && output.find(kStem) == std::string::npos) {
        throw UsageError("several inputs need a folder or a name with {stem}", "-o " + output,
                         "For example: -o 'filtered/{stem}.png'.");
    }
    const std::set<Identity> read = filesRead(inputs);
    std::vector<RenderJob> jobs;
    std::map<fs::path, std::string> written;
    for (const std::string& input : inputs) {
        jobs.push_back({input, outputFor(input, output)});
        const fs::path file = resolved(jobs.back().output);
        if (const auto [other, fresh] = written.emplace(file, input); !fresh) {
            throw UsageError(fmt::format("{} and {} would both be written to it", other->second, input),
                             jobs.back().output.string());
        }
        const std::string replaced = overwriteInputs ? std::string() : replacedInput(jobs.back().output, read);
        if (!replaced.empty()) {
            throw UsageError("it is an input and would be overwritten", replaced,
                             "Choose another output, or say --force.");
        }
    }
    return jobs;
}

}  // namespace kg
