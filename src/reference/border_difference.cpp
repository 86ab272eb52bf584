#include "reference/border_difference.h"

#include "filter/reach.h"
#include "reference/sample_difference.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace kg {

namespace {

// The coordinates of one axis that a strip keeps: both ends of the image, joined. At its outer ends it is what the
// image is, under every border rule; pixels near the seam read what is not there, and are not compared.
class Ends {
public:
    // `near` coordinates at the low end and as many at the high one, of which those within `reach` of the seam are not
    // sound.
    Ends(int size, int near, int reach) {
        const bool whole = 2 * near >= size;
        for (int i = 0; i < size; ++i) {
            if (whole || i < near || i >= size - near) {
                m_kept.push_back(i);
                m_sound.push_back(whole || i < near - reach || i >= size - near + reach);
            }
        }
    }

    int count() const { return static_cast<int>(m_kept.size()); }
    int coordinate(int i) const { return m_kept[static_cast<std::size_t>(i)]; }
    bool sound(int i) const { return m_sound[static_cast<std::size_t>(i)]; }

private:
    std::vector<int> m_kept;
    std::vector<bool> m_sound;
};

Image joined(const Image& source, const Ends& columns, const Ends& rows) {
    ImageFormat format = source.format();
    format.width = columns.count();
    format.height = rows.count();
    Image image(format);
    const std::size_t pixel = bytesPerSample(format.type) * static_cast<std::size_t>(format.channels);
    std::byte* to = image.bytes().data();
    for (int y = 0; y < rows.count(); ++y) {
        for (int x = 0; x < columns.count(); ++x, to += pixel) {
            const std::size_t from =
                static_cast<std::size_t>(rows.coordinate(y)) * static_cast<std::size_t>(source.width()) +
                static_cast<std::size_t>(columns.coordinate(x));
            std::memcpy(to, source.bytes().data() + from * pixel, pixel);
        }
    }
    return image;
}

// Whether a coordinate's kernel reads beyond an axis.
bool nearBorder(int i, int size, int before, int after) {
    return i < before || i >= size - after;
}

// What the filters of a chain crop from an image, in all.
Margins croppedMargins(const Chain& chain) {
    Margins sum;
    for (const Filter& filter : chain) {
        if (filter.contributes() && borderOf(filter) == BorderRule::Crop) {
            const Margins margins = marginsOf(bankOf(filter));
            sum.left += margins.left;
            sum.top += margins.top;
            sum.right += margins.right;
            sum.bottom += margins.bottom;
        }
    }
    return sum;
}

double weightsOf(const Chain& chain) {
    double weights = 1;
    for (const Filter& filter : chain) {
        if (filter.contributes()) {
            for (const Kernel& kernel : bankOf(filter).kernels) {
                weights += static_cast<double>(kernel.width()) * kernel.height();
            }
        }
    }
    return weights;
}

struct Place {
    int x = 0;
    int y = 0;
};

class Comparison {
public:
    Comparison(const Image& source, const Chain& first, const Chain& second, Light light, const ReceptiveField& band)
        : m_source(source),
          m_first(first),
          m_second(second),
          m_light(light),
          m_band(band),
          m_cropped(croppedMargins(first)),
          m_width(source.width() - m_cropped.left - m_cropped.right),
          m_height(source.height() - m_cropped.top - m_cropped.bottom) {
        const ReceptiveField a = receptiveFieldOf(first);
        const ReceptiveField b = receptiveFieldOf(second);
        // A mirrored border turns the direction, so that both sides' reach may add up.
        m_reachX = std::max(a.left + a.right, b.left + b.right) + 1;
        m_reachY = std::max(a.top + a.bottom, b.top + b.bottom) + 1;
    }

    BorderDifference run(double work) {
        const int wide = std::max(m_band.left, m_band.right) + std::max(m_cropped.left, m_cropped.right) + m_reachX;
        const int high = std::max(m_band.top, m_band.bottom) + std::max(m_cropped.top, m_cropped.bottom) + m_reachY;
        const double pixels = work / 2 / (weightsOf(m_first) + weightsOf(m_second));
        if (m_band.left + m_band.right > 0) {
            const Ends columns(m_source.width(), wide, m_reachX);
            const Ends rows(m_source.height(), shortened(m_source.height(), high, pixels / columns.count()), m_reachY);
            evaluate(columns, rows, [&](int x, int) { return leftOrRight(x); });
        }
        if (m_band.top + m_band.bottom > 0) {
            const Ends rows(m_source.height(), high, m_reachY);
            const Ends columns(m_source.width(), shortened(m_source.width(), wide, pixels / rows.count()), m_reachX);
            evaluate(columns, rows, [&](int x, int y) { return topOrBottom(y) && !leftOrRight(x); });
        }
        const auto inner = [](int size, int before, int after) {
            return static_cast<std::uint64_t>(std::max(size - before - after, 0));
        };
        m_result.pixels = inner(m_width, 0, 0) * inner(m_height, 0, 0) -
                          inner(m_width, m_band.left, m_band.right) * inner(m_height, m_band.top, m_band.bottom);
        return m_result;
    }

private:
    // How much of an axis a strip keeps at each end: all of it, or what a number of coordinates allows.
    static int shortened(int size, int least, double coordinates) {
        return coordinates >= size ? size : std::max(least, static_cast<int>(coordinates / 2));
    }

    bool leftOrRight(int x) const { return nearBorder(x - m_cropped.left, m_width, m_band.left, m_band.right); }
    bool topOrBottom(int y) const { return nearBorder(y - m_cropped.top, m_height, m_band.top, m_band.bottom); }

    template <typename Wanted>
    void evaluate(const Ends& columns, const Ends& rows, Wanted wanted) {
        const Image strip = joined(m_source, columns, rows);
        const ReferenceImage first = evaluateReference(strip, m_first, m_light);
        const ReferenceImage second = evaluateReference(strip, m_second, m_light);
        for (int y = 0; y < first.height; ++y) {
            for (int x = 0; x < first.width; ++x) {
                const Place kept{.x = x + m_cropped.left, .y = y + m_cropped.top};
                const Place place{.x = columns.coordinate(kept.x), .y = rows.coordinate(kept.y)};
                if (columns.sound(kept.x) && rows.sound(kept.y) && wanted(place.x, place.y)) {
                    compare(first, second, {.x = x, .y = y}, place);
                }
            }
        }
    }

    void compare(const ReferenceImage& first, const ReferenceImage& second, Place inResult, Place inSource) {
        const int alpha = m_source.format().hasAlpha() ? first.channels - 1 : -1;
        for (int channel = 0; channel < first.channels; ++channel) {
            const double difference = sampleDifference(first, second, inResult.x, inResult.y, channel, alpha);
            m_sum += difference;
            if (difference > m_result.difference.maximum) {
                m_result.difference = {.maximum = difference, .x = inSource.x, .y = inSource.y, .channel = channel};
            }
        }
        ++m_result.compared;
        m_result.difference.mean = m_sum / static_cast<double>(m_result.compared) / first.channels;
    }

    const Image& m_source;
    const Chain& m_first;
    const Chain& m_second;
    Light m_light;
    ReceptiveField m_band;
    Margins m_cropped;
    int m_width;  // of the results
    int m_height;
    int m_reachX = 0;
    int m_reachY = 0;
    double m_sum = 0;
    BorderDifference m_result;
};

}  // namespace

BorderDifference borderDifference(const Image& source, const Chain& first, const Chain& second, Light light,
                                  const ReceptiveField& band, double work) {
    return Comparison(source, first, second, light, band).run(work);
}

}  // namespace kg
