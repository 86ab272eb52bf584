#include "gl/shader_source.h"

#include "base/error.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace kg::gl {
namespace {

ShaderReader readerOf(std::map<std::string, std::string> files) {
    return [files = std::move(files)](const std::string& path) -> std::optional<std::string> {
        const auto found = files.find(path);
        return found != files.end() ? std::optional(found->second) : std::nullopt;
    };
}

TEST(ShaderSource, PutsDefinesBehindTheVersionAndKeepsLineNumbers) {
    const ShaderSource source = assembleShader("main.frag", {{"KERNELS", "2"}},
                                               readerOf({{"main.frag", "#version 330 core\nvoid main() {}\n"}}));
    EXPECT_EQ(source.text, "#version 330 core\n#define KERNELS 2\n#line 2 0\nvoid main() {}\n");
}

TEST(ShaderSource, IncludesAFileOnceAndNumbersFiles) {
    const ShaderSource source =
        assembleShader("main.frag", {},
                       readerOf({{"main.frag", "#include \"a.glsl\"\n#include \"b.glsl\"\nend\n"},
                                 {"a.glsl", "#include \"b.glsl\"\na\n"},
                                 {"b.glsl", "b\n"}}));
    EXPECT_EQ(source.files, (std::vector<std::string>{"main.frag", "a.glsl", "b.glsl"}));
    EXPECT_EQ(source.text, "#line 100001 1\n#line 200001 2\nb\n#line 100002 1\na\n#line 2 0\n#line 3 0\nend\n");
}

TEST(ShaderSource, NamesThePlaceOfAMissingInclude) {
    try {
        assembleShader("main.frag", {}, readerOf({{"main.frag", "\n\n#include \"lib/missing.glsl\"\n"}}));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.where(), "main.frag line 3");
        EXPECT_NE(std::string(error.what()).find("lib/missing.glsl"), std::string::npos);
    }
}

TEST(ShaderSource, RefusesAnIncludeWithoutQuotes) {
    EXPECT_THROW(assembleShader("main.frag", {}, readerOf({{"main.frag", "#include <a.glsl>\n"}})), Error);
}

TEST(ShaderLog, UnderstandsEachDriversPlaces) {
    const ShaderSource source{.text = {}, .files = {"passes/a.frag", "lib/b.glsl"}};
    const auto messages = explainLog(
        "0:12(5): error: `x' undeclared\n"
        "0:100004(9): error: `w' undeclared\n"
        "1(100007) : error C1503: undefined variable \"y\"\n"
        "ERROR: 1:100003: 'z' : undeclared identifier\n"
        "something else\n\n",
        source);
    ASSERT_EQ(messages.size(), 5U);
    EXPECT_EQ(messages[0].file, "passes/a.frag");
    EXPECT_EQ(messages[0].line, 12);
    EXPECT_EQ(messages[0].text, "error: `x' undeclared");
    EXPECT_EQ(messages[1].file, "lib/b.glsl") << "Mesa names string 0 for undeclared names in any file";
    EXPECT_EQ(messages[1].line, 4);
    EXPECT_EQ(messages[2].file, "lib/b.glsl");
    EXPECT_EQ(messages[2].line, 7);
    EXPECT_EQ(messages[3].file, "lib/b.glsl");
    EXPECT_EQ(messages[3].line, 3);
    EXPECT_TRUE(messages[4].file.empty());
    EXPECT_EQ(messages[4].text, "something else");
}

TEST(ShaderLog, SurvivesPlacesThatDoNotExist) {
    const auto messages = explainLog("0:9900001: error: far away\n0:99999999999: huge", {.text = {}, .files = {"a"}});
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_TRUE(messages[0].file.empty());
    EXPECT_TRUE(messages[1].file.empty());
}

}  // namespace
}  // namespace kg::gl
