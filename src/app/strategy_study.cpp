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
    const std::optional<ImageFormat> format = engine.sourceFormat();
    if (!format) {
        throw Error("there is nothing to measure: no image is open");
    }
    return *format;
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

const FilterPlan& plannedFilter(const Plan& plan, int filter) {
    return *std::find_if(plan.filters.begin(), plan.filters.end(),
                         [=](const FilterPlan& candidate) { return candidate.filter == filter; });
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
    m_tiled.clear();
    m_measured.clear();
    m_done = 0;
    m_samples.clear();
    m_request = {.plans = {},
                 .filter = m_subject.filter.value_or(-1),
                 .protocol = options.protocol,
                 .readsResults = options.direct || options.reference};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        StrategyFigures& row = m_rows[i];
        row.time.reset();
        row.toDirect.reset();
        row.toReference.reset();
        if (!row.legal()) {
            continue;
        }
        if (row.plan.tiles) {
            if (!m_subject.filter && m_request.readsResults) {
                m_tiled.push_back(i);
            }
        } else if (!m_subject.filter || row.passes > 0) {  // a filter that computes nothing has no passes to time
            m_measured.push_back(i);
            m_request.plans.push_back(row.plan);
        }
    }
    if (options.reference && !m_subject.filter) {
        m_truth = evaluateReference(*m_engine.source(), m_subject.chain, m_subject.settings.light);
    }
    m_active = !m_measured.empty() || !m_tiled.empty();
}

void StrategyStudy::stop() {
    m_active = false;
    if (std::exchange(m_metering, false)) {
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
        if (!m_tiled.empty()) {
            takeTiled(m_rows[m_tiled.front()]);
            m_tiled.erase(m_tiled.begin());
        } else if (!m_metering && !m_measured.empty()) {
            m_engine.startMeter(std::exchange(m_request, {}));
            m_metering = true;
        }
        if (auto reading = m_metering ? m_engine.stepMeter() : std::nullopt) {
            take(std::move(*reading));
        }
    } catch (...) {
        stop();
        throw;
    }
    // Another source or other shaders end the meter's work, and with it the study's.
    const bool more = m_metering ? m_engine.meterActive() : !m_tiled.empty() || !m_measured.empty();
    if (!more) {
        stop();
    }
    return m_active;
}

void StrategyStudy::takeTiled(StrategyFigures& row) {
    PlanSettings settings = m_subject.settings;
    settings.strategy = row.strategy;
    m_engine.run(m_subject.chain, settings);
    judge(row, m_engine.readResult());
}

void StrategyStudy::take(MeterReading reading) {
    StrategyFigures& row = m_rows[m_measured[reading.plan]];
    m_done = reading.plan + 1;
    if (!reading.milliseconds.empty()) {
        row.time = spreadOf(std::move(reading.milliseconds));
    }
    judge(row, std::move(reading.result));
}

void StrategyStudy::judge(StrategyFigures& row, Image result) {
    if (m_options.reference) {
        compareWithReference(row, result);
    }
    if (m_options.direct) {
        compareWithDirect(row, std::move(result));
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
        sampleReference(plannedFilter(row.plan, *m_subject.filter));
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

// A filter that crops writes less than it reads: samples are where it writes, and the reference reads what it reads.
void StrategyStudy::sampleReference(const FilterPlan& planned) {
    m_samples.clear();
    const std::optional<Image> read = m_engine.readMeterInput();
    const Image& input = read ? *read : *m_engine.source();
    const Filter& filter = m_subject.chain[static_cast<std::size_t>(*m_subject.filter)];
    const KernelBank bank = bankOf(filter);
    ImageFormat format = m_subject.format;
    format.width = input.width();
    format.height = input.height();
    const int count = samplesInAxis(bank);
    for (const int y : sampledCoordinates(planned.output.height, count)) {
        for (const int x : sampledCoordinates(planned.output.width, count)) {
            const int inputX = x + planned.output.x - planned.input.x;
            const int inputY = y + planned.output.y - planned.input.y;
            const PixelReach reach = reachOf(bank, borderOf(filter), input.width(), input.height(), inputX, inputY);
            const PixelPatch patch = patchOf(input, reach.columns, reach.rows);
            const auto explained = explainPixel(filter, patch, format, m_subject.settings.light, inputX, inputY);
            m_samples.push_back({.x = x, .y = y, .value = explained.result});
        }
    }
}

}  // namespace kg
