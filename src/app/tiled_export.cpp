#include "app/tiled_export.h"

#include "app/export.h"
#include "base/caught_problem.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace kg {

namespace {

// Of a tile: little enough for a window to answer between two on a rasteriser on the CPU, too.
constexpr std::uint64_t kMostPixels = 1U << 20U;

}  // namespace

TiledExport::TiledExport(Engine& engine, const Chain& chain, std::filesystem::path path, std::function<void()> over)
    : m_engine(engine),
      m_path(std::move(path)),
      m_told(std::move(over)),
      m_format(exportFormat(engine.resultFormat(), m_path, {})),
      m_reading(engine.beginReading({.type = m_format.type, .transfer = m_format.transfer, .mostPixels = kMostPixels})),
      m_file(m_format, m_path, exportEncoding(chain, m_path, {})) {
    m_thread = std::thread([this] { write(); });
}

TiledExport::~TiledExport() {
    m_stopped = true;
    end();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

bool TiledExport::step() {
    if (m_over) {
        end();
    }
    const bool computes = !m_ended && m_rows.empty();
    if (computes) {
        compute();
    }
    return computes;
}

void TiledExport::finish() {
    while (!m_ended && !m_over) {
        compute();
    }
    end();
    m_thread.join();
}

void TiledExport::compute() {
    try {
        if (std::optional<Image> rows = m_engine.stepReading(*m_reading)) {
            m_rows.push(std::move(*rows));
        }
        if (m_reading->done()) {
            end();
        }
    } catch (...) {
        m_computing = caughtProblem();
        end();
    }
}

// No more rows come.
void TiledExport::end() {
    if (!m_ended) {
        m_ended = true;
        m_rows.close();
    }
}

// Rows that come after a failure are taken as well, so that nobody waits for room.
void TiledExport::write() {
    try {
        while (std::optional<Image> rows = m_rows.pop()) {
            m_file.write(std::move(*rows));
        }
        m_problem = m_computing;
        if (m_problem.empty() && !m_stopped) {
            m_file.finish();
        }
    } catch (...) {
        m_problem = caughtProblem();
    }
    m_over = true;
    while (m_rows.pop()) {
    }
    if (m_told) {
        m_told();
    }
}

}  // namespace kg
