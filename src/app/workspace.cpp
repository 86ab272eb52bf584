#include "app/workspace.h"

#include "app/export.h"
#include "app/session.h"
#include "app/source_tier.h"
#include "app/stored_chain.h"
#include "base/caught_problem.h"
#include "base/error.h"
#include "source/camera.h"
#include "source/source.h"

#include <utility>

namespace kg {

namespace {

// What keeps a player from giving frames; empty: nothing.
std::string sentenceOf(const Playback& state) {
    const bool stands = state.phase == Playback::Phase::Failed || state.phase == Playback::Phase::Waiting;
    return stands ? state.problem : std::string();
}

// The source's own time of a frame, from whatever its file counts.
double secondsOf(const Frame& frame, const Player& player) {
    return static_cast<double>(frame.timestamp) * player.info().timeBase.value();
}

bool isSameCamera(const std::string& one, const std::string& other) {
    return isCamera(one) && isCamera(other) && parseCamera(one).number == parseCamera(other).number;
}

}  // namespace

Workspace::Workspace(Engine& engine, std::function<void()> frameReady)
    : m_engine(engine), m_frameReady(std::move(frameReady)) {}

// The one place where a failure becomes a sentence for the person in front of the window.
template <typename Work>
bool Workspace::attempt(Work work) {
    try {
        work();
        m_problem.reset();
        return true;
    } catch (...) {
        m_problem = caughtProblem();
    }
    return false;
}

bool Workspace::apply(const Edit& edit) {
    Document changed = m_document;
    bool pictureChanges = false;
    const auto standing = m_problem;
    const bool applied = attempt([&] {
        edit.change(changed);
        pictureChanges = changed.chain != m_document.chain || changed.settings != m_document.settings;
    });
    if (!applied) {
        return false;
    }
    if (!pictureChanges) {
        m_problem = standing;  // looking around solves nothing
    }
    if (changed != m_document) {
        m_document = std::move(changed);
        m_runDue |= pictureChanges;
        ++m_revision;
    }
    return true;
}

std::optional<std::string> Workspace::refusal(const Edit& edit) const {
    try {
        Document changed = m_document;
        edit.change(changed);
        return {};
    } catch (...) {
        return caughtProblem();
    }
}

void Workspace::replacePicture(Picture picture, const std::string& source) {
    m_engine.setSource(std::move(picture));
    m_engine.setTier(tierOf(source));
    m_runDue = true;
}

std::string Workspace::openSource(const std::string& source) {
    if (!mayMove(source)) {
        std::string note;
        replacePicture(loadSource(source, &note), source);
        m_player.reset();
        forgetSource();
        m_folder = isFile(source) ? std::optional(placeInFolder(source)) : std::nullopt;
        return note;
    }
    auto player = std::make_unique<Player>(source, m_frameReady, nullptr, FramePixels::AsStored);
    std::optional<Frame> first = player->take();
    if (!first || !first->hasPicture()) {
        throw Error("it holds no picture", source);
    }
    m_frameSeconds = secondsOf(*first, *player);
    replacePicture(first->picture(), source);
    m_folder = isFile(source) && !player->moves() ? std::optional(placeInFolder(source)) : std::nullopt;
    std::string note = player->info().note;
    m_player = player->moves() ? std::move(player) : nullptr;
    forgetSource();
    return note;
}

// What was said of the source before is over.
void Workspace::forgetSource() {
    m_coming.reset();
    m_phase = Playback::Phase::Playing;
    m_sentence.clear();
    m_sourceProblem.reset();
    m_captured.reset();
}

void Workspace::expectSource(const std::string& source, bool keepsView) {
    if (isCamera(source)) {
        parseCamera(source);  // a wrong name leaves all as it is
    }
    std::unique_ptr<Player> before;
    if (m_coming && isSameCamera(m_coming->source, source)) {
        before = std::move(m_coming->player);
    } else if (m_player && isSameCamera(m_document.source, source)) {
        before = std::move(m_player);
    }
    auto player = std::make_unique<Player>(source, m_frameReady, std::move(before), FramePixels::AsStored);
    forgetSource();
    m_phase = Playback::Phase::Opening;
    m_coming = Coming{.source = source, .player = std::move(player), .keepsView = keepsView};
    m_notice = "Opening " + sourceName(source);
}

void Workspace::adopt(Frame first) {
    Coming coming = std::move(*m_coming);
    attempt([&] {
        forgetSource();
        replacePicture(first.picture(), coming.source);
        m_captured = first.captured;
        m_player = std::move(coming.player);
        m_frameSeconds = secondsOf(first, *m_player);
        m_folder.reset();
        m_document.source = coming.source;
        if (!coming.keepsView) {
            m_document.view = {};
        }
        ++m_revision;
        m_offeredChain.reset();
        m_offeredSource.reset();
        m_notice = "Opened " + sourceName(coming.source);
    });
}

bool Workspace::hasNews() const {
    const Player* player = heard();
    if (player == nullptr) {
        return false;
    }
    const Playback state = player->state();
    return player->hasFrame() || state.phase != m_phase || sentenceOf(state) != m_sentence ||
           (m_player && m_player->hasFrame());
}

void Workspace::hear() {
    const Playback state = heard()->state();
    m_phase = state.phase;
    if (const std::string sentence = sentenceOf(state); sentence != m_sentence) {
        m_sentence = sentence;
        m_sourceProblem = sentence.empty() ? std::nullopt : std::optional(sentence);
    }
    if (m_coming && state.phase == Playback::Phase::Failed) {
        m_problem = state.problem;
        forgetSource();
    }
}

bool Workspace::takeFrame() {
    if (heard() == nullptr) {
        return false;
    }
    hear();
    if (m_coming) {
        if (std::optional<Frame> first = m_coming->player->take()) {
            adopt(std::move(*first));
            return m_runDue;
        }
    }
    std::optional<Frame> frame = m_player ? m_player->take() : std::nullopt;
    if (!frame) {
        return false;
    }
    m_captured = frame->captured;
    m_frameSeconds = secondsOf(*frame, *m_player);
    m_engine.setFrame(frame->picture());
    m_runDue = true;
    return true;
}

void Workspace::presented() {
    if (m_captured && m_player) {
        m_player->presented(*m_captured);
    }
    m_captured.reset();
}

void Workspace::setMirrored(bool mirrored) {
    if (!m_player || !isCamera(m_document.source)) {
        return;
    }
    m_player->setMirrored(mirrored);
    CameraRequest request = parseCamera(m_document.source);
    request.mirrored = mirrored;
    m_document.source = printCamera(request);
    ++m_revision;
}

bool Workspace::open(const std::string& source) {
    std::string note;
    const bool opened = attempt([&] {
        if (opensSlowly(source)) {
            expectSource(source, false);
            return;
        }
        note = openSource(source);
        m_document.source = source;
        m_document.view = {};
        ++m_revision;
        m_offeredSource.reset();
        m_offeredChain = isFile(source) ? storedChain(source) : std::nullopt;
        if (m_offeredChain && (m_offeredChain->empty() || *m_offeredChain == printChain(m_document.chain))) {
            m_offeredChain.reset();
        }
        m_notice = "Opened " + sourceName(source);
    });
    sayMissing(source, note);
    return opened;
}

// The picture is there, and so is the sentence of what is not.
void Workspace::sayMissing(const std::string& source, const std::string& note) {
    if (!note.empty()) {
        m_problem = sourceName(source) + ": " + note;
    }
}

void Workspace::openOfferedSource() {
    if (const std::optional<std::string> source = std::exchange(m_offeredSource, {})) {
        open(*source);
    }
}

bool Workspace::openNeighbour(bool next) {
    if (!m_folder) {
        return false;
    }
    FolderPlace place = neighbourOf(*m_folder, next);
    const bool opened = open(typedSource(place.file.string()));
    m_folder = std::move(place);
    return opened;
}

bool Workspace::openSession(const std::filesystem::path& path) {
    std::string note;
    const bool opened = attempt([&] {
        Document document = readSession(path);
        checkChain(document.chain);
        const bool offered = needsTrust(document.source);
        const std::string offeredSource = offered ? std::exchange(document.source, {}) : std::string();
        if (opensSlowly(document.source)) {
            expectSource(document.source, true);
        } else if (!document.source.empty()) {
            note = openSource(document.source);
        } else {
            document.source = m_document.source;  // a session without a source is a chain for any image
        }
        m_document = std::move(document);
        m_runDue = true;
        m_offeredChain.reset();
        m_offeredSource = offered ? std::optional(offeredSource) : std::nullopt;
        ++m_revision;
        m_notice = "Opened " + path.filename().string();
    });
    sayMissing(m_document.source, note);
    return opened;
}

bool Workspace::saveSession(const std::filesystem::path& path) {
    return attempt([&] {
        writeSession(m_document, path);
        m_notice = "Saved " + path.filename().string();
    });
}

void Workspace::restoreOfferedChain() {
    const std::string text = std::exchange(m_offeredChain, {}).value_or("");
    Chain chain;
    if (attempt([&] { chain = parseChain(text); })) {
        apply(edits::setChain(std::move(chain)));
    }
}

bool Workspace::update() {
    if (!imageFormat() || (!m_runDue && m_runProblem)) {
        return false;
    }
    try {
        if (!std::exchange(m_runDue, false)) {
            return m_engine.refineView();
        }
        m_runProblem.reset();
        const std::uint64_t halvings = m_engine.counters().budgetHalvings;
        m_engine.run(m_document.chain, m_document.settings);
        if (m_engine.counters().budgetHalvings > halvings) {
            m_notice = "The device ran out of memory: the picture is computed in smaller parts from now on";
        }
        return true;
    } catch (...) {
        m_runProblem = caughtProblem();
        m_problem = m_runProblem;
        return false;
    }
}

void Workspace::rest() {
    if (imageFormat() && !m_runDue && !m_runProblem) {
        m_engine.rest();
    }
}

bool Workspace::takeSpecialised() {
    const bool faster = m_engine.takeSpecialised();
    m_runDue |= faster;
    return faster;
}

void Workspace::useCosts(const CostModel& costs) {
    m_engine.setCosts(costs);
    m_runDue |= imageFormat().has_value();
}

bool Workspace::reloadShaders() {
    const std::vector<ShaderProblem> problems = m_engine.shaderProblems();
    try {
        const bool changed = m_engine.reloadShaders();
        m_runDue |= changed;
        return changed || problems != m_engine.shaderProblems();
    } catch (...) {
        m_problem = caughtProblem();
        return true;
    }
}

void Workspace::checkResult(const std::filesystem::path& path) const {
    if (m_runProblem) {
        throw Error("the chain cannot run, so there is nothing to export: " + *m_runProblem, path.filename().string());
    }
}

bool Workspace::exportTo(const std::filesystem::path& path) {
    update();
    return attempt([&] {
        checkResult(path);
        exportResult(m_engine, m_document.chain, path);
        m_notice = "Saved " + path.filename().string();
    });
}

}  // namespace kg
