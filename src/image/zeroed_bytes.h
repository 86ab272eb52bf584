// ZeroedBytes: a fixed number of bytes, zeros at first, that cost memory only where they have been written.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <utility>

namespace kg {

// What a file's header claims is allocated at once, but the system backs it page by page as the pixels come: a small
// file that claims a huge picture and then ends has used little. A value type.
class ZeroedBytes {
public:
    ZeroedBytes() = default;
    // Throws std::bad_alloc.
    explicit ZeroedBytes(std::size_t size) : m_bytes(static_cast<std::byte*>(std::calloc(size, 1))), m_size(size) {
        if (size > 0 && !m_bytes) {
            throw std::bad_alloc();
        }
    }
    ZeroedBytes(const ZeroedBytes& other) : ZeroedBytes(other.m_size) {
        if (m_size > 0) {
            std::memcpy(m_bytes.get(), other.m_bytes.get(), m_size);
        }
    }
    ZeroedBytes(ZeroedBytes&& other) noexcept
        : m_bytes(std::move(other.m_bytes)), m_size(std::exchange(other.m_size, 0)) {}
    ZeroedBytes& operator=(ZeroedBytes other) noexcept {
        m_bytes.swap(other.m_bytes);
        std::swap(m_size, other.m_size);
        return *this;
    }
    ~ZeroedBytes() = default;

    std::span<std::byte> all() { return {m_bytes.get(), m_size}; }
    std::span<const std::byte> all() const { return {m_bytes.get(), m_size}; }
    bool empty() const { return m_size == 0; }

private:
    struct Free {
        void operator()(std::byte* bytes) const { std::free(bytes); }
    };

    std::unique_ptr<std::byte[], Free> m_bytes;
    std::size_t m_size = 0;
};

}  // namespace kg
