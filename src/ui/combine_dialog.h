// CombineDialog: asks whether two neighbouring filters shall become one kernel, and shows what both ways cost and how
// far apart their pictures are; or why there is no such kernel. Main thread only.
#pragma once

#include "app/combination.h"
#include "ui/panel.h"

#include <cstdint>
#include <optional>
#include <string>

namespace kg::ui {

class CombineDialog {
public:
    static constexpr const char* kTitle = "Combine filters";

    // Shows the dialog from the next frame on, for a filter of the chain and the next one. An image is open.
    void open(Workspace& workspace, int index);
    bool isOpen() const { return m_open; }
    void draw(Panel& panel);

private:
    void look(Workspace& workspace);
    void contents(Panel& panel, const Combination& combination);
    void buttons(Panel& panel);

    int m_index = 0;
    std::uint64_t m_revision = 0;  // of the document that was looked at
    bool m_opening = false;
    bool m_open = false;
    std::optional<Combination> m_combination;
    std::string m_refusal;  // why there is none
};

}  // namespace kg::ui
