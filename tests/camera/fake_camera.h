// FakeCamera: a camera at /dev/video0 that no machine has. A shared library (fake_camera.cpp) answers open, ioctl,
// mmap, stat and close for it as a Video4Linux2 device does, so that FFmpeg's own code and ours run against it;
// everything else goes to the kernel. A program gets it by linking the library or by LD_PRELOAD.
//
// What the camera does stands in the file that KG_FAKE_CAMERA names, which may change at any time. Lines of it:
//
//     plug N          0: it is pulled out; each other number is another time that it was put in. 1
//     open ERRNO      the error number of every attempt to open it, such as 13
//     stream ERRNO    ... to begin to stream, such as 16
//     group GID       the group of the device's file. 44
//     frames KIND     good, empty (no bytes), short (half of them), corrupt (wrong bytes), flagged (as damaged), none.
//     good size WxH        of what MJPEG pictures hold, whatever was asked for formats none    it offers none rate N
//     frames a second, whatever was asked for clock real      stamps by the clock on the wall; else by the monotonic
//     one
//
// Its picture: bars, each an eighth of the width, whose luma rises from left to right; the first 16 columns tell a
// frame's number. Brightness, a control, is added.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace kg::test {

// The file that steers it. One at a time in a process; the camera is gone with it.
class FakeCamera {
public:
    explicit FakeCamera(std::filesystem::path file) : m_file(std::move(file)) {
        write();
        setenv("KG_FAKE_CAMERA", m_file.c_str(), 1);
    }
    ~FakeCamera() {
        unplug();
        std::filesystem::remove(m_file);
    }
    FakeCamera(const FakeCamera&) = delete;
    FakeCamera& operator=(const FakeCamera&) = delete;

    void set(const std::string& key, const std::string& value) {
        m_lines[key] = value;
        write();
    }
    void forget(const std::string& key) {
        m_lines.erase(key);
        write();
    }
    void unplug() { set("plug", "0"); }
    void plug() { set("plug", std::to_string(++m_plugs)); }

private:
    // At once, so that nobody reads half of it.
    void write() const {
        const std::filesystem::path fresh = m_file.string() + ".new";
        {
            std::ofstream out(fresh);
            for (const auto& [key, value] : m_lines) {
                out << key << ' ' << value << '\n';
            }
        }
        std::filesystem::rename(fresh, m_file);
    }

    std::filesystem::path m_file;
    std::map<std::string, std::string> m_lines{{"plug", "1"}};
    int m_plugs = 1;
};

}  // namespace kg::test
