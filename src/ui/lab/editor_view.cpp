#include "ui/lab/editor_view.h"

#include "base/error.h"
#include "kernel/analysis/low_rank.h"
#include "kernel/edit/operations.h"
#include "kernel/text/kernel_export.h"
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

// The same for what changes the sum, which the filter's scale takes part in: it becomes 1.
void changeScaled(Panel& panel, const KernelSubject& subject, const char* label,
                  const std::function<Kernel(const Kernel&)>& operation) {
    try {
        panel.workspace.apply(edits::setScaledKernel(subject, label, operation(subject.scaledKernel())));
    } catch (const Error& error) {
        panel.workspace.report(error.what());
    }
}

void normalise(Panel& panel, const KernelSubject& subject, const Normalised& normalised, std::optional<double> bias) {
    if (panel.workspace.apply(edits::setScaledKernel(subject, "Normalise", normalised.kernel, bias))) {
        panel.workspace.say("Normalised: " + normalised.note);
    }
}

void copyAs(Panel& panel, const KernelSubject& subject, const char* name) {
    panel.target.copyText(printKernelsAs(subject.typed, kernelFormFromName(name)));
    const std::size_t count = subject.typed.size();
    panel.workspace.say(count == 1 ? fmt::format("Copied the kernel as {}", name)
                                   : fmt::format("Copied {} kernels as {}", count, name));
}

void paste(Panel& panel, const KernelSubject& subject) {
    try {
        panel.workspace.apply(edits::pasteKernels(subject.filter, panel.target.pastedText()));
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
    // What follows "###" stays the same where the label changes.
    const std::string_view text = label;
    const std::size_t mark = text.find("###");
    panel.places.note(fmt::format("lab.menu.{}", mark == std::string_view::npos ? text : text.substr(mark + 3)));
    if (ImGui::BeginPopup(label)) {
        items();
        ImGui::EndPopup();
    }
}

// The best column and row of a kernel, scaled so that the row's smallest weight is 1: small integers stay integers.
RankOneTerm vectorsOf(const Kernel& kernel) {
    RankOneTerm term = nearestProduct(kernel);
    double smallest = std::numeric_limits<double>::infinity();
    for (const double weight : term.row) {
        smallest = std::abs(weight) > 1e-9 ? std::min(smallest, std::abs(weight)) : smallest;
    }
    smallest = std::isinf(smallest) ? 1 : smallest;
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
    flow(panel, "Tune Paint Origin Absent Vectors          ");
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
    static constexpr Kernel (*kEighth)(const Kernel&) = [](const Kernel& k) { return turnedClockwise(k, 1); };
    static constexpr Turn kTurns[] = {
        {"45°", "Turns a square of an odd side clockwise, ring by ring", kEighth},
        {"90°", "Turns the kernel clockwise", [](const Kernel& k) { return turnedClockwise(k, 2); }},
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
        const bool possible = turn.operation != kEighth || turnsByEighths(subject.kernel());
        if (textButton(panel, turn.label, turn.tip, possible)) {
            change(panel, subject, turn.label, turn.operation);
        }
        panel.places.note(std::string("lab.turn.") + turn.label);
    }
}

void EditorView::drawMenus(Panel& panel, const KernelSubject& subject) {
    const Kernel& kernel = subject.kernel();
    menuButton(panel, "Normalise", "Brings the sum to what a program's convention says; the scale becomes 1", [&] {
        const Kernel scaled = subject.scaledKernel();
        if (ImGui::MenuItem("ImageMagick (!)")) {
            normalise(panel, subject, normalisedAsImageMagick(scaled), std::nullopt);  // it knows no bias
        }
        panel.places.note("lab.normalise.ImageMagick");
        if (ImGui::MenuItem("GIMP (divisor and offset)")) {
            const Normalised normalised = normalisedAsGimp(scaled);
            normalise(panel, subject, normalised, normalised.bias);
        }
        panel.places.note("lab.normalise.GIMP");
        if (ImGui::MenuItem("Photoshop (scale and offset)")) {
            const Normalised normalised = normalisedAsPhotoshop(scaled);
            normalise(panel, subject, normalised, normalised.bias);
        }
        panel.places.note("lab.normalise.Photoshop");
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
                changeScaled(panel, subject, label, mend);
            }
            panel.places.note(std::string("lab.mend.") + label);
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
            panel.places.note("lab.lock." + label);
        }
    });
    flow(panel, "Copy as");
    menuButton(panel, "Copy as", "The kernel as other programs read it, to the clipboard", [&] {
        for (const char* form : {"text", "imagemagick", "json", "numpy", "c", "glsl", "csv"}) {
            if (ImGui::MenuItem(form)) {
                copyAs(panel, subject, form);
            }
            panel.places.note(std::string("lab.copy.") + form);
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

// How far a kernel is from the product that stands for it, in words; nothing where they are the same.
void productNote(Panel& panel, const Kernel& kernel, const Kernel& product) {
    double off = 0;
    for (std::size_t i = 0; i < kernel.cells().size(); ++i) {
        const double weight = std::isnan(kernel.cells()[i]) ? 0 : kernel.cells()[i];
        off += std::abs(weight - product.cells()[i]);
    }
    if (off > 1e-9 * statistics(kernel).absoluteSum) {
        clippedText(
            theme::kWarm,
            fmt::format("No product: the nearest is off by {:.3g} of 255 at most. An edit takes it.", 255 * off),
            ImGui::GetContentRegionAvail().x);
        tooltip(panel,
                "A kernel of a higher rank, or with absent cells, is no product of one column and one row. The "
                "first edit of a vector replaces it by the product that is shown.");
    }
}

void EditorView::drawVectors(Panel& panel, const KernelSubject& subject) {
    const Kernel& kernel = subject.kernel();
    const auto productNow = [&] { return productOf(m_column, m_row, kernel.originX(), kernel.originY()); };
    const bool fits =
        static_cast<int>(m_column.size()) == kernel.height() && static_cast<int>(m_row.size()) == kernel.width();
    if (!fits || !(m_vectorsOf == kernel || productNow() == kernel)) {
        RankOneTerm term = vectorsOf(kernel);
        m_column = std::move(term.column);
        m_row = std::move(term.row);
        m_vectorsOf = kernel;
    }
    productNote(panel, kernel, productNow());
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
    const Kernel product = productNow();
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
        panel.workspace.apply(edits::setKernel(subject, "Set vector", productNow(), group));
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
    // Another kernel, or an edit elsewhere, may lack what is locked.
    if (!allows(kernel, m_lock) || !holds(kernel, m_lock)) {
        m_lock = Symmetry::None;
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
