// The engine on an off-screen context, one a test program, with the driver's debug output on: a message of high or
// medium severity, or any OpenGL error, fails the test that caused it.
#pragma once

#include "gl/context.h"
#include "gl/objects.h"
#include "image/pattern.h"
#include "render/engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

namespace kg {

// Tests go through them innermost and in this order, so that each of the processes among which they are dealt out
// (tests/CMakeLists.txt) compiles the programs of one.
constexpr std::array<const char*, 7> kBorders{"clamp",    "mirror", "reflect101", "wrap",
                                              "constant", "crop",   "renormalise"};

inline gl::Context& sharedContext() {
    static const std::unique_ptr<gl::Context> context = [] {
        auto made = gl::makeOffscreenContext();
        made->enableDebugOutput();
        return made;
    }();
    return *context;
}

inline bool sameBytes(const Image& a, const Image& b) {
    return a.format() == b.format() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

class EngineTest : public testing::Test {
protected:
    void TearDown() override {
        for (const gl::DebugMessage& message : sharedContext().takeDebugMessages()) {
            EXPECT_LT(static_cast<int>(message.severity), static_cast<int>(gl::DebugMessage::Severity::Medium))
                << message.text;
        }
        EXPECT_EQ(gl::takeErrors(), std::vector<std::string>{});
    }

    // One engine for all tests: programs are built once.
    static Engine& engine() {
        static Engine shared(sharedContext());
        return shared;
    }

    static Image run(const Image& image, const std::string& chain, const PlanSettings& settings = {}) {
        engine().setSource(std::make_shared<const Image>(image));
        engine().run(parseChain(chain), settings);
        return engine().readResult();
    }

    static Image constant(const ImageFormat& format, double value) {
        Image image(format);
        for (int y = 0; y < format.height; ++y) {
            for (int x = 0; x < format.width; ++x) {
                for (int channel = 0; channel < format.channels; ++channel) {
                    image.setValue(x, y, channel, value);
                }
            }
        }
        return image;
    }
};

}  // namespace kg
