#include "ui/lab/see_views.h"

#include "ui/kernel_picture.h"
#include "ui/widgets.h"

namespace kg::ui {

void SeeViews::draw(Panel& panel, const KernelSubject& subject, std::optional<Viewport::Pixel> pixel, bool pinned) {
    (void)pixel;
    (void)pinned;
    m_tab = segments(panel, "see", {"Numbers", "Frequency", "Profile", "Height", "Factors", "Pixel"}, m_tab, "lab.see");
    kernelPictureItem(panel, subject.laidKernel(), panel.px(160));
}

}  // namespace kg::ui
