// GlslView: the GLSL that a pass of the shown plan runs, to be read and copied.
#pragma once

#include "ui/panel.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace kg::ui {

class GlslView {
public:
    // Fills the rest of the current window.
    void draw(Panel& panel);

private:
    void refresh(Panel& panel, const Plan& plan);

    std::size_t m_pass = 0;
    int m_tier = 0;  // ProgramTier, where the pass has both
    // What the text was made from.
    std::size_t m_shownPass = ~std::size_t{0};
    int m_shownTier = 0;
    std::uint64_t m_chainsRun = 0;
    std::string m_text;
};

}  // namespace kg::ui
