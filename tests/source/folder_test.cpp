#include "source/folder.h"

#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace kg {
namespace {

TEST(Folder, NamesStandAsPeopleCount) {
    std::vector<std::string> names{"shot 10.png", "Shot 9.png", "shot 009.png", "b.png",
                                   "shot.png",    "A.png",      "shot 9b.png",  "shot 99999999999999999999999.png"};
    std::sort(names.begin(), names.end(), naturallyBefore);
    EXPECT_EQ(names, (std::vector<std::string>{"A.png", "b.png", "Shot 9.png", "shot 009.png", "shot 9b.png",
                                               "shot 10.png", "shot 99999999999999999999999.png", "shot.png"}));
    for (const std::string& name : names) {
        EXPECT_FALSE(naturallyBefore(name, name));
    }
    EXPECT_NE(naturallyBefore("01", "1"), naturallyBefore("1", "01")) << "no two names are the same";
}

class FolderTest : public testing::Test {
protected:
    FolderTest() {
        for (const char* name : {"2.png", "10.jpg", "1.PNG", "notes.txt", ".hidden.png", "clip.mp4"}) {
            writeFile(folder / name, "");
        }
        std::filesystem::create_directories(folder / "3.png");
    }
    static std::string nameOf(const FolderPlace& place) { return place.file.filename().string(); }

    ScratchFolder folder;
};

TEST_F(FolderTest, StepsThroughTheStillsAndRoundAgain) {
    FolderPlace place = placeInFolder(folder / "2.png");
    EXPECT_EQ(place.index, 1U);
    EXPECT_EQ(place.count, 3U);
    std::vector<std::string> seen;
    for (int step = 0; step < 4; ++step) {
        place = neighbourOf(place, true);
        seen.push_back(nameOf(place));
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"10.jpg", "1.PNG", "2.png", "10.jpg"}));
    EXPECT_EQ(place.index, 2U);
    EXPECT_EQ(nameOf(neighbourOf(place, false)), "2.png");
    EXPECT_EQ(nameOf(neighbourOf(placeInFolder(folder / "1.PNG"), false)), "10.jpg");
}

TEST_F(FolderTest, TheFolderIsLookedAtAnew) {
    const FolderPlace place = placeInFolder(folder / "2.png");
    std::filesystem::remove(folder / "2.png");
    EXPECT_EQ(nameOf(neighbourOf(place, true)), "10.jpg") << "beside where it stood";
    EXPECT_EQ(nameOf(neighbourOf(place, false)), "1.PNG");
    writeFile(folder / "4.png", "");
    EXPECT_EQ(nameOf(neighbourOf(place, true)), "4.png");
    EXPECT_EQ(placeInFolder(folder / "raw.xyz").count, 4U) << "one of an unusual name counts too";
    EXPECT_EQ(placeInFolder(folder / "nowhere" / "a.png").count, 1U);
    EXPECT_EQ(neighbourOf(placeInFolder(folder / "nowhere" / "a.png"), true).count, 1U);
}

}  // namespace
}  // namespace kg
