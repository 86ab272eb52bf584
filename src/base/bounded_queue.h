// BoundedQueue: hands items from one thread to another, and holds the giver back while it is full.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace kg {

template <typename T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) {}

    // Waits for room. Weights are in the unit of the capacity; an item above it waits until the queue is empty.
    void push(T item, std::size_t weight = 1) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_items.empty() || m_weight + weight <= m_capacity; });
        m_items.push_back({std::move(item), weight});
        m_weight += weight;
        m_changed.notify_all();
    }

    // Says that nothing more comes.
    void close() {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

    // Waits for an item; nothing once the queue is closed and empty.
    std::optional<T> pop() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return !m_items.empty() || m_closed; });
        if (m_items.empty()) {
            return std::nullopt;
        }
        std::optional<T> item(std::move(m_items.front().item));
        m_weight -= m_items.front().weight;
        m_items.pop_front();
        m_changed.notify_all();
        return item;
    }

    bool empty() const {
        const std::lock_guard lock(m_mutex);
        return m_items.empty();
    }

private:
    struct Weighed {
        T item;
        std::size_t weight;
    };

    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Weighed> m_items;
    std::size_t m_weight = 0;  // of the items together
    bool m_closed = false;
};

}  // namespace kg
