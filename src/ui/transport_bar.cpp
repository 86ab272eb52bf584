#include "ui/transport_bar.h"

#include "ui/icons.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace kg::ui {

namespace {

constexpr float kSpeedWidth = 64;
constexpr float kShortestTimeline = 120;
constexpr std::array<double, 6> kSpeeds{0.25, 0.5, 1, 2, 4, 8};

// "1:02.5"
std::string timeText(double seconds) {
    const double whole = std::max(0.0, seconds);
    const int minutes = static_cast<int>(whole / 60);
    return fmt::format("{}:{:04.1f}", minutes, std::floor((whole - 60 * minutes) * 10) / 10);
}

std::string speedText(double speed) {
    return fmt::format("{:g}×", speed);
}

void actionButton(Panel& panel, const char* id, Icon icon, ImU32 colour) {
    const Action& known = action(id);
    const std::string tip = known.shortcut.empty() ? known.label : fmt::format("{} ({})", known.label, known.shortcut);
    if (iconButton(panel, id, icon, tip, colour)) {
        perform(known, panel.target);
    }
    panel.places.note(id);
    ImGui::SameLine(0, panel.px(2));
}

// Where in the source it is; a click or a drag goes to another time.
void timeline(Panel& panel, Player& player, const Playback& playback, float width) {
    const float height = ImGui::GetFrameHeight();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton("timeline", {width, height});
    panel.places.note("source.timeline");
    const bool active = ImGui::IsItemActive();
    const double duration = playback.duration.value_or(0);
    if (active && duration > 0 && (ImGui::IsItemActivated() || ImGui::GetIO().MouseDelta.x != 0)) {
        const double share = (ImGui::GetIO().MousePos.x - corner.x) / width;
        player.seek(std::clamp(share, 0.0, 1.0) * duration);
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float y = corner.y + height / 2;
    const float thick = panel.px(2);
    list.AddRectFilled({corner.x, y - thick}, {corner.x + width, y + thick}, ImGui::GetColorU32(theme::kRaised), thick);
    if (duration > 0) {
        const float x = corner.x + width * static_cast<float>(std::clamp(playback.seconds / duration, 0.0, 1.0));
        list.AddRectFilled({corner.x, y - thick}, {x, y + thick}, ImGui::GetColorU32(theme::kAccentDeep), thick);
        list.AddCircleFilled({x, y}, panel.px(active || ImGui::IsItemHovered() ? 6 : 5),
                             ImGui::GetColorU32(theme::kAccent));
    }
}

void speedCombo(Panel& panel, Player& player, const Playback& playback) {
    ImGui::SetNextItemWidth(panel.px(kSpeedWidth));
    if (beginCombo(panel, "##speed", speedText(playback.speed))) {
        for (const double speed : kSpeeds) {
            if (ImGui::Selectable(speedText(speed).c_str(), speed == playback.speed)) {
                player.setSpeed(speed);
            }
        }
        ImGui::EndCombo();
    }
    panel.places.note("source.speed");
    tooltip(panel, "How fast it plays");
}

std::string frameText(const Player& player, const Playback& playback) {
    std::string text = fmt::format("{:.4g} fps", player.info().rate.value());
    if (playback.dropped > 0) {
        text += fmt::format(", {} dropped", playback.dropped);
    }
    if (playback.damaged > 0) {
        text += fmt::format(", {} damaged", playback.damaged);
    }
    return text;
}

// Time, timeline, frames and speed, over the rest of the bar. Where it is short, the frames are told with the time.
void progress(Panel& panel, Player& player, const Playback& playback) {
    const FontScope small(panel.fonts.small);
    const std::string time = playback.duration
                                 ? fmt::format("{} / {}", timeText(playback.seconds), timeText(*playback.duration))
                                 : timeText(playback.seconds);
    const std::string frames = frameText(player, playback);
    const std::string facts =
        fmt::format("{}. {} shown, {} dropped for newer ones, {} late, {} damaged", player.info().description,
                    playback.shown, playback.dropped, playback.late, playback.damaged);
    const float gap = panel.px(10);
    const float counts = ImGui::CalcTextSize(frames.c_str()).x + gap;
    const float room =
        ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(time.c_str()).x - 2 * gap - panel.px(kSpeedWidth);
    const bool wide = room - counts > panel.px(kShortestTimeline);
    ImGui::AlignTextToFramePadding();
    colouredText(theme::kTextMuted, time);
    tooltip(panel, facts);
    ImGui::SameLine(0, gap);
    timeline(panel, player, playback, std::max(panel.px(24), wide ? room - counts : room));
    ImGui::SameLine(0, gap);
    if (wide) {
        ImGui::AlignTextToFramePadding();
        colouredText(theme::kTextMuted, frames);
        tooltip(panel, facts);
        ImGui::SameLine(0, gap);
    }
    speedCombo(panel, player, playback);
}

}  // namespace

void transportBar(Panel& panel, const Rect& rect) {
    Player* player = panel.workspace.player();
    if (player == nullptr) {
        return;
    }
    const Playback playback = player->state();
    beginBar("transport", rect, panel.px(8));
    ImGui::SetCursorPosY(std::round((rect.height - ImGui::GetFrameHeight()) / 2));
    const bool playing = playback.phase == Playback::Phase::Playing;
    actionButton(panel, "source.rewind", icons::kRewind, theme::kTextMuted);
    actionButton(panel, "source.play", playing ? icons::kPause : icons::kPlay, theme::kText);
    actionButton(panel, "source.step", icons::kStep, theme::kTextMuted);
    actionButton(panel, "source.loop", icons::kRepeat, playback.loops ? theme::kAccent : theme::kTextFaint);
    ImGui::SameLine(0, panel.px(8));

    progress(panel, *player, playback);
    ImGui::End();
}

}  // namespace kg::ui
