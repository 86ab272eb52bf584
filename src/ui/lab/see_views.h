// See views: what the kernel of the lab does, each in a tab of its own.
#pragma once

#include "app/kernel_subject.h"
#include "app/pixel_probe.h"
#include "kernel/analysis/analysis.h"
#include "ui/lab/factors_view.h"
#include "ui/lab/frequency_view.h"
#include "ui/lab/numbers_view.h"
#include "ui/lab/pixel_view.h"
#include "ui/lab/shape_views.h"
#include "ui/panel.h"
#include "ui/viewport.h"

#include <optional>

namespace kg::ui {

class SeeViews {
public:
    void draw(Panel& panel, const KernelSubject& subject, std::optional<Viewport::Pixel> pixel, bool pinned);
    // Turns to the pixel explained.
    void showPixel();

private:
    void drawPixel(Panel& panel, const KernelSubject& subject, std::optional<Viewport::Pixel> pixel, bool pinned);

    int m_tab = 0;
    std::optional<KernelAnalysis> m_analysis;  // of the kernel that it holds
    double m_budget = 0;                       // that it was made for
    NumbersView m_numbers;
    FrequencyView m_frequency;
    ProfileView m_profile;
    HeightView m_height;
    FactorsView m_factors;
    PixelProbe m_probe;
    PixelViewState m_pixel;
    std::optional<PixelProbe::Target> m_target;  // the newest pixel that was pointed at
    std::size_t m_member = 0;                    // of the subject, when the state was last told
};

}  // namespace kg::ui
