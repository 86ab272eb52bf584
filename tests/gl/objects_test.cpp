// Contexts and objects on the real device, with the driver's debug output on.
#include "gl/objects.h"

#include "base/error.h"
#include "gl/context.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace kg::gl {
namespace {

class Objects : public testing::Test {
protected:
    void SetUp() override {
        m_context = makeOffscreenContext();
        m_context->enableDebugOutput();
    }
    void TearDown() override {
        for (const DebugMessage& message : m_context->takeDebugMessages()) {
            EXPECT_LT(static_cast<int>(message.severity), static_cast<int>(DebugMessage::Severity::Medium))
                << message.text;
        }
        EXPECT_EQ(takeErrors(), std::vector<std::string>{});
    }

    std::unique_ptr<Context> m_context;
};

constexpr const char* kVertex = R"(#version 330 core
void main() { gl_Position = vec4(vec2((gl_VertexID & 1) * 4 - 1, (gl_VertexID >> 1) * 4 - 1), 0, 1); })";

TEST_F(Objects, TheContextSaysWhatItIs) {
    const ContextInfo& info = m_context->info();
    EXPECT_FALSE(info.backend.empty());
    EXPECT_FALSE(info.renderer.empty());
    EXPECT_GE(info.major * 10 + info.minor, 33);
    EXPECT_GE(info.maxTextureSize, 1024);
    EXPECT_GE(info.maxUniformBlockBytes, 16384);
}

TEST_F(Objects, TwoContextsLiveSideBySide) {
    const std::unique_ptr<Context> second = makeOffscreenContext();
    const Texture texture(TextureFormat::RGBA8, 4, 4);
    m_context->makeCurrent();
    EXPECT_EQ(second->info().renderer, m_context->info().renderer);
    second->makeCurrent();
    EXPECT_TRUE(texture);
}

TEST_F(Objects, AComputeProgramWritesWhatADrawThenReads) {
    const ContextInfo& info = m_context->info();
    if (info.major * 10 + info.minor < 43) {
        GTEST_SKIP() << "compute programs need OpenGL 4.3";
    }
    Program program;
    const auto failure = Program::buildCompute(R"(#version 430 core
layout(local_size_x = 2, local_size_y = 2) in;
layout(rgba32f, binding = 0) uniform writeonly image2D u_target;
uniform ivec2 u_size;
void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (all(lessThan(pixel, u_size))) {
        imageStore(u_target, pixel, vec4(pixel, pixel.x * pixel.y, 1));
    }
})",
                                               program);
    ASSERT_FALSE(failure) << failure->log;
    const Texture texture(TextureFormat::RGBA32F, 5, 3);
    texture.bindImage(0, ImageAccess::Write);
    program.use();
    program.uniform("u_size").set(glm::ivec2(5, 3));
    dispatchCompute(3, 2);
    Framebuffer framebuffer;
    framebuffer.target(texture);
    std::array<float, 4> pixel{};
    framebuffer.read(4, 2, 1, 1, pixel);
    EXPECT_EQ(pixel, (std::array<float, 4>{4, 2, 8, 1}));
}

TEST_F(Objects, AComputeProgramThatDoesNotCompileSaysSo) {
    Program program;
    const auto failure = Program::buildCompute("#version 430 core\nvoid main() { nothing(); }", program);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->stage, Program::Failure::Stage::Compute);
    EXPECT_FALSE(failure->log.empty());
    EXPECT_FALSE(program);
}

constexpr const char* kWhite = "#version 330 core\nout vec4 o_pixel;\nvoid main() { o_pixel = vec4(1.0); }\n";

// What a second thread builds in a shared context draws in the first one, and neither disturbs the other's current one.
TEST_F(Objects, SharedContextsHaveProgramsInCommon) {
    const std::unique_ptr<Context> shared = m_context->makeShared();
    EXPECT_EQ(shared->info().renderer, m_context->info().renderer);
    const Texture target(TextureFormat::RGBA32F, 1, 1);  // this thread's context is still current
    Program program;
    std::thread([&] {
        shared->makeCurrent();
        EXPECT_FALSE(Program::build(kVertex, kWhite, program));
        finish();
        EXPECT_EQ(takeErrors(), std::vector<std::string>{});
        shared->release();
    }).join();
    Framebuffer framebuffer;
    framebuffer.target(target);
    program.use();
    EmptyVertexArray().drawTriangle();
    std::array<float, 4> pixel{};
    framebuffer.read(0, 0, 1, 1, pixel);
    EXPECT_EQ(pixel, (std::array<float, 4>{1, 1, 1, 1}));
    // Mesa loses what the last program drawn was compiled to where another context built it and both go.
    Program own;
    EXPECT_FALSE(Program::build(kVertex, kWhite, own));
    own.use();
    EmptyVertexArray().drawTriangle();
}

TEST_F(Objects, ASharedContextMayGoBeforeTheOther) {
    m_context->makeShared().reset();
    const Texture texture(TextureFormat::RGBA8, 2, 2);
    EXPECT_TRUE(texture);
}

TEST_F(Objects, ProgramsGoAwayAndComeBackWhereTheDriverOffersIt) {
    Program program;
    ASSERT_FALSE(Program::build(kVertex, kWhite, program));
    const ProgramBinary binary = program.binary();
    EXPECT_EQ(static_cast<bool>(binary), m_context->info().programBinaryFormats > 0);
    Program loaded;
    EXPECT_EQ(Program::load(binary, loaded), static_cast<bool>(binary));
    EXPECT_EQ(static_cast<bool>(loaded), static_cast<bool>(binary));
    EXPECT_FALSE(Program::load({.format = 0xdead, .bytes = {std::byte{1}}}, loaded)) << "no format of this driver";
}

TEST_F(Objects, MovingLeavesAnEmptyObject) {
    Texture a(TextureFormat::RGBA8, 2, 2);
    const Texture b = std::move(a);
    EXPECT_TRUE(b);
    EXPECT_FALSE(a);  // NOLINT(bugprone-use-after-move): the empty state is what is tested
}

// Rows go up in memory as they lie in the image: what is uploaded first is at y = 0, and reads back first.
TEST_F(Objects, TexturesKeepTheirOrientationAndSwizzle) {
    Texture grey(TextureFormat::RG8, 2, 2);
    const std::array<unsigned char, 8> texels{10, 255, 20, 255, 30, 255, 40, 128};
    grey.upload(std::as_bytes(std::span(texels)));
    Program program;
    const auto failure = Program::build(kVertex, R"(#version 330 core
        uniform sampler2D u_image; out vec4 o_pixel;
        void main() { o_pixel = texelFetch(u_image, ivec2(gl_FragCoord.xy), 0) * 255.0; })",
                                        program);
    ASSERT_FALSE(failure) << failure->log;
    const Texture target(TextureFormat::RGBA32F, 2, 2);
    Framebuffer framebuffer;
    framebuffer.target(target);
    program.bindSampler("u_image", 0);
    grey.bind(0);
    const Sampler sampler(Wrap::Clamp, Filtering::Nearest);
    sampler.bind(0);
    EmptyVertexArray().drawTriangle();
    std::array<float, 16> pixels{};
    framebuffer.read(0, 0, 2, 2, pixels);
    const std::array<float, 16> expected{10, 10, 10, 255, 20, 20, 20, 255, 30, 30, 30, 255, 40, 40, 40, 128};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        // 8-bit values come as n / 255, which multiplied by 255 again may miss n by a rounding.
        EXPECT_NEAR(pixels[i], expected[i], 1e-4) << "sample " << i;
    }
}

TEST_F(Objects, ABrokenShaderIsReturnedWithItsLog) {
    Program program;
    const auto failure = Program::build(kVertex, "#version 330 core\nvoid main() { nonsense; }\n", program);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->stage, Program::Failure::Stage::Fragment);
    EXPECT_NE(failure->log.find("nonsense"), std::string::npos) << failure->log;
    EXPECT_FALSE(program);
}

TEST_F(Objects, UploadsOfTheWrongSizeAreRefused) {
    Texture texture(TextureFormat::RGBA8, 2, 2);
    const std::array<std::byte, 15> tooFew{};
    EXPECT_THROW(texture.upload(tooFew), Error);
    UniformBuffer buffer(16);
    const std::array<std::byte, 17> tooMany{};
    EXPECT_THROW(buffer.upload(tooMany), Error);
}

TEST_F(Objects, QueriesMeasureATime) {
    const TimerQuery query;
    query.begin();
    TimerQuery::end();
    EXPECT_GE(query.milliseconds(), 0);
    EXPECT_TRUE(query.available());
}

}  // namespace
}  // namespace kg::gl
