// Generator view: kernels by name, each argument a slider. What a name makes stays a name in the filter's text, so that
// its arguments stay live.
#pragma once

#include "app/kernel_subject.h"
#include "ui/panel.h"

#include <string>

namespace kg::ui {

class GeneratorView {
public:
    void draw(Panel& panel, const KernelSubject& subject);

private:
    void drawChoice(Panel& panel, const KernelSubject& subject);
    void drawArguments(Panel& panel, const KernelSubject& subject);

    std::string m_search;
};

}  // namespace kg::ui
