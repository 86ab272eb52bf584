#include "app/device_costs.h"
#include "app/settings.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/commands.h"
#include "gl/context.h"
#include "render/binary_cache.h"
#include "render/calibration.h"
#include "render/engine.h"
#include "source/camera.h"
#include "source/media.h"

#include "fonts/fonts.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kg {

namespace {

// Something that is missing, what that means, and how to get it.
struct Lack {
    std::string problem;
    std::string advice;
};

struct Diagnosis {
    std::optional<gl::ContextInfo> device;  // nothing: no context could be made
    std::optional<CostModel> costs;         // of the device
    bool calibrated = false;                // just now
    std::vector<Camera> cameras;
    std::string display;  // X11 or Wayland; empty: none
    std::vector<Lack> lacks;
};

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

// What was measured before, unless it is to be measured again.
void diagnoseCosts(Diagnosis& diagnosis, gl::Context& context, bool calibrate) {
    const std::string driver = driverName(context.info());
    diagnosis.costs = calibrate ? std::nullopt : loadDeviceCosts(driver);
    if (diagnosis.costs) {
        return;
    }
    Engine engine(context, {.programCache = programCachePath()});
    diagnosis.costs = measureCosts(engine);
    diagnosis.calibrated = true;
    if (!storeDeviceCosts(driver, *diagnosis.costs)) {
        diagnosis.lacks.push_back(
            {fmt::format("what the device costs cannot be kept in {}", deviceCostsPath().string()),
             "Make that folder writable; until then the planner goes by another device's."});
    }
}

void diagnoseDevice(Diagnosis& diagnosis, bool calibrate) {
    try {
        const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
        diagnosis.device = context->info();
        diagnoseCosts(diagnosis, *context, calibrate);
    } catch (const Error& error) {
        diagnosis.lacks.push_back(
            {error.problem(), error.advice().empty()
                                  ? "Install a driver, or Mesa's: apt install libegl1 libgl1-mesa-dri."
                                  : error.advice()});
        return;
    }
    if (diagnosis.device->software) {
        diagnosis.lacks.push_back({"OpenGL runs on the CPU: everything works, but slowly",
                                   "Install the driver of your graphics card, where there is one."});
    }
}

void diagnoseDisplay(Diagnosis& diagnosis) {
    diagnosis.display = environment("WAYLAND_DISPLAY");
    if (diagnosis.display.empty()) {
        diagnosis.display = environment("DISPLAY");
    }
    if (diagnosis.display.empty()) {
        diagnosis.lacks.push_back({"there is no display for the viewer's window",
                                   "Start it in a desktop session, or use \"kernelglass render\", which needs none."});
    }
}

void diagnoseFonts(Diagnosis& diagnosis) {
    const auto check = [&](bool embedded, const char* font, const char* package) {
        if (!embedded) {
            diagnosis.lacks.push_back(
                {fmt::format("{} was not there when the program was built", font),
                 fmt::format("Install {} and build again; until then another font stands in.", package)});
        }
    };
    check(!fonts::interfaceRegular().empty(), "a font for the interface", "fonts-inter or fonts-roboto-unhinted");
    check(!fonts::monospace().empty(), "a font for numbers", "fonts-jetbrains-mono");
    check(!fonts::icons().empty(), "a font of icons", "fonts-font-awesome");
}

void diagnoseMedia(Diagnosis& diagnosis) {
    if (!hasMedia()) {
        diagnosis.lacks.push_back(
            {"FFmpeg was not there when the program was built: videos, and images such as TIFF and "
             "OpenEXR, are neither read nor written",
             "Install libavdevice-dev and build again."});
    }
}

void diagnoseCameras(Diagnosis& diagnosis) {
    diagnosis.cameras = listCameras();
    for (const Camera& camera : diagnosis.cameras) {
        if (!camera.problem.empty()) {
            diagnosis.lacks.push_back({camera.problem, "Until that is over, its picture is not shown."});
        }
    }
    if (diagnosis.cameras.empty()) {
        diagnosis.lacks.push_back({camerasUnlisted().empty() ? "no camera is found" : camerasUnlisted(),
                                   "Plug one in, or pass it on to the container or virtual machine that this runs in; "
                                   "nothing else needs it."});
    }
}

nlohmann::json camerasToJson(const std::vector<Camera>& cameras) {
    nlohmann::json list = nlohmann::json::array();
    for (const Camera& camera : cameras) {
        nlohmann::json formats = nlohmann::json::array();
        for (const CameraFormat& format : camera.formats) {
            nlohmann::json sizes = nlohmann::json::array();
            for (const CameraSize& size : format.sizes) {
                nlohmann::json rates = nlohmann::json::array();
                for (const Rational& rate : size.rates) {
                    rates.push_back(rate.value());
                }
                sizes.push_back({{"width", size.width}, {"height", size.height}, {"rates", std::move(rates)}});
            }
            formats.push_back({{"format", format.name}, {"sizes", std::move(sizes)}});
        }
        list.push_back({{"source", printCamera({.number = camera.number})},
                        {"path", camera.path},
                        {"name", camera.name},
                        {"formats", std::move(formats)},
                        {"problem", camera.problem.empty() ? nlohmann::json() : nlohmann::json(camera.problem)}});
    }
    return list;
}

nlohmann::json deviceToJson(const std::optional<gl::ContextInfo>& device) {
    if (!device) {
        return nullptr;
    }
    return {{"backend", device->backend},
            {"vendor", device->vendor},
            {"renderer", device->renderer},
            {"version", device->version},
            {"software", device->software},
            {"max_texture_size", device->maxTextureSize},
            {"max_uniform_block_bytes", device->maxUniformBlockBytes},
            {"program_binary_formats", device->programBinaryFormats},
            {"program_cache",
             device->programBinaryFormats > 0 ? nlohmann::json(programCachePath().string()) : nlohmann::json()}};
}

void printJson(const Diagnosis& diagnosis) {
    nlohmann::json lacks = nlohmann::json::array();
    for (const Lack& lack : diagnosis.lacks) {
        lacks.push_back({{"problem", lack.problem}, {"advice", lack.advice}});
    }
    const nlohmann::json json{
        {"version", KG_VERSION},
        {"usable", diagnosis.device.has_value()},
        {"gl", deviceToJson(diagnosis.device)},
        {"costs", diagnosis.costs ? costsToJson(*diagnosis.costs) : nlohmann::json()},
        {"display", diagnosis.display.empty() ? nlohmann::json() : nlohmann::json(diagnosis.display)},
        {"cameras", camerasToJson(diagnosis.cameras)},
        {"media", hasMedia() ? nlohmann::json(mediaVersion()) : nlohmann::json()},
        {"fonts",
         {{"interface", !fonts::interfaceRegular().empty()},
          {"monospace", !fonts::monospace().empty()},
          {"icons", !fonts::icons().empty()}}},
        {"lacks", std::move(lacks)},
    };
    fmt::print("{}\n", json.dump(2));
}

// The rates by which the planner chooses.
void printCosts(const CostModel& costs, bool calibrated) {
    fmt::print("costs        {}\n", calibrated ? "measured just now" : "measured earlier; --calibrate measures again");
    for (const CostRate& rate : costRates()) {
        const bool ratio = rate.isRatio;
        fmt::print("  {:>12.6g} {}  {}\n", costs.*rate.value, ratio ? "  " : "ns", rate.meaning);
    }
}

// Each camera by the name that opens it, and the ways in which it can be.
void printCameras(const std::vector<Camera>& cameras) {
    fmt::print("cameras      {}\n", cameras.empty() ? "none" : std::to_string(cameras.size()));
    for (const Camera& camera : cameras) {
        fmt::print("  {:<10} {} ({})\n", printCamera({.number = camera.number}), printable(camera.name), camera.path);
        for (const CameraFormat& format : camera.formats) {
            for (const CameraSize& size : format.sizes) {
                std::string rates;
                for (const Rational& rate : size.rates) {
                    rates += fmt::format(" {:.4g}", rate.value());
                }
                fmt::print("             {:<9} {}x{}{}{}\n", format.name, size.width, size.height,
                           rates.empty() ? "" : " at", rates);
            }
        }
    }
}

void printTable(const Diagnosis& diagnosis) {
    fmt::print("kernelglass  {}\n", KG_VERSION);
    if (const auto& device = diagnosis.device) {
        fmt::print("OpenGL       {} by {}\n", device->version, device->vendor);
        fmt::print("renderer     {}{}\n", device->renderer, device->software ? " (software)" : "");
        fmt::print("context      {}\n", device->backend);
        fmt::print("limits       textures of {} pixels, uniform blocks of {} bytes\n", device->maxTextureSize,
                   device->maxUniformBlockBytes);
        fmt::print("programs     {}\n", device->programBinaryFormats > 0
                                            ? "kept in " + programCachePath().string()
                                            : "compiled at every start: this driver gives none away to be kept");
    }
    if (diagnosis.costs) {
        printCosts(*diagnosis.costs, diagnosis.calibrated);
    }
    fmt::print("display      {}\n", diagnosis.display.empty() ? "none" : diagnosis.display);
    printCameras(diagnosis.cameras);
    fmt::print("media        {}\n", hasMedia() ? mediaVersion() : "none");
    for (const Lack& lack : diagnosis.lacks) {
        fmt::print("\n- {}.\n  {}\n", lack.problem, lack.advice);
    }
}

int diagnose(bool json, bool calibrate) {
    Diagnosis diagnosis;
    diagnoseDevice(diagnosis, calibrate);
    diagnoseDisplay(diagnosis);
    diagnoseFonts(diagnosis);
    diagnoseMedia(diagnosis);
    diagnoseCameras(diagnosis);
    json ? printJson(diagnosis) : printTable(diagnosis);
    return diagnosis.device ? kDone : kFailed;
}

}  // namespace

Command doctorCommand() {
    return {
        .name = "doctor",
        .summary = "The graphics driver and its limits, cameras, what is missing, and how to get it",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto json = std::make_shared<bool>(false);
            parser.add_flag("--json", *json, "Print JSON");
            const auto calibrate = std::make_shared<bool>(false);
            parser.add_flag("--calibrate", *calibrate, "Measure again what the device's work costs");
            return [json, calibrate] { return diagnose(*json, *calibrate); };
        },
    };
}

}  // namespace kg
