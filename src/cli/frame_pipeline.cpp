#include "cli/frame_pipeline.h"

#include "app/export.h"
#include "app/source_tier.h"
#include "base/bounded_queue.h"
#include "base/error.h"
#include "cli/engine_options.h"
#include "render/engine.h"
#include "source/sequence_writer.h"
#include "source/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace kg {

namespace {

// Frames that may wait before and after the GPU: enough to even out their speeds, few enough for memory.
constexpr std::size_t kWaitingFrames = 3;

// From this frame on, programs for this chain's passes alone win back what compiling them costs.
constexpr std::uint64_t kSpecialisedFrom = 2;

class FramePipeline {
public:
    FramePipeline(Engine& engine, const RenderJob& job, const RenderSettings& settings, Progress& progress)
        : m_engine(engine),
          m_job(job),
          m_settings(settings),
          m_progress(progress),
          m_reader(openFrames(job.input, {}, FramePixels::AsStored)) {}

    void run() {
        const SourceInfo& info = m_reader->info();
        if (info.endless && !m_settings.frames) {
            throw Error("this source never ends", {}, "Say how many frames are wanted with --frames.");
        }
        m_total = m_settings.frames && info.frames ? std::min(*m_settings.frames, *info.frames)
                  : m_settings.frames              ? m_settings.frames
                                                   : info.frames;
        m_engine.setTier(tierOf(m_job.input));
        std::future<void> decoder = std::async(std::launch::async, [&] { guarded(m_decoded, [&] { decode(); }); });
        std::future<void> encoder = std::async(std::launch::async, [&] { encode(); });
        std::exception_ptr failure;
        try {
            while (std::optional<Frame> frame = m_decoded.pop()) {
                compute(std::move(*frame));
            }
        } catch (...) {
            failure = std::current_exception();
        }
        m_stopping = m_stopping || failure != nullptr;
        while (m_decoded.pop()) {
        }
        m_computed.close();
        encoder.wait();
        decoder.wait();
        if (failure) {
            std::rethrow_exception(failure);
        }
        decoder.get();
        encoder.get();
        finish();
    }

private:
    // Closes a queue whatever happens, so that nobody waits for more.
    template <typename Work>
    static void guarded(BoundedQueue<Frame>& queue, Work&& work) {
        try {
            work();
        } catch (...) {
            queue.close();
            throw;
        }
        queue.close();
    }

    void decode() {
        std::int64_t count = 0;
        while (!m_stopping && !(m_settings.frames && count == *m_settings.frames)) {
            std::optional<Frame> frame = m_reader->next();
            if (!frame) {
                return;
            }
            count += frame->hasPicture() ? 1 : 0;
            m_decoded.push(std::move(*frame));
        }
    }

    void compute(Frame frame) {
        if (!frame.hasPicture()) {
            m_computed.push(std::move(frame));
            return;
        }
        m_engine.setFrame(frame.picture());
        frame.yuv.reset();
        runChain(m_engine, m_settings.chain, m_settings.plan);
        frame.image = result();
        if (!m_writer) {
            openWriter(frame.image->format());
        }
        if (m_failed) {
            m_stopping = true;
            return;
        }
        m_computed.push(std::move(frame));
        if (++m_count == kSpecialisedFrom && m_engine.traits().software) {
            m_engine.specialise();
        }
    }

    std::shared_ptr<const Image> result() {
        const ImageFormat format = isSequence(m_job.output.string())
                                       ? exportFormat(m_engine.resultFormat(), m_job.output, m_settings.output)
                                       : videoFormat(m_engine.resultFormat());
        auto image = std::make_shared<Image>(format);
        std::byte* next = image->bytes().data();
        m_engine.readResult(format.type, format.transfer, [&](Image rows) {
            std::memcpy(next, rows.bytes().data(), rows.bytes().size());
            next += rows.bytes().size();
        });
        return image;
    }

    void openWriter(const ImageFormat& format) {
        const std::string output = m_job.output.string();
        if (isSequence(output)) {
            m_writer = std::make_unique<SequenceWriter>(
                output, exportEncoding(m_settings.chain, m_job.output, m_settings.output));
            return;
        }
        SourceInfo info = m_reader->info();
        info.format = format;
        m_writer = makeMediaWriter(m_job.output, info, m_reader.get(), m_settings.video);
        for (const std::string& sentence : m_writer->leftOut()) {
            m_progress.note(fmt::format("{}: {}", m_job.input, sentence));
        }
    }

    void encode() {
        std::int64_t written = 0;
        while (std::optional<Frame> frame = m_computed.pop()) {
            if (m_failed) {
                continue;  // the others must not wait for room
            }
            try {
                m_writer->write(*frame);
            } catch (...) {
                m_failure = std::current_exception();
                m_failed = true;
                continue;
            }
            written += frame->image ? 1 : 0;
            if (m_total && *m_total > 0) {
                m_progress.reached(m_job.output.string(),
                                   std::min(1.0, static_cast<double>(written) / static_cast<double>(*m_total)));
            }
        }
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
    }

    void finish() {
        if (!m_writer) {
            throw Error("it holds no picture");
        }
        m_writer->finish();
        if (!m_reader->info().note.empty()) {
            m_progress.note(m_job.input + ": " + m_reader->info().note);
        }
        if (m_reader->damaged() > 0) {
            m_progress.note(fmt::format("{}: {} damaged frames were left out", m_job.input, m_reader->damaged()));
        }
    }

    Engine& m_engine;
    const RenderJob& m_job;
    const RenderSettings& m_settings;
    Progress& m_progress;
    std::unique_ptr<FrameReader> m_reader;
    std::unique_ptr<FrameWriter> m_writer;  // from the first result on
    std::optional<std::int64_t> m_total;    // frames that will come, as far as is known
    std::uint64_t m_count = 0;
    BoundedQueue<Frame> m_decoded{kWaitingFrames};
    BoundedQueue<Frame> m_computed{kWaitingFrames};
    std::atomic<bool> m_stopping = false;
    std::atomic<bool> m_failed = false;  // the encoder
    std::exception_ptr m_failure;        // its reason
};

}  // namespace

void renderFrames(Engine& engine, const RenderJob& job, const RenderSettings& settings, Progress& progress) {
    FramePipeline(engine, job, settings, progress).run();
}

}  // namespace kg
