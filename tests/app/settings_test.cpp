#include "app/settings.h"

#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace kg {

namespace {

// Sets an environment variable for as long as it lives.
class Environment {
public:
    Environment(const char* name, const char* value) : m_name(name) {
        if (const char* old = std::getenv(name)) {
            m_old = old;
        }
        set(value);
    }
    ~Environment() { set(m_old ? m_old->c_str() : nullptr); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    void set(const char* value) {
        if (value != nullptr) {
            setenv(m_name, value, 1);
        } else {
            unsetenv(m_name);
        }
    }

    const char* m_name;
    std::optional<std::string> m_old;
};

}  // namespace

TEST(Settings, ReadBackWhatWasSaved) {
    const ScratchFolder folder;
    Settings settings;
    settings.windowWidth = 1500;
    settings.chainPaneWidth = 412.5;
    settings.detailsPaneOpen = false;
    settings.lastFolder = "/pictures";
    settings.memoryMebibytes = 700;
    settings.recording = {.quality = 60, .rate = 25};
    settings.remember("/pictures/a.png");
    settings.remember("/pictures/b.png");
    const auto path = folder / "deep/kernelglass/settings.json";
    saveSettings(settings, path);
    const Settings loaded = loadSettings(path);
    EXPECT_EQ(loaded.windowWidth, 1500);
    EXPECT_EQ(loaded.chainPaneWidth, 412.5);
    EXPECT_FALSE(loaded.detailsPaneOpen);
    EXPECT_TRUE(loaded.chainPaneOpen);
    EXPECT_EQ(loaded.lastFolder, "/pictures");
    EXPECT_EQ(loaded.memoryMebibytes, 700);
    EXPECT_EQ(loaded.recording, settings.recording);
    EXPECT_EQ(loaded.recentFiles, (std::vector<std::string>{"/pictures/b.png", "/pictures/a.png"}));
}

TEST(Settings, RecentFilesAreFewAndWithoutDoubles) {
    Settings settings;
    for (int i = 0; i < 20; ++i) {
        settings.remember("/f" + std::to_string(i));
    }
    EXPECT_EQ(settings.recentFiles.size(), Settings::kMaxRecent);
    settings.remember("/f15");
    EXPECT_EQ(settings.recentFiles.front(), "/f15");
    EXPECT_EQ(settings.recentFiles.size(), Settings::kMaxRecent);
    settings.remember("/x/../f19");
    EXPECT_EQ(settings.recentFiles.front(), "/f19");
    EXPECT_EQ(settings.recentFiles.size(), Settings::kMaxRecent);
    settings.forget("/f19");
    EXPECT_EQ(settings.recentFiles.front(), "/f15");
    EXPECT_EQ(settings.recentFiles.size(), Settings::kMaxRecent - 1);
}

TEST(Settings, ADamagedFileIsSetAside) {
    const ScratchFolder folder;
    for (const char* damage :
         {"{ \"window_width\": ", "[]", "{\"window_width\": \"wide\"}", "{\"recent_files\": [1]}"}) {
        writeFile(folder / "settings.json", damage);
        const Settings loaded = loadSettings(folder / "settings.json");
        EXPECT_EQ(loaded.windowWidth, Settings().windowWidth) << damage;
        EXPECT_TRUE(loaded.recentFiles.empty()) << damage;
        EXPECT_FALSE(std::filesystem::exists(folder / "settings.json")) << damage;
        EXPECT_EQ(readFile(folder / "settings.json.bad"), damage);
    }
}

TEST(Settings, SenselessSizesAreBounded) {
    const ScratchFolder folder;
    writeFile(folder / "settings.json", R"({"window_width": -5, "window_height": 1000000, "chain_pane_width": 1})");
    const Settings loaded = loadSettings(folder / "settings.json");
    EXPECT_GE(loaded.windowWidth, 320);
    EXPECT_LE(loaded.windowHeight, 16384);
    EXPECT_GE(loaded.chainPaneWidth, 100);
}

TEST(Settings, AReadOnlyPlaceIsNoProblem) {
    const ScratchFolder folder;
    writeFile(folder / "file", "");
    EXPECT_NO_THROW(saveSettings({}, folder / "file/settings.json"));
}

TEST(Settings, TheFolderFollowsTheBaseDirectorySpecification) {
    const Environment home("HOME", "/home/someone");
    {
        const Environment config("XDG_CONFIG_HOME", "/config");
        EXPECT_EQ(settingsPath(), "/config/kernelglass/settings.json");
    }
    for (const char* ignored : {static_cast<const char*>(nullptr), "", "relative"}) {
        const Environment config("XDG_CONFIG_HOME", ignored);
        EXPECT_EQ(settingsPath(), "/home/someone/.config/kernelglass/settings.json");
    }
}

TEST(Settings, ProgramsAreKeptInTheCacheFolder) {
    const Environment home("HOME", "/home/someone");
    {
        const Environment cache("XDG_CACHE_HOME", "/cache");
        EXPECT_EQ(programCachePath(), "/cache/kernelglass/programs");
    }
    const Environment cache("XDG_CACHE_HOME", nullptr);
    EXPECT_EQ(programCachePath(), "/home/someone/.cache/kernelglass/programs");
}

}  // namespace kg
