#include "kernel/analysis/spectrum.h"

#include "kernel/analysis/statistics.h"

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

// Complex products by hand: the operator's check for infinities, which weights never are, costs most of the time.
Complex product(Complex a, Complex b) {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

// exp(-2 pi i f (k - origin)) for each cell k of an axis. One angle is turned on by steps, whose rounding stays below
// 1e-12 over the longest axis.
std::vector<Complex> wave(int length, int origin, double frequency) {
    std::vector<Complex> values(static_cast<std::size_t>(length));
    const Complex step = std::polar(1.0, -kTurn * frequency);
    Complex value = std::polar(1.0, kTurn * frequency * origin);
    for (Complex& each : values) {
        each = value;
        value = product(value, step);
    }
    return values;
}

// Sums over columns for one horizontal frequency: what is left is a signal down the rows.
std::vector<Complex> rowsAt(const Kernel& kernel, double u) {
    const std::vector<Complex> along = wave(kernel.width(), kernel.originX(), u);
    std::vector<Complex> rows(static_cast<std::size_t>(kernel.height()));
    for (int y = 0; y < kernel.height(); ++y) {
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
    Complex sum;
    for (std::size_t y = 0; y < rows.size(); ++y) {
        sum += product(rows[y], down[y]);
    }
    return sum;
}

void fillMap(const Kernel& kernel, Spectrum& result) {
    constexpr int kSide = Spectrum::kMapSide;
    constexpr int kMiddle = kSide / 2;
    const auto frequencyOf = [](int index) { return static_cast<double>(index - kMiddle) / kSide; };
    std::vector<std::vector<Complex>> down;
    for (int row = 0; row < kSide; ++row) {
        down.push_back(wave(kernel.height(), kernel.originY(), frequencyOf(row)));
    }
    result.map.resize(static_cast<std::size_t>(kSide) * kSide);
    // Weights are real: H(-u, -v) is the conjugate of H(u, v), and half of the columns tell the others.
    for (int column = 0; column <= kSide / 2; ++column) {
        const std::vector<Complex> rows = rowsAt(kernel, frequencyOf(column));
        for (int row = 0; row < kSide; ++row) {
            const Complex value = sumOf(rows, down[static_cast<std::size_t>(row)]);
            const double magnitude = std::sqrt(std::norm(value));
            const int opposite = (kSide - row) % kSide * kSide + (kSide - column) % kSide;
            result.map[static_cast<std::size_t>(row * kSide + column)] = magnitude;
            result.map[static_cast<std::size_t>(opposite)] = magnitude;
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

// The kernel's weights summed across a direction, which leaves what its spectrum has along it: a signal down one
// column. right and down, 0 or 1, say how far a cell's column and row carry it.
std::vector<Complex> projected(const Kernel& kernel, int right, int down) {
    std::vector<Complex> sums(
        static_cast<std::size_t>(right * (kernel.width() - 1) + down * (kernel.height() - 1) + 1));
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            sums[static_cast<std::size_t>(right * x + down * y)] += kernel.weight(x, y);
        }
    }
    return sums;
}

SpectrumSlice sliceOf(const Kernel& kernel, int right, int down, double peak) {
    SpectrumSlice slice;
    slice.highest = 0.5 * std::hypot(right, down);
    const std::vector<Complex> line = projected(kernel, right, down);
    const int origin = right * kernel.originX() + down * kernel.originY();
    for (int i = 0; i < Spectrum::kSliceLength; ++i) {
        const double frequency = 0.5 * i / (Spectrum::kSliceLength - 1);
        const Complex value = sumOf(line, wave(static_cast<int>(line.size()), origin, frequency));
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
    result.dc = statistics(kernel).sum;
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
