// See views: what the kernel of the lab does, each in a tab of its own.
#pragma once

#include "app/kernel_subject.h"
#include "kernel/analysis/analysis.h"
#include "ui/lab/frequency_view.h"
#include "ui/lab/number_views.h"
#include "ui/lab/shape_views.h"
#include "ui/panel.h"
#include "ui/viewport.h"

#include <optional>

namespace kg::ui {

class SeeViews {
public:
    void draw(Panel& panel, const KernelSubject& subject, std::optional<Viewport::Pixel> pixel, bool pinned);

private:
    int m_tab = 0;
    std::optional<KernelAnalysis> m_analysis;  // of the kernel that it holds
    FrequencyView m_frequency;
    ProfileView m_profile;
    HeightView m_height;
    FactorsView m_factors;
};

}  // namespace kg::ui
