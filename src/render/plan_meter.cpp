#include "render/plan_meter.h"

#include "plan/plan_part.h"
#include "render/transfer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg {

namespace {

Image wholeTexture(gl::Framebuffer& framebuffer, const gl::Texture& texture, int channels, Transfer transfer) {
    return readTexture(framebuffer, texture, 0, 0, texture.width(), texture.height(), channels, transfer);
}

constexpr std::size_t kFewestTimings = 3;  // that patience does not cut short

}  // namespace

Spread spreadOf(std::vector<double> timings) {
    if (timings.empty()) {
        return {};
    }
    std::sort(timings.begin(), timings.end());
    const std::size_t dropped = timings.size() / 20;
    const std::size_t middle = timings.size() / 2;
    const double median = timings.size() % 2 == 1 ? timings[middle] : (timings[middle - 1] + timings[middle]) / 2;
    return {.median = median, .lowest = timings[dropped], .highest = timings[timings.size() - 1 - dropped]};
}

void PlanMeter::start(MeterRequest request) {
    stop();
    m_request = std::move(request);
    m_plan = 0;
}

void PlanMeter::stop() {
    m_request = {};
    m_plan = 0;
    m_begun = false;
    m_pool.give(std::exchange(m_input, {}));
    m_pool.give(std::exchange(m_result, {}));
}

std::optional<MeterReading> PlanMeter::step(const Image& source, const gl::Texture& sourceTexture) {
    if (!active()) {
        return {};
    }
    if (!m_begun) {
        beginPlan(sourceTexture);
    }
    if (m_warmUps < std::max(1, m_request.protocol.warmUps)) {
        const double warm = timeBatch(sourceTexture, 1);
        const double runs = std::ceil(m_request.protocol.batchMilliseconds / std::max(warm, 1e-3));
        m_runs = static_cast<int>(std::clamp(runs, 1.0, static_cast<double>(kMostRunsInBatch)));
        ++m_warmUps;
        return {};
    }
    if (needsTiming()) {
        m_milliseconds.push_back(timeBatch(sourceTexture, m_runs));
        return {};
    }
    return finishPlan(source);
}

bool PlanMeter::needsTiming() const {
    const MeterProtocol& protocol = m_request.protocol;
    const bool patient = m_milliseconds.size() < kFewestTimings || m_spent < protocol.patienceMilliseconds;
    return static_cast<int>(m_milliseconds.size()) < protocol.timings && patient && !m_part.passes.empty();
}

void PlanMeter::beginPlan(const gl::Texture& sourceTexture) {
    const Plan& plan = m_request.plans[m_plan];
    m_begun = true;
    m_warmUps = 0;
    m_runs = 1;
    m_spent = 0;
    m_milliseconds.clear();
    if (m_request.filter < 0) {
        m_part = plan;
        return;
    }
    m_part = partOf(plan, passesOf(plan, m_request.filter));
    makeInput(plan, sourceTexture);
}

// The passes before the filter's are the same in every plan, but for what they store.
void PlanMeter::makeInput(const Plan& plan, const gl::Texture& sourceTexture) {
    const PassRange range = passesOf(plan, m_request.filter);
    if (range.first == 0 || (m_input && m_inputPrecision == plan.precision)) {
        return;
    }
    m_pool.give(std::exchange(m_input, {}));
    m_input = m_executor.run(partOf(plan, {.first = 0, .last = range.first}), sourceTexture, nullptr);
    m_inputPrecision = plan.precision;
}

// Milliseconds of one run.
double PlanMeter::timeBatch(const gl::Texture& sourceTexture, int runs) {
    if (m_part.passes.empty()) {
        return 0;
    }
    const gl::Texture& input = m_input ? m_input : sourceTexture;
    const double milliseconds = m_stopwatch.time([&] {
        for (int run = 0; run < runs; ++run) {
            m_pool.give(std::exchange(m_result, {}));
            m_result = m_executor.run(m_part, input, nullptr);
        }
    });
    m_spent += milliseconds;
    return milliseconds / runs;
}

MeterReading PlanMeter::finishPlan(const Image& source) {
    MeterReading reading{.plan = m_plan, .milliseconds = std::move(m_milliseconds), .result = {}};
    const bool alone = m_request.filter >= 0;
    const ImageFormat& format = source.format();
    if (m_request.readsResults && m_result) {
        reading.result = wholeTexture(m_framebuffer, m_result, alone ? 4 : format.channels,
                                      alone ? Transfer::Linear : format.transfer);
    } else if (m_request.readsResults) {
        reading.result = convertImage(source, format.channels, PixelType::F32, format.transfer);
    }
    m_pool.give(std::exchange(m_result, {}));
    m_milliseconds = {};
    m_begun = false;
    ++m_plan;
    return reading;
}

std::optional<Image> PlanMeter::readInput() {
    if (!m_input) {
        return {};
    }
    return wholeTexture(m_framebuffer, m_input, 4, Transfer::Linear);
}

}  // namespace kg
