#include "ui/lab/editor_view.h"

#include "base/error.h"
#include "kernel/analysis/factorisation.h"
#include "kernel/edit/operations.h"
#include "kernel/named/rotation.h"
#include "kernel/text/kernel_export.h"
#include "kernel/text/kernel_text.h"
#include "kernel/text/pasted_text.h"
#include "ui/kernel_grid.h"
#include "ui/kernel_picture.h"
#include "ui/number_field.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <utility>

namespace kg::ui {

namespace {

// Applies what an operation makes of the kernel; what it refuses becomes a sentence.
void change(Panel& panel, const KernelSubject& subject, const char* label,
            const std::function<Kernel(const Kernel&)>& operation) {
    try {
        panel.workspace.apply(edits::setKernel(subject, label, operation(subject.kernel())));
    } catch (const Error& error) {
        panel.workspace.report(error.what());
    }
}

// Keeps the next item on this line where it fits.
void flow(const Panel& panel, const char* next) {
    const float width = ImGui::CalcTextSize(next).x + panel.px(14);
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    if (ImGui::GetItemRectMax().x + panel.px(4) + width < right) {
        ImGui::SameLine(0, panel.px(4));
    }
}

void normalise(Panel& panel, const KernelSubject& subject, const Normalised& normalised) {
    std::vector<Kernel> kernels = subject.typed;
    Edit edit = edits::setKernel(subject, "Normalise", normalised.kernel);
    if (panel.workspace.apply(edit) && normalised.bias != 0) {
        panel.workspace.apply(edits::setValue(subject.filter, "bias", normalised.bias));
    }
    panel.workspace.say("Normalised: " + normalised.note);
}

void copyAs(Panel& panel, const KernelSubject& subject, const char* name) {
    panel.target.copyText(printKernelAs(subject.kernel(), kernelFormFromName(name)));
    panel.workspace.say(fmt::format("Copied the kernel as {}", name));
}

void paste(Panel& panel, const KernelSubject& subject) {
    try {
        const std::vector<Kernel> kernels = parsePasted(panel.target.pastedText());
        std::string text;
        for (const Kernel& kernel : kernels) {
            text += (text.empty() ? "" : " ; ") + printKernel(kernel);
        }
        panel.workspace.apply(edits::setKernelText(subject.filter, "Paste kernel", text));
    } catch (const Error& error) {
        panel.workspace.report(error.what());
    }
}

// A menu behind a small button.
template <typename Items>
void menuButton(Panel& panel, const char* label, const char* tip, Items items) {
    if (textButton(panel, label, tip)) {
        ImGui::OpenPopup(label);
    }
    panel.places.note(std::string("lab.menu.") + label);
    if (ImGui::BeginPopup(label)) {
        items();
        ImGui::EndPopup();
    }
}

// The best column and row of a kernel, scaled so that the row's smallest weight is 1: small integers stay integers.
RankOneTerm vectorsOf(const Kernel& kernel) {
    RankOneTerm term = separate(kernel).value_or(RankOneTerm{});
    if (term.row.empty()) {
        const Factorisation factorisation = factorise(kernel);
        term = factorisation.terms.front();
    }
    double smallest = std::numeric_limits<double>::infinity();
    for (const double weight : term.row) {
        smallest = std::abs(weight) > 1e-9 ? std::min(smallest, std::abs(weight)) : smallest;
    }
    for (double& weight : term.row) {
        weight /= smallest;
    }
    for (double& weight : term.column) {
        weight *= smallest;
    }
    return term;
}

}  // namespace

void EditorView::drawTools(Panel& panel, const KernelSubject& subject) {
    if (const auto resized = sizeSteppers(panel, subject.kernel(), kLargestLabSide)) {
        panel.workspace.apply(edits::setKernel(subject, "Resize kernel", *resized));
    }
    ImGui::SameLine(0, panel.px(12));
    const int tools = 4;
    const int shown = m_asVectors ? tools : static_cast<int>(m_tool);
    const int chosen = segments(panel, "tool", {"Tune", "Paint", "Origin", "Absent", "Vectors"}, shown, "lab.tool");
    m_asVectors = chosen == tools;
    m_tool = m_asVectors ? GridTool::Tune : static_cast<GridTool>(chosen);
    if (m_tool == GridTool::Paint && !m_asVectors) {
        ImGui::SameLine(0, panel.px(8));
        ImGui::SetNextItemWidth(panel.px(64));
        const NumberChange paint =
            cell(panel, "paint",
                 {.value = m_paint, .largest = std::abs(m_paint), .size = {panel.px(64), ImGui::GetFrameHeight()}});
        panel.places.note("lab.paint");
        m_paint = paint.kind == NumberChange::Kind::Set ? paint.value : m_paint;
    }
}

void EditorView::drawTurns(Panel& panel, const KernelSubject& subject) {
    struct Turn {
        const char* label;
        const char* tip;
        Kernel (*operation)(const Kernel&);
    };
    static constexpr Turn kTurns[] = {
        {"45°", "Turns a 3x3 kernel's ring by one cell, clockwise", [](const Kernel& k) { return rotated(k, 45); }},
        {"90°", "Turns the kernel clockwise", [](const Kernel& k) { return rotated(k, 90); }},
        {"Flip H", "Left and right change places", flippedHorizontally},
        {"Flip V", "Top and bottom change places", flippedVertically},
        {"Transpose", "Columns become rows", transposed},
        {"Negate", "Every weight changes its sign", negated},
        {"Trim", "Drops outer rows and columns of zeros", trimmed},
        {"Pad", "A ring of zeros around it", [](const Kernel& k) { return padded(k, 1, 1, 1, 1); }},
    };
    bool first = true;
    for (const Turn& turn : kTurns) {
        if (!first) {
            flow(panel, turn.label);
        }
        first = false;
        if (textButton(panel, turn.label, turn.tip)) {
            change(panel, subject, turn.label, turn.operation);
        }
        panel.places.note(std::string("lab.turn.") + turn.label);
    }
}

void EditorView::drawMenus(Panel& panel, const KernelSubject& subject) {
    const Kernel& kernel = subject.kernel();
    menuButton(panel, "Normalise", "Brings the sum to what a program's convention says", [&] {
        if (ImGui::MenuItem("ImageMagick (!)")) {
            normalise(panel, subject, normalisedAsImageMagick(kernel));
        }
        if (ImGui::MenuItem("GIMP (divisor and offset)")) {
            normalise(panel, subject, normalisedAsGimp(kernel));
        }
        if (ImGui::MenuItem("Photoshop (scale and offset)")) {
            normalise(panel, subject, normalisedAsPhotoshop(kernel));
        }
    });
    flow(panel, "Mend");
    menuButton(panel, "Mend", "One-click mends of the sum", [&] {
        const std::pair<const char*, Kernel (*)(const Kernel&)> mends[] = {
            {"Sum 1, by a factor", unitSum},
            {"Sum 0, by the origin", zeroSumByOrigin},
            {"Sum 0, evenly", zeroSumEvenly},
            {"Add 1 at the origin", [](const Kernel& k) { return withUnity(k, 1); }},
            {"Subtract 1 at the origin", [](const Kernel& k) { return withUnity(k, -1); }},
        };
        for (const auto& [label, mend] : mends) {
            if (ImGui::MenuItem(label)) {
                change(panel, subject, label, mend);
            }
        }
    });
    flow(panel, "Lock: antisymmetric");
    const std::string lock = fmt::format("Lock: {}###Lock", symmetryName(m_lock));
    menuButton(panel, lock.c_str(), "What every edit of a weight keeps", [&] {
        for (const Symmetry symmetry : kSymmetries) {
            const std::string label(symmetryName(symmetry));
            if (ImGui::MenuItem(label.c_str(), nullptr, m_lock == symmetry, allows(kernel, symmetry))) {
                m_lock = symmetry;
                change(panel, subject, "Lock symmetry", [=](const Kernel& k) { return enforced(k, symmetry); });
            }
        }
    });
    if (!allows(kernel, m_lock)) {
        m_lock = Symmetry::None;
    }
    flow(panel, "Copy as");
    menuButton(panel, "Copy as", "The kernel as other programs read it, to the clipboard", [&] {
        for (const char* form : {"text", "imagemagick", "json", "numpy", "c", "glsl", "csv"}) {
            if (ImGui::MenuItem(form)) {
                copyAs(panel, subject, form);
            }
        }
    });
    flow(panel, "Paste");
    if (textButton(panel, "Paste", "Takes the kernels that the clipboard holds, in any of these forms")) {
        paste(panel, subject);
    }
    panel.places.note("lab.paste");
}

void EditorView::drawGrid(Panel& panel, const KernelSubject& subject) {
    ImVec2 area = ImGui::GetContentRegionAvail();
    // Convolution lays the kernel turned: that is shown beside it, where there is a difference.
    const bool turned = subject.convolves && !(subject.kernel() == subject.kernel().turned());
    const float side = panel.px(64);
    area.x -= turned ? side + panel.px(12) : 0;
    const ImVec2 start = ImGui::GetCursorPos();
    const auto edited =
        weightGrid(panel, subject.kernel(), {.tool = m_tool, .paint = m_paint, .lock = m_lock, .size = area});
    if (edited) {
        panel.workspace.apply(edits::setKernel(subject, edited->label, edited->kernel, edited->group));
    }
    if (turned) {
        ImGui::SetCursorPos({start.x + area.x + panel.px(12), start.y});
        ImGui::BeginGroup();
        kernelPictureItem(panel, subject.kernel().turned(), side);
        colouredText(panel.fonts.small, theme::kTextMuted, "as laid");
        ImGui::EndGroup();
        tooltip(panel, "Convolution turns the kernel by 180 degrees before it lays it over the picture.");
    }
}

void EditorView::drawVectors(Panel& panel, const KernelSubject& subject) {
    const Kernel& kernel = subject.kernel();
    if (m_column.empty() || !(productOf(m_column, m_row) == kernel)) {
        RankOneTerm term = vectorsOf(kernel);
        m_column = std::move(term.column);
        m_row = std::move(term.row);
    }
    const ImVec2 area = ImGui::GetContentRegionAvail();
    const ImVec2 size =
        gridCell(panel, kernel.width() + 1, kernel.height() + 1, {area.x - panel.px(6), area.y - panel.px(6)});
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const FontScope small(panel.fonts.small);
    const auto cellAt = [&](int column, int row) {
        return ImVec2{start.x + static_cast<float>(column) * (size.x + 1) + (column > 0 ? panel.px(6) : 0),
                      start.y + static_cast<float>(row) * (size.y + 1) + (row > 0 ? panel.px(6) : 0)};
    };
    std::string group;
    bool edited = false;
    const auto edit = [&](std::vector<double>& vector, int i, const char* name) {
        ImGui::PushID(name);
        ImGui::PushID(i);
        const double largest = std::abs(*std::max_element(
            vector.begin(), vector.end(), [](double a, double b) { return std::abs(a) < std::abs(b); }));
        const NumberChange asked = cell(panel, "factor", {.value = vector[i], .largest = largest, .size = size});
        panel.places.note(fmt::format("lab.{}.{}", name, i));
        if (asked.kind == NumberChange::Kind::Set) {
            vector[i] = asked.value;
            group = asked.group.empty() ? asked.group : asked.group + name;
            edited = true;
        }
        ImGui::PopID();
        ImGui::PopID();
    };
    for (int x = 0; x < kernel.width(); ++x) {
        ImGui::SetCursorScreenPos(cellAt(x + 1, 0));
        edit(m_row, x, "row");
    }
    const Kernel product = productOf(m_column, m_row);
    const double largest = statistics(product).largest;
    for (int y = 0; y < kernel.height(); ++y) {
        ImGui::SetCursorScreenPos(cellAt(0, y + 1));
        edit(m_column, y, "column");
        for (int x = 0; x < kernel.width(); ++x) {
            const ImVec2 corner = cellAt(x + 1, y + 1);
            ImGui::SetCursorScreenPos(corner);
            ImGui::Dummy(size);
            drawCell(panel,
                     {.value = product.weight(x, y),
                      .largest = largest,
                      .size = size,
                      .showsNumber = size.x >= panel.px(34)},
                     corner);
        }
    }
    if (edited) {
        panel.workspace.apply(edits::setKernel(subject, "Set vector", productOf(m_column, m_row), group));
    }
}

void EditorView::draw(Panel& panel, const KernelSubject& subject) {
    const Kernel& kernel = subject.kernel();
    if (std::max(kernel.width(), kernel.height()) > kLargestLabSide) {
        colouredText(theme::kTextMuted,
                     fmt::format("{}x{}: kernels beyond 31x31 are edited as text.", kernel.width(), kernel.height()));
        drawTurns(panel, subject);
        drawMenus(panel, subject);
        return;
    }
    drawTools(panel, subject);
    drawTurns(panel, subject);
    drawMenus(panel, subject);
    ImGui::Dummy({0, panel.px(1)});
    if (m_asVectors) {
        drawVectors(panel, subject);
    } else {
        drawGrid(panel, subject);
    }
}

}  // namespace kg::ui
