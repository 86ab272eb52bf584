// Combine view: two kernels made one: a blend of them, or the kernel that does what both do one after the other.
#pragma once

#include "app/kernel_subject.h"
#include "ui/panel.h"

#include <optional>
#include <string>

namespace kg::ui {

class CombineView {
public:
    void draw(Panel& panel, const KernelSubject& subject);

private:
    void drawSecond(Panel& panel);

    std::string m_text = "Gaussian:0x1";
    double m_share = 0.5;
    std::optional<Kernel> m_first;  // what is blended, kept while the slider moves; nothing before
    Kernel m_blend;                 // the newest blend: another kernel in its place begins anew
};

}  // namespace kg::ui
