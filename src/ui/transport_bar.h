// The bar below the viewport while a moving source is open or opens: play and pause, step, time, loop and speed, and
// what became of the frames; of a live one mirror and controls, its rate, and how long a frame takes to the screen.
#pragma once

#include "ui/panel.h"
#include "ui/rect.h"

namespace kg::ui {

// Draws nothing where no source plays.
void transportBar(Panel& panel, const Rect& rect);

}  // namespace kg::ui
