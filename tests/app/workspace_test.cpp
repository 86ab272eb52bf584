#include "app/workspace.h"

#include "app/engine_fixture.h"
#include "app/export.h"
#include "app/session.h"
#include "image/encode.h"
#include "image/pattern.h"
#include "kernel/kernel.h"
#include "kernel/text/kernel_text.h"
#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>

namespace kg {

class WorkspaceTest : public EngineFixture {
protected:
    // A noisy picture as a file, opened.
    std::string openNoise(const char* name = "noise.png") {
        const auto path = folder / name;
        encodeImage(noise({.width = 64, .height = 48, .channels = 3}, 3), path);
        EXPECT_TRUE(workspace.open(path.string())) << workspace.problem().value_or("");
        return path.string();
    }

    void setChain(const char* text) { ASSERT_TRUE(workspace.apply(edits::setChain(parseChain(text)))); }

    // Applies an edit and shows it; returns the programs that this compiled.
    std::uint64_t compiledBy(const Edit& edit) {
        const std::uint64_t before = engine.counters().programsCompiled;
        EXPECT_TRUE(workspace.apply(edit)) << workspace.problem().value_or("");
        workspace.update();
        EXPECT_FALSE(workspace.problem()) << *workspace.problem();
        return engine.counters().programsCompiled - before;
    }

    ScratchFolder folder;
};

TEST_F(WorkspaceTest, ShowsNothingBeforeAnImageIsOpen) {
    setChain("gaussian");
    EXPECT_FALSE(workspace.update());
    EXPECT_EQ(engine.counters().chainsRun, 0U);
    EXPECT_FALSE(workspace.problem());
}

TEST_F(WorkspaceTest, DraggingCompilesNothing) {
    openNoise();
    setChain("gaussian | box | convolve | unsharp | sobel");
    workspace.update();
    std::uint64_t compiled = 0;
    for (int step = 0; step <= 50; ++step) {
        compiled += compiledBy(edits::setValue(0, "sigma", step * 0.2));
    }
    EXPECT_EQ(compiled, 0U) << "sigma";
    for (int size = 1; size <= 31; ++size) {
        compiled += compiledBy(edits::setValue(1, "size", static_cast<double>(size)));
    }
    EXPECT_EQ(compiled, 0U) << "size of a box";
    Kernel kernel = parseKernel(std::get<std::string>(valueOf(workspace.document().chain[2], "kernel")));
    for (int step = -10; step <= 10; ++step) {
        kernel = kernel.withWeight(1, 1, step * 0.5).withWeight(0, 0, 5 - step * 0.5);
        compiled += compiledBy(edits::setValue(2, "kernel", printKernel(kernel)));
    }
    EXPECT_EQ(compiled, 0U) << "weights through zero";
    for (int side = 1; side <= 15; ++side) {
        compiled += compiledBy(edits::setValue(2, "kernel", printKernel(kernel.resized(side, 16 - side))));
    }
    EXPECT_EQ(compiled, 0U) << "width and height";
    for (int index = 0; index < 5; ++index) {
        for (const double mix : {0.75, 0.5, 0.25, 0.0, 1.0}) {
            compiled += compiledBy(edits::setMix(index, mix));
        }
    }
    EXPECT_EQ(compiled, 0U) << "mix";
    EXPECT_GT(engine.counters().chainsRun, 100U);
}

TEST_F(WorkspaceTest, AtRestNothingIsDrawn) {
    openNoise();
    setChain("gaussian");
    EXPECT_TRUE(workspace.update());
    const EngineCounters before = engine.counters();
    EXPECT_FALSE(workspace.update());
    workspace.apply(edits::setView({.fit = false, .zoom = 3, .centreX = 5, .centreY = 5}));
    EXPECT_FALSE(workspace.update());
    workspace.apply(edits::selectFilter(-1));
    EXPECT_FALSE(workspace.update());
    workspace.apply(edits::setValue(0, "sigma", numberOf(workspace.document().chain[0], "sigma")));
    EXPECT_FALSE(workspace.update());
    EXPECT_EQ(engine.counters().passesDrawn, before.passesDrawn);
    EXPECT_EQ(engine.counters().chainsRun, before.chainsRun);
    EXPECT_EQ(engine.counters().uploads, before.uploads);
}

TEST_F(WorkspaceTest, ARestLeadsToOneMoreRunAndTheSamePicture) {
    openNoise();
    setChain("sobel scale=0.37");
    workspace.rest();
    EXPECT_FALSE(engine.specialising()) << "what is not shown yet is not made faster";
    workspace.update();
    const Color before = engine.readPixel(ViewContent::Result, 9, 9);
    workspace.rest();
    while (engine.specialising() && !workspace.takeSpecialised()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    const EngineCounters counters = engine.counters();
    const bool built = counters.programsSpecialised > 0;  // not where the driver compiles in every context
    EXPECT_EQ(workspace.update(), built);
    EXPECT_FALSE(workspace.takeSpecialised());
    EXPECT_FALSE(workspace.update());
    EXPECT_EQ(engine.counters().chainsRun, counters.chainsRun + (built ? 1 : 0));
    EXPECT_EQ(engine.counters().programsCompiled, counters.programsCompiled);
    for (std::size_t channel = 0; channel < before.size(); ++channel) {
        EXPECT_NEAR(engine.readPixel(ViewContent::Result, 9, 9)[channel], before[channel], engine.plan()->errorBound);
    }
}

// What moves goes through the chain picture by picture, without a new plan or program, and stays where it is when
// something else opens.
TEST_F(WorkspaceTest, AMovingSourceShowsItsNewestFrame) {
    for (int number = 0; number < 4; ++number) {
        encodeImage(noise({.width = 64, .height = 48, .channels = 3}, static_cast<std::uint32_t>(number)),
                    folder / ("shot_" + std::to_string(number) + ".png"));
    }
    setChain("gaussian sigma=1");
    ASSERT_TRUE(workspace.open((folder / "shot_%d.png").string())) << workspace.problem().value_or("");
    ASSERT_NE(workspace.player(), nullptr);
    workspace.player()->pause();
    workspace.player()->seek(0);
    const auto waitForFrame = [&] {
        for (int turn = 0; turn < 3000 && !workspace.player()->hasFrame(); ++turn) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        EXPECT_TRUE(workspace.hasNews());
        EXPECT_TRUE(workspace.takeFrame());
        EXPECT_TRUE(workspace.update());
    };
    waitForFrame();
    const std::uint64_t compiled = engine.counters().programsCompiled;
    // The newest result stays until the next one is drawn.
    const std::uint64_t textures = engine.counters().texturesMade + 1;
    const std::uint64_t revision = workspace.revision();
    for (int number = 1; number < 4; ++number) {
        workspace.player()->step();
        waitForFrame();
        const Image expected = noise({.width = 64, .height = 48, .channels = 3}, static_cast<std::uint32_t>(number));
        EXPECT_NEAR(engine.readPixel(ViewContent::Source, 5, 7)[0], expected.value(5, 7, 0), 1e-6);
    }
    EXPECT_EQ(engine.counters().programsCompiled, compiled);
    EXPECT_EQ(engine.counters().texturesMade, textures) << "pixels are replaced where they lie";
    EXPECT_EQ(workspace.revision(), revision) << "the document is the same";
    EXPECT_FALSE(workspace.takeFrame());

    EXPECT_FALSE(workspace.open((folder / "missing.png").string()));
    EXPECT_NE(workspace.player(), nullptr) << "what fails to open changes nothing";
    openNoise();
    EXPECT_EQ(workspace.player(), nullptr);
    EXPECT_FALSE(workspace.hasNews());
}

TEST_F(WorkspaceTest, StepsThroughTheStillsOfAFolder) {
    for (const char* name : {"a 2.png", "a 10.png", "a 11.png"}) {
        encodeImage(noise({.width = 8, .height = 8, .channels = 3}, 3), folder / name);
    }
    writeFile(folder / "a 9.png", "no picture");
    EXPECT_FALSE(workspace.folderPlace());
    EXPECT_FALSE(workspace.openNeighbour(true)) << "nothing is open";
    ASSERT_TRUE(workspace.open((folder / "a 2.png").string()));
    setChain("gaussian sigma=1");
    EXPECT_EQ(workspace.folderPlace()->index, 0U);
    EXPECT_EQ(workspace.folderPlace()->count, 4U);
    EXPECT_FALSE(workspace.openNeighbour(true));
    ASSERT_TRUE(workspace.problem());
    EXPECT_NE(workspace.problem()->find("a 9.png"), std::string::npos) << *workspace.problem();
    EXPECT_EQ(workspace.document().source, (folder / "a 2.png").string()) << "the picture stays";
    EXPECT_TRUE(workspace.openNeighbour(true)) << "and the broken one is passed";
    EXPECT_EQ(workspace.document().source, (folder / "a 10.png").string());
    EXPECT_EQ(printChain(workspace.document().chain), "gaussian sigma=1");
    EXPECT_FALSE(workspace.problem());
    ASSERT_TRUE(workspace.open("pattern:bars@8x8"));
    EXPECT_FALSE(workspace.folderPlace()) << "what moves has no neighbours";
}

TEST_F(WorkspaceTest, EveryChangeCountsUp) {
    openNoise();
    setChain("gaussian");
    const auto before = workspace.revision();
    workspace.apply(edits::setValue(0, "sigma", 3.25));
    EXPECT_EQ(workspace.revision(), before + 1);
    workspace.apply(edits::setValue(0, "sigma", 3.25));
    EXPECT_EQ(workspace.revision(), before + 1);
    EXPECT_TRUE(workspace.update());
}

TEST_F(WorkspaceTest, ARefusedEditIsAProblemUntilTheNextThingWorks) {
    openNoise();
    setChain("gaussian");
    workspace.update();
    const Document document = workspace.document();
    EXPECT_FALSE(workspace.apply(edits::setValue(0, "sigma", -4.0)));
    ASSERT_TRUE(workspace.problem());
    EXPECT_EQ(workspace.document(), document);
    EXPECT_FALSE(workspace.update());
    workspace.apply(edits::setView({.fit = false}));
    EXPECT_TRUE(workspace.problem()) << "looking around solves nothing";
    workspace.apply(edits::setValue(0, "sigma", 4.0));
    EXPECT_FALSE(workspace.problem());
    EXPECT_TRUE(workspace.refusal(edits::setValue(0, "sigma", -4.0)));
    EXPECT_FALSE(workspace.refusal(edits::setValue(0, "sigma", 5.0)));
    EXPECT_EQ(numberOf(workspace.document().chain[0], "sigma"), 4.0);
}

TEST_F(WorkspaceTest, AFileThatCannotBeOpenedLeavesTheOldOne) {
    const std::string good = openNoise();
    workspace.update();
    writeFile(folder / "broken.png", "\x89PNG but no more");
    for (const auto& bad : {folder / "broken.png", folder / "missing.png", folder.path()}) {
        EXPECT_FALSE(workspace.open(bad.string()));
        ASSERT_TRUE(workspace.problem());
        EXPECT_NE(workspace.problem()->find(bad.filename().string()), std::string::npos) << *workspace.problem();
        EXPECT_EQ(workspace.document().source, good);
        EXPECT_EQ(workspace.imageFormat()->width, 64);
        EXPECT_FALSE(workspace.update());
    }
    EXPECT_TRUE(workspace.open(good));
    EXPECT_FALSE(workspace.problem());
}

TEST_F(WorkspaceTest, AChainThatCannotRunKeepsThePictureAndIsNotExported) {
    openNoise();
    setChain("gaussian");
    workspace.update();
    const Color before = engine.readPixel(ViewContent::Result, 10, 10);
    workspace.apply(edits::setSettings({.strategy = Strategy::Separable}));
    setChain("sharpen");  // of rank 2: no two passes compute it
    EXPECT_FALSE(workspace.update());
    ASSERT_TRUE(workspace.problem());
    EXPECT_NE(workspace.problem()->find("sharpen"), std::string::npos) << *workspace.problem();
    EXPECT_EQ(engine.readPixel(ViewContent::Result, 10, 10), before);
    EXPECT_FALSE(workspace.exportTo(folder / "out.png"));
    EXPECT_FALSE(std::filesystem::exists(folder / "out.png"));
    workspace.apply(edits::setSettings({}));
    EXPECT_TRUE(workspace.update());
    EXPECT_FALSE(workspace.problem());
    EXPECT_TRUE(workspace.exportTo(folder / "out.png"));
}

TEST_F(WorkspaceTest, ExportRunsWhatIsDueFirst) {
    openNoise();
    setChain("gaussian sigma=1");
    workspace.update();
    workspace.apply(edits::setValue(0, "sigma", 4.0));
    ASSERT_TRUE(workspace.exportTo(folder / "due.png"));
    ASSERT_TRUE(workspace.exportTo(folder / "again.png"));
    EXPECT_EQ(readFile(folder / "due.png"), readFile(folder / "again.png"));
    EXPECT_EQ(workspace.notice(), "Saved again.png");
    EXPECT_FALSE(workspace.exportTo(folder / "again.doc"));
    EXPECT_TRUE(workspace.problem());
}

TEST_F(WorkspaceTest, AnExportedPictureOffersItsChain) {
    openNoise();
    setChain("gaussian sigma=3 | sobel");
    ASSERT_TRUE(workspace.exportTo(folder / "out.png"));
    workspace.open((folder / "out.png").string());
    EXPECT_FALSE(workspace.offeredChain()) << "the chain stands already";
    setChain("box");
    workspace.open((folder / "out.png").string());
    ASSERT_TRUE(workspace.offeredChain());
    workspace.restoreOfferedChain();
    EXPECT_EQ(printChain(workspace.document().chain), "gaussian sigma=3 | sobel");
    EXPECT_FALSE(workspace.offeredChain());
}

TEST_F(WorkspaceTest, SessionsComeBackWholeOrNotAtAll) {
    const std::string source = openNoise();
    setChain("unsharp amount=2");
    workspace.apply(edits::setSettings({.light = Light::Linear}));
    ASSERT_TRUE(workspace.saveSession(folder / "work.json"));
    const Document saved = workspace.document();

    Engine otherEngine(context());
    Workspace other(otherEngine);
    ASSERT_TRUE(other.openSession(folder / "work.json")) << other.problem().value_or("");
    EXPECT_EQ(other.document(), saved);
    EXPECT_TRUE(other.update());

    std::filesystem::remove(source);
    setChain("box");
    const Document standing = workspace.document();
    EXPECT_FALSE(workspace.openSession(folder / "work.json"));
    EXPECT_EQ(workspace.document(), standing);
}

TEST_F(WorkspaceTest, WhateverIsThrownIsAProblem) {
    openNoise();
    const Document document = workspace.document();
    const Edit huge{.change = [](Document&) { throw std::bad_alloc(); }};
    EXPECT_FALSE(workspace.apply(huge));
    EXPECT_EQ(workspace.problem(), "there is not enough memory for this");
    EXPECT_TRUE(workspace.refusal(huge));
    const Edit odd{.change = [](Document&) { throw std::out_of_range("no such place"); }};
    EXPECT_FALSE(workspace.apply(odd));
    EXPECT_EQ(workspace.problem(), "this failed: no such place");
    EXPECT_EQ(workspace.document(), document);
}

TEST_F(WorkspaceTest, AnotherShaderProblemIsNews) {
    std::filesystem::create_directories(folder / "lib");
    auto time = std::filesystem::file_time_type::clock::now();
    const auto writeCombine = [&](const std::string& expression) {
        const auto file = folder / "lib/combine.glsl";
        writeFile(file, "vec4 combine(int how, vec4 a, vec4 b) {\n    return " + expression + ";\n}\n");
        time += std::chrono::seconds(1);  // although both are written within one tick of the clock
        std::filesystem::last_write_time(file, time);
    };
    Engine live(context(), {.shaderFolder = folder.path()});
    Workspace other(live);
    ASSERT_TRUE(other.open("pattern:chart"));
    ASSERT_TRUE(other.apply(edits::setChain(parseChain("sobel"))));
    ASSERT_TRUE(other.update());

    writeCombine("a + undeclared");
    EXPECT_TRUE(other.reloadShaders());
    EXPECT_FALSE(other.reloadShaders()) << "nothing has changed";
    writeCombine("a + unknown");
    EXPECT_TRUE(other.reloadShaders()) << "one problem as before, but another one";
    writeCombine("a + b");
    EXPECT_TRUE(other.reloadShaders());
    EXPECT_TRUE(live.shaderProblems().empty());
}

TEST_F(WorkspaceTest, TheSeedCaseFetchesAsManyAsItShould) {
    ASSERT_TRUE(workspace.open("pattern:chart"));
    ASSERT_EQ(workspace.imageFormat()->width, 1920);
    ASSERT_EQ(workspace.imageFormat()->height, 1080);
    setChain("box size=5");
    workspace.apply(edits::setSettings({.strategy = Strategy::Direct}));
    ASSERT_TRUE(workspace.update());
    EXPECT_EQ(engine.plan()->total.fetches, 51'840'000U);
}

// What the window's framebuffer shows is looked at in tests/render/view_test.cpp; here, that it comes to an end.
TEST_F(WorkspaceTest, APictureInTilesIsCompletedStepByStepAndThenRests) {
    const auto path = folder / "wide.png";
    encodeImage(noise({.width = 5000, .height = 900, .channels = 1}, 3), path);
    Engine small(context(), {.memoryBudget = std::uint64_t{40} << 20U});
    Workspace large(small);
    ASSERT_TRUE(large.open(path.string()));
    ASSERT_TRUE(large.apply(edits::setChain(parseChain("box size=3"))));
    ASSERT_TRUE(large.update());
    ASSERT_TRUE(small.plan()->tiles);
    EXPECT_FALSE(large.update()) << "nothing is drawn before it is seen";
    small.drawView({.framebufferWidth = 1, .framebufferHeight = 1, .width = 1, .height = 1, .scale = 0.0002});
    ASSERT_TRUE(small.largeView());
    EXPECT_EQ(small.largeView()->reduction, 3);
    EXPECT_EQ(small.largeView()->share, 0);
    int steps = 0;
    while (large.update()) {
        ++steps;
        ASSERT_LE(steps, 100);
    }
    EXPECT_GT(steps, 1);
    EXPECT_EQ(small.largeView()->share, 1);
    EXPECT_FALSE(large.problem()) << *large.problem();
}

TEST_F(WorkspaceTest, ASessionsGraphIsOfferedAndNeverOpenedByItself) {
    const std::string picture = openNoise();
    const auto path = folder / "session.json";
    for (const char* source : {"lavfi:testsrc2=duration=0.2:size=32x32", "http://127.0.0.1:1/x.png"}) {
        std::ofstream(path) << R"({"kernelglass": 1, "chain": [{"filter": "box"}], "source": ")" << source << "\"}";
        ASSERT_TRUE(workspace.openSession(path)) << *workspace.problem();
        EXPECT_EQ(workspace.offeredSource(), source);
        EXPECT_EQ(workspace.document().source, picture);
        EXPECT_EQ(workspace.document().chain.size(), 1U);
        EXPECT_EQ(workspace.coming(), nullptr);
        workspace.dismissOfferedSource();
        EXPECT_FALSE(workspace.offeredSource());
    }
    workspace.offerSource("pattern:zoneplate@32x32");
    workspace.openOfferedSource();
    EXPECT_EQ(workspace.document().source, "pattern:zoneplate@32x32");
    EXPECT_FALSE(workspace.offeredSource());
}

}  // namespace kg
