// StrategyStudy: every legal strategy of a chain or of one filter, timed and held against direct and the reference.
//
// It takes steps of one batch of runs, so that a window stays alive meanwhile; a command takes them all at once. It
// uses the engine's one meter: a study that begins ends the one before. A strategy that computes the image in tiles is
// not timed, since tiles are computed while the result is read; of a whole chain its result is read and compared all
// the same, by Engine::run. Main thread, with the engine's context current.
#pragma once

#include "app/strategy_figures.h"
#include "render/engine.h"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace kg {

struct StudyOptions {
    MeterProtocol protocol{};
    bool direct = true;      // differences to direct, where that is legal
    bool reference = false;  // differences to the reference
};

class StrategyStudy {
public:
    // Plans every strategy for the engine's source. Throws Error where no image is open or the chain is not sound.
    StrategyStudy(Engine& engine, const Chain& chain, const PlanSettings& settings, std::optional<int> filter = {});

    const StrategySubject& subject() const { return m_subject; }
    const std::vector<StrategyFigures>& rows() const { return m_rows; }

    // Measures from the start. For a whole chain the reference is evaluated here, over the whole image. For a filter it
    // is evaluated when the first strategy is done, over what that filter reads, at sampledPixels() pixels.
    void begin(const StudyOptions& options);
    // Whether there is more to do. Throws what the engine throws, and has stopped then.
    bool step();
    void stop();
    bool active() const { return m_active; }
    // The index among rows() of the one that is being measured.
    std::size_t current() const;
    // Corners, edges and middle of the image, as many as keep the evaluation quick; 0 where none were sampled.
    std::size_t sampledPixels() const { return m_samples.size(); }

private:
    struct Sample {
        int x = 0;
        int y = 0;
        std::array<double, 4> value{};  // what the reference makes of the pixel
    };

    void takeTiled(StrategyFigures& row);
    void take(MeterReading reading);
    void judge(StrategyFigures& row, Image result);
    void compareWithDirect(StrategyFigures& row, Image result);
    void compareWithReference(StrategyFigures& row, const Image& result);
    void sampleReference(const FilterPlan& planned);

    Engine& m_engine;
    StrategySubject m_subject;
    std::vector<StrategyFigures> m_rows;
    StudyOptions m_options;
    bool m_active = false;
    std::vector<std::size_t> m_tiled;     // indices of the rows that are computed in tiles and still to be read
    std::vector<std::size_t> m_measured;  // of those that the meter is given
    MeterRequest m_request;               // until it begins
    bool m_metering = false;
    std::size_t m_done = 0;

    Image m_direct;          // what direct made; empty until it has
    ReferenceImage m_truth;  // of a whole chain; empty where it is not asked for
    std::vector<Sample> m_samples;
    Precision m_samplesPrecision = Precision::Full;  // of the input that the samples were computed from
};

}  // namespace kg
