// Help, exit statuses and the sentences of wrong command lines.
#include "cli/process.h"

#include <gtest/gtest.h>

namespace kg {
namespace {

using test::ProcessResult;
using test::runProgram;

constexpr const char* kCommands[] = {"render", "plan",  "kernel",  "kernels", "filters",
                                     "verify", "bench", "explain", "doctor"};

TEST(Usage, HelpNamesTheViewersOptionsAndTheSubcommands) {
    const ProcessResult help = runProgram({"--help"});
    EXPECT_TRUE(worked(help));
    EXPECT_EQ(help.errors, "");
    for (const char* word : kCommands) {
        EXPECT_NE(help.output.find(word), std::string::npos) << word;
    }
    for (const char* word : {"INPUT", "--chain", "--session", "--shaders", "--report", "--scale"}) {
        EXPECT_NE(help.output.find(word), std::string::npos) << word;
    }
}

TEST(Usage, EverySubcommandHasHelp) {
    for (const char* command : kCommands) {
        const ProcessResult help = runProgram({command, "--help"});
        EXPECT_TRUE(worked(help)) << command;
        EXPECT_NE(help.output.find(std::string("Usage: kernelglass ") + command), std::string::npos) << help.output;
    }
}

TEST(Usage, VersionIsOneLine) {
    const ProcessResult version = runProgram({"--version"});
    EXPECT_TRUE(worked(version));
    EXPECT_TRUE(version.output.starts_with("kernelglass ")) << version.output;
    EXPECT_EQ(version.output.find('\n'), version.output.size() - 1);
}

struct WrongCommand {
    std::vector<std::string> arguments;
    std::string sentence;  // what the message contains
};

TEST(Usage, WrongCommandsEndWithStatus2AndOneSentence) {
    const WrongCommand commands[] = {
        {{"--nonsense"}, "--nonsense"},
        {{"one.png", "two.png"}, "two.png"},
        {{"--chain", "gausian"},
         "--chain, chain line 1, column 1: there is no filter \"gausian\". Did you mean gaussian?"},
        {{"plan"}, "--size is required"},
        {{"plan", "--size", "10"}, "--size: expected a size such as 1920x1080, not \"10\""},
        {{"plan", "--size", "0x10"}, "--size: expected a size such as 1920x1080, not \"0x10\""},
        {{"plan", "--size", "10x10x10"}, "--size: expected a size such as 1920x1080, not \"10x10x10\""},
        {{"plan", "--size", "99999999x1"}, "--size"},
        {{"plan", "--size", "8x8", "--depth", "12"}, "--depth: expected 8, 16 or float, not \"12\""},
        {{"plan", "--size", "8x8", "--strategy", "magic"}, "--strategy: "},
        {{"plan", "--size", "8x8", "--precision", "double"}, "--precision: "},
        {{"plan", "--size", "8x8", "--light", "dim"}, "--light: there is no light \"dim\""},
        {{"plan", "--size", "8x8", "--budget", "-1"}, "--budget"},
        {{"plan", "--size", "8x8", "-f", "box size=0"},
         "-f 'box size=0', chain line 1, column 10: size: 0 is outside 1..255"},
        {{"plan", "--size", "8x8", "-f", "box | sobel"}, "expected one filter, not a chain"},
        {{"plan", "--size", "8x8", "--chain", "convolve kernel=\"1 2 x\""},
         "--chain, chain line 1, column 22: kernel line 1, column 5: "},
        {{"kernel", "1 2 / 3"}, "TEXT, kernel line 1, column 7: "},
        {{"kernel", "1", "--as", "html"}, "--as: "},
        {{"kernel", "1", "--as", "png"}, "--as png: a picture needs a file: -o FILE"},
        {{"filters", "extra"}, "extra"},
        {{"verify", "-f", "median"}, "there is no filter \"median\""},
        {{"render"}, "-o"},
        {{"render", "-o", "out.png"}, "there is no input"},
        {{"render", "a.png", "-o", "out.png", "--quality", "101"}, "--quality"},
        {{"render", "a.png", "-o", "out.png", "--depth", "32"}, "--depth: expected 8, 16 or float, not \"32\""},
        {{"render", "a.png", "-o", "out.xyz"}, "-o, out.xyz: "},
        {{"render", "a.png", "-o", "out.jpg", "--depth", "16"}, "-o, out.jpg: jpg files hold 8 bits, not 16 bits"},
        {{"render", "a.png", "-o", "out.png", "--shaders", "/no/such/folder"}, "/no/such/folder"},
    };
    for (const WrongCommand& command : commands) {
        const ProcessResult result = runProgram(command.arguments);
        EXPECT_EQ(result.status, 2) << command.sentence;
        EXPECT_EQ(result.output, "") << command.sentence;
        EXPECT_TRUE(result.errors.starts_with("kernelglass: error: ")) << result.errors;
        EXPECT_NE(result.errors.find(command.sentence), std::string::npos) << result.errors << command.sentence;
        EXPECT_EQ(result.errors.find('\n'), result.errors.size() - 1) << result.errors;
    }
}

TEST(Usage, TheViewerWithoutADisplayNamesRender) {
    const ProcessResult result = runProgram({}, {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}});
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.errors.find("kernelglass render"), std::string::npos) << result.errors;
}

}  // namespace
}  // namespace kg
