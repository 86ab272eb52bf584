#include "app/report.h"

#include "app/session.h"
#include "image/encode.h"
#include "plan/plan_json.h"

#include <nlohmann/json.hpp>

namespace kg {

namespace {

using nlohmann::json;

json countersToJson(const EngineCounters& counters) {
    return {{"programs_compiled", counters.programsCompiled},
            {"programs_loaded", counters.programsLoaded},
            {"programs_specialised", counters.programsSpecialised},
            {"passes_drawn", counters.passesDrawn},
            {"passes_specialised", counters.passesSpecialised},
            {"chains_run", counters.chainsRun},
            {"chains_planned", counters.chainsPlanned},
            {"textures_made", counters.texturesMade},
            {"uploads", counters.uploads},
            {"views_drawn", counters.viewsDrawn},
            {"probes_run", counters.probesRun},
            {"tiles_run", counters.tilesRun},
            {"budget_halvings", counters.budgetHalvings}};
}

json shaderProblemsToJson(const std::vector<ShaderProblem>& problems) {
    json list = json::array();
    for (const ShaderProblem& problem : problems) {
        list.push_back({{"file", problem.file}, {"line", problem.line}, {"message", problem.message}});
    }
    return list;
}

json framesToJson(const Report& report) {
    json list = json::array();
    for (const FrameRecord& frame : report.newestFrames) {
        list.push_back({{"seconds", frame.seconds}, {"programs_compiled", frame.programsCompiled}});
    }
    return list;
}

json playbackToJson(const Playback& playback) {
    static constexpr const char* kPhases[] = {"opening", "playing", "paused", "ended", "failed", "waiting"};
    return {{"phase", kPhases[static_cast<int>(playback.phase)]},
            {"seconds", playback.seconds},
            {"duration", playback.duration ? json(*playback.duration) : json()},
            {"loops", playback.loops},
            {"in", playback.in ? json(*playback.in) : json()},
            {"out", playback.out ? json(*playback.out) : json()},
            {"speed", playback.speed},
            {"shown", playback.shown},
            {"dropped", playback.dropped},
            {"late", playback.late},
            {"damaged", playback.damaged},
            {"live", playback.live},
            {"mirrored", playback.mirrored},
            {"rate", playback.rate ? json(*playback.rate) : json()},
            {"latency", playback.latency ? json(*playback.latency) : json()},
            {"reopened", playback.reopened}};
}

json recordingToJson(const Outputs::Recording& recording) {
    return {{"path", recording.path.string()},
            {"finishing", recording.finishing},
            {"seconds", recording.seconds},
            {"written", recording.written},
            {"dropped", recording.dropped}};
}

json folderToJson(const FolderPlace& place) {
    return {{"index", place.index}, {"count", place.count}};
}

}  // namespace

void writeReport(const Report& report, const Workspace& workspace, const std::filesystem::path& path) {
    const Document& document = workspace.document();
    const Engine& engine = workspace.engine();
    json out = {{"kernelglass", KG_VERSION},
                {"device", report.device},
                {"at_rest", report.atRest},
                {"settled", report.settled},
                {"events", report.events},
                {"frames", report.frames},
                {"newest_frames", framesToJson(report)},
                {"window", report.window},
                {"framebuffer", report.framebuffer},
                {"scale", report.scale},
                {"shows", report.shows},
                {"status", report.status},
                {"gl_messages", report.glMessages},
                {"dialog", report.dialog},
                {"places", report.places},
                {"source", document.source},
                {"chain", printChain(document.chain)},
                {"selected", document.selected},
                {"view", viewToJson(document.view)},
                {"counters", countersToJson(engine.counters())},
                {"shader_problems", shaderProblemsToJson(engine.shaderProblems())},
                {"problem", workspace.problem() ? json(*workspace.problem()) : json()},
                {"notice", workspace.notice()}};
    out["playback"] = workspace.player() != nullptr ? playbackToJson(workspace.player()->state()) : json();
    out["coming"] = workspace.coming() != nullptr ? json(workspace.comingSource()) : json();
    out["recording"] = report.recording ? recordingToJson(*report.recording) : json();
    out["live_export"] = report.liveExport
                             ? json{{"path", report.liveExport->path.string()}, {"written", report.liveExport->written}}
                             : json();
    out["folder"] = workspace.folderPlace() ? folderToJson(*workspace.folderPlace()) : json();
    out["plan"] = engine.plan() != nullptr ? planToJson(*engine.plan()) : json();
    writeFileAtomically(path, out.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

}  // namespace kg
