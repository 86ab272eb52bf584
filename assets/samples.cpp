// kg_samples FOLDER [WIDTH HEIGHT]: draws the sample pictures into a folder, 1920x1080 or as large as asked. Runs while
// the project builds.
#include "base/error.h"
#include "image/encode.h"
#include "image/pattern.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

int main(int argc, char** argv) {
    if (argc != 2 && argc != 4) {
        std::fputs("usage: kg_samples FOLDER [WIDTH HEIGHT]\n", stderr);
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    const int width = argc == 4 ? std::atoi(argv[2]) : 1920;
    const int height = argc == 4 ? std::atoi(argv[3]) : 1080;
    try {
        kg::encodeImage(kg::testScene(width, height), folder / "scene.png");
        kg::encodeImage(kg::testChart(width, height), folder / "chart.png");
    } catch (const kg::Error& error) {
        std::fprintf(stderr, "kg_samples: %s\n", error.what());
        return 1;
    }
    return 0;
}
