// Workspace: a document, the image it names and the engine that shows it; the way from document to picture.
//
// Owned by the viewer's main thread. apply() changes the document, update() runs the chain where that is due, and
// every problem becomes a sentence in problem() with the last good picture kept.
#pragma once

#include "app/document.h"
#include "app/edits.h"
#include "render/engine.h"
#include "source/folder.h"
#include "source/player.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace kg {

class Workspace {
public:
    // The engine must outlive the workspace. `frameReady` is called, on another thread, when a moving source has
    // something new; it may be empty.
    explicit Workspace(Engine& engine, std::function<void()> frameReady = {});

    const Document& document() const { return m_document; }
    // Counts up with every change; equal revisions mean equal documents.
    std::uint64_t revision() const { return m_revision; }

    // Applies an edit. A refused one becomes problem() and leaves the document; returns whether it was applied.
    bool apply(const Edit& edit);
    // Why an edit would be refused, for fields that say so themselves; nothing where it would be applied.
    std::optional<std::string> refusal(const Edit& edit) const;

    // Opens a source (source/source.h): the document's source changes once it is decoded and uploaded; the chain stays.
    // A failure becomes problem(), the old image stays, and false is returned. A camera or a stream takes its time: it
    // is coming() until takeFrame() finds its first picture, and the old one stays until then.
    bool open(const std::string& source);
    // Nothing where no image is open.
    std::optional<ImageFormat> imageFormat() const { return m_engine.sourceFormat(); }

    // Who plays the source, where it moves; nothing for stills.
    Player* player() { return m_player.get(); }
    const Player* player() const { return m_player.get(); }
    // Who opens the next source, while that takes its time; nothing otherwise. And what it is called.
    const Player* coming() const { return m_coming ? m_coming->player.get() : nullptr; }
    std::string comingSource() const { return m_coming ? m_coming->source : std::string(); }
    // Flips a camera's picture left to right, or back; the document's source says so.
    void setMirrored(bool mirrored);
    // Whether frames come by themselves.
    bool plays() const { return m_player && m_player->state().phase == Playback::Phase::Playing; }
    // Whether the player has something that a frame of the window would show.
    bool hasNews() const;
    // Takes the player's newest frame: update() is to run the chain on it. A player that fails or waits becomes
    // problem(), until it goes on, and its last picture stays. True where there was a frame.
    bool takeFrame();
    // To be called when the picture is on the screen: how old it is by then is the player's latency.
    void presented();

    // When, by the source's clock, the frame at hand is shown, in seconds; nothing for stills.
    std::optional<double> frameSeconds() const { return m_player ? std::optional(m_frameSeconds) : std::nullopt; }

    // Where the opened still stands among those of its folder; nothing for anything else.
    const std::optional<FolderPlace>& folderPlace() const { return m_folder; }
    // Opens the next still of the folder, or the one before, as open() does; after the last comes the first. One that
    // does not open is passed by the next time.
    bool openNeighbour(bool next);

    // Replaces the whole document by a session's, or none of it; false where that becomes problem(). A session's source
    // that needs trust becomes offeredSource(), and the picture at hand stays under the session's chain.
    bool openSession(const std::filesystem::path& path);
    bool saveSession(const std::filesystem::path& path);

    // A graph or an address that came with a session, a drop or a list, until it is opened, dismissed or another source
    // is opened. It is shown whole and never opened by itself.
    const std::optional<std::string>& offeredSource() const { return m_offeredSource; }
    void offerSource(std::string source) { m_offeredSource = std::move(source); }
    void openOfferedSource();
    void dismissOfferedSource() { m_offeredSource.reset(); }

    // The text of the chain that the opened file was exported with, until it is restored, dismissed or another file
    // is opened.
    const std::optional<std::string>& offeredChain() const { return m_offeredChain; }
    void restoreOfferedChain();
    void dismissOfferedChain() { m_offeredChain.reset(); }

    // Runs the chain if it, its settings, the image or the shaders changed since the last run, and otherwise goes on
    // with the overview of a picture that is computed in tiles. True where there is a new picture, or more of it. A
    // chain that cannot run becomes problem() once and is tried again after the next change.
    bool update();
    // To be called when the document has not changed for a while: what is shown may be made faster, see Engine::rest.
    void rest();
    // Takes what has come of it; true where update() is to run the chain once more.
    bool takeSpecialised();
    // Plans by these costs of the device's from now on: update() is to run the chain once more.
    void useCosts(const CostModel& costs);
    // Looks for changed shader files, see Engine::reloadShaders; true where the picture or its problems changed.
    bool reloadShaders();

    Engine& engine() { return m_engine; }
    const Engine& engine() const { return m_engine; }

    // The sentence of what went wrong last; nothing once the next thing worked. What is wrong with the source stands
    // until that is over.
    const std::optional<std::string>& problem() const { return m_problem ? m_problem : m_sourceProblem; }
    void dismissProblem() { (m_problem ? m_problem : m_sourceProblem).reset(); }
    void report(std::string problem) { m_problem = std::move(problem); }
    // The sentence of what was done last ("Saved out.png"), for the status bar.
    const std::string& notice() const { return m_notice; }
    void say(std::string notice) { m_notice = std::move(notice); }

    // Writes the result at source size, as exportResult does. A failure becomes problem(), as does a chain that
    // cannot run: the picture on the screen is then an older chain's. Returns whether it worked.
    bool exportTo(const std::filesystem::path& path);
    // Throws the reason why the chain has no picture, where it cannot run: a file of this name would be an older
    // chain's.
    void checkResult(const std::filesystem::path& path) const;

private:
    struct Coming {
        std::string source;
        std::unique_ptr<Player> player;
        bool keepsView = false;  // it is a session's, which says how it is looked at
    };

    void replacePicture(Picture picture, const std::string& source);
    // The sentence of what is missing of it; empty: nothing.
    std::string openSource(const std::string& source);
    void sayMissing(const std::string& source, const std::string& note);
    void expectSource(const std::string& source, bool keepsView);
    void forgetSource();
    void adopt(Frame first);
    // Who is heard: the source to come, or the one at hand; nothing for stills.
    const Player* heard() const { return m_coming ? m_coming->player.get() : m_player.get(); }
    void hear();
    template <typename Work>
    bool attempt(Work work);

    Engine& m_engine;
    std::function<void()> m_frameReady;
    std::unique_ptr<Player> m_player;
    std::optional<Coming> m_coming;
    Playback::Phase m_phase = Playback::Phase::Paused;                // of who is heard, as it was last shown
    std::string m_sentence;                                           // its problem then; empty: none
    std::optional<std::chrono::steady_clock::time_point> m_captured;  // when a camera took the newest frame
    double m_frameSeconds = 0;
    std::optional<FolderPlace> m_folder;
    Document m_document;
    std::optional<std::string> m_offeredChain;
    std::optional<std::string> m_offeredSource;
    std::uint64_t m_revision = 0;

    bool m_runDue = false;                    // the picture is older than what it is made from
    std::optional<std::string> m_runProblem;  // why the newest chain has no picture

    std::optional<std::string> m_problem;
    std::optional<std::string> m_sourceProblem;
    std::string m_notice;
};

}  // namespace kg
