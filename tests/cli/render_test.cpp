#include "cli/process.h"
#include "filter/border.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/pattern.h"
#include "reference/reference.h"
#include "source/media.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include <unistd.h>

namespace kg {
namespace {

namespace fs = std::filesystem;
using test::ProcessResult;

class RenderCommand : public testing::Test {
protected:
    fs::path file(const std::string& name) const { return m_folder / name; }

    // An image of noise in a file of the test's folder.
    fs::path source(const std::string& name, int channels = 3, PixelType type = PixelType::U8) const {
        const fs::path path = file(name);
        encodeImage(noise({.width = 37, .height = 23, .channels = channels, .type = type}, 1), path);
        return path;
    }

    static ProcessResult render(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "render");
        return test::runProgram(arguments);
    }

    // Renders one file, and expects what the reference gives, rounded to the depth of the result.
    static void expectRendered(const fs::path& from, const fs::path& to, const std::vector<std::string>& options,
                               const std::string& chain) {
        std::vector<std::string> arguments{from.string(), "-o", to.string()};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const ProcessResult result = render(arguments);
        EXPECT_TRUE(worked(result));
        EXPECT_EQ(result.errors, "");
        EXPECT_EQ(result.output, "");
        const Image before = decodeImage(from);
        const Image after = decodeImage(to);
        ReferenceImage truth = evaluateReference(before, parseChain(chain), Light::Encoded);
        for (double& value : truth.values) {
            value = std::clamp(value, 0.0, 1.0);
        }
        const double step = after.type() == PixelType::U8 ? 1.0 / 255 : 1.0 / 65535;
        // Half a step of the colour, and as much of the alpha that weighs it.
        const double rounding = after.format().hasAlpha() ? step : 0.5 * step;
        EXPECT_LE(compare(after, truth).maximum, rounding + 1.0 / 16384);
    }

    static std::string bytesOf(const fs::path& path) {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }

private:
    const fs::path m_folder = test::testFolder();
};

TEST_F(RenderCommand, FiltersFollowOneAnother) {
    expectRendered(source("photo.jpg"), file("out.png"),
                   {"-f", "gaussian sigma=3 border=mirror", "-f", "sobel", "--precision", "full"},
                   "gaussian sigma=3 border=mirror | sobel");
}

TEST_F(RenderCommand, AChainIsOneText) {
    const std::string chain = "convolve kernel=\"3x3: 0,-1,0 -1,5,-1 0,-1,0\"";
    expectRendered(source("photo.jpg"), file("out.png"), {"--chain", chain, "--precision", "full"}, chain);
}

TEST_F(RenderCommand, TheExamplesWorkWithEveryChoiceLeftToTheProgram) {
    const std::string photo = source("photo.jpg").string();
    const std::string out = file("out.png").string();
    EXPECT_TRUE(worked(render({photo, "-o", out, "-f", "gaussian sigma=3 border=mirror", "-f", "sobel"})));
    EXPECT_EQ(decodeImage(out).width(), 37);
    EXPECT_TRUE(worked(render({photo, "-o", out, "--chain", "convolve kernel=\"3x3: 0,-1,0 -1,5,-1 0,-1,0\""})));
    EXPECT_EQ(decodeImage(out).height(), 23);
}

TEST_F(RenderCommand, WithoutAChainThePixelsStay) {
    for (const int channels : {1, 2, 3, 4}) {
        for (const PixelType type : {PixelType::U8, PixelType::U16}) {
            const fs::path from = source("in.png", channels, type);
            ASSERT_TRUE(worked(render({from.string(), "-o", file("out.png").string()})));
            const Image before = decodeImage(from);
            const Image after = decodeImage(file("out.png"));
            ASSERT_EQ(after.format(), before.format());
            EXPECT_TRUE(std::equal(before.bytes().begin(), before.bytes().end(), after.bytes().begin()))
                << channels << " channels";
        }
    }
}

TEST_F(RenderCommand, DepthAndAlphaStay) {
    for (const int channels : {3, 4}) {
        for (const PixelType type : {PixelType::U8, PixelType::U16}) {
            expectRendered(source("in.png", channels, type), file("out.png"),
                           {"-f", "box size=3", "--precision", "full"}, "box size=3");
            EXPECT_EQ(decodeImage(file("out.png")).type(), type);
            EXPECT_EQ(decodeImage(file("out.png")).channels(), channels);
        }
    }
}

TEST_F(RenderCommand, DepthCanBeChosen) {
    const std::string from = source("in.png").string();
    const auto depthOf = [&](const std::string& output, const std::string& depth) {
        const ProcessResult result = render({from, "-o", file(output).string(), "-f", "box", "--depth", depth});
        EXPECT_TRUE(worked(result));
        return decodeImage(file(output)).type();
    };
    EXPECT_EQ(depthOf("out.png", "8"), PixelType::U8);
    EXPECT_EQ(depthOf("out.png", "16"), PixelType::U16);
    EXPECT_EQ(depthOf("out.pfm", "float"), PixelType::F32);
    EXPECT_EQ(depthOf("out.hdr", "float"), PixelType::F32);
    EXPECT_EQ(depthOf("out.jpg", "8"), PixelType::U8);
}

TEST_F(RenderCommand, QualityChangesJpegFiles) {
    const std::string from = source("in.png").string();
    ASSERT_TRUE(worked(render({from, "-o", file("low.jpg").string(), "--quality", "5"})));
    ASSERT_TRUE(worked(render({from, "-o", file("high.jpg").string(), "--quality", "98"})));
    EXPECT_LT(fs::file_size(file("low.jpg")), fs::file_size(file("high.jpg")));
}

TEST_F(RenderCommand, LinearLightIsBrighterThanEncoded) {
    Image halves({.width = 8, .height = 8, .channels = 1});
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x) {
            halves.setValue(x, y, 0, (x + y) % 2);
        }
    }
    encodeImage(halves, file("in.png"));
    const auto grey = [&](const std::string& light) {
        const fs::path out = file(light + ".png");
        EXPECT_TRUE(worked(
            render({file("in.png").string(), "-o", out.string(), "-f", "box size=2 border=wrap", "--light", light})));
        return decodeImage(out).samples<std::uint8_t>()[27];
    };
    EXPECT_NEAR(grey("encoded"), 128, 1);
    EXPECT_NEAR(grey("linear"), 188, 1);  // 255 times the sRGB code of 1/2
}

TEST_F(RenderCommand, TheSameChainGivesTheSameBytes) {
    const std::string from = source("in.png", 4).string();
    for (const char* name : {"one.png", "two.png"}) {
        ASSERT_TRUE(worked(render({from, "-o", file(name).string(), "-f", "unsharp"})));
    }
    EXPECT_EQ(bytesOf(file("one.png")), bytesOf(file("two.png")));
    EXPECT_EQ(readPngText(file("one.png"), "kernelglass:chain"), "unsharp");
}

TEST_F(RenderCommand, ManyInputsGoToNamesOrAFolder) {
    std::vector<std::string> inputs;
    for (int i = 0; i < 9; ++i) {
        inputs.push_back(source("in" + std::to_string(i) + ".bmp").string());
    }
    std::vector<std::string> arguments = inputs;
    arguments.insert(arguments.end(), {"-f", "box", "-o", file("{stem}-soft.png").string()});
    EXPECT_TRUE(worked(render(arguments)));
    fs::create_directory(file("folder"));
    arguments.back() = file("folder").string();
    EXPECT_TRUE(worked(render(arguments)));
    for (int i = 0; i < 9; ++i) {
        const Image soft = decodeImage(file("in" + std::to_string(i) + "-soft.png"));
        const Image same = decodeImage(file("folder") / ("in" + std::to_string(i) + ".bmp"));
        EXPECT_TRUE(std::equal(soft.bytes().begin(), soft.bytes().end(), same.bytes().begin()));
    }
}

TEST_F(RenderCommand, AFailedInputIsNamedAndTheOthersAreDone) {
    const std::string good = source("good.png").string();
    const std::string better = source("better.png").string();
    std::ofstream(file("damaged.png")) << "this is no image";
    const ProcessResult result = render({good, file("missing.png").string(), file("damaged.png").string(), better, "-o",
                                         file("{stem}-out.png").string(), "-f", "box"});
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.errors.find("missing.png"), std::string::npos) << result.errors;
    EXPECT_NE(result.errors.find("damaged.png"), std::string::npos) << result.errors;
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 2) << result.errors;
    EXPECT_TRUE(fs::exists(file("good-out.png")));
    EXPECT_TRUE(fs::exists(file("better-out.png")));
    EXPECT_FALSE(fs::exists(file("damaged-out.png")));
}

TEST_F(RenderCommand, OutputsThatCannotBeWrittenFail) {
    const std::string from = source("in.png").string();
    const ProcessResult absent = render({from, "-o", file("absent/out.png").string()});
    EXPECT_EQ(absent.status, 1);
    EXPECT_NE(absent.errors.find("absent"), std::string::npos) << absent.errors;
    // Where nobody may make files, not even root.
    EXPECT_EQ(render({from, "-o", "/proc/kernelglass.png"}).status, 1);
}

TEST_F(RenderCommand, AFolderThatMayNotBeWrittenFails) {
    if (geteuid() == 0) {
        GTEST_SKIP() << "root may write everywhere";
    }
    const std::string from = source("in.png").string();
    fs::create_directory(file("locked"));
    fs::permissions(file("locked"), fs::perms::owner_read | fs::perms::owner_exec);
    const ProcessResult locked = render({from, "-o", file("locked/out.png").string()});
    EXPECT_EQ(locked.status, 1);
    EXPECT_NE(locked.errors.find("locked"), std::string::npos) << locked.errors;
    fs::permissions(file("locked"), fs::perms::owner_all);
}

TEST_F(RenderCommand, OutputsThatCollideAreRefusedBeforeAnythingIsDone) {
    const std::string one = source("one.png").string();
    const std::string two = source("two.png").string();
    fs::create_directory(file("sub"));
    const std::string sameStem = source("sub/one.png").string();
    const auto refusal = [](const std::vector<std::string>& arguments) {
        const ProcessResult result = render(arguments);
        EXPECT_EQ(result.status, 2) << result.errors;
        return result.errors;
    };
    EXPECT_NE(refusal({one, two, "-o", file("out.png").string()}).find("{stem}"), std::string::npos);
    EXPECT_NE(refusal({one, sameStem, "-o", file("{stem}-out.png").string()}).find("would both be written"),
              std::string::npos);
    EXPECT_FALSE(fs::exists(file("one-out.png")));
}

TEST_F(RenderCommand, AnInputIsOverwrittenOnlyByForce) {
    const fs::path from = source("in.png");
    const std::string before = bytesOf(from);
    const ProcessResult refused = render({from.string(), "-o", from.string(), "-f", "box"});
    EXPECT_EQ(refused.status, 2);
    EXPECT_NE(refused.errors.find("--force"), std::string::npos) << refused.errors;
    EXPECT_EQ(bytesOf(from), before);
    fs::create_symlink(from, file("link.png"));
    EXPECT_EQ(render({from.string(), "-o", file("link.png").string(), "-f", "box"}).status, 2);
    EXPECT_TRUE(worked(render({from.string(), "-o", from.string(), "-f", "box", "--force"})));
    EXPECT_NE(bytesOf(from), before);
}

TEST_F(RenderCommand, AChainThatNoPlanComputesIsSaidOnce) {
    const std::string one = source("one.png").string();
    const std::string two = source("two.png").string();
    const ProcessResult result =
        render({one, two, "-o", file("{stem}-out.png").string(), "-f", "sharpen", "--strategy", "separable"});
    EXPECT_EQ(result.status, 1);
    const std::size_t said = result.errors.find("filter 1 (sharpen)");
    EXPECT_NE(said, std::string::npos) << result.errors;
    EXPECT_EQ(result.errors.find("filter 1 (sharpen)", said + 1), std::string::npos) << result.errors;
    EXPECT_NE(result.errors.find("1 more of the inputs failed for the same reason"), std::string::npos)
        << result.errors;
}

TEST_F(RenderCommand, ASessionsGraphNeedsTrust) {
    std::ofstream(file("session.json")) << R"({"kernelglass": 1, "chain": [{"filter": "box"}],
        "source": "lavfi:testsrc2=size=32x32:duration=0.1:rate=10"})";
    const std::string session = file("session.json").string();
    const std::string output = file("out.png").string();
    const ProcessResult refused = render({"--session", session, "-o", output});
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.errors.find("lavfi:testsrc2=size=32x32:duration=0.1:rate=10: "), std::string::npos);
    EXPECT_NE(refused.errors.find("--trust-source"), std::string::npos) << refused.errors;
    EXPECT_FALSE(fs::exists(output));
    if (hasMedia()) {
        EXPECT_TRUE(worked(render({"--session", session, "-o", output, "--trust-source"})));
    }
}

// What a window shows, the command line saves; tests/attack/renders.py goes through the strategies.
TEST_F(RenderCommand, TakesEveryBorderRule) {
    const std::string from = source("in.png").string();
    const std::string output = file("out.png").string();
    for (const BorderRule rule : allBorderRules()) {
        const std::string border(borderRuleName(rule));
        EXPECT_TRUE(worked(render({from, "-o", output, "-f", "box size=5 border=" + border}))) << border;
        const bool smaller = rule == BorderRule::Crop;
        EXPECT_EQ(decodeImage(output).width(), smaller ? 33 : 37) << border;
    }
}

TEST_F(RenderCommand, ASessionBringsItsSourceAndChain) {
    const std::string from = source("in.png").string();
    std::ofstream(file("session.json"))
        << R"({"kernelglass": 1, "source": "in.png", "chain": [{"filter": "box", "params": {"size": 3}}]})";
    ASSERT_TRUE(worked(render({"--session", file("session.json").string(), "-o", file("session.png").string()})));
    ASSERT_TRUE(worked(render({from, "-f", "box size=3", "-o", file("filter.png").string()})));
    EXPECT_EQ(bytesOf(file("session.png")), bytesOf(file("filter.png")));
}

TEST_F(RenderCommand, LessMemoryGivesTheSameBytes) {
    const fs::path photo = file("photo.png");
    encodeImage(noise({.width = 800, .height = 500, .channels = 3}, 1), photo);
    const std::string chain = "gaussian sigma=2 border=wrap | unsharp";
    for (const std::string extension : {"png", "jpg"}) {
        const fs::path whole = file("whole." + extension);
        const fs::path tiled = file("tiled." + extension);
        const std::vector<std::string> settled{"--chain", chain, "--strategy", "separable"};
        std::vector<std::string> arguments{photo.string(), "-o", whole.string()};
        arguments.insert(arguments.end(), settled.begin(), settled.end());
        ASSERT_TRUE(worked(render(arguments)));
        arguments[2] = tiled.string();
        arguments.insert(arguments.end(), {"--memory", "2"});
        const ProcessResult result = render(arguments);
        ASSERT_TRUE(worked(result));
        EXPECT_EQ(result.errors, "");
        EXPECT_TRUE(bytesOf(tiled) == bytesOf(whole)) << extension;
    }
}

TEST_F(RenderCommand, TooLittleMemoryIsASentenceAndLeavesNoFile) {
    const fs::path photo = file("photo.png");
    encodeImage(noise({.width = 800, .height = 500, .channels = 3}, 1), photo);
    const ProcessResult result = render(
        {photo.string(), "-o", file("out.png").string(), "--chain", "box size=255 | box size=255", "--memory", "1"});
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.errors.find("the chain reads 509x500 pixels for one"), std::string::npos) << result.errors;
    EXPECT_NE(result.errors.find("the limit is 1 MiB"), std::string::npos) << result.errors;
    EXPECT_FALSE(fs::exists(file("out.png")));
    EXPECT_EQ(render({photo.string(), "-o", file("out.png").string(), "--memory", "0"}).status, 2);
}

}  // namespace
}  // namespace kg
