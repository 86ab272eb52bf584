#include "render/sampling_precision.h"

#include "base/error.h"
#include "gl/objects.h"
#include "gl/shader_source.h"
#include "render/shader_library.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace kg {

namespace {

constexpr int kShares = 4096;  // that are tried, from one texel's centre to the next
constexpr int kProbeUnit = 0;

// Draws blends of a step from 0 to 1 and looks at what came out.
class BlendProbe {
public:
    BlendProbe() {
        const gl::ShaderSource vertex = gl::assembleShader("passes/fullscreen.vert", {}, ShaderLibrary::readEmbedded);
        const gl::ShaderSource fragment =
            gl::assembleShader("passes/blend_probe.frag", {}, ShaderLibrary::readEmbedded);
        if (const auto failure = gl::Program::build(vertex.text, fragment.text, m_program)) {
            throw Error(failure->log, "passes/blend_probe.frag");
        }
        m_program.bindSampler("u_step", kProbeUnit);
    }

    // step: two texels of the format, the first 0, the second 1.
    template <typename Sample>
    BlendLoss lossOf(gl::TextureFormat format, const std::vector<Sample>& step) {
        gl::Texture texture(format, 2, 1);
        texture.upload(std::as_bytes(std::span(step)));
        m_framebuffer.target(m_blends);
        m_program.use();
        m_program.uniform("u_shares").set(static_cast<float>(kShares));
        texture.bind(kProbeUnit);
        m_sampler.bind(kProbeUnit);
        m_triangle.drawTriangle();
        gl::Sampler::unbind(kProbeUnit);
        std::vector<float> pixels(std::size_t{4} * kShares);
        m_framebuffer.read(0, 0, kShares, 1, pixels);
        return judged(pixels);
    }

private:
    static BlendLoss judged(const std::vector<float>& pixels) {
        BlendLoss loss{.anywhere = 0, .atSteps = 0};
        for (int i = 0; i < kShares; ++i) {
            const double off = std::abs(pixels[static_cast<std::size_t>(4 * i)] - static_cast<double>(i) / kShares);
            loss.anywhere = std::max(loss.anywhere, off);
            if (i % (kShares / 256) == 0) {
                loss.atSteps = std::max(loss.atSteps, off);
            }
        }
        return loss;
    }

    gl::Program m_program;
    gl::Texture m_blends{gl::TextureFormat::RGBA32F, kShares, 1};
    gl::Framebuffer m_framebuffer;
    gl::Sampler m_sampler{gl::Wrap::Clamp, gl::Filtering::Linear};
    gl::EmptyVertexArray m_triangle;
};

}  // namespace

void measureBlends(DeviceTraits& traits) {
    gl::resetState();
    BlendProbe probe;
    constexpr auto kLargest8 = std::numeric_limits<std::uint8_t>::max();
    constexpr auto kLargest16 = std::numeric_limits<std::uint16_t>::max();
    traits.blends8 = probe.lossOf(gl::TextureFormat::RGBA8,
                                  std::vector<std::uint8_t>{0, 0, 0, 0, kLargest8, kLargest8, kLargest8, kLargest8});
    traits.blends16 = probe.lossOf(gl::TextureFormat::R16, std::vector<std::uint16_t>{0, kLargest16});
    constexpr std::uint16_t kHalfOne = 0x3C00;
    const BlendLoss half = probe.lossOf(gl::TextureFormat::RGBA16F,
                                        std::vector<std::uint16_t>{0, 0, 0, 0, kHalfOne, kHalfOne, kHalfOne, kHalfOne});
    const BlendLoss full = probe.lossOf(gl::TextureFormat::RGBA32F, std::vector<float>{0, 0, 0, 0, 1, 1, 1, 1});
    traits.blendsFloats = {.anywhere = std::max(half.anywhere, full.anywhere),
                           .atSteps = std::max(half.atSteps, full.atSteps)};
}

}  // namespace kg
