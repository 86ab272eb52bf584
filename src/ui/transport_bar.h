// The bar below the viewport while a moving source is open: play and pause, step, time, loop and speed, and what became
// of the frames.
#pragma once

#include "ui/panel.h"
#include "ui/rect.h"

namespace kg::ui {

// Draws nothing where no source plays.
void transportBar(Panel& panel, const Rect& rect);

}  // namespace kg::ui
