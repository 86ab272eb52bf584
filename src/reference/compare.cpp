#include "base/error.h"
#include "reference/reference.h"
#include "reference/sample_difference.h"

#include <string>

namespace kg {

namespace {

std::string shape(int width, int height, int channels) {
    return std::to_string(width) + "x" + std::to_string(height) + " of " + std::to_string(channels) + " channels";
}

}  // namespace

Difference compare(const Image& image, const ReferenceImage& reference) {
    const std::string ours = shape(image.width(), image.height(), image.channels());
    const std::string theirs = shape(reference.width, reference.height, reference.channels);
    if (ours != theirs) {
        throw Error("the images differ in shape: " + ours + " and " + theirs);
    }
    const int alpha = image.format().hasAlpha() ? image.channels() - 1 : -1;
    Difference largest;
    double sum = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            for (int channel = 0; channel < image.channels(); ++channel) {
                const double difference = sampleDifference(image, reference, x, y, channel, alpha);
                sum += difference;
                if (difference > largest.maximum) {
                    largest = {.maximum = difference, .x = x, .y = y, .channel = channel};
                }
            }
        }
    }
    largest.mean = reference.values.empty() ? 0 : sum / static_cast<double>(reference.values.size());
    return largest;
}

}  // namespace kg
