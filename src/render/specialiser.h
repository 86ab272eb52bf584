// Specialiser: builds specialised programs on a thread of its own, in a context that shares with the engine's.
//
// Drivers compile when a program is linked, or not until it first draws; so each one draws once here, to a texture of
// the format that its pass writes. The engine's thread owns this object; what it calls never waits for a build, but
// for the destructor, which waits for the one under way.
#pragma once

#include "gl/context.h"
#include "gl/objects.h"
#include "plan/plan.h"
#include "render/binary_cache.h"
#include "render/specialised_programs.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace kg {

struct SpecialiserTask {
    Pass pass;
    PassTextures textures{};
};

struct SpecialiserResult {
    SpecialiserTask task;
    SpecialisedProgram program;
};

// Builds one program after another in the context that is current, and draws each once.
class SpecialisedBuilder {
public:
    SpecialisedBuilder(BinaryCache cache, bool software) : m_cache(std::move(cache)), m_software(software) {}

    // An empty program where the driver refuses it.
    SpecialisedProgram build(const SpecialiserTask& task);

private:
    void drawOnce(const SpecialisedProgram& program, const SpecialiserTask& task);

    BinaryCache m_cache;
    bool m_software;
    gl::Framebuffer m_framebuffer;
    gl::EmptyVertexArray m_triangle;
};

class Specialiser {
public:
    // The context must outlive the specialiser. `ready` is called on the other thread whenever take() has something;
    // it may be empty.
    Specialiser(gl::Context& context, BinaryCache cache, std::function<void()> ready);
    // The engine's context must be current: what was built and never taken is deleted in it.
    ~Specialiser();
    Specialiser(const Specialiser&) = delete;
    Specialiser& operator=(const Specialiser&) = delete;

    // Builds these next; of earlier ones, only that under way is finished. The first call makes the second context;
    // where the device has none to give, nothing is ever built.
    void begin(std::vector<SpecialiserTask> tasks);
    // Begins no more of the tasks that are waiting.
    void cancel();
    // Whether something is waiting, under way, or to be taken.
    bool busy() const;
    // All that was built, once nothing is waiting or under way; until then nothing.
    std::vector<SpecialiserResult> take();

private:
    bool startThread();
    void work();
    std::optional<SpecialiserTask> nextTask();
    void finished(SpecialiserResult result);

    gl::Context& m_context;
    BinaryCache m_cache;
    std::function<void()> m_ready;
    std::unique_ptr<gl::Context> m_shared;
    bool m_refused = false;

    mutable std::mutex m_mutex;  // of what follows
    std::condition_variable m_changed;
    std::deque<SpecialiserTask> m_waiting;
    std::vector<SpecialiserResult> m_results;
    bool m_underWay = false;
    bool m_ended = false;  // the context is of no use on the other thread
    bool m_stopping = false;

    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace kg
