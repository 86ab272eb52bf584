// A workspace over a real engine without a window. A driver's message of weight, or any OpenGL error, fails the test.
#pragma once

#include "app/workspace.h"
#include "gl/context.h"
#include "gl/objects.h"
#include "render/engine.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace kg {

class EngineFixture : public testing::Test {
protected:
    EngineFixture() { context().enableDebugOutput(); }
    ~EngineFixture() override {
        for (const gl::DebugMessage& message : context().takeDebugMessages()) {
            EXPECT_LT(message.severity, gl::DebugMessage::Severity::Medium) << message.text;
        }
        EXPECT_EQ(gl::takeErrors(), std::vector<std::string>{});
    }

    // One context for all tests of the program: making one costs more than most of them. Views are drawn to its
    // surface.
    static gl::Context& context() {
        static const std::unique_ptr<gl::Context> instance = gl::makeOffscreenContext({.width = 1, .height = 1});
        return *instance;
    }

    Engine engine{context(), {.shaderFolder = {}, .timers = false}};
    Workspace workspace{engine};
};

}  // namespace kg
