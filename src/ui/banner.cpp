#include "ui/banner.h"

#include "base/text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <string>

namespace kg::ui {

namespace {

constexpr float kWidest = 720;

// The window of one banner below those before it; closes it and moves the next one on.
class BannerWindow {
public:
    BannerWindow(Panel& panel, const Rect& viewport, const char* name, float& y, ImU32 background, ImU32 edge)
        : m_panel(panel), m_y(y) {
        const float margin = panel.px(12);
        const float width = std::min(viewport.width - 2 * margin, panel.px(kWidest));
        ImGui::SetNextWindowPos({viewport.x + (viewport.width - width) / 2, y});
        ImGui::SetNextWindowSize({width, 0});
        ImGui::PushStyleColor(ImGuiCol_WindowBg, background);
        ImGui::PushStyleColor(ImGuiCol_Border, faded(edge, 0.35F));
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(14), panel.px(8)});
        ImGui::Begin(name, nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                         ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing);
        ImGui::PopStyleVar();
        ImGui::PopStyleColor(2);
    }

    ~BannerWindow() {
        m_y += ImGui::GetWindowSize().y + m_panel.px(8);
        ImGui::End();
    }

    BannerWindow(const BannerWindow&) = delete;
    BannerWindow& operator=(const BannerWindow&) = delete;

private:
    Panel& m_panel;
    float& m_y;
};

void sentence(Panel& panel, ImU32 colour, Icon icon, const std::string& text, float rightMargin) {
    ImGui::AlignTextToFramePadding();
    colouredText(colour, panel.fonts.text(icon));
    ImGui::SameLine(0, panel.px(10));
    ImGui::AlignTextToFramePadding();
    ImGui::PushTextWrapPos(ImGui::GetWindowWidth() - rightMargin);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
}

void placeAtRight(Panel& panel, float width) {
    ImGui::SameLine();
    ImGui::SetCursorPos({ImGui::GetWindowWidth() - width - panel.px(10), panel.px(8)});
}

void problemBanner(Panel& panel, const Rect& viewport, float& y) {
    const BannerWindow window(panel, viewport, "problem", y, theme::kDangerDeep, theme::kDanger);
    sentence(panel, theme::kDanger, icons::kWarning, *panel.workspace.problem(), panel.px(48));
    placeAtRight(panel, ImGui::GetFrameHeight());
    if (iconButton(panel, "dismiss", icons::kClose, "Dismiss (Escape)")) {
        panel.workspace.dismissProblem();
    }
    panel.places.note("problem.dismiss");
}

void shaderBanner(Panel& panel, const Rect& viewport, const ShaderProblem& problem, std::size_t index, float& y) {
    const std::string name = fmt::format("shader {}", index);
    const BannerWindow window(panel, viewport, name.c_str(), y, theme::kDangerDeep, theme::kDanger);
    const std::string place = problem.line > 0 ? fmt::format("{}:{}", problem.file, problem.line) : problem.file;
    sentence(panel, theme::kDanger, icons::kWarning, place, panel.px(48));
    const FontScope mono(panel.fonts.mono);
    ImGui::PushTextWrapPos(0);
    colouredText(theme::kText, problem.message);
    ImGui::PopTextWrapPos();
    const FontScope small(panel.fonts.small);
    colouredText(theme::kTextMuted, "The last good picture stays until the file is mended.");
}

// A graph or an address that nobody here has typed: shown whole, since whoever opens it answers for what it does.
void sourceBanner(Panel& panel, const Rect& viewport, float& y) {
    const BannerWindow window(panel, viewport, "foreign", y, theme::kPane, theme::kWarm);
    sentence(
        panel, theme::kWarm, icons::kWarning,
        "This came with a source that reaches beyond files of this machine. Open it only if you know what it does.",
        panel.px(48));
    placeAtRight(panel, ImGui::GetFrameHeight());
    if (iconButton(panel, "dismiss", icons::kClose, "Dismiss")) {
        panel.workspace.dismissOfferedSource();
        return;
    }
    panel.places.note("foreign.dismiss");
    const std::string source = printable(*panel.workspace.offeredSource());
    {
        const FontScope mono(panel.fonts.mono);
        const float line = ImGui::GetTextLineHeightWithSpacing();
        const ImVec2 room{ImGui::GetContentRegionAvail().x, 0};
        const float wrapped = ImGui::CalcTextSize(source.c_str(), nullptr, false, room.x - panel.px(20)).y;
        ImGui::BeginChild("source", {room.x, std::min(wrapped + panel.px(6), 8 * line)});
        ImGui::PushTextWrapPos(0);
        ImGui::TextUnformatted(source.c_str());
        ImGui::PopTextWrapPos();
        ImGui::EndChild();
    }
    if (ImGui::Button("Open this source")) {
        panel.workspace.openOfferedSource();
    }
    panel.places.note("foreign.open");
}

void offerBanner(Panel& panel, const Rect& viewport, float& y) {
    const BannerWindow window(panel, viewport, "offer", y, theme::kPane, theme::kAccent);
    const float restore = panel.px(120);
    const float both = restore + ImGui::GetFrameHeight() + panel.px(6);
    sentence(panel, theme::kAccent, icons::kImage, "This picture was exported with a chain.", both + panel.px(20));
    placeAtRight(panel, both);
    if (ImGui::Button("Restore Chain", {restore, 0})) {
        panel.workspace.restoreOfferedChain();
    }
    panel.places.note("offer.restore");
    ImGui::SameLine(0, panel.px(6));
    if (iconButton(panel, "dismiss", icons::kClose, "Dismiss")) {
        panel.workspace.dismissOfferedChain();
    }
}

}  // namespace

void banners(Panel& panel, const Rect& viewport) {
    float y = viewport.y + panel.px(12);
    if (panel.workspace.problem()) {
        problemBanner(panel, viewport, y);
    }
    const auto& shaderProblems = panel.workspace.engine().shaderProblems();
    for (std::size_t i = 0; i < shaderProblems.size(); ++i) {
        shaderBanner(panel, viewport, shaderProblems[i], i, y);
    }
    if (panel.workspace.offeredSource()) {
        sourceBanner(panel, viewport, y);
    }
    if (panel.workspace.offeredChain()) {
        offerBanner(panel, viewport, y);
    }
}

}  // namespace kg::ui
