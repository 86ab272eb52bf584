#include "cli/chain_options.h"
#include "cli/commands.h"
#include "cli/image_options.h"
#include "cli/messages.h"
#include "cli/render_pipeline.h"
#include "image/atomic_file.h"
#include "source/media.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace kg {

namespace {

// MiB of textures and of rows under way: as much as the window takes, so that both plan the same picture alike.
constexpr std::uint64_t kRenderMemory = kDefaultMemoryBudget >> 20U;

struct RenderOptions {
    std::vector<std::string> inputs;
    std::string output;
    ChainOptions chain;
    std::string depth;
    int quality = EncodeOptions{}.jpegQuality;
    std::string shaders;
    std::uint64_t memory = kRenderMemory;
    std::string shard;
    std::int64_t frames = 0;
    int videoQuality = MediaOptions{}.quality;
    bool resume = false;
    bool force = false;
};

int renderInputs(RenderOptions& options) {
    options.chain.read();
    if (const std::string source = options.inputs.empty() ? options.chain.source() : std::string(); !source.empty()) {
        options.inputs.push_back(source);
    }
    if (options.inputs.empty()) {
        throw UsageError("there is no input: name images to render, or a session that has one");
    }
    options.inputs = expandInputs(options.inputs);
    RenderSettings settings{
        .chain = options.chain.chain(),
        .plan = options.chain.settings(),
        .output = {},
        .shaders = options.shaders,
        .frames = options.frames > 0 ? std::optional(options.frames) : std::nullopt,
        .video = {.quality = options.videoQuality},
        .memoryBudget = options.memory << 20U,
    };
    settings.output.encode.jpegQuality = options.quality;
    if (!options.depth.empty()) {
        settings.output.depth = depthFromText(options.depth);
    }
    std::vector<RenderJob> jobs = renderJobs(options.inputs, options.output, options.force);
    if (!options.shard.empty()) {
        jobs = shardOf(jobs, options.shard);
    }
    for (const RenderJob& job : jobs) {
        meaningOf("-o", [&] {
            if (!isMediaName(job.output)) {
                checkExport(job.output, settings.output);
            }
        });
    }
    if (options.resume) {
        jobs = unfinishedJobs(std::move(jobs));
    }
    removeUnfinishedFilesOnSignals();
    Progress progress(jobs.size());
    renderAll(jobs, settings, progress);
    return progress.failures() == 0 ? kDone : kFailed;
}

}  // namespace

Command renderCommand() {
    return {
        .name = "render",
        .summary = "Run images through a chain and write the results at their full size",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<RenderOptions>();
            parser.add_option("INPUT", options->inputs,
                              "Images, videos, numbered names such as shot_%04d.png, camera:N, or pattern:NAME");
            parser
                .add_option(
                    "-o,--output", options->output,
                    "File, folder, or name with {stem} for the input's name; the extension is the format. A video or "
                    "a name such as out_%04d.png takes every picture of its input")
                ->required()
                ->type_name("OUT");
            options->chain.declare(parser, {"light", "strategy", "precision", "budget"});
            parser.add_option("--depth", options->depth, "Depth of the result: 8, 16 or float; else the source's")
                ->type_name("DEPTH");
            parser.add_option("--quality", options->quality, "Quality of JPEG files, 1 to 100")
                ->check(CLI::Range(1, 100))
                ->type_name("N");
            parser
                .add_option("--memory", options->memory,
                            "Memory for textures and rows under way, 2048 MiB by default; larger work is done in tiles")
                ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 24U).description(""))
                ->type_name("MIB");
            parser.add_option("--shaders", options->shaders, "Read shaders from a folder")
                ->check(CLI::Validator(CLI::ExistingDirectory).description(""))
                ->type_name("DIR");
            parser.add_option("--video-quality", options->videoQuality, "Quality of videos, 1 to 100; 80 by default")
                ->check(CLI::Range(1, 100))
                ->type_name("N");
            parser.add_option("--frames", options->frames, "Of a moving source, take no more than so many pictures")
                ->check(CLI::PositiveNumber)
                ->type_name("N");
            parser
                .add_option("--shard", options->shard,
                            "Take every N-th input from the I-th on: one of N machines that share the work")
                ->type_name("I/N");
            parser.add_flag("--resume", options->resume, "Leave out inputs whose results are there already");
            parser.add_flag("--force", options->force, "Allow writing over an input");
            return [options] { return renderInputs(*options); };
        },
    };
}

}  // namespace kg
