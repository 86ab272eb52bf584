// convertImage: depth, channels and transfer in one walk over the pixels.
//
// A pixel is read as numbers, its channels are mapped, its transfer is changed, and it is written; each step is a
// template or a table, so that the usual cases cost no call of pow().
#include "image/image.h"

#include "base/error.h"
#include "image/srgb.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace kg {

namespace {

// Rec. 709; they sum to 1.
constexpr double kLumaRed = 0.2126;
constexpr double kLumaGreen = 0.7152;
constexpr double kLumaBlue = 0.0722;

using Pixel = std::array<double, 4>;

template <typename T>
double load(T sample) {
    if constexpr (std::numeric_limits<T>::is_integer) {
        return static_cast<double>(sample) / std::numeric_limits<T>::max();
    } else {
        return sample;
    }
}

template <typename T>
T store(double value) {
    if constexpr (std::numeric_limits<T>::is_integer) {
        // NaN compares false with everything and lands on 0.
        return value > 0.0 ? static_cast<T>(std::floor(std::min(value, 1.0) * std::numeric_limits<T>::max() + 0.5))
                           : T{0};
    } else {
        return static_cast<T>(value);
    }
}

double transferred(double value, Transfer from, Transfer to) {
    if (from == to) {
        return value;
    }
    return to == Transfer::Linear ? srgbToLinear(value) : linearToSrgb(value);
}

// The colour of every integer sample in the target's transfer; empty for floats, which have no table.
template <typename T>
std::vector<double> colourTable(Transfer from, Transfer to) {
    std::vector<double> table;
    if constexpr (std::numeric_limits<T>::is_integer) {
        table.resize(std::size_t{std::numeric_limits<T>::max()} + 1);
        for (std::size_t i = 0; i < table.size(); ++i) {
            table[i] = transferred(load(static_cast<T>(i)), from, to);
        }
    }
    return table;
}

// Maps `from` channels onto `to` channels, both grey (+ alpha) or RGB (+ alpha).
Pixel mapped(const Pixel& in, int from, int to) {
    const bool wasGrey = from <= 2;
    const double alpha = from == 2 ? in[1] : from == 4 ? in[3] : 1.0;
    if (to <= 2) {
        const double grey = wasGrey ? in[0] : kLumaRed * in[0] + kLumaGreen * in[1] + kLumaBlue * in[2];
        return {grey, alpha, 0.0, 0.0};
    }
    return wasGrey ? Pixel{in[0], in[0], in[0], alpha} : Pixel{in[0], in[1], in[2], alpha};
}

template <typename From, typename To>
void convertSamples(const Image& source, Image& target) {
    const std::span<const From> in = source.samples<From>();
    const std::span<To> out = target.samples<To>();
    const int from = source.channels();
    const int to = target.channels();
    const Transfer fromTransfer = source.format().transfer;
    const Transfer toTransfer = target.format().transfer;
    const int fromColours = from <= 2 ? 1 : 3;
    const int toColours = to <= 2 ? 1 : 3;
    // Luma weighs the values as they are stored, so a picture that loses its colours changes transfer after that.
    const bool late = fromColours > toColours;
    const std::vector<double> table = colourTable<From>(fromTransfer, late ? fromTransfer : toTransfer);

    for (std::size_t i = 0, count = source.format().pixelCount(); i < count; ++i) {
        Pixel pixel{};
        for (int c = 0; c < from; ++c) {
            const From sample = in[i * from + c];
            if (c >= fromColours) {
                pixel[c] = load(sample);
            } else if constexpr (std::numeric_limits<From>::is_integer) {
                pixel[c] = table[sample];
            } else {
                pixel[c] = late ? sample : transferred(sample, fromTransfer, toTransfer);
            }
        }
        pixel = mapped(pixel, from, to);
        if (late) {
            pixel[0] = transferred(pixel[0], fromTransfer, toTransfer);
        }
        for (int c = 0; c < to; ++c) {
            out[i * to + c] = store<To>(pixel[c]);
        }
    }
}

template <typename From>
void convertFrom(const Image& source, Image& target) {
    switch (target.type()) {
        case PixelType::U8:
            return convertSamples<From, std::uint8_t>(source, target);
        case PixelType::U16:
            return convertSamples<From, std::uint16_t>(source, target);
        case PixelType::F32:
            return convertSamples<From, float>(source, target);
    }
}

}  // namespace

Image convertImage(const Image& image, int channels, PixelType type, Transfer transfer) {
    if (image.empty()) {
        throw Error("an empty image cannot be converted");
    }
    ImageFormat format = image.format();
    format.channels = channels;
    format.type = type;
    format.transfer = transfer;
    if (format == image.format()) {
        return image;
    }
    Image target(format);
    switch (image.type()) {
        case PixelType::U8:
            convertFrom<std::uint8_t>(image, target);
            break;
        case PixelType::U16:
            convertFrom<std::uint16_t>(image, target);
            break;
        case PixelType::F32:
            convertFrom<float>(image, target);
            break;
    }
    return target;
}

}  // namespace kg
