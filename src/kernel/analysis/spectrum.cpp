#include "kernel/analysis/spectrum.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <iterator>
#include <numbers>

namespace kg {

namespace {

using Complex = std::complex<double>;

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kHalfPower = 1 / std::numbers::sqrt2;

// exp(-2 pi i f (k - origin)) for each cell k of an axis.
std::vector<Complex> wave(int length, int origin, double frequency) {
    std::vector<Complex> values(static_cast<std::size_t>(length));
    for (int k = 0; k < length; ++k) {
        values[static_cast<std::size_t>(k)] = std::polar(1.0, -kTurn * frequency * (k - origin));
    }
    return values;
}

// Sums over columns for one horizontal frequency: what is left is a signal down the rows.
std::vector<Complex> rowsAt(const Kernel& kernel, double u) {
    const std::vector<Complex> along = wave(kernel.width(), kernel.originX(), u);
    std::vector<Complex> rows(static_cast<std::size_t>(kernel.height()));
    for (int y = 0; y < kernel.height(); ++y) {
        // Real and imaginary parts by hand: complex products check for infinities, which weights never are.
        double real = 0;
        double imaginary = 0;
        for (int x = 0; x < kernel.width(); ++x) {
            const double weight = kernel.weight(x, y);
            real += weight * along[static_cast<std::size_t>(x)].real();
            imaginary += weight * along[static_cast<std::size_t>(x)].imag();
        }
        rows[static_cast<std::size_t>(y)] = {real, imaginary};
    }
    return rows;
}

Complex sumOf(const std::vector<Complex>& rows, const std::vector<Complex>& down) {
    double real = 0;
    double imaginary = 0;
    for (std::size_t y = 0; y < rows.size(); ++y) {
        real += rows[y].real() * down[y].real() - rows[y].imag() * down[y].imag();
        imaginary += rows[y].real() * down[y].imag() + rows[y].imag() * down[y].real();
    }
    return {real, imaginary};
}

Complex responseAt(const Kernel& kernel, double u, double v) {
    return sumOf(rowsAt(kernel, u), wave(kernel.height(), kernel.originY(), v));
}

void fillMap(const Kernel& kernel, Spectrum& result) {
    constexpr int kSide = Spectrum::kMapSide;
    const auto frequencyOf = [](int index) { return static_cast<double>(index - kSide / 2) / kSide; };
    std::vector<std::vector<Complex>> down;
    for (int row = 0; row < kSide; ++row) {
        down.push_back(wave(kernel.height(), kernel.originY(), frequencyOf(row)));
    }
    result.map.resize(static_cast<std::size_t>(kSide) * kSide);
    for (int column = 0; column < kSide; ++column) {
        const std::vector<Complex> rows = rowsAt(kernel, frequencyOf(column));
        for (int row = 0; row < kSide; ++row) {
            const double magnitude = std::abs(sumOf(rows, down[static_cast<std::size_t>(row)]));
            result.map[static_cast<std::size_t>(row * kSide + column)] = magnitude;
            result.peak = std::max(result.peak, magnitude);
        }
    }
}

// Steps from the first value to where a range, which begins with its largest, first falls below a level.
template <typename Iterator>
std::optional<double> fallBelow(Iterator first, Iterator last, double level) {
    const auto below = std::find_if(first, last, [=](double magnitude) { return magnitude < level; });
    if (below == first || below == last) {
        return std::nullopt;
    }
    const double before = *(below - 1);
    return static_cast<double>(below - first) - 1 + (before - level) / (before - *below);
}

void findCutoffs(SpectrumSlice& slice) {
    const auto begin = slice.magnitude.begin();
    const auto end = slice.magnitude.end();
    const auto top = std::max_element(begin, end);
    const double step = slice.highest / (Spectrum::kSliceLength - 1);
    const auto peak = static_cast<double>(top - begin);
    if (const auto steps = fallBelow(top, end, *top * kHalfPower)) {
        slice.cutoff = step * (peak + *steps);
    }
    const auto downwards = std::make_reverse_iterator(top + 1);
    if (const auto steps = fallBelow(downwards, slice.magnitude.rend(), *top * kHalfPower)) {
        slice.lowerCutoff = step * (peak - *steps);
    }
}

SpectrumSlice sliceOf(const Kernel& kernel, double towardsU, double towardsV, double peak) {
    SpectrumSlice slice;
    slice.highest = 0.5 * std::hypot(towardsU, towardsV);
    for (int i = 0; i < Spectrum::kSliceLength; ++i) {
        const double share = 0.5 * i / (Spectrum::kSliceLength - 1);
        const Complex value = responseAt(kernel, share * towardsU, share * towardsV);
        const double magnitude = std::abs(value);
        slice.magnitude.push_back(magnitude);
        slice.phase.push_back(magnitude > 1e-9 * peak ? std::arg(value) : 0);
    }
    findCutoffs(slice);
    return slice;
}

// A slice's magnitude at a radial frequency within it, between its samples.
double magnitudeAt(const SpectrumSlice& slice, double frequency) {
    const double place = frequency / slice.highest * (Spectrum::kSliceLength - 1);
    const auto low = static_cast<std::size_t>(std::min<double>(std::floor(place), Spectrum::kSliceLength - 2));
    return std::lerp(slice.magnitude[low], slice.magnitude[low + 1], place - static_cast<double>(low));
}

double anisotropyOf(const Spectrum& spectrum) {
    double largest = 0;
    for (int i = 0; i < Spectrum::kSliceLength; ++i) {
        const double frequency = 0.5 * i / (Spectrum::kSliceLength - 1);
        const auto [low, high] =
            std::minmax({magnitudeAt(spectrum.across, frequency), magnitudeAt(spectrum.diagonal, frequency),
                         magnitudeAt(spectrum.down, frequency)});
        largest = std::max(largest, high - low);
    }
    return spectrum.peak > 0 ? largest / spectrum.peak : 0;
}

Response responseOf(const Spectrum& spectrum) {
    const auto meanAt = [&](double share) {
        double sum = 0;
        for (const SpectrumSlice* slice : {&spectrum.across, &spectrum.diagonal, &spectrum.down}) {
            sum += magnitudeAt(*slice, share * slice->highest);
        }
        return sum / 3;
    };
    const double low = meanAt(0);
    const double middle = meanAt(0.5);
    const double high = meanAt(1);
    const double top = std::max({low, middle, high});
    if (top <= 0) {
        return Response::None;
    }
    const auto passes = [=](double gain) { return gain >= kHalfPower * top; };
    const auto stops = [=](double gain) { return gain < top / 2; };
    if (passes(low) && passes(middle) && passes(high)) {
        return Response::AllPass;
    }
    if (low >= middle && low >= high) {
        return stops(middle) && !stops(high) ? Response::BandStop : Response::LowPass;
    }
    if (high >= middle) {
        return stops(middle) && !stops(low) ? Response::BandStop : Response::HighPass;
    }
    // The middle is the strongest: a high-pass where the highest frequencies still pass.
    return passes(high) ? Response::HighPass : passes(low) ? Response::LowPass : Response::BandPass;
}

}  // namespace

std::string_view responseName(Response response) {
    switch (response) {
        case Response::None:
            break;
        case Response::LowPass:
            return "low-pass";
        case Response::HighPass:
            return "high-pass";
        case Response::BandPass:
            return "band-pass";
        case Response::BandStop:
            return "band-stop";
        case Response::AllPass:
            return "all-pass";
    }
    return "nothing passes";
}

Spectrum spectrum(const Kernel& kernel) {
    Spectrum result;
    fillMap(kernel, result);
    result.across = sliceOf(kernel, 1, 0, result.peak);
    result.diagonal = sliceOf(kernel, 1, 1, result.peak);
    result.down = sliceOf(kernel, 0, 1, result.peak);
    result.dc = responseAt(kernel, 0, 0).real();
    result.nyquist = {result.across.magnitude.back(), result.down.magnitude.back(), result.diagonal.magnitude.back()};
    result.anisotropy = anisotropyOf(result);
    result.response = responseOf(result);
    return result;
}

double idealGaussian(double sigma, double frequency) {
    const double exponent = std::numbers::pi * sigma * frequency;
    return std::exp(-2 * exponent * exponent);
}

}  // namespace kg
