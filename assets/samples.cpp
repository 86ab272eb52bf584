// kg_samples FOLDER: draws the sample pictures into a folder. Runs while the project builds.
#include "base/error.h"
#include "image/encode.h"
#include "image/pattern.h"

#include <cstdio>
#include <filesystem>

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: kg_samples FOLDER\n", stderr);
        return 2;
    }
    constexpr int kWidth = 1920;
    constexpr int kHeight = 1080;
    const std::filesystem::path folder = argv[1];
    try {
        kg::encodeImage(kg::testScene(kWidth, kHeight), folder / "scene.png");
        kg::encodeImage(kg::testChart(kWidth, kHeight), folder / "chart.png");
    } catch (const kg::Error& error) {
        std::fprintf(stderr, "kg_samples: %s\n", error.what());
        return 1;
    }
    return 0;
}
