// Fonts: the interface's typefaces, rasterised for the screen's scale.
//
// Owned by the viewer; the ImFont pointers belong to Dear ImGui's atlas and change with every load(). Main thread only.
#pragma once

#include "ui/icons.h"

#include <imgui.h>

namespace kg::ui {

struct Fonts {
    ImFont* body = nullptr;    // the default one: labels, texts; holds the icons too
    ImFont* strong = nullptr;  // names and headings
    ImFont* small = nullptr;   // captions; holds the icons too
    ImFont* mono = nullptr;    // numbers and kernel text
    bool hasIcons = false;

    // An icon's text for the body and the small font.
    const char* text(Icon icon) const { return hasIcons ? icon.glyph : icon.fallback; }
};

// Fills Dear ImGui's atlas anew. interfaceScale: window units a unit of design; pixelRatio: framebuffer pixels a window
// unit. The backend makes a texture of the atlas when the next frame starts.
Fonts loadFonts(float interfaceScale, float pixelRatio);

// The font of everything drawn while it lives.
class FontScope {
public:
    explicit FontScope(ImFont* font) { ImGui::PushFont(font); }
    ~FontScope() { ImGui::PopFont(); }
    FontScope(const FontScope&) = delete;
    FontScope& operator=(const FontScope&) = delete;
};

}  // namespace kg::ui
