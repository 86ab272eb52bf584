#include "ui/lab/numbers_view.h"

#include "base/error.h"
#include "kernel/edit/operations.h"
#include "ui/kernel_picture.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace kg::ui {

namespace {

constexpr float kNumberColumn = 116;

std::string sigmaText(const KernelMoments& moments) {
    const auto text = [](const std::optional<double>& sigma) {
        return sigma ? fmt::format("{:.3f}", *sigma) : std::string("none");
    };
    return fmt::format("{} × {} px", text(moments.sigmaX), text(moments.sigmaY));
}

std::string symmetryText(const KernelAnalysis& analysis) {
    // Eight-fold says all the others.
    if (std::find(analysis.symmetries.begin(), analysis.symmetries.end(), Symmetry::EightFold) !=
        analysis.symmetries.end()) {
        return std::string(symmetryName(Symmetry::EightFold));
    }
    std::string text;
    for (const Symmetry symmetry : analysis.symmetries) {
        text += (text.empty() ? "" : ", ") + std::string(symmetryName(symmetry));
    }
    return text.empty() ? "none" : text;
}

// A small button behind a fact that mends it by one click.
void mend(Panel& panel, const KernelSubject& subject, const char* label, const char* tip,
          Kernel (*operation)(const Kernel&)) {
    if (!subject.editable) {
        return;
    }
    ImGui::SameLine(0, panel.px(10));
    const FontScope small(panel.fonts.small);
    colouredText(theme::kAccent, label);
    panel.places.note(std::string("lab.mend.") + label);
    tooltip(panel, tip);
    if (ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    if (!ImGui::IsItemClicked()) {
        return;
    }
    try {
        panel.workspace.apply(edits::setScaledKernel(subject, "Mend the sum", operation(subject.scaledKernel())));
    } catch (const Error& error) {
        panel.workspace.report(error.what());
    }
}

void weightFacts(Panel& panel, const KernelSubject& subject, const KernelAnalysis& analysis, double bias) {
    const float column = panel.px(kNumberColumn);
    const KernelStatistics& numbers = analysis.statistics;
    const double sum = numbers.roundedSum();  // the residue below says what was left out
    factRow(panel, "Sum", shownNumber(sum), column, "What a constant picture is multiplied by");
    if (sum != 0 && std::abs(sum - 1) > 1e-12) {
        mend(panel, subject, "make it 1", "Divides every weight by the sum", unitSum);
    }
    factRow(panel, "Positive", shownNumber(numbers.positiveSum), column, "The sum of the weights above 0");
    factRow(panel, "Negative", shownNumber(numbers.negativeSum), column, "The sum of the weights below 0");
    factRow(panel, "Output range",
            fmt::format("{} … {}", shownNumber(numbers.negativeSum + bias), shownNumber(numbers.positiveSum + bias)),
            column, "The results that pixels between 0 and 1 can have, bias included");
    factRow(panel, "Noise gain", shownNumber(numbers.noiseGain), column,
            "The root of the sum of squares: what the standard deviation of white noise is multiplied by");
    factRow(panel, "Worst case", shownNumber(numbers.absoluteSum), column,
            "The sum of absolutes: the most that any difference between two pictures can grow");
    const KernelMoments& where = analysis.moments;
    factRow(
        panel, "Centroid",
        where.centroid ? fmt::format("{:+.3f}, {:+.3f} px", where.centroid->x, where.centroid->y) : std::string("none"),
        column, "Where the weights' centre lies from the origin; a picture is shifted by as much, against it");
    factRow(panel, "Effective sigma", sigmaText(where), column,
            "Standard deviation of the weights across and down: the Gaussian that blurs as much");
    factRow(panel, "Symmetry", symmetryText(analysis), column, "What turns and mirrors leave the kernel as it is");
    factRow(panel, "Zero-sum residue",
            where.zeroSumResidue ? fmt::format("{:.2g}", *where.zeroSumResidue) : std::string("–"), column,
            "What is left of a sum that was meant to be 0, over the sum of absolutes");
    if (where.zeroSumResidue && numbers.sum != 0) {
        mend(panel, subject, "make it 0", "Takes the residue from the weight at the origin", zeroSumByOrigin);
    }
}

// Signed weights hide in greys: a click on the picture shows them on the diverging map.
void kernelMap(Panel& panel, const Kernel& kernel, float side, bool& diverging) {
    const bool isSigned = statistics(kernel).negativeSum < 0;
    kernelPictureItem(panel, kernel, side, isSigned && diverging ? KernelMap::Diverging : KernelMap::Grey);
    panel.places.note("lab.map");
    tooltip(panel, isSigned
                       ? "The kernel as laid, the cell at the pixel itself marked. A click changes between greys, "
                         "the largest weight white, and colours: blue adds, orange takes away."
                       : "The kernel as laid: its largest weight is white, the cell at the pixel itself is marked");
    if (ImGui::IsItemClicked()) {
        diverging = !diverging;
    }
}

}  // namespace

void NumbersView::draw(Panel& panel, const KernelSubject& subject, const KernelAnalysis& analysis, double bias) {
    const float side = std::min(panel.px(150), ImGui::GetContentRegionAvail().x * 0.35F);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + 1);  // its frame
    kernelMap(panel, analysis.kernel, side, m_diverging);
    ImGui::SameLine(0, panel.px(16));
    ImGui::BeginGroup();
    weightFacts(panel, subject, analysis, bias);
    ImGui::EndGroup();
}

}  // namespace kg::ui
