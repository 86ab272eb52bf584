// See views: what the kernel of the lab does, each in a tab of its own.
#pragma once

#include "app/kernel_subject.h"
#include "ui/panel.h"
#include "ui/viewport.h"

#include <optional>

namespace kg::ui {

class SeeViews {
public:
    void draw(Panel& panel, const KernelSubject& subject, std::optional<Viewport::Pixel> pixel, bool pinned);

private:
    int m_tab = 0;
};

}  // namespace kg::ui
