#include "source/media.h"
#include "source/source.h"

#include "base/error.h"
#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace kg {
namespace {

std::string refusalOf(const std::string& source) {
    try {
        openFrames(source)->next();
    } catch (const Error& error) {
        return error.problem();
    }
    return "";
}

class Graphs : public testing::Test {
protected:
    void SetUp() override {
        if (!hasMedia()) {
            GTEST_SKIP() << "built without FFmpeg";
        }
    }
};

TEST_F(Graphs, OfHarmlessFiltersRun) {
    EXPECT_EQ(refusalOf("lavfi:testsrc2=size=32x32:duration=0.1,split[a][b];[a]hflip[c];[b][c]hstack,format=rgb24"),
              "");
    EXPECT_EQ(refusalOf("lavfi:color@sky=c=blue:size=32x32:duration=0.1, drawbox=x=1:y='min(2,3)'"), "");
}

TEST_F(Graphs, AreRefusedByTheNameOfWhatMayReadWriteLoadOrCall) {
    const std::vector<std::pair<std::string, std::string>> graphs{
        {"lavfi:movie=x", "movie"},
        {"lavfi: mov'i'e@one=x", "movie"},
        {"lavfi:m\\ovie=x", "movie"},
        {"lavfi:color,[in]metadata=print:file=x[out]", "metadata"},
        {"lavfi:color[a];[a] lut3d =x", "lut3d"},
        {"lavfi:sws_flags=bilinear;movie=x", "movie"},
        {"lavfi:sws_flags=bilinear;color,frei0r=x", "frei0r"},
        {"lavfi:color=c=red\\,metadata=x,drawtext=textfile=x", "drawtext"},
        {"lavfi:nosuchfilter", "nosuchfilter"},
    };
    for (const auto& [graph, name] : graphs) {
        EXPECT_NE(refusalOf(graph).find("\"" + name + "\""), std::string::npos) << graph << ": " << refusalOf(graph);
    }
}

TEST(Trust, IsNeededForGraphsAndAddressesOnly) {
    for (const char* name :
         {"lavfi:color", "http://x/y.png", "HTTPS://x", "a+b-c.1://x", "file:///x.png", "rtsp://x"}) {
        EXPECT_TRUE(needsTrust(name)) << name;
    }
    for (const char* name : {"x.png", "http:x", "concat:a|b", "data:x", "./lavfi:color", "/a://b", "1x://y", "camera:0",
                             "pattern:chart", "shot_%d.png", "", "://x"}) {
        EXPECT_FALSE(needsTrust(name)) << name;
    }
}

TEST(Trust, AFileThatExistsIsMeantWhateverItsName) {
    const ScratchFolder folder;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    std::ofstream("lavfi:color") << "x";
    std::ofstream("pattern:chart") << "x";
    EXPECT_EQ(typedSource("lavfi:color"), "./lavfi:color");
    EXPECT_EQ(typedSource("pattern:chart"), "./pattern:chart");
    EXPECT_TRUE(isFile(typedSource("lavfi:color")));
    EXPECT_EQ(typedSource("lavfi:testsrc2"), "lavfi:testsrc2");
    EXPECT_EQ(typedSource("x.png"), "x.png");
    std::filesystem::current_path(before);
}

}  // namespace
}  // namespace kg
