#include "ui/compare/compare_panel.h"

#include "base/caught_problem.h"
#include "base/text.h"
#include "filter/registry.h"
#include "ui/compare/sweep_plots.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace kg::ui {

namespace {

constexpr const char* kPanelName = "Compare Strategies";
constexpr float kPanelWidth = 1010;
constexpr float kPanelHeight = 520;
constexpr SweepRange kSweep{.lowest = 3, .highest = 63};

// Quick enough to watch: a strategy that takes long is timed three times.
constexpr MeterProtocol kStudyProtocol{.timings = 15, .patienceMilliseconds = 500};
constexpr MeterProtocol kSweepProtocol{.warmUps = 1, .timings = 5, .patienceMilliseconds = 100};

// What measuring may add to a frame, but for a run that takes longer.
constexpr std::chrono::milliseconds kStepTime{30};

// 51,840,000 as 51.8 M.
std::string shortCount(std::uint64_t count) {
    constexpr std::array kUnits{"", " k", " M", " G", " T"};
    auto value = static_cast<double>(count);
    std::size_t unit = 0;
    for (; value >= 1000 && unit + 1 < kUnits.size(); ++unit) {
        value /= 1000;
    }
    return fmt::format("{:.{}g}{}", value, value >= 100 ? 4 : 3, kUnits[unit]);
}

std::string steps(double difference) {
    return shownNumber(difference * 255, 2);
}

struct Column {
    const char* title;
    float width;
    const char* tip;
};

constexpr std::array kColumns{
    Column{"Strategy", 86, "A click forces it for the whole chain"},
    Column{"Fetches/px", 72, "Texture samples a pixel"},
    Column{"Fetches", 68, "Texture samples a frame"},
    Column{"Mul-adds", 68, "Multiply-adds of four-channel pixels a frame"},
    Column{"Bytes", 76, "Read and written a frame"},
    Column{"Predicted", 66, "Milliseconds by this device's rates, which choose the strategy where it is auto"},
    Column{"GPU ms", 62, "Median of the timings"},
    Column{"Spread", 108, "Lowest and highest of the timings, but for the outermost 5 %"},
    Column{"Gfetch/s", 62, "Fetches by the median, in 10^9 a second"},
    Column{"GB/s", 54, "Bytes by the median, in 10^9 a second"},
    Column{"Bound", 62, "The largest difference that the plan allows, in steps of an 8-bit image"},
    Column{"Direct", 62, "The largest difference to what direct makes, in steps of an 8-bit image"},
    Column{"Reference", 68, "The largest difference to the reference, in steps of an 8-bit image"},
};

void numberCell(Panel& panel, ImU32 colour, const std::string& text) {
    ImGui::TableNextColumn();
    const float body = ImGui::GetFontSize();
    const FontScope mono(panel.fonts.mono);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + std::round((body - ImGui::GetFontSize()) / 2));  // on the baseline
    alignRight(ImGui::CalcTextSize(text.c_str()).x);
    colouredText(colour, text);
}

void titles(Panel& panel) {
    const FontScope small(panel.fonts.small);
    ImGui::TableNextRow();
    for (const Column& column : kColumns) {
        ImGui::TableNextColumn();
        if (&column != kColumns.data()) {
            alignRight(ImGui::CalcTextSize(column.title).x);
        }
        colouredText(theme::kTextFaint, column.title);
        tooltip(panel, column.tip);
    }
}

}  // namespace

ComparePanel::Subject ComparePanel::subjectOf(const Workspace& workspace) {
    const Document& document = workspace.document();
    Subject subject{.chain = document.chain,
                    .settings = document.settings,
                    .filter = document.selected,
                    .uploads = workspace.engine().counters().uploads};
    subject.settings.strategy.reset();
    return subject;
}

const std::vector<StrategyFigures>* ComparePanel::measured(const Workspace& workspace) const {
    const bool current = m_study && m_subject && *m_subject == subjectOf(workspace);
    return current ? &m_study->rows() : nullptr;
}

void ComparePanel::refresh(Panel& panel) {
    Subject subject = subjectOf(panel.workspace);
    if (m_subject == subject) {
        return;
    }
    stop();
    m_study.reset();
    m_sweep.reset();
    m_problem.clear();
    m_subject = std::move(subject);
    if (!panel.workspace.imageFormat() || m_subject->filter < 0) {
        m_problem = panel.workspace.imageFormat() ? "Select a filter of the chain." : "No image is open.";
        return;
    }
    const Filter& filter = m_subject->chain[static_cast<std::size_t>(m_subject->filter)];
    if (!filter.contributes()) {
        m_problem = "This filter is off, so it computes nothing.";
        return;
    }
    try {
        m_study.emplace(panel.workspace.engine(), m_subject->chain, m_subject->settings, m_subject->filter);
    } catch (...) {
        m_problem = caughtProblem();
    }
}

bool ComparePanel::busy() const {
    return (m_study && m_study->active()) || (m_sweep && m_sweep->active());
}

void ComparePanel::stop() {
    if (m_study) {
        m_study->stop();
    }
    if (m_sweep) {
        m_sweep->stop();
    }
}

void ComparePanel::measure(Panel& panel, bool reference) {
    stop();
    try {
        m_ceiling = panel.workspace.engine().ceiling();
        m_study->begin({.protocol = kStudyProtocol, .direct = true, .reference = reference});
    } catch (...) {
        panel.workspace.report(caughtProblem());
    }
}

void ComparePanel::sweep(Panel& panel) {
    stop();
    try {
        m_sweep.emplace(panel.workspace.engine(), m_subject->chain, m_subject->settings, m_subject->filter, kSweep,
                        kSweepProtocol);
    } catch (...) {
        panel.workspace.report(caughtProblem());
    }
}

// Steps for as long as a frame may take, and one at least, however long that is.
void ComparePanel::step(Panel& panel) {
    if (!busy()) {
        return;
    }
    const auto end = std::chrono::steady_clock::now() + kStepTime;
    try {
        do {
            if (m_study && m_study->active()) {
                m_study->step();
            } else {
                m_sweep->step();
            }
        } while (busy() && std::chrono::steady_clock::now() < end);
    } catch (...) {
        stop();
        panel.workspace.report(caughtProblem());
    }
    panel.pacer.request(2);  // this frame, and one for the next step or what this one found
}

void ComparePanel::drawHeader(Panel& panel) {
    m_tab = segments(panel, "tab", {"Strategies", "Sizes", "GLSL"}, m_tab, "compare.tab");
    if (m_subject->filter >= 0) {
        ImGui::SameLine(0, panel.px(16));
        ImGui::AlignTextToFramePadding();
        const Filter& filter = m_subject->chain[static_cast<std::size_t>(m_subject->filter)];
        const std::optional<ImageFormat> image = panel.workspace.imageFormat();
        colouredText(theme::kTextMuted,
                     fmt::format("{}, filter {} of {}{}", filterKind(filter.kind).label, m_subject->filter + 1,
                                 m_subject->chain.size(),
                                 image ? fmt::format(", on {} × {}", image->width, image->height) : ""));
    }
    ImGui::Dummy({0, panel.px(2)});
}

void ComparePanel::drawRow(Panel& panel, const StrategyFigures& row, bool chosen) {
    const ImU32 colour = chosen ? theme::kAccent : theme::kText;
    const std::string id = "plan." + row.name();
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    const std::string label = std::string(strategyLabel(*row.strategy)) + "##" + id;
    if (ImGui::Selectable(label.c_str(), false, ImGuiSelectableFlags_SpanAllColumns)) {
        perform(action(id), panel.target);
    }
    ImGui::PopStyleColor();
    panel.places.note("compare.strategy." + row.name());
    const std::string none = "–";
    const auto timed = [&](auto textOf) { return row.time ? textOf(*row.time) : none; };
    numberCell(panel, colour, shownNumber(row.fetchesPerPixel()));
    numberCell(panel, colour, shortCount(row.cost.fetches));
    numberCell(panel, colour, shortCount(row.cost.multiplyAdds));
    numberCell(panel, colour, byteCount(row.cost.bytesRead + row.cost.bytesWritten));
    numberCell(panel, colour, row.predictedMilliseconds ? shownNumber(*row.predictedMilliseconds, 3) : none);
    numberCell(panel, colour, timed([](const Spread& time) { return shownNumber(time.median, 3); }));
    numberCell(panel, colour, timed([](const Spread& time) {
                   return shownNumber(time.lowest, 3) + "…" + shownNumber(time.highest, 3);
               }));
    numberCell(panel, colour,
               timed([&](const Spread& time) { return shownNumber(gigafetchesPerSecond(row.cost, time.median), 3); }));
    numberCell(panel, colour,
               timed([&](const Spread& time) { return shownNumber(gigabytesPerSecond(row.cost, time.median), 3); }));
    numberCell(panel, colour, steps(row.errorBound));
    numberCell(panel, colour, row.toDirect ? steps(*row.toDirect) : none);
    numberCell(panel, colour, row.toReference ? steps(row.toReference->maximum) : none);
}

void ComparePanel::drawTable(Panel& panel) {
    const ImGuiTableFlags flags =
        ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoPadOuterX | ImGuiTableFlags_SizingStretchProp;
    if (!ImGui::BeginTable("figures", static_cast<int>(kColumns.size()), flags)) {
        return;
    }
    for (const Column& column : kColumns) {
        ImGui::TableSetupColumn(column.title, ImGuiTableColumnFlags_WidthStretch, column.width);
    }
    titles(panel);
    const Plan* plan = panel.workspace.engine().plan();
    std::optional<Strategy> chosen;
    if (plan != nullptr) {
        const auto filter = std::find_if(plan->filters.begin(), plan->filters.end(), [&](const FilterPlan& candidate) {
            return candidate.filter == m_subject->filter;
        });
        chosen = filter != plan->filters.end() ? std::optional(filter->chosen) : std::nullopt;
    }
    for (const StrategyFigures& row : m_study->rows()) {
        if (row.legal()) {
            drawRow(panel, row, row.strategy == chosen);
        }
    }
    ImGui::EndTable();
}

// What the table rests on, and why some strategies are not in it.
void ComparePanel::drawNotes(Panel& panel) {
    ImGui::Dummy({0, panel.px(4)});
    ImGui::PushTextWrapPos(0);
    for (const StrategyFigures& row : m_study->rows()) {
        if (!row.legal()) {
            colouredText(theme::kTextFaint, fmt::format("{}: not here, {}", strategyLabel(*row.strategy), row.reason));
        }
    }
    const auto inTiles = [](const StrategyFigures& row) { return row.legal() && row.plan.tiles; };
    if (std::any_of(m_study->rows().begin(), m_study->rows().end(), inTiles)) {
        colouredText(theme::kTextMuted,
                     "The image is computed in tiles, while the result is read: what is in tiles is not timed.");
    }
    ImGui::Dummy({0, panel.px(2)});
    if (m_ceiling) {
        colouredText(theme::kTextMuted,
                     fmt::format("This device fetches {} Gfetch/s and copies {} GB/s at most, as measured.",
                                 shownNumber(m_ceiling->fetchesPerSecond * 1e-9, 3),
                                 shownNumber(m_ceiling->bytesPerSecond * 1e-9, 3)));
    }
    if (m_study->sampledPixels() > 0) {
        colouredText(theme::kTextMuted,
                     fmt::format("The reference is evaluated at {} pixels: corners, edges and middle of the image.",
                                 groupedCount(m_study->sampledPixels())));
    }
    ImGui::PopTextWrapPos();
}

void ComparePanel::drawStrategies(Panel& panel) {
    if (!m_study) {
        colouredText(theme::kTextMuted, m_problem);
        return;
    }
    if (textButton(panel, "Measure", "Times every strategy and holds it against direct", !m_study->active())) {
        measure(panel, false);
    }
    panel.places.note("compare.measure");
    ImGui::SameLine();
    if (textButton(panel, "Measure with Reference", "Also holds each against the reference, at a sample of pixels",
                   !m_study->active())) {
        measure(panel, true);
    }
    panel.places.note("compare.reference");
    ImGui::SameLine();
    if (textButton(panel, "Stop", "Ends what is being measured", m_study->active())) {
        stop();
    }
    if (m_study->active() && m_study->current() < m_study->rows().size()) {
        ImGui::SameLine(0, panel.px(12));
        colouredText(theme::kTextMuted,
                     fmt::format("Measuring {}", strategyLabel(*m_study->rows()[m_study->current()].strategy)));
    }
    ImGui::Dummy({0, panel.px(2)});
    drawTable(panel);
    drawNotes(panel);
}

void ComparePanel::drawSizes(Panel& panel) {
    if (!m_study) {
        colouredText(theme::kTextMuted, m_problem);
        return;
    }
    const Filter& filter = m_subject->chain[static_cast<std::size_t>(m_subject->filter)];
    if (!filterOfSize(filter, kSweep.lowest)) {
        ImGui::PushTextWrapPos(0);
        colouredText(theme::kTextMuted,
                     "This filter has no size to sweep over. Box, Gaussian and a Convolve with one named kernel of a "
                     "size have one.");
        ImGui::PopTextWrapPos();
        return;
    }
    const bool sweeping = m_sweep && m_sweep->active();
    if (textButton(panel, "Sweep 3 to 63", "Times every strategy at each odd size", !sweeping)) {
        sweep(panel);
    }
    panel.places.note("compare.sweep");
    ImGui::SameLine();
    if (textButton(panel, "Stop", "Ends the sweep; what is measured stays", sweeping)) {
        stop();
    }
    panel.places.note("compare.stop");
    const bool any = m_sweep && !m_sweep->points().empty();
    ImGui::SameLine();
    if (textButton(panel, "Save as CSV...", "Writes the sweep as a table", any && !sweeping)) {
        m_exports = true;
    }
    panel.places.note("compare.csv");
    if (m_sweep && m_sweep->active()) {
        ImGui::SameLine(0, panel.px(12));
        colouredText(theme::kTextMuted, fmt::format("Measuring {0} × {0}", m_sweep->currentSize()));
    }
    ImGui::Dummy({0, panel.px(2)});
    if (any) {
        sweepPlots(panel, m_sweep->points());
    }
}

void ComparePanel::draw(Panel& panel) {
    if (!m_open) {
        stop();
        return;
    }
    refresh(panel);
    step(panel);
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowSize({std::min(panel.px(kPanelWidth), window.x - panel.px(16)),
                              std::min(panel.px(kPanelHeight), window.y - panel.px(72))},
                             ImGuiCond_Appearing);
    ImGui::SetNextWindowPos({window.x / 2, window.y / 2}, ImGuiCond_Appearing, {0.5F, 0.5F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(14), panel.px(10)});
    const bool visible =
        ImGui::Begin(kPanelName, &m_open, ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoCollapse);
    ImGui::PopStyleVar();
    if (visible) {
        drawHeader(panel);
        if (m_tab == 0) {
            drawStrategies(panel);
        } else if (m_tab == 1) {
            drawSizes(panel);
        } else {
            m_glsl.draw(panel);
        }
        if (ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows) && panel.pressed(GLFW_KEY_ESCAPE)) {
            m_open = false;
        }
    }
    ImGui::End();
}

}  // namespace kg::ui
