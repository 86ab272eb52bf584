#include "app/strategy_study.h"

#include "base/error.h"
#include "filter/reach.h"
#include "reference/explain.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace kg {

namespace {

constexpr int kMostSamplesInAxis = 32;
constexpr double kMostSampledTerms = 2e6;  // products that the reference computes for a filter

ImageFormat formatOf(const Engine& engine) {
    if (engine.source() == nullptr) {
        throw Error("there is nothing to measure: no image is open");
    }
    return engine.source()->format();
}

// A difference that is not a number counts as infinite.
double magnitude(double difference) {
    return std::isnan(difference) ? std::numeric_limits<double>::infinity() : std::abs(difference);
}

// An image as a truth to compare with.
ReferenceImage asReference(const Image& image) {
    const auto samples = image.samples<float>();
    return {.width = image.width(),
            .height = image.height(),
            .channels = image.channels(),
            .values = {samples.begin(), samples.end()}};
}

// Of values between passes, which alpha has weighed already.
double largestDifference(const Image& first, const Image& second) {
    const auto ours = first.samples<float>();
    const auto theirs = second.samples<float>();
    double largest = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        if (ours[i] != theirs[i]) {
            largest = std::max(largest, magnitude(static_cast<double>(ours[i]) - static_cast<double>(theirs[i])));
        }
    }
    return largest;
}

// Up to `count` coordinates of an axis: a stretch at each end and one in the middle.
std::vector<int> sampledCoordinates(int length, int count) {
    std::vector<int> coordinates;
    if (length <= count) {
        for (int i = 0; i < length; ++i) {
            coordinates.push_back(i);
        }
        return coordinates;
    }
    const int end = count / 3;
    const int middle = count - 2 * end;
    for (int i = 0; i < end; ++i) {
        coordinates.push_back(i);
    }
    for (int i = 0; i < middle; ++i) {
        coordinates.push_back((length - middle) / 2 + i);
    }
    for (int i = length - end; i < length; ++i) {
        coordinates.push_back(i);
    }
    return coordinates;
}

int samplesInAxis(const KernelBank& bank) {
    double terms = 0;
    for (const Kernel& kernel : bank.kernels) {
        terms += static_cast<double>(kernel.width()) * kernel.height();
    }
    return std::clamp(static_cast<int>(std::sqrt(kMostSampledTerms / std::max(terms, 1.0))), 3, kMostSamplesInAxis);
}

}  // namespace

StrategyStudy::StrategyStudy(Engine& engine, const Chain& chain, const PlanSettings& settings,
                             std::optional<int> filter)
    : m_engine(engine),
      m_subject{.chain = chain,
                .format = formatOf(engine),
                .settings = settings,
                .device = engine.traits(),
                .filter = filter},
      m_rows(planStrategies(m_subject)) {}

void StrategyStudy::begin(const StudyOptions& options) {
    stop();
    m_options = options;
    m_measured.clear();
    m_done = 0;
    m_samples.clear();
    MeterRequest request{.plans = {},
                         .filter = m_subject.filter.value_or(-1),
                         .protocol = options.protocol,
                         .readsResults = options.direct || options.reference};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        StrategyFigures& row = m_rows[i];
        row.time.reset();
        row.toDirect.reset();
        row.toReference.reset();
        // A filter that computes nothing has no passes to time.
        if (row.legal() && (!m_subject.filter || row.passes > 0)) {
            m_measured.push_back(i);
            request.plans.push_back(row.plan);
        }
    }
    m_truth = {};
    if (options.reference && !m_subject.filter) {
        m_truth = evaluateReference(*m_engine.source(), m_subject.chain, m_subject.settings.light);
    }
    m_active = !request.plans.empty();
    m_engine.startMeter(std::move(request));
}

void StrategyStudy::stop() {
    if (std::exchange(m_active, false)) {
        m_engine.stopMeter();
    }
    m_direct = {};
    m_truth = {};
}

std::size_t StrategyStudy::current() const {
    return m_done < m_measured.size() ? m_measured[m_done] : m_rows.size();
}

bool StrategyStudy::step() {
    if (!m_active) {
        return false;
    }
    try {
        if (auto reading = m_engine.stepMeter()) {
            take(std::move(*reading));
        }
    } catch (...) {
        stop();
        throw;
    }
    // Another source or other shaders end the meter's work, and with it the study's.
    if (!m_engine.meterActive()) {
        stop();
    }
    return m_active;
}

void StrategyStudy::take(MeterReading reading) {
    StrategyFigures& row = m_rows[m_measured[reading.plan]];
    m_done = reading.plan + 1;
    if (!reading.milliseconds.empty()) {
        row.time = spreadOf(std::move(reading.milliseconds));
    }
    if (m_options.reference) {
        compareWithReference(row, reading.result);
    }
    if (m_options.direct) {
        compareWithDirect(row, std::move(reading.result));
    }
}

void StrategyStudy::compareWithDirect(StrategyFigures& row, Image result) {
    if (row.strategy == Strategy::Direct) {
        row.toDirect = 0;
        m_direct = std::move(result);
    } else if (!m_direct.empty()) {
        row.toDirect =
            m_subject.filter ? largestDifference(result, m_direct) : compare(result, asReference(m_direct)).maximum;
    }
}

void StrategyStudy::compareWithReference(StrategyFigures& row, const Image& result) {
    if (!m_subject.filter) {
        row.toReference = compare(result, m_truth);
        return;
    }
    if (m_samples.empty() || m_samplesPrecision != row.plan.precision) {
        m_samplesPrecision = row.plan.precision;
        sampleReference();
    }
    Difference difference;
    const int channels = m_subject.format.hasAlpha() ? 4 : 3;
    for (const Sample& sample : m_samples) {
        for (int channel = 0; channel < channels; ++channel) {
            const double off =
                magnitude(result.value(sample.x, sample.y, channel) - sample.value[static_cast<std::size_t>(channel)]);
            difference.mean += off / static_cast<double>(m_samples.size() * static_cast<std::size_t>(channels));
            if (off > difference.maximum) {
                difference.maximum = off;
                difference.x = sample.x;
                difference.y = sample.y;
                difference.channel = channel;
            }
        }
    }
    row.toReference = difference;
}

void StrategyStudy::sampleReference() {
    m_samples.clear();
    const std::optional<Image> read = m_engine.readMeterInput();
    const Image& input = read ? *read : *m_engine.source();
    const Filter& filter = m_subject.chain[static_cast<std::size_t>(*m_subject.filter)];
    const KernelBank bank = bankOf(filter);
    const int count = samplesInAxis(bank);
    for (const int y : sampledCoordinates(input.height(), count)) {
        for (const int x : sampledCoordinates(input.width(), count)) {
            const PixelReach reach = reachOf(bank, borderOf(filter), input.width(), input.height(), x, y);
            const PixelPatch patch = patchOf(input, reach.columns, reach.rows);
            m_samples.push_back(
                {.x = x,
                 .y = y,
                 .value = explainPixel(filter, patch, m_subject.format, m_subject.settings.light, x, y).result});
        }
    }
}

}  // namespace kg
