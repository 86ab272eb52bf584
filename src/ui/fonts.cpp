#include "ui/fonts.h"

#include <fonts/fonts.h>
#include <imgui_impl_opengl3.h>

#include <cmath>
#include <span>

namespace kg::ui {

namespace {

constexpr float kBodySize = 15;
constexpr float kSmallSize = 13;
constexpr float kMonoSize = 14;
constexpr float kIconSize = 14;

// Latin with its extensions, Greek, Cyrillic (file names), punctuation, arrows and mathematical signs.
constexpr ImWchar kWideRanges[] = {0x0020, 0x024F, 0x0370, 0x052F, 0x2000, 0x206F, 0x2190,
                                   0x21FF, 0x2200, 0x22FF, 0xFFFD, 0xFFFD, 0};
// Latin, sigma, minus, times, arrows, comparisons.
constexpr ImWchar kNarrowRanges[] = {0x0020, 0x00FF, 0x0391, 0x03C9, 0x2010, 0x2026, 0x2190,
                                     0x2193, 0x2212, 0x2212, 0x2260, 0x2265, 0};
constexpr ImWchar kIconRanges[] = {0xF000, 0xF2E0, 0};

class AtlasBuilder {
public:
    AtlasBuilder(float scale, float pixelRatio) : m_scale(scale), m_pixelRatio(pixelRatio) {}

    ImFont* add(std::span<const unsigned char> data, float size, const ImWchar* ranges) const {
        ImFont* font = nullptr;
        ImFontConfig config;
        if (data.empty()) {
            config.SizePixels = pixels(size);
            font = atlas().AddFontDefault(&config);
        } else {
            font = addFile(data, size, ranges, config);
        }
        font->Scale = 1 / m_pixelRatio;
        return font;
    }

    // Adds the icons to the font that was added last.
    void mergeIcons(std::span<const unsigned char> data, float size) const {
        if (data.empty()) {
            return;
        }
        ImFontConfig config;
        config.MergeMode = true;
        config.GlyphOffset.y = std::round(pixels(1));
        addFile(data, size, kIconRanges, config);
    }

private:
    static ImFontAtlas& atlas() { return *ImGui::GetIO().Fonts; }

    float pixels(float size) const { return std::round(size * m_scale * m_pixelRatio); }

    ImFont* addFile(std::span<const unsigned char> data, float size, const ImWchar* ranges,
                    ImFontConfig& config) const {
        config.FontDataOwnedByAtlas = false;
        config.OversampleH = 2;
        config.OversampleV = 1;
        config.PixelSnapH = false;
        // The atlas only reads what it does not own.
        auto* bytes = const_cast<unsigned char*>(data.data());
        return atlas().AddFontFromMemoryTTF(bytes, static_cast<int>(data.size()), pixels(size), &config, ranges);
    }

    float m_scale;
    float m_pixelRatio;
};

}  // namespace

Fonts loadFonts(float interfaceScale, float pixelRatio) {
    ImGui::GetIO().Fonts->Clear();
    const AtlasBuilder builder(interfaceScale, pixelRatio);
    Fonts loaded;
    loaded.hasIcons = !fonts::icons().empty();
    loaded.body = builder.add(fonts::interfaceRegular(), kBodySize, kWideRanges);
    builder.mergeIcons(fonts::icons(), kIconSize);
    loaded.small = builder.add(fonts::interfaceRegular(), kSmallSize, kNarrowRanges);
    builder.mergeIcons(fonts::icons(), kSmallSize);
    loaded.strong = builder.add(fonts::interfaceSemiBold(), kBodySize, kNarrowRanges);
    loaded.mono = builder.add(fonts::monospace(), kMonoSize, kNarrowRanges);
    // The backend makes its objects, the atlas's texture among them, anew where they are missing.
    ImGui_ImplOpenGL3_DestroyDeviceObjects();
    return loaded;
}

}  // namespace kg::ui
