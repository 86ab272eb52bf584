// Banners: sentences over the picture about what went wrong and what is offered, until they are dismissed or solved.
#pragma once

#include "ui/panel.h"

namespace kg::ui {

// Draws what there is to say at the top of the viewport's rectangle.
void banners(Panel& panel, const Rect& viewport);

}  // namespace kg::ui
