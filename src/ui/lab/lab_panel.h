// LabPanel: the kernel lab, below the picture. On its left a kernel is made: edited by hand, taken from the presets,
// generated, combined; on its right it is seen: numbers, frequency, profile, height, factors, and the pixel explained.
#pragma once

#include "app/kernel_subject.h"
#include "ui/lab/combine_view.h"
#include "ui/lab/editor_view.h"
#include "ui/lab/generator_view.h"
#include "ui/lab/preset_view.h"
#include "ui/lab/see_views.h"
#include "ui/panel.h"
#include "ui/viewport.h"

#include <cstdint>
#include <optional>

namespace kg::ui {

class LabPanel {
public:
    // Fills the current window. `pixel`: what the mouse or the pin points at.
    void draw(Panel& panel, std::optional<Viewport::Pixel> pixel, bool pinned);
    void showPixel() { m_see.showPixel(); }

private:
    void refresh(Panel& panel);
    void drawHeader(Panel& panel);
    void drawMake(Panel& panel);
    void drawLocked(Panel& panel);

    std::optional<KernelSubject> m_subject;
    std::uint64_t m_revision = ~std::uint64_t{0};  // of the document that the subject belongs to
    std::size_t m_member = 0;
    int m_make = 0;

    EditorView m_editor;
    PresetView m_presets;
    GeneratorView m_generator;
    CombineView m_combine;
    SeeViews m_see;
};

}  // namespace kg::ui
