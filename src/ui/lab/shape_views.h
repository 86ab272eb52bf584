// Shape views: the weights as a profile through the origin, and as a landscape seen from above.
#pragma once

#include "kernel/kernel.h"
#include "ui/panel.h"

namespace kg::ui {

class ProfileView {
public:
    // Fills the rest of the current window.
    void draw(Panel& panel, const Kernel& kernel);

private:
    int m_direction = 0;  // the origin's row or its column
};

class HeightView {
public:
    // Fills the rest of the current window; a drag turns the landscape.
    void draw(Panel& panel, const Kernel& kernel);

private:
    float m_angle = 0.6F;  // radians around the vertical
    float m_tilt = 0.55F;  // radians above the horizon
};

}  // namespace kg::ui
