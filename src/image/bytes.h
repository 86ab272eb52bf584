// Reading numbers and marks out of a file's bytes, never beyond their end: what lies there reads as 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace kg {

using Bytes = std::span<const std::byte>;

inline unsigned byteAt(Bytes data, std::size_t at) {
    return at < data.size() ? std::to_integer<unsigned>(data[at]) : 0;
}

inline unsigned bigEndian16(Bytes data, std::size_t at) {
    return byteAt(data, at) << 8 | byteAt(data, at + 1);
}

inline std::uint32_t bigEndian32(Bytes data, std::size_t at) {
    return bigEndian16(data, at) << 16 | bigEndian16(data, at + 2);
}

inline std::string_view asText(Bytes data) {
    return {reinterpret_cast<const char*>(data.data()), data.size()};
}

inline Bytes asBytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

inline bool hasMark(Bytes data, std::string_view mark, std::size_t at = 0) {
    return at <= data.size() && asText(data.subspan(at)).starts_with(mark);
}

}  // namespace kg
