#include "ui/transport_bar.h"

#include "source/camera.h"
#include "ui/icons.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

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

// What is played of the source, between brackets that point inwards.
void playedRange(Panel& panel, const Playback& playback, const ImVec2& corner, float width, float height) {
    if (!playback.in && !playback.out) {
        return;
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const double duration = *playback.duration;
    const auto at = [&](double seconds) {
        return corner.x + width * static_cast<float>(std::clamp(seconds / duration, 0.0, 1.0));
    };
    const float begin = at(playback.in.value_or(0));
    const float end = at(playback.out.value_or(duration));
    const float y = corner.y + height / 2;
    const float thick = panel.px(2);
    const ImU32 colour = ImGui::GetColorU32(theme::kWarm);
    list.AddRectFilled({begin, y - thick}, {end, y + thick}, ImGui::GetColorU32(theme::kWarmDeep), thick);
    const auto bracket = [&](float x, float inwards) {
        list.AddRectFilled({x - thick / 2, y - panel.px(8)}, {x + thick / 2, y + panel.px(8)}, colour);
        for (const float edge : {y - panel.px(8), y + panel.px(8) - thick}) {
            list.AddRectFilled({std::min(x, x + inwards), edge}, {std::max(x, x + inwards), edge + thick}, colour);
        }
    };
    if (playback.in) {
        bracket(begin, panel.px(5));
    }
    if (playback.out) {
        bracket(end, -panel.px(5));
    }
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
        playedRange(panel, playback, corner, width, height);
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

// A live source's rate is what comes; another's is what it is made for.
std::string frameText(const Player& player, const Playback& playback) {
    std::string text =
        fmt::format("{:.3g} fps", playback.live ? playback.rate.value_or(0) : player.info().rate.value());
    if (playback.latency) {
        text += fmt::format(", {:.0f} ms", *playback.latency * 1000);
    }
    if (playback.dropped > 0) {
        text += fmt::format(", {} dropped", playback.dropped);
    }
    if (playback.damaged > 0) {
        text += fmt::format(", {} damaged", playback.damaged);
    }
    return text;
}

// Everything about the frames, for who asks.
std::string factsText(const Player& player, const Playback& playback) {
    std::string text =
        fmt::format("{}. {} shown, {} dropped for newer ones, {} late, {} damaged", player.info().description,
                    playback.shown, playback.dropped, playback.late, playback.damaged);
    if (playback.rate) {
        text += fmt::format(". {:.4g} frames a second have come lately", *playback.rate);
    }
    if (playback.latency) {
        text += fmt::format(", {:.1f} ms from the camera to the screen", *playback.latency * 1000);
    }
    return text;
}

// What a live source is doing.
std::pair<std::string, ImU32> liveText(const Playback& playback) {
    switch (playback.phase) {
        case Playback::Phase::Opening:
            return {"Opening...", theme::kTextMuted};
        case Playback::Phase::Waiting:
            return {"Waiting for it", theme::kDanger};
        case Playback::Phase::Paused:
            return {"Frozen", theme::kWarm};
        default:
            return {"Live", theme::kAccent};
    }
}

// What stands in the place of time, timeline and speed where there is no time but now.
void liveProgress(Panel& panel, const std::string& source, const Player& player, const Playback& playback) {
    const FontScope small(panel.fonts.small);
    const auto [text, colour] = liveText(playback);
    const bool known = playback.phase == Playback::Phase::Playing || playback.phase == Playback::Phase::Paused;
    ImGui::AlignTextToFramePadding();
    colouredText(colour, text);
    panel.places.note("source.live");
    ImGui::SameLine(0, panel.px(10));
    ImGui::AlignTextToFramePadding();
    const std::string facts = known ? frameText(player, playback) : source;
    clippedText(theme::kTextMuted, facts, ImGui::GetContentRegionAvail().x);
    tooltip(panel, known ? factsText(player, playback) : source);
}

// Time, timeline, frames and speed, over the rest of the bar. Where it is short, the frames are told with the time.
void progress(Panel& panel, Player& player, const Playback& playback) {
    const FontScope small(panel.fonts.small);
    const std::string time = playback.duration
                                 ? fmt::format("{} / {}", timeText(playback.seconds), timeText(*playback.duration))
                                 : timeText(playback.seconds);
    const std::string frames = frameText(player, playback);
    const std::string facts = factsText(player, playback);
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
    Workspace& workspace = panel.workspace;
    Player* player = workspace.player();
    const Player* coming = workspace.coming();
    if (player == nullptr && coming == nullptr) {
        return;
    }
    const Playback playback = coming != nullptr ? coming->state() : player->state();
    beginBar("transport", rect, panel.px(8));
    ImGui::SetCursorPosY(std::round((rect.height - ImGui::GetFrameHeight()) / 2));
    const bool playing = player != nullptr && player->playing();
    if (!playback.live) {
        actionButton(panel, "source.rewind", icons::kRewind, theme::kTextMuted);
    }
    actionButton(panel, "source.play", playing ? icons::kPause : icons::kPlay, theme::kText);
    actionButton(panel, "source.step", icons::kStep, theme::kTextMuted);
    if (!playback.live) {
        actionButton(panel, "source.loop", icons::kRepeat, playback.loops ? theme::kAccent : theme::kTextFaint);
    } else if (coming == nullptr && isCamera(workspace.document().source)) {
        actionButton(panel, "camera.mirror", icons::kMirror, playback.mirrored ? theme::kAccent : theme::kTextMuted);
        actionButton(panel, "camera.controls", icons::kSliders, theme::kTextMuted);
    }
    actionButton(panel, "record.clip", icons::kRecord, panel.outputs.records() ? theme::kDanger : theme::kTextMuted);
    ImGui::SameLine(0, panel.px(8));

    if (coming != nullptr) {
        liveProgress(panel, workspace.comingSource(), *coming, playback);
    } else if (playback.live) {
        liveProgress(panel, workspace.document().source, *player, playback);
    } else {
        progress(panel, *player, playback);
    }
    ImGui::End();
}

}  // namespace kg::ui
