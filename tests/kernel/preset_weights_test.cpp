// The weights of the preset library against a second transcription: each origin's published rows, typed from the page
// or source itself and read by the few lines below, not by the parser that reads the library.
#include "kernel/generators/shapes.h"
#include "kernel/named/rotation.h"
#include "kernel/presets/presets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace kg {
namespace {

constexpr double kRoot2 = std::numbers::sqrt2;

struct Published {
    const char* id;
    const char* rows;  // as published; ';' between the kernels of a list
    double divisor = 1;
};

constexpr std::array kGimp{
    Published{"identity", "0 0 0 / 0 1 0 / 0 0 0"},          Published{"gimp-sharpen", "0 -1 0 / -1 5 -1 / 0 -1 0"},
    Published{"gimp-blur", "1 1 1 / 1 1 1 / 1 1 1", 9},      Published{"gimp-edge-enhance", "0 0 0 / -1 1 0 / 0 0 0"},
    Published{"gimp-edge-detect", "0 1 0 / 1 -4 1 / 0 1 0"}, Published{"gimp-emboss", "-2 -1 0 / -1 1 1 / 0 1 2"},
};

constexpr std::array kWikipedia{
    Published{"wikipedia-identity", "0 0 0 / 0 1 0 / 0 0 0"},
    Published{"wikipedia-sharpen", "0 -1 0 / -1 5 -1 / 0 -1 0"},
    Published{"wikipedia-box", "1 1 1 / 1 1 1 / 1 1 1", 9},
    Published{"wikipedia-edge-detect", "0 1 0 / 1 -4 1 / 0 1 0"},
    Published{"wikipedia-emboss", "-2 -1 0 / -1 1 1 / 0 1 2"},
    Published{"wikipedia-edge-diagonal", "1 0 -1 / 0 0 0 / -1 0 1"},
    Published{"wikipedia-edge-4", "0 -1 0 / -1 4 -1 / 0 -1 0"},
    Published{"wikipedia-edge-8", "-1 -1 -1 / -1 8 -1 / -1 -1 -1"},
    Published{"wikipedia-gauss-3", "1 2 1 / 2 4 2 / 1 2 1", 16},
    Published{"wikipedia-gauss-5", "1 4 6 4 1 / 4 16 24 16 4 / 6 24 36 24 6 / 4 16 24 16 4 / 1 4 6 4 1", 256},
    Published{"wikipedia-unsharp-5", "1 4 6 4 1 / 4 16 24 16 4 / 6 24 -476 24 6 / 4 16 24 16 4 / 1 4 6 4 1", -256},
};

constexpr std::array kAiShack{
    Published{"ai-shack-box", "1 1 1 / 1 1 1 / 1 1 1", 9},
    Published{"ai-shack-line-0", "-1 -1 -1 / 2 2 2 / -1 -1 -1"},
    Published{"ai-shack-line-90", "-1 2 -1 / -1 2 -1 / -1 2 -1"},
    Published{"ai-shack-line-45", "-1 -1 2 / -1 2 -1 / 2 -1 -1"},
    Published{"ai-shack-line-135", "2 -1 -1 / -1 2 -1 / -1 -1 2"},
    Published{"ai-shack-edge", "-1 -1 -1 / -1 8 -1 / -1 -1 -1"},
    Published{"ai-shack-sobel", "-1 -2 -1 / 0 0 0 / 1 2 1 ; -1 0 1 / -2 0 2 / -1 0 1"},
    Published{"ai-shack-laplacian", "0 -1 0 / -1 4 -1 / 0 -1 0"},
    Published{"ai-shack-laplacian-8", "-1 -1 -1 / -1 8 -1 / -1 -1 -1"},
    Published{"ai-shack-log", "0 0 -1 0 0 / 0 -1 -2 -1 0 / -1 -2 16 -2 -1 / 0 -1 -2 -1 0 / 0 0 -1 0 0"},
};

constexpr std::array kGegl{
    Published{"gegl-sobel-x", "-1 0 1 / -2 0 2 / -1 0 1"},
    Published{"gegl-sobel-y", "-1 -2 -1 / 0 0 0 / 1 2 1"},
    Published{"gegl-sobel", "-1 0 1 / -2 0 2 / -1 0 1 ; -1 -2 -1 / 0 0 0 / 1 2 1"},
    Published{"gegl-prewitt", "1 1 1 / 1 -2 1 / -1 -1 -1"},
    Published{"gegl-gradient", "0 0 0 / 0 4 -4 / 0 0 0 ; 0 0 0 / 0 -4 0 / 0 4 0"},
    Published{"gegl-roberts", "0 0 0 / 0 4 0 / 0 0 -4 ; 0 0 0 / 0 0 4 / 0 -4 0"},
    Published{"gegl-differential", "0 0 0 / 0 2 -2 / 0 2 -2 ; 0 0 0 / 0 -2 -2 / 0 2 2"},
    Published{"gegl-laplace", "1 1 1 / 1 -8 1 / 1 1 1"},
};

constexpr std::array kEsri{
    Published{"esri-line-horizontal", "-1 -1 -1 / 2 2 2 / -1 -1 -1"},
    Published{"esri-line-vertical", "-1 2 -1 / -1 2 -1 / -1 2 -1"},
    Published{"esri-line-left-diagonal", "2 -1 -1 / -1 2 -1 / -1 -1 2"},
    Published{"esri-line-right-diagonal", "-1 -1 2 / -1 2 -1 / 2 -1 -1"},
    Published{"esri-gradient-north", "-1 -2 -1 / 0 0 0 / 1 2 1"},
    Published{"esri-gradient-west", "-1 0 1 / -2 0 2 / -1 0 1"},
    Published{"esri-gradient-east", "1 0 -1 / 2 0 -2 / 1 0 -1"},
    Published{"esri-gradient-south", "1 2 1 / 0 0 0 / -1 -2 -1"},
    Published{"esri-gradient-northeast", "0 -1 -2 / 1 0 -1 / 2 1 0"},
    Published{"esri-gradient-northwest", "-2 -1 0 / -1 0 1 / 0 1 2"},
    Published{"esri-smooth", "1 1 1 / 1 1 1 / 1 1 1", 9},
    Published{"esri-smoothing-3", "1 2 1 / 2 4 2 / 1 2 1", 16},
    Published{"esri-smoothing-5", "1 1 1 1 1 / 1 4 4 4 1 / 1 4 12 4 1 / 1 4 4 4 1 / 1 1 1 1 1"},
    Published{"esri-smoothing-5-corrected", "1 1 1 1 1 / 1 4 4 4 1 / 1 4 12 4 1 / 1 4 4 4 1 / 1 1 1 1 1", 60},
    Published{"esri-sharpening-3", "-1 -1 -1 / -1 9 -1 / -1 -1 -1"},
    Published{"esri-sharpening-5", "-1 -3 -4 -3 -1 / -3 0 6 0 -3 / -4 6 21 6 -4 / -3 0 6 0 -3 / -1 -3 -4 -3 -1"},
    Published{"esri-laplacian-3", "0 -1 0 / -1 4 -1 / 0 -1 0"},
    Published{"esri-laplacian-5", "0 0 -1 0 0 / 0 -1 -2 -1 0 / -1 -2 17 -2 -1 / 0 -1 -2 -1 0 / 0 0 -1 0 0"},
    Published{"esri-sobel-horizontal", "-1 -2 -1 / 0 0 0 / 1 2 1"},
    Published{"esri-sobel-vertical", "-1 0 1 / -2 0 2 / -1 0 1"},
    Published{"esri-sharpen", "0 -.25 0 / -.25 2 -.25 / 0 -.25 0"},
    Published{"esri-sharpen-2", "-.25 -.25 -.25 / -.25 3 -.25 / -.25 -.25 -.25"},
    Published{"esri-point-spread", "-.627 .352 -.627 / .352 2.923 .352 / -.627 .352 -.627"},
    Published{"esri-user-left-diagonal", "0 1 1 / -1 0 1 / -1 -1 0"},
    Published{"esri-user-right-diagonal", "1 1 0 / 1 0 -1 / 0 -1 -1"},
    Published{"esri-user-horizontal", "-1 -1 -1 / 0 0 0 / 1 1 1"},
    Published{"esri-user-northwest", "1 1 1 / 1 -2 -1 / 1 -1 -1"},
    Published{"esri-user-north", "1 1 1 / 1 -2 1 / -1 -1 -1"},
    Published{"esri-user-northeast", "1 1 1 / -1 -2 1 / -1 -1 1"},
    Published{"esri-user-west", "1 1 -1 / 1 -2 -1 / 1 1 -1"},
    Published{"esri-user-east", "-1 1 1 / -1 -2 1 / -1 1 1"},
    Published{"esri-user-vertical", "-1 0 1 / -1 0 1 / -1 0 1"},
    Published{"esri-laplacian-5-corrected", "0 0 -1 0 0 / 0 -1 -2 -1 0 / -1 -2 16 -2 -1 / 0 -1 -2 -1 0 / 0 0 -1 0 0"},
    Published{"esri-gradient-east-10-1", "1 0 1 / 2 0 -2 / 1 0 -1"},
    Published{"esri-line-vertical-copied", "-1 0 -1 / -1 2 -1 / -1 2 -1"},
};

constexpr std::array kCSharp{
    Published{"csharp-laplacian-3", "-1 -1 -1 / -1 8 -1 / -1 -1 -1"},
    Published{"csharp-laplacian-5",
              "-1 -1 -1 -1 -1 / -1 -1 -1 -1 -1 / -1 -1 24 -1 -1 / -1 -1 -1 -1 -1 / -1 -1 -1 -1 -1"},
    Published{"csharp-log", "0 0 -1 0 0 / 0 -1 -2 -1 0 / -1 -2 16 -2 -1 / 0 -1 -2 -1 0 / 0 0 -1 0 0"},
    Published{"csharp-gaussian-3", "1 2 1 / 2 4 2 / 1 2 1", 16},
    Published{"csharp-gaussian-5-1", "2 4 5 4 2 / 4 9 12 9 4 / 5 12 15 12 5 / 4 9 12 9 4 / 2 4 5 4 2", 159},
    Published{"csharp-gaussian-5-2", "1 4 6 4 1 / 4 16 24 16 4 / 6 24 36 24 6 / 4 16 24 16 4 / 1 4 6 4 1", 256},
    Published{"csharp-sobel", "-1 0 1 / -2 0 2 / -1 0 1 ; 1 2 1 / 0 0 0 / -1 -2 -1"},
    Published{"csharp-prewitt", "-1 0 1 / -1 0 1 / -1 0 1 ; 1 1 1 / 0 0 0 / -1 -1 -1"},
    Published{"csharp-kirsch", "5 5 5 / -3 0 -3 / -3 -3 -3 ; 5 -3 -3 / 5 0 -3 / 5 -3 -3"},
};

constexpr std::array kImageSharp{
    Published{"imagesharp-kayyali", "6 0 -6 / 0 0 0 / -6 0 6 ; -6 0 6 / 0 0 0 / 6 0 -6"},
    Published{"imagesharp-roberts-cross", "1 0 / 0 -1 ; 0 1 / -1 0"},
    Published{"scharr", "-3 0 3 / -10 0 10 / -3 0 3 ; 3 10 3 / 0 0 0 / -3 -10 -3"},
    Published{"robinson", "1 2 1 / 0 0 0 / -1 -2 -1"},
};

constexpr std::array kHipr2{
    Published{"hipr2-gaussian-5", "1 4 7 4 1 / 4 16 26 16 4 / 7 26 41 26 7 / 4 16 26 16 4 / 1 4 7 4 1", 273},
    Published{"hipr2-gaussian-row", ".006 .061 .242 .383 .242 .061 .006"},
    Published{"hipr2-log",
              "0 -1 -1 -2 -2 -2 -1 -1 0 / -1 -2 -4 -5 -5 -5 -4 -2 -1 / -1 -4 -5 -3 0 -3 -5 -4 -1 / -2 -5 -3 12 24 12 "
              "-3 -5 -2 / -2 -5 0 24 40 24 0 -5 -2 / -2 -5 -3 12 24 12 -3 -5 -2 / -1 -4 -5 -3 0 -3 -5 -4 -1 / -1 -2 -4 "
              "-5 -5 -5 -4 -2 -1 / 0 -1 -1 -2 -2 -2 -1 -1 0",
              -1},
    Published{"hipr2-laplacian-4", "0 -1 0 / -1 4 -1 / 0 -1 0"},
    Published{"hipr2-laplacian-8", "-1 -1 -1 / -1 8 -1 / -1 -1 -1"},
    Published{"hipr2-mean-3", "1 1 1 / 1 1 1 / 1 1 1", 9},
    Published{"hipr2-mean-5", "1 1 1 1 1 / 1 1 1 1 1 / 1 1 1 1 1 / 1 1 1 1 1 / 1 1 1 1 1", 25},
};

constexpr std::array kVpi{
    Published{"vpi-sobel-7",
              "-1 -5 -6 0 6 5 1 / -6 -30 -36 0 36 30 6 / -15 -75 -90 0 90 75 15 / -20 -100 -120 0 120 100 20 / -15 -75 "
              "-90 0 90 75 15 / -6 -30 -36 0 36 30 6 / -1 -5 -6 0 6 5 1",
              64},
    Published{"vpi-sobel-7-corrected",
              "-1 -4 -5 0 5 4 1 / -6 -24 -30 0 30 24 6 / -15 -60 -75 0 75 60 15 / -20 -80 -100 0 100 80 20 / -15 -60 "
              "-75 0 75 60 15 / -6 -24 -30 0 30 24 6 / -1 -4 -5 0 5 4 1",
              64},
    Published{"vpi-edge", "1 0 -1 / 0 0 0 / -1 0 1"},
};

constexpr std::array kStackOverflow{
    Published{"so-sobel-5", "-5 -4 0 4 5 / -8 -10 0 10 8 / -10 -20 0 20 10 / -8 -10 0 10 8 / -5 -4 0 4 5", 240},
    Published{
        "so-sobel-7",
        "-130 -120 -78 0 78 120 130 / -180 -195 -156 0 156 195 180 / -234 -312 -390 0 390 312 234 / -260 -390 -780 0 "
        "780 390 260 / -234 -312 -390 0 390 312 234 / -180 -195 -156 0 156 195 180 / -130 -120 -78 0 78 120 130",
        18720},
    Published{"so-ad-hoc-5", "2 1 0 -1 -2 / 3 2 0 -2 -3 / 4 3 0 -3 -4 / 3 2 0 -2 -3 / 2 1 0 -1 -2"},
};

constexpr std::array kImageMagick{
    Published{"im-unity", "1"},
    Published{"im-laplacian-0", "-1 -1 -1 / -1 8 -1 / -1 -1 -1"},
    Published{"im-laplacian-1", "0 -1 0 / -1 4 -1 / 0 -1 0"},
    Published{"im-laplacian-2", "-2 1 -2 / 1 4 1 / -2 1 -2"},
    Published{"im-laplacian-3", "1 -2 1 / -2 4 -2 / 1 -2 1"},
    Published{"im-laplacian-5", "-4 -1 0 -1 -4 / -1 2 3 2 -1 / 0 3 4 3 0 / -1 2 3 2 -1 / -4 -1 0 -1 -4"},
    Published{"im-laplacian-7",
              "-10 -5 -2 -1 -2 -5 -10 / -5 0 3 4 3 0 -5 / -2 3 6 7 6 3 -2 / -1 4 7 8 7 4 -1 / -2 3 6 7 6 3 -2 / -5 0 3 "
              "4 3 0 -5 / -10 -5 -2 -1 -2 -5 -10"},
    Published{"im-laplacian-15", "0 0 -1 0 0 / 0 -1 -2 -1 0 / -1 -2 16 -2 -1 / 0 -1 -2 -1 0 / 0 0 -1 0 0"},
    Published{"im-laplacian-19",
              "0 -1 -1 -2 -2 -2 -1 -1 0 / -1 -2 -4 -5 -5 -5 -4 -2 -1 / -1 -4 -5 -3 0 -3 -5 -4 -1 / -2 -5 -3 12 24 12 "
              "-3 -5 -2 / -2 -5 0 24 40 24 0 -5 -2 / -2 -5 -3 12 24 12 -3 -5 -2 / -1 -4 -5 -3 0 -3 -5 -4 -1 / -1 -2 -4 "
              "-5 -5 -5 -4 -2 -1 / 0 -1 -1 -2 -2 -2 -1 -1 0"},
    Published{"im-sobel", "1 0 -1 / 2 0 -2 / 1 0 -1"},
    Published{"im-roberts", "0 0 0 / 1 -1 0 / 0 0 0"},
    Published{"im-prewitt", "1 0 -1 / 1 0 -1 / 1 0 -1"},
    Published{"im-compass", "1 1 -1 / 1 -2 -1 / 1 1 -1"},
    Published{"im-kirsch", "5 -3 -3 / 5 0 -3 / 5 -3 -3"},
    Published{"im-frei-chen", "1 0 -1 / √2 0 -√2 / 1 0 -1"},
    Published{"im-frei-chen-1", "1 0 -1 / √2 0 -√2 / 1 0 -1", kRoot2},
    Published{"im-frei-chen-2", "1 √2 0 / √2 0 -√2 / 0 -√2 -1", kRoot2},
    Published{"im-frei-chen-11", "1 0 -1 / √2 0 -√2 / 1 0 -1", kRoot2},
    Published{"im-frei-chen-12", "1 √2 1 / 0 0 0 / 1 √2 1", kRoot2},
    Published{"im-frei-chen-13", "√2 -1 0 / -1 0 1 / 0 1 -√2", kRoot2},
    Published{"im-frei-chen-14", "0 1 -√2 / -1 0 1 / √2 -1 0", kRoot2},
    Published{"im-frei-chen-15", "0 -1 0 / 1 0 1 / 0 -1 0", 2},
    Published{"im-frei-chen-16", "1 0 -1 / 0 0 0 / -1 0 1", 2},
    Published{"im-frei-chen-17", "1 -2 1 / -2 4 -2 / -1 -2 1", 6},
    Published{"im-frei-chen-18", "-2 1 -2 / 1 4 1 / -2 1 -2", 6},
    Published{"im-frei-chen-19", "1 1 1 / 1 1 1 / 1 1 1", 3},
    Published{"frei-chen-1-corrected", "1 0 -1 / √2 0 -√2 / 1 0 -1", 2 * kRoot2},
    Published{"frei-chen-2-corrected", "1 √2 0 / √2 0 -√2 / 0 -√2 -1", 2 * kRoot2},
    Published{"frei-chen-12-corrected", "1 √2 1 / 0 0 0 / -1 -√2 -1", 2 * kRoot2},
    Published{"frei-chen-13-corrected", "√2 -1 0 / -1 0 1 / 0 1 -√2", 2 * kRoot2},
    Published{"frei-chen-14-corrected", "0 1 -√2 / -1 0 1 / √2 -1 0", 2 * kRoot2},
    Published{"frei-chen-17-corrected", "1 -2 1 / -2 4 -2 / 1 -2 1", 6},
};

Kernel kernelOf(const std::string& rows, double divisor) {
    std::vector<double> cells;
    int height = 1;
    std::istringstream words(rows);
    for (std::string word; words >> word;) {
        if (word == "/") {
            ++height;
        } else if (word.ends_with("√2")) {
            cells.push_back((word.front() == '-' ? -kRoot2 : kRoot2) / divisor);
        } else {
            cells.push_back(std::stod(word) / divisor);
        }
    }
    const int width = static_cast<int>(cells.size()) / height;
    return {width, height, std::move(cells)};
}

void expectSame(const Kernel& ours, const Kernel& published) {
    ASSERT_EQ(ours.width(), published.width());
    ASSERT_EQ(ours.height(), published.height());
    for (std::size_t i = 0; i < ours.cells().size(); ++i) {
        // A divisor is applied by a multiplication here and a division there: a rounding or two.
        EXPECT_NEAR(ours.cells()[i], published.cells()[i], 1e-15 * std::abs(published.cells()[i])) << "cell " << i;
    }
}

void expectEightTurns(const std::vector<Kernel>& kernels) {
    for (int eighths = 0; eighths < 8; ++eighths) {
        EXPECT_EQ(std::count(kernels.begin(), kernels.end(), rotated(kernels.front(), 45.0 * eighths)), 1) << eighths;
    }
}

template <std::size_t count>
void expectAsPublished(const std::array<Published, count>& table, const std::string& origin) {
    std::set<std::string> published;
    for (const Published& expected : table) {
        SCOPED_TRACE(expected.id);
        published.insert(expected.id);
        const KernelPreset* preset = findPreset(expected.id);
        ASSERT_NE(preset, nullptr);
        EXPECT_EQ(preset->origin, origin);
        const std::vector<Kernel> ours = kernelsOf(*preset);
        std::istringstream list(expected.rows);
        std::size_t index = 0;
        for (std::string rows; std::getline(list, rows, ';') && index < ours.size(); ++index) {
            expectSame(ours[index], kernelOf(rows, expected.divisor));
        }
        if (index == 1 && ours.size() == 8) {
            expectEightTurns(ours);
        } else {
            EXPECT_EQ(index, ours.size());
        }
    }
    for (const KernelPreset& preset : kernelPresets()) {
        const bool weights = preset.text.find(':') == std::string::npos && preset.text.front() < 'A';
        EXPECT_TRUE(preset.origin != origin || !weights || published.count(preset.id) == 1) << preset.id;
    }
}

TEST(PresetWeights, AsGimpPublishesThem) {
    expectAsPublished(kGimp, "GIMP");
}

TEST(PresetWeights, AsWikipediaPublishesThem) {
    expectAsPublished(kWikipedia, "Wikipedia");
}

TEST(PresetWeights, AsAiShackPublishesThem) {
    expectAsPublished(kAiShack, "AI Shack");
}

TEST(PresetWeights, AsGeglPublishesThem) {
    expectAsPublished(kGegl, "GEGL");
}

TEST(PresetWeights, AsEsriPublishesThem) {
    expectAsPublished(kEsri, "Esri");
}

TEST(PresetWeights, AsTheCSharpSeriesPublishesThem) {
    expectAsPublished(kCSharp, "C# series");
}

TEST(PresetWeights, AsImageSharpPublishesThem) {
    expectAsPublished(kImageSharp, "ImageSharp");
}

TEST(PresetWeights, AsHipr2PublishesThem) {
    expectAsPublished(kHipr2, "HIPR2");
}

TEST(PresetWeights, AsVpiPublishesThem) {
    expectAsPublished(kVpi, "NVIDIA VPI");
}

TEST(PresetWeights, AsStackOverflowPublishesThem) {
    expectAsPublished(kStackOverflow, "Stack Overflow");
}

TEST(PresetWeights, AsImageMagickHasThem) {
    expectAsPublished(kImageMagick, "ImageMagick");
}

TEST(PresetWeights, TheLargeSobelsAreGenerated) {
    for (const int size : {5, 7}) {
        const Kernel ours = kernelsOf(*findPreset("so-sobel-" + std::to_string(size))).front();
        const Kernel generated = largeSobel(size, 0);
        for (std::size_t i = 0; i < ours.cells().size(); ++i) {
            EXPECT_NEAR(generated.cells()[i], ours.cells()[i], 1e-15) << "cell " << i << " of size " << size;
        }
    }
}

}  // namespace
}  // namespace kg
