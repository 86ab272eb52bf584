#include "ui/details_panel.h"

#include "filter/registry.h"
#include "kernel/analysis/factorisation.h"
#include "source/source.h"
#include "ui/kernel_picture.h"
#include "ui/number_text.h"
#include "ui/plan_view.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace kg::ui {

namespace {

constexpr float kColumn = 110;
constexpr float kValueColumn = 96;
constexpr float kPictureSide = 148;
constexpr int kLargestFactorised = 63;  // the decomposition of larger kernels is felt while dragging

std::string rankText(const Kernel& kernel) {
    if (separate(kernel)) {  // cheaper than the decomposition
        return "1";
    }
    if (std::max(kernel.width(), kernel.height()) > kLargestFactorised) {
        return "more than 1";
    }
    return fmt::format("{}", factorise(kernel).terms.size());
}

std::string combinationText(Combine combine) {
    switch (combine) {
        case Combine::Single:
            return {};
        case Combine::Sum:
            return "a + b";
        case Combine::Difference:
            return "a − b";
        case Combine::Maximum:
            return "max(a, b)";
        case Combine::Minimum:
            return "min(a, b)";
        case Combine::Magnitude:
            return "magnitude of a, b";
        case Combine::Sequence:
            return "one after the other";
    }
    return {};
}

std::string typeText(const ImageFormat& format) {
    static constexpr const char* kChannels[] = {"grey", "grey + alpha", "RGB", "RGBA"};
    static constexpr const char* kTypes[] = {"8 bit", "16 bit", "32-bit float"};
    return fmt::format("{}, {}", kChannels[format.channels - 1], kTypes[static_cast<int>(format.type)]);
}

void imageFacts(Panel& panel) {
    const std::optional<ImageFormat> image = panel.workspace.imageFormat();
    if (!image) {
        colouredText(theme::kTextFaint, "No image is open.");
        return;
    }
    const float column = panel.px(kColumn);
    const ImageFormat& format = *image;
    const std::string& source = panel.workspace.document().source;
    clippedText(theme::kText, sourceName(source), ImGui::GetContentRegionAvail().x);
    tooltip(panel, source);
    factRow(panel, "Size", fmt::format("{} × {}", format.width, format.height), column);
    factRow(panel, "Pixels", typeText(format), column);
    factRow(panel, "Stored as", format.transfer == Transfer::Srgb ? "sRGB values" : "linear light", column);
}

}  // namespace

void DetailsPanel::refresh(const Filter& filter) {
    if (m_known && filter == m_filter) {
        return;
    }
    const KernelBank bank = bankOf(filter);
    m_known = true;
    m_filter = filter;
    m_bias = bank.bias;
    m_combination = combinationText(bank.combine);
    m_kernels.clear();
    m_count = bank.kernels.size();
    // Two fit side by side; a longer list shows its first two here and all of them in the lab.
    for (std::size_t i = 0; i < std::min<std::size_t>(m_count, 2); ++i) {
        const Kernel& kernel = bank.kernels[i];
        m_kernels.push_back({.kernel = kernel, .numbers = statistics(kernel), .rank = rankText(kernel)});
    }
}

void DetailsPanel::drawKernelNumbers(Panel& panel) {
    const float column = panel.px(kColumn);
    // The values of two kernels stand under their pictures.
    const auto row = [&](const char* label, const char* tip, auto textOf) {
        const float second = ImGui::GetCursorPosX() + column + panel.px(kValueColumn);
        factRow(panel, label, textOf(m_kernels.front()), column, tip);
        if (m_kernels.size() > 1) {
            ImGui::SameLine();
            ImGui::SetCursorPosX(second);
            colouredText(panel.fonts.mono, theme::kText, textOf(m_kernels.back()));
        }
    };
    row("Size", "Width and height in cells",
        [](const KernelFacts& facts) { return fmt::format("{} × {}", facts.kernel.width(), facts.kernel.height()); });
    row("Taps", "Cells whose weight is not 0",
        [](const KernelFacts& facts) { return fmt::format("{}", facts.numbers.nonzero); });
    row("Rank", "How many products of a column and a row make up the kernel; rank 1 runs in two short passes",
        [](const KernelFacts& facts) { return facts.rank; });
    row("Sum", "What a constant picture is multiplied by",
        [](const KernelFacts& facts) { return shownNumber(facts.numbers.roundedSum()); });
    row("Positive", "The sum of the weights above 0",
        [](const KernelFacts& facts) { return shownNumber(facts.numbers.positiveSum); });
    row("Negative", "The sum of the weights below 0",
        [](const KernelFacts& facts) { return shownNumber(facts.numbers.negativeSum); });
    row("Output range", "The results that pixels between 0 and 1 can have, bias included",
        [&](const KernelFacts& facts) {
            return fmt::format("{} … {}", shownNumber(facts.numbers.negativeSum + m_bias),
                               shownNumber(facts.numbers.positiveSum + m_bias));
        });
    row("Noise gain", "What the standard deviation of white noise is multiplied by",
        [](const KernelFacts& facts) { return shownNumber(facts.numbers.noiseGain); });
}

void DetailsPanel::drawKernels(Panel& panel) {
    const Document& document = panel.workspace.document();
    if (document.selected < 0) {
        colouredText(theme::kTextFaint, document.chain.empty() ? "The chain is empty." : "Select a filter.");
        return;
    }
    const Filter& filter = document.chain[static_cast<std::size_t>(document.selected)];
    refresh(filter);
    const auto count = static_cast<float>(std::max<std::size_t>(m_kernels.size(), 1));
    const float gap = panel.px(12);
    const float room = (ImGui::GetContentRegionAvail().x - gap * (count - 1)) / count;
    for (std::size_t i = 0; i < m_kernels.size(); ++i) {
        if (i > 0) {
            ImGui::SameLine(0, gap);
        }
        kernelPictureItem(panel, m_kernels[i].kernel, std::min(room, panel.px(kPictureSide)));
    }
    ImGui::Dummy({0, panel.px(2)});
    if (m_count > 2) {
        factRow(panel, "Kernels", fmt::format("{}, the first two here", m_count), panel.px(kColumn));
    }
    if (!m_combination.empty()) {
        factRow(panel, "Combined by", m_combination, panel.px(kColumn), "How the results of the kernels a and b meet");
    }
    drawKernelNumbers(panel);
}

void DetailsPanel::draw(Panel& panel, const std::vector<StrategyFigures>* measured) {
    ImGui::AlignTextToFramePadding();
    colouredText(panel.fonts.strong, theme::kText, "Image");
    ImGui::SameLine();
    alignRight(ImGui::GetFrameHeight());
    if (iconButton(panel, "foldpane", icons::kUnfold, "Fold this pane (F3)")) {
        panel.target.toggleDetailsPane();
    }
    ImGui::BeginChild("details");
    imageFacts(panel);
    const Document& document = panel.workspace.document();
    const bool selected = document.selected >= 0;
    const std::string heading =
        selected ? "Kernel of " + filterKind(document.chain[static_cast<std::size_t>(document.selected)].kind).label
                 : std::string("Kernel");
    sectionHeading(panel, heading.c_str());
    drawKernels(panel);
    sectionHeading(panel, "Plan");
    planView(panel, measured);
    ImGui::EndChild();
}

}  // namespace kg::ui
