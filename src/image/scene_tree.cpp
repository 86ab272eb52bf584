// The tree in front: branches that fork with chance, and leaves at their ends.
#include "image/hash_noise.h"
#include "image/scene.h"

#include <array>
#include <numbers>

namespace kg {

namespace {

constexpr float kQuarterTurn = std::numbers::pi_v<float> / 2.0f;
constexpr int kForks = 7;

struct Bough {
    Vec from;
    float angle;  // from straight up, clockwise
    float length;
    float width;
    int depth;
};

Vec pointing(float angle) {
    return {std::sin(angle), -std::cos(angle)};
}

class TreeMaker {
public:
    TreeMaker(Canvas& canvas, Vec sun, Vec crown) : m_canvas(canvas), m_sun(sun), m_crown(crown) {}

    // Draws a bough in a few bent pieces, then what grows from its end.
    void grow(Bough bough) {
        const float taper = bough.depth == 0 ? 0.62f : 0.70f;
        std::array<Joint, kPieces + 1> joints;
        joints[0] = {bough.from, bough.width};
        for (int i = 0; i < kPieces; ++i) {
            bough.angle += m_random.between(-0.10f, 0.10f) - 0.02f * bough.angle;
            const float narrowing = std::lerp(1.0f, taper, static_cast<float>(i + 1) / kPieces);
            joints[i + 1] = {joints[i].at + pointing(bough.angle) * (bough.length / kPieces), bough.width * narrowing};
        }
        drawBark(joints);
        for (int i = 1; i <= kPieces && bough.depth >= 3; ++i) {
            cluster(joints[i].at, 4 + 4 * (bough.depth - 3));
        }
        const Vec at = joints.back().at;
        if (bough.depth == kForks) {
            return;
        }
        const int children = bough.depth == 0 ? 4 : m_random.unit() < 0.35f ? 3 : 2;
        for (int i = 0; i < children; ++i) {
            const float spread = bough.depth == 0 ? 1.0f : 0.62f;
            const float part = static_cast<float>(i) / static_cast<float>(children - 1) * 2.0f - 1.0f;
            const float angle = bough.angle + spread * part * 0.85f + m_random.between(-0.22f, 0.22f);
            grow({at, std::clamp(angle, -0.78f * kQuarterTurn, 0.78f * kQuarterTurn),
                  bough.length * m_random.between(0.66f, 0.86f), bough.width * taper * m_random.between(0.60f, 0.80f),
                  bough.depth + 1});
        }
    }

private:
    static constexpr int kPieces = 4;

    struct Joint {
        Vec at;
        float width;
    };

    // One stripe along a bough: `aside` and `width` are parts of the bough's own width.
    void stripe(const std::array<Joint, kPieces + 1>& joints, float aside, float width, Rgb colour, float opacity) {
        for (int i = 0; i < kPieces; ++i) {
            const Joint& from = joints[i];
            const Joint& to = joints[i + 1];
            m_canvas.stroke(from.at + Vec{aside * from.width, 0}, to.at + Vec{aside * to.width, 0}, width * from.width,
                            width * to.width, colour, opacity);
        }
    }

    void drawBark(const std::array<Joint, kPieces + 1>& joints) {
        stripe(joints, 0.0f, 1.0f, {0.026f, 0.019f, 0.014f}, 1.0f);
        // The side towards the sun, and furrows on what is thick enough to show them.
        stripe(joints, 0.24f, 0.40f, {0.15f, 0.09f, 0.05f}, 1.0f);
        for (float furrow = -0.40f; furrow < 0.45f && joints[0].width > 0.012f; furrow += 0.07f) {
            const float lit = 0.35f + 0.65f * smoothStep(-0.3f, 0.35f, furrow);
            const Rgb tone = Rgb{1.0f, 0.66f, 0.40f} * (lit * m_random.between(0.01f, 0.16f));
            stripe(joints, furrow + m_random.between(-0.02f, 0.02f), 0.04f, tone, 1.0f);
        }
    }

    void cluster(Vec centre, int leaves) {
        for (int i = 0; i < leaves; ++i) {
            const float angle = m_random.between(-4.0f, 4.0f);
            const float away = 0.030f * std::sqrt(m_random.unit());
            leaf(centre + pointing(angle) * away, m_random.between(-kQuarterTurn, kQuarterTurn));
        }
    }

    void leaf(Vec at, float angle) {
        const float size = m_random.between(0.0030f, 0.0060f);
        // Leaves before the sun let its light through; the crown is darker inside and on the side away from it.
        const Vec fromCrown = at - m_crown;
        const float outside = smoothStep(-0.20f, 0.30f, dot(fromCrown, Vec{0.75f, -0.66f}));
        const float through = 0.9f * std::exp(-3.4f * length(at - m_sun)) * m_random.unit() * m_random.unit();
        const Rgb shade = mix(Rgb{0.010f, 0.030f, 0.008f}, Rgb{0.035f, 0.075f, 0.012f}, m_random.unit());
        const Rgb lit = mix(Rgb{0.05f, 0.12f, 0.018f}, Rgb{0.24f, 0.30f, 0.04f}, m_random.unit());
        const Rgb colour = mix(shade, lit, outside * m_random.unit()) + Rgb{0.85f, 0.60f, 0.06f} * through;
        m_canvas.ellipse(at, {size, size * 0.46f}, pointing(angle), colour);
        m_canvas.stroke(at - pointing(angle) * size, at + pointing(angle) * (0.8f * size), 0.0005f, 0.0003f,
                        colour * 1.6f, 0.6f);
    }

    Canvas& m_canvas;
    Vec m_sun;
    Vec m_crown;
    HashStream m_random{2024};
};

}  // namespace

void drawTree(Canvas& canvas, const SceneLayout& layout) {
    const Vec crown = layout.tree - Vec{-0.02f, 0.62f};
    TreeMaker(canvas, layout.sun, crown).grow({layout.tree, 0.03f, 0.225f, 0.056f, 0});
}

}  // namespace kg
