// The chart is a grid of panels in a frame. Each panel is one function from a place within it to a colour, sampled at
// pixel centres: where a panel is meant to be sharp it is sharp to the pixel, and where it would alias it is averaged.
#include "base/error.h"
#include "image/hash_noise.h"
#include "image/pattern.h"
#include "image/pixel_font.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>
#include <utility>

namespace kg {

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kPaper = 0.93;
constexpr double kInk = 0.07;
constexpr double kLabel = 0.32;

using Colour = std::array<double, 3>;

constexpr Colour grey(double value) {
    return {value, value, value};
}

// A rectangle of whole pixels.
struct Box {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    Box inset(int by) const { return {x + by, y + by, std::max(width - 2 * by, 0), std::max(height - 2 * by, 0)}; }
    Box column(int index, int count) const {
        const int left = width * index / count;
        return {x + left, y, width * (index + 1) / count - left, height};
    }
    Box row(int index, int count) const {
        const int top = height * index / count;
        return {x, y + top, width, height * (index + 1) / count - top};
    }
    // The middle square.
    Box square() const {
        const int side = std::min(width, height);
        return {x + (width - side) / 2, y + (height - side) / 2, side, side};
    }
};

class Chart {
public:
    Chart(int width, int height) : m_image({.width = width, .height = height, .channels = 3}) {}

    // Fills a box with shade(x, y), where x and y count pixels from its corner.
    template <typename Shade>
    void fill(const Box& box, const Shade& shade) {
        const int right = std::min(box.x + box.width, m_image.width());
        const int bottom = std::min(box.y + box.height, m_image.height());
        for (int y = std::max(box.y, 0); y < bottom; ++y) {
            for (int x = std::max(box.x, 0); x < right; ++x) {
                set(x, y, shade(x - box.x, y - box.y));
            }
        }
    }

    void text(int x, int y, int scale, std::string_view words, double tone) {
        for (const char letter : words) {
            const auto rows = glyphRows(letter);
            for (int i = 0; i < kGlyphWidth * kGlyphHeight; ++i) {
                if (rows[i / kGlyphWidth] >> (kGlyphWidth - 1 - i % kGlyphWidth) & 1) {
                    fill({x + i % kGlyphWidth * scale, y + i / kGlyphWidth * scale, scale, scale},
                         [&](int, int) { return grey(tone); });
                }
            }
            x += (kGlyphWidth + 1) * scale;
        }
    }

    Image take() { return std::move(m_image); }

private:
    void set(int x, int y, const Colour& colour) {
        for (int c = 0; c < 3; ++c) {
            m_image.setValue(x, y, c, colour[c]);
        }
    }

    Image m_image;
};

// A cosine whose frequency grows with the distance from the centre, up to one cycle in two pixels at the nearer edge;
// beyond that it would show frequencies that it does not have, so it is grey.
void zonePlate(Chart& chart, const Box& box) {
    const double radius = std::min(box.width, box.height) / 2.0;
    chart.fill(box, [&](int x, int y) {
        const double dx = x + 0.5 - box.width / 2.0;
        const double dy = y + 0.5 - box.height / 2.0;
        const double inside = std::clamp(radius - std::hypot(dx, dy), 0.0, 1.0);
        return grey(0.5 + 0.5 * inside * std::cos(kPi * (dx * dx + dy * dy) / (2.0 * radius)));
    });
}

// Black and white spokes; averaged over 4 x 4 places a pixel.
void siemensStar(Chart& chart, const Box& box) {
    constexpr int kSpokes = 36;
    constexpr int kPlaces = 4;
    const double radius = std::min(box.width, box.height) / 2.0;
    const auto place = [&](double x, double y) {
        const double dx = x - box.width / 2.0;
        const double dy = y - box.height / 2.0;
        if (std::hypot(dx, dy) > radius) {
            return kPaper;
        }
        return std::sin(kSpokes * std::atan2(dy, dx)) > 0.0 ? kPaper : kInk;
    };
    chart.fill(box, [&](int x, int y) {
        double sum = 0.0;
        for (int i = 0; i < kPlaces; ++i) {
            for (int j = 0; j < kPlaces; ++j) {
                sum += place(x + (j + 0.5) / kPlaces, y + (i + 0.5) / kPlaces);
            }
        }
        return grey(sum / (kPlaces * kPlaces));
    });
}

// A square turned by 5 degrees, as ISO 12233 measures sharpness; its edges are one pixel wide.
void slantedEdges(Chart& chart, const Box& box) {
    const double angle = 5.0 * kPi / 180.0;
    const double half = 0.34 * std::min(box.width, box.height);
    chart.fill(box, [&](int x, int y) {
        const double dx = x + 0.5 - box.width / 2.0;
        const double dy = y + 0.5 - box.height / 2.0;
        const double across = std::abs(dx * std::cos(angle) + dy * std::sin(angle));
        const double down = std::abs(dy * std::cos(angle) - dx * std::sin(angle));
        const double inside = std::clamp(half - std::max(across, down) + 0.5, 0.0, 1.0);
        return grey(kPaper + (kInk - kPaper) * inside);
    });
}

// Six saturated hues, skin, leaf and sky as they are in photographs, and a ramp of greys below.
void colourPatches(Chart& chart, const Box& box) {
    constexpr std::array<Colour, 12> kPatches = {{{0.85, 0.12, 0.12},
                                                  {0.95, 0.80, 0.10},
                                                  {0.13, 0.62, 0.22},
                                                  {0.08, 0.65, 0.75},
                                                  {0.16, 0.25, 0.75},
                                                  {0.75, 0.15, 0.60},
                                                  {0.93, 0.76, 0.65},
                                                  {0.45, 0.30, 0.22},
                                                  {0.36, 0.46, 0.20},
                                                  {0.47, 0.66, 0.87},
                                                  {0.93, 0.50, 0.14},
                                                  {0.32, 0.18, 0.42}}};
    for (int i = 0; i < 12; ++i) {
        chart.fill(box.row(i / 6, 3).column(i % 6, 6).inset(1), [&](int, int) { return kPatches[i]; });
    }
    for (int i = 0; i < 11; ++i) {
        chart.fill(box.row(2, 3).column(i, 11).inset(1), [&](int, int) { return grey(i / 10.0); });
    }
}

// Ramps of grey, red, green and blue, and one of all hues.
void gradients(Chart& chart, const Box& box) {
    constexpr int kRamps = 5;
    for (int i = 0; i < kRamps; ++i) {
        const Box ramp = box.row(i, kRamps);
        chart.fill(ramp, [&](int x, int) {
            const double t = ramp.width > 1 ? x / (ramp.width - 1.0) : 0.0;
            if (i == kRamps - 1) {
                Colour hue;
                for (int c = 0; c < 3; ++c) {
                    hue[c] = std::clamp(std::abs(std::fmod(6.0 * t + 6.0 - 2.0 * c, 6.0) - 3.0) - 1.0, 0.0, 1.0);
                }
                return hue;
            }
            return Colour{i == 0 || i == 1 ? t : 0.0, i == 0 || i == 2 ? t : 0.0, i == 0 || i == 3 ? t : 0.0};
        });
    }
}

// Groups of lines 1, 2, 3, 4 and 6 pixels wide, upright and lying, with their width beside them.
void lineGroups(Chart& chart, const Box& box) {
    constexpr std::array kWidths = {1, 2, 3, 4, 6};
    const int rows = static_cast<int>(kWidths.size());
    for (int i = 0; i < rows; ++i) {
        const Box group = box.row(i, rows).inset(2);
        const int width = kWidths[i];
        const int half = group.width / 2;
        chart.fill(group, [&](int x, int y) {
            const int along = x < half ? x : y;
            const bool gap = x >= half - 2 && x < half + 2;
            return grey(!gap && along / width % 2 == 0 ? kInk : kPaper);
        });
    }
}

// Lines of text that shrink to one pixel a dot, dark on light and light on dark.
void fineText(Chart& chart, const Box& box) {
    constexpr std::string_view kWords = "KERNELGLASS 0123456789 SHARP BOX QUICK JUMPS VEXED FLOW ";
    const Box dark = box.column(1, 2);
    chart.fill(dark, [](int, int) { return grey(kInk); });
    for (const bool inverse : {false, true}) {
        const Box half = box.column(inverse ? 1 : 0, 2).inset(4);
        int y = half.y;
        for (const int scale : {3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1}) {
            if (y + kGlyphHeight * scale > half.y + half.height) {
                break;
            }
            // Whole words, as many as fit.
            const auto letters = static_cast<std::size_t>(std::max(half.width / ((kGlyphWidth + 1) * scale), 0));
            const std::size_t end = kWords.rfind(' ', letters);
            chart.text(half.x, y, scale, kWords.substr(0, end == kWords.npos ? letters : end), inverse ? kPaper : kInk);
            y += (kGlyphHeight + 3) * scale;
        }
    }
}

// A grey that the filters' noise reduction can be judged on: uniform noise of growing strength, in colour on the right.
void noisePanel(Chart& chart, const Box& box) {
    chart.fill(box, [&](int x, int y) {
        const double strength = 0.6 * y / std::max(box.height - 1, 1);
        Colour colour;
        for (int c = 0; c < 3; ++c) {
            const std::uint32_t layer = 2 * x < box.width ? 0 : static_cast<std::uint32_t>(c);
            colour[c] =
                0.5 + strength * (unitHash(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), layer) - 0.5);
        }
        return colour;
    });
}

// Checks of 1 pixel, and single bright and dark pixels, which return a kernel's own shape.
void points(Chart& chart, const Box& box) {
    const Box checks = box.row(0, 2);
    chart.fill(checks, [&](int x, int y) {
        const int size = 1 << std::min(4 * x / std::max(checks.width, 1), 3);
        return grey((x / size + y / size) % 2 == 0 ? kInk : kPaper);
    });
    const Box dots = box.row(1, 2);
    const int pitch = 24;
    chart.fill(dots, [&](int x, int y) {
        const bool light = 2 * x >= dots.width;
        const bool dot = x % pitch == pitch / 2 && y % pitch == pitch / 2;
        return grey(dot != light ? 1.0 : 0.0);
    });
}

struct Panel {
    std::string_view label;
    void (*draw)(Chart& chart, const Box& box);
};

constexpr std::array<Panel, 8> kPanels = {{{"SIEMENS STAR", siemensStar},
                                           {"SLANTED EDGES", slantedEdges},
                                           {"COLOURS", colourPatches},
                                           {"GRADIENTS", gradients},
                                           {"LINES 1 2 3 4 6", lineGroups},
                                           {"CHECKS AND POINTS", points},
                                           {"NOISE", noisePanel},
                                           {"TEXT", fineText}}};

void drawPanel(Chart& chart, const Box& cell, const Panel& panel, int scale) {
    const Box inner = cell.inset(2 * scale);
    const int labelHeight = (kGlyphHeight + 4) * scale;
    const int room = static_cast<int>(panel.label.size()) * (kGlyphWidth + 1) * scale;
    const bool labelled = inner.height > 4 * labelHeight && inner.width > room;
    const int top = labelled ? labelHeight : 0;
    if (labelled) {
        chart.text(inner.x, inner.y + 2 * scale, scale, panel.label, kLabel);
    }
    panel.draw(chart, {inner.x, inner.y + top, inner.width, inner.height - top});
}

}  // namespace

Image testChart(int width, int height) {
    if (width < 64 || height < 64) {
        throw Error(fmt::format("the chart needs at least 64 x 64 pixels, not {} x {}", width, height));
    }
    checkFormat({.width = width, .height = height, .channels = 3});
    Chart chart(width, height);
    const Box page{0, 0, width, height};
    chart.fill(page, [](int, int) { return grey(kPaper); });

    const int scale = std::max(std::min(width, height) / 540, 1);
    const Box sheet = page.inset(2 * scale);
    // The zone plate takes the middle half of the sheet; the panels stand in columns beside it.
    const int sideWidth = sheet.width / 4;
    const Box middle{sheet.x + sideWidth, sheet.y, sheet.width - 2 * sideWidth, sheet.height};
    drawPanel(chart, middle, {"ZONE PLATE: 0.5 CYCLES A PIXEL AT THE RIM", zonePlate}, scale);
    for (int i = 0; i < 8; ++i) {
        const int x = i < 4 ? sheet.x : middle.x + middle.width;
        drawPanel(chart, Box{x, sheet.y, sideWidth, sheet.height}.row(i % 4, 4), kPanels[i], scale);
    }
    return chart.take();
}

}  // namespace kg
