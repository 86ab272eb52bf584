#include "ui/theme.h"

#include <cmath>
#include <utility>

namespace kg::ui {

namespace {

void setColours(ImGuiStyle& style) {
    using namespace theme;
    constexpr std::pair<ImGuiCol, ImU32> kColours[] = {
        {ImGuiCol_Text, kText},
        {ImGuiCol_TextDisabled, kTextFaint},
        {ImGuiCol_WindowBg, kPane},
        {ImGuiCol_ChildBg, IM_COL32_BLACK_TRANS},
        {ImGuiCol_PopupBg, kPane},
        {ImGuiCol_Border, kLine},
        {ImGuiCol_BorderShadow, IM_COL32_BLACK_TRANS},
        {ImGuiCol_FrameBg, kField},
        {ImGuiCol_FrameBgHovered, kField},
        {ImGuiCol_FrameBgActive, kField},
        {ImGuiCol_TitleBg, kPane},
        {ImGuiCol_TitleBgActive, kPane},
        {ImGuiCol_MenuBarBg, kPane},
        {ImGuiCol_ScrollbarBg, IM_COL32_BLACK_TRANS},
        {ImGuiCol_ScrollbarGrab, kRaised},
        {ImGuiCol_ScrollbarGrabHovered, kTextFaint},
        {ImGuiCol_ScrollbarGrabActive, kTextFaint},
        {ImGuiCol_CheckMark, kAccent},
        {ImGuiCol_SliderGrab, kAccent},
        {ImGuiCol_SliderGrabActive, kAccent},
        {ImGuiCol_Button, kRaised},
        {ImGuiCol_ButtonHovered, IM_COL32(0x3D, 0x42, 0x4C, 0xFF)},
        {ImGuiCol_ButtonActive, kAccentDeep},
        {ImGuiCol_Header, kAccentSoft},
        {ImGuiCol_HeaderHovered, kRaised},
        {ImGuiCol_HeaderActive, kAccentDeep},
        {ImGuiCol_Separator, kLine},
        {ImGuiCol_SeparatorHovered, kAccentDeep},
        {ImGuiCol_SeparatorActive, kAccent},
        {ImGuiCol_TableHeaderBg, IM_COL32_BLACK_TRANS},
        {ImGuiCol_TableBorderStrong, kLine},
        {ImGuiCol_TableBorderLight, kLine},
        {ImGuiCol_TextSelectedBg, kAccentDeep},
        {ImGuiCol_DragDropTarget, kAccent},
        {ImGuiCol_ModalWindowDimBg, IM_COL32(0, 0, 0, 0x80)},
    };
    for (const auto& [index, colour] : kColours) {
        style.Colors[index] = ImGui::ColorConvertU32ToFloat4(colour);
    }
}

}  // namespace

ImU32 mixed(ImU32 first, ImU32 second, float share) {
    const ImVec4 a = ImGui::ColorConvertU32ToFloat4(first);
    const ImVec4 b = ImGui::ColorConvertU32ToFloat4(second);
    return ImGui::ColorConvertFloat4ToU32({std::lerp(a.x, b.x, share), std::lerp(a.y, b.y, share),
                                           std::lerp(a.z, b.z, share), std::lerp(a.w, b.w, share)});
}

ImU32 faded(ImU32 colour, float alpha) {
    ImVec4 value = ImGui::ColorConvertU32ToFloat4(colour);
    value.w *= alpha;
    return ImGui::ColorConvertFloat4ToU32(value);
}

void applyTheme(float scale) {
    ImGuiStyle style;
    style.WindowPadding = {10, 10};
    style.FramePadding = {8, 4};
    style.ItemSpacing = {8, 6};
    style.ItemInnerSpacing = {6, 4};
    style.CellPadding = {4, 3};
    style.WindowRounding = 6;
    style.ChildRounding = 4;
    style.PopupRounding = 6;
    style.FrameRounding = 4;
    style.ScrollbarRounding = 4;
    style.ScrollbarSize = 10;
    style.GrabRounding = 3;
    style.WindowBorderSize = 1;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = 0;
    style.WindowTitleAlign = {0, 0.5F};
    style.DisabledAlpha = 0.45F;
    style.ScaleAllSizes(scale);
    setColours(style);
    ImGui::GetStyle() = style;
}

}  // namespace kg::ui
