// The parts of testScene, from the far to the near; each draws over what the parts before it left.
#pragma once

#include "image/canvas.h"

namespace kg {

// Where things are, in units of the picture's height; what hangs on the right edge moves with it.
struct SceneLayout {
    explicit SceneLayout(float aspect)
        : sun{0.475f * aspect, 0.375f}, balloon{0.635f * aspect, 0.165f}, cabin{aspect - 0.41f, 0.815f} {}

    static constexpr float kShore = 0.545f;  // where the far land meets the lake

    Vec sun;
    Vec balloon;
    Vec cabin;  // the lower left corner of its front
    Vec tree{0.21f, 0.965f};
};

// The upper edge of the near bank at x.
float bankEdge(float x, float aspect);

void drawSky(Canvas& canvas, const SceneLayout& layout);
void drawMountains(Canvas& canvas, const SceneLayout& layout);
void drawFarShore(Canvas& canvas, const SceneLayout& layout);
void drawBalloons(Canvas& canvas, const SceneLayout& layout);
// Mirrors what stands above the shore, so it comes after all that.
void drawLake(Canvas& canvas, const SceneLayout& layout);
void drawBank(Canvas& canvas, const SceneLayout& layout);
void drawFence(Canvas& canvas, const SceneLayout& layout);
void drawCabin(Canvas& canvas, const SceneLayout& layout);
void drawTree(Canvas& canvas, const SceneLayout& layout);
void drawMeadow(Canvas& canvas, const SceneLayout& layout);

}  // namespace kg
