// Calibration: what work costs on this device, measured on the device itself.
#pragma once

#include "gl/context.h"
#include "plan/cost_model.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace kg {

class Engine;

// Times chains whose counts are known, less than a second in all beside what the driver compiles, and solves for the
// rates. What a device cannot run keeps the ratio to a fetch that it has elsewhere. The engine's source and newest run
// are others afterwards. `wanted` is asked between measurements; where it says no, nothing is returned. Throws
// DeviceError where the device fails.
std::optional<CostModel> measureCosts(Engine& engine, const std::function<bool()>& wanted = {});

// The same on a thread of its own, in a context that shares with a window's, while nobody waits for it.
class BackgroundCalibration {
public:
    // The context must outlive this object, which belongs to its thread. `programCache` is that of EngineOptions.
    // `ready` is called on the other thread when it is done; it may be empty.
    BackgroundCalibration(gl::Context& context, std::filesystem::path programCache, std::function<void()> ready);
    // Calls off what is under way, and waits for the measurement that has begun.
    ~BackgroundCalibration();
    BackgroundCalibration(const BackgroundCalibration&) = delete;
    BackgroundCalibration& operator=(const BackgroundCalibration&) = delete;

    // Begins, once. Where the device has no second context to give, or fails, nothing is ever measured.
    void start();
    bool underWay() const { return m_underWay; }
    // The rates, once, where they could be measured.
    std::optional<CostModel> take();

private:
    void work();

    gl::Context& m_context;
    std::filesystem::path m_programCache;
    std::function<void()> m_ready;
    std::unique_ptr<gl::Context> m_shared;
    bool m_started = false;
    std::atomic<bool> m_underWay = false;
    std::atomic<bool> m_stopping = false;
    std::mutex m_mutex;  // of m_costs
    std::optional<CostModel> m_costs;
    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace kg
