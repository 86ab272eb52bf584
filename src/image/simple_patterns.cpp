#include "image/pattern.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kg {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

// Each pixel by shade(x, y), of its place as whole numbers.
template <typename Shade>
Image drawn(int width, int height, PixelType type, Shade&& shade) {
    Image image({.width = width, .height = height, .channels = 1, .type = type});
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.setValue(x, y, 0, shade(x, y));
        }
    }
    return image;
}

// A pixel's place from the centre of the picture.
struct Centred {
    double x;
    double y;
};

Centred centred(double x, double y, int width, int height) {
    return {x + 0.5 - width / 2.0, y + 0.5 - height / 2.0};
}

}  // namespace

Image zonePlate(int width, int height) {
    const double side = std::min(width, height);
    return drawn(width, height, PixelType::U8, [&](int x, int y) {
        const Centred at = centred(x, y, width, height);
        return 0.5 + 0.5 * std::cos(std::numbers::pi * (at.x * at.x + at.y * at.y) / side);
    });
}

Image siemensStar(int width, int height, int spokes) {
    constexpr int kSamples = 8;  // an axis within a pixel
    return drawn(width, height, PixelType::U8, [&](int x, int y) {
        int white = 0;
        for (int row = 0; row < kSamples; ++row) {
            for (int column = 0; column < kSamples; ++column) {
                const double dx = (column + 0.5) / kSamples - 0.5;
                const double dy = (row + 0.5) / kSamples - 0.5;
                const Centred at = centred(x + dx, y + dy, width, height);
                white += std::sin(std::atan2(at.y, at.x) * spokes) > 0 ? 1 : 0;
            }
        }
        return static_cast<double>(white) / (kSamples * kSamples);
    });
}

Image stepEdge(int width, int height, double degrees) {
    const double angle = degrees / 360 * kTurn;
    const double alongX = std::cos(angle);
    const double alongY = std::sin(angle);
    // How far a pixel reaches across the line.
    const double reach = std::abs(alongX) + std::abs(alongY);
    return drawn(width, height, PixelType::U8, [&](int x, int y) {
        const Centred at = centred(x, y, width, height);
        return std::clamp((at.x * alongX + at.y * alongY) / reach + 0.5, 0.0, 1.0);
    });
}

Image delta(int width, int height) {
    return drawn(width, height, PixelType::U8, [&](int x, int y) { return x == width / 2 && y == height / 2 ? 1 : 0; });
}

Image checkerboard(int width, int height, int cell) {
    return drawn(width, height, PixelType::U8, [&](int x, int y) { return (x / cell + y / cell) % 2; });
}

Image ramp(int width, int height) {
    return drawn(width, height, PixelType::U16,
                 [&](int x, int) { return width > 1 ? static_cast<double>(x) / (width - 1) : 0; });
}

Image bars(int width, int height, int shift) {
    constexpr int kBars = 8;
    const int side = std::max(1, width / kBars);
    return drawn(width, height, PixelType::U8, [&](int x, int) {
        const int from = x - shift % (2 * side) + 2 * side;
        return from / side % 2;
    });
}

}  // namespace kg
