#include "image/hash_noise.h"
#include "image/pattern.h"
#include "image/scene.h"
#include "image/srgb.h"

#include "base/error.h"

#include <fmt/format.h>

#include <array>

namespace kg {

namespace {

// Rolls light off at both ends, as film does (the curve that K. Narkowicz fitted to ACES), and encodes it as sRGB by a
// table.
class Film {
public:
    Film() {
        for (std::size_t i = 0; i < kSteps; ++i) {
            const double light = kBrightest * static_cast<double>(i) / (kSteps - 1);
            const double density = light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14);
            m_curve[i] = 255.0f * static_cast<float>(linearToSrgb(std::min(density, 1.0)));
        }
    }

    float develop(float light) const {
        constexpr float kExposure = 0.88f;
        const float at = std::clamp(light * kExposure / kBrightest, 0.0f, 1.0f) * (kSteps - 1);
        const auto step = std::min(static_cast<std::size_t>(at), kSteps - 2);
        return std::lerp(m_curve[step], m_curve[step + 1], at - static_cast<float>(step));
    }

private:
    static constexpr std::size_t kSteps = 1 << 14;
    static constexpr float kBrightest = 8.0f;
    std::array<float, kSteps> m_curve;
};

// Grain is the sum of two uniform numbers, strongest in the middle tones, mostly the same in all three channels.
float grain(int x, int y, int channel, float tone) {
    const auto noise = [&](std::uint32_t layer) {
        const auto column = static_cast<std::uint32_t>(x);
        const auto row = static_cast<std::uint32_t>(y);
        return unitHash(column, row, layer) + unitHash(column, row, layer + 16) - 1.0f;
    };
    const float middle = 1.0f - std::abs(tone / 127.5f - 1.0f);
    return (1.2f + 3.6f * middle) * (0.8f * noise(1) + 0.45f * noise(2 + static_cast<std::uint32_t>(channel)));
}

Image developed(const Canvas& canvas) {
    Image image({.width = canvas.width(), .height = canvas.height(), .channels = 3});
    std::uint8_t* out = image.samples<std::uint8_t>().data();
    const Film film;
    const Vec centre{canvas.aspect() / 2.0f, 0.5f};
    for (int y = 0; y < canvas.height(); ++y) {
        for (int x = 0; x < canvas.width(); ++x) {
            const Vec aside = canvas.position(x, y) - centre;
            const float corner = dot(aside, aside) / dot(centre, centre);
            const Rgb light = canvas.at(x, y) * (1.0f - 0.30f * corner * corner);
            for (const float channel : {light.r, light.g, light.b}) {
                const float tone = film.develop(channel);
                const int index = static_cast<int>((out - image.samples<std::uint8_t>().data()) % 3);
                *out++ = static_cast<std::uint8_t>(std::clamp(tone + grain(x, y, index, tone) + 0.5f, 0.0f, 255.0f));
            }
        }
    }
    return image;
}

}  // namespace

Image testScene(int width, int height) {
    if (width < 64 || height < 64) {
        throw Error(fmt::format("the scene needs at least 64 x 64 pixels, not {} x {}", width, height));
    }
    checkFormat({.width = width, .height = height, .channels = 3});
    Canvas canvas(width, height);
    const SceneLayout layout(canvas.aspect());
    drawSky(canvas, layout);
    drawMountains(canvas, layout);
    drawBalloons(canvas, layout);
    drawFarShore(canvas, layout);
    drawLake(canvas, layout);
    drawBank(canvas, layout);
    drawFence(canvas, layout);
    drawCabin(canvas, layout);
    drawTree(canvas, layout);
    drawMeadow(canvas, layout);
    return developed(canvas);
}

}  // namespace kg
