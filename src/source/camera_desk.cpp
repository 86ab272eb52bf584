#include "source/camera_desk.h"

#include "base/caught_problem.h"

#include <utility>

namespace kg {

namespace {

CameraPanelState readControls(int number, const std::map<std::uint32_t, int>& values) {
    CameraPanelState state{.number = number, .controls = {}, .problem = {}};
    try {
        for (const auto& [id, value] : values) {
            setCameraControl(number, id, value);
        }
    } catch (...) {
        state.problem = caughtProblem();
    }
    try {
        state.controls = cameraControls(number);
    } catch (...) {
        state.problem = caughtProblem();
    }
    return state;
}

}  // namespace

CameraDesk::CameraDesk(std::function<void()> changed) : m_changed(std::move(changed)) {}

CameraDesk::~CameraDesk() = default;  // the thread is stopped and joined first, as the last member

// With the lock held.
void CameraDesk::order() {
    if (!m_thread.joinable()) {
        m_thread = std::jthread([this](const std::stop_token& stop) { work(stop); });
    }
    m_ordered.notify_all();
}

std::uint64_t CameraDesk::answers() const {
    const std::lock_guard lock(m_mutex);
    return m_answers;
}

void CameraDesk::look() {
    const std::lock_guard lock(m_mutex);
    m_orders.look = true;
    order();
}

std::optional<std::vector<Camera>> CameraDesk::cameras() const {
    const std::lock_guard lock(m_mutex);
    return m_cameras;
}

void CameraDesk::ask(int number) {
    const std::lock_guard lock(m_mutex);
    if (m_orders.ask != number) {
        m_orders.values.clear();
    }
    m_orders.ask = number;
    order();
}

std::optional<CameraPanelState> CameraDesk::controls() const {
    const std::lock_guard lock(m_mutex);
    return m_controls;
}

void CameraDesk::set(int number, std::uint32_t id, int value) {
    const std::lock_guard lock(m_mutex);
    if (m_orders.ask != number) {
        m_orders.values.clear();
    }
    m_orders.ask = number;
    m_orders.values[id] = value;
    order();
}

void CameraDesk::work(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (m_ordered.wait(lock, stop, [&] { return !m_orders.empty(); })) {
        const Orders orders = std::exchange(m_orders, {});
        lock.unlock();
        carryOut(orders);
        lock.lock();
        ++m_answers;
        if (m_changed) {
            m_changed();
        }
    }
}

void CameraDesk::carryOut(const Orders& orders) {
    if (orders.look) {
        std::vector<Camera> cameras = listCameras();
        const std::lock_guard lock(m_mutex);
        m_cameras = std::move(cameras);
    }
    if (orders.ask) {
        CameraPanelState state = readControls(*orders.ask, orders.values);
        const std::lock_guard lock(m_mutex);
        m_controls = std::move(state);
    }
}

}  // namespace kg
