// The submenu of the cameras that there are, each with the ways in which it can be opened.
#pragma once

#include "source/camera_desk.h"
#include "ui/panel.h"

namespace kg::ui {

// An item of the menu that is being drawn. The cameras are listed anew whenever it opens.
void cameraMenu(Panel& panel, CameraDesk& desk);

}  // namespace kg::ui
