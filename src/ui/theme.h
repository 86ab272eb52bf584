// Theme: the colours and distances of the interface, in one place.
//
// Dark and quiet, because the picture is what a person looks at: neutral greys in five steps, one accent for what is
// active, amber and red for what needs attention. Main thread only.
#pragma once

#include <imgui.h>

namespace kg::ui {

namespace theme {

// Greys, from the back to the front.
constexpr ImU32 kBackdrop = IM_COL32(0x12, 0x13, 0x15, 0xFF);  // around the picture
constexpr ImU32 kField = IM_COL32(0x15, 0x17, 0x1A, 0xFF);     // what can be typed into or dragged
constexpr ImU32 kPane = IM_COL32(0x1C, 0x1E, 0x22, 0xFF);
constexpr ImU32 kCard = IM_COL32(0x25, 0x28, 0x2E, 0xFF);
constexpr ImU32 kRaised = IM_COL32(0x31, 0x35, 0x3D, 0xFF);  // buttons, hovered rows
constexpr ImU32 kLine = IM_COL32(0x34, 0x38, 0x40, 0xFF);

constexpr ImU32 kText = IM_COL32(0xDD, 0xE0, 0xE5, 0xFF);
constexpr ImU32 kTextMuted = IM_COL32(0x9A, 0xA1, 0xAC, 0xFF);
constexpr ImU32 kTextFaint = IM_COL32(0x6A, 0x71, 0x7C, 0xFF);

constexpr ImU32 kAccent = IM_COL32(0x5F, 0xB8, 0xCC, 0xFF);
constexpr ImU32 kAccentDeep = IM_COL32(0x2C, 0x5C, 0x6B, 0xFF);  // filled part of a slider
constexpr ImU32 kAccentSoft = IM_COL32(0x5F, 0xB8, 0xCC, 0x38);  // selections
constexpr ImU32 kWarm = IM_COL32(0xE0, 0xA4, 0x58, 0xFF);        // negative weights, warnings
constexpr ImU32 kWarmDeep = IM_COL32(0x6B, 0x4C, 0x26, 0xFF);
constexpr ImU32 kDanger = IM_COL32(0xE5, 0x6B, 0x5E, 0xFF);
constexpr ImU32 kDangerDeep = IM_COL32(0x45, 0x24, 0x23, 0xF4);  // behind a problem's sentence

}  // namespace theme

// A colour between two others; share 0 is the first.
ImU32 mixed(ImU32 first, ImU32 second, float share);
ImU32 faded(ImU32 colour, float alpha);

// Sets Dear ImGui's style for a scale of the interface (window units a unit of design).
void applyTheme(float scale);

}  // namespace kg::ui
