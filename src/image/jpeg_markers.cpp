#include "image/jpeg_markers.h"

#include <algorithm>

namespace kg {

namespace {

// ITU-T T.81, table B.1.
constexpr unsigned kHuffmanTables = 0xc4;
constexpr unsigned kStartOfScan = 0xda;
constexpr unsigned kEndOfImage = 0xd9;
constexpr unsigned kApp1 = 0xe1;

bool isRestart(unsigned code) {
    return code >= 0xd0 && code <= 0xd7;
}

// The marker that ends a scan; within one, FF 00 is a data byte and RSTn parts intervals.
std::size_t scanEnd(Bytes data, std::size_t at) {
    for (; at + 1 < data.size(); ++at) {
        const unsigned code = byteAt(data, at + 1);
        if (byteAt(data, at) == 0xff && code != 0x00 && code != 0xff && !isRestart(code)) {
            return at;
        }
    }
    return data.size();
}

// A DHT segment holds tables one after the other: a byte of class and number, the count of codes of each of 16 lengths,
// and a byte for each code (T.81, B.2.4.2).
bool areSoundTables(Bytes data, std::size_t body, std::size_t size) {
    std::size_t at = body;
    while (at < body + size) {
        std::size_t codes = 0;
        for (std::size_t i = 1; i <= 16; ++i) {
            codes += byteAt(data, at + i);
        }
        if (codes > 256) {
            return false;
        }
        at += 17 + codes;
    }
    return at == body + size;
}

}  // namespace

JpegMarkers readJpegMarkers(Bytes data) {
    using namespace std::string_view_literals;
    JpegMarkers markers;
    std::size_t at = 2;  // past SOI
    while (at + 1 < data.size()) {
        const unsigned code = byteAt(data, at + 1);
        if (byteAt(data, at) != 0xff || code == 0xff) {
            ++at;  // a fill byte, or padding between segments that decoders pass over
            continue;
        }
        if (code == kEndOfImage) {
            markers.complete = true;
            return markers;
        }
        const std::size_t length = bigEndian16(data, at + 2);
        const std::size_t body = at + 4;
        const std::size_t next = at + 2 + std::max<std::size_t>(length, 2);
        if (code == kApp1 && next <= data.size() && next > body && hasMark(data, "Exif\0\0"sv, body) &&
            markers.exif.empty()) {
            markers.exif = data.subspan(body, next - body);
        }
        if (code == kHuffmanTables) {
            markers.sound = markers.sound && areSoundTables(data, body, next - body);
        }
        at = next;
        if (code == kStartOfScan) {
            at = scanEnd(data, next);
            markers.scanBytes += at - std::min(next, at);
        }
    }
    return markers;
}

}  // namespace kg
