// The ffmpeg and ffprobe programs, which make the files that tests read and judge those that tests write.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace kg::test {

struct ShellResult {
    int status = -1;
    std::string output;
};

// Runs a command line; what it says on standard error is not kept.
inline ShellResult shell(const std::string& command) {
    ShellResult result;
    FILE* pipe = popen((command + " 2>/dev/null </dev/null").c_str(), "r");
    if (pipe == nullptr) {
        return result;
    }
    std::array<char, 4096> bytes{};
    for (std::size_t got = 0; (got = std::fread(bytes.data(), 1, bytes.size(), pipe)) > 0;) {
        result.output.append(bytes.data(), got);
    }
    result.status = pclose(pipe);
    return result;
}

inline bool hasFfmpegProgram() {
    static const bool kHas = shell("ffmpeg -version").status == 0 && shell("ffprobe -version").status == 0;
    return kHas;
}

// Makes a file; a test that cannot have it fails.
inline void ffmpeg(const std::string& arguments) {
    ASSERT_EQ(shell("ffmpeg -y -v error " + arguments).status, 0) << "ffmpeg " << arguments;
}

// One value of the first video stream, as ffprobe prints it.
inline std::string probed(const std::string& file, const std::string& what, const std::string& stream = "v:0") {
    std::string text = shell("ffprobe -v error -count_frames -select_streams " + stream +
                             " -show_entries stream=" + what + " -of default=nokey=1:noprint_wrappers=1 '" + file + "'")
                           .output;
    while (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    return text;
}

}  // namespace kg::test
