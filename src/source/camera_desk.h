// CameraDesk: asks cameras for a window, on a thread of its own, since a camera may take its time to answer.
//
// Owned by whoever shows cameras; its functions are for one thread, and none of them waits for a camera. The last
// thing that is asked for wins: a slider that is dragged sets what it stands at when the camera is ready for it.
#pragma once

#include "source/camera.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace kg {

// The controls of one camera, or why there are none.
struct CameraPanelState {
    int number = 0;
    std::vector<CameraControl> controls;
    std::string problem;
};

class CameraDesk {
public:
    // `changed` is called on the desk's thread when there is another answer; it may be empty.
    explicit CameraDesk(std::function<void()> changed);
    ~CameraDesk();
    CameraDesk(const CameraDesk&) = delete;
    CameraDesk& operator=(const CameraDesk&) = delete;

    // How many answers there were so far: whoever has drawn fewer has news.
    std::uint64_t answers() const;

    // Has the cameras listed anew.
    void look();
    // As they were listed last; nothing before the first list is there.
    std::optional<std::vector<Camera>> cameras() const;

    // Has a camera's controls read anew.
    void ask(int number);
    // As they were read last; nothing before they are there.
    std::optional<CameraPanelState> controls() const;
    // Sets one, and reads all of them anew: an automatic exposure rules others.
    void set(int number, std::uint32_t id, int value);

private:
    struct Orders {
        bool look = false;
        std::optional<int> ask;  // number
        std::map<std::uint32_t, int> values;

        bool empty() const { return !look && !ask; }
    };

    void order();
    void work(const std::stop_token& stop);
    void carryOut(const Orders& orders);

    std::function<void()> m_changed;
    mutable std::mutex m_mutex;  // of what follows
    std::condition_variable_any m_ordered;
    Orders m_orders;
    std::uint64_t m_answers = 0;
    std::optional<std::vector<Camera>> m_cameras;
    std::optional<CameraPanelState> m_controls;
    std::jthread m_thread;  // from the first order on
};

}  // namespace kg
