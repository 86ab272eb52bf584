#include "gl/shader_source.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <sstream>

namespace kg::gl {

namespace {

class Assembler {
public:
    Assembler(const Defines& defines, const ShaderReader& read) : m_defines(defines), m_read(read) {}

    ShaderSource run(const std::string& path) {
        add(path, {});
        return std::move(m_source);
    }

private:
    // `from` names the including file and line; empty for the stage itself.
    void add(const std::string& path, const std::string& from) {
        if (std::find(m_source.files.begin(), m_source.files.end(), path) != m_source.files.end()) {
            return;
        }
        const std::optional<std::string> text = m_read(path);
        if (!text) {
            throw Error(fmt::format("there is no shader file \"{}\"", path), from);
        }
        const std::size_t index = m_source.files.size();
        m_source.files.push_back(path);
        if (index > 0) {
            addPlace(index, 1);
        }
        std::istringstream lines(*text);
        std::string line;
        for (int number = 1; std::getline(lines, line); ++number) {
            addLine(line, path, index, number);
        }
    }

    void addLine(const std::string& line, const std::string& path, std::size_t index, int number) {
        static const std::regex kInclude(R"(^\s*#\s*include\b\s*(.*?)\s*$)");
        static const std::regex kQuoted(R"re(^"([^"]+)"(\s*//.*)?$)re");
        static const std::regex kVersion(R"(^\s*#\s*version\b.*)");
        std::smatch match;
        if (std::regex_match(line, match, kInclude)) {
            const std::string where = fmt::format("{} line {}", path, number);
            const std::string rest = match[1];
            if (!std::regex_match(rest, match, kQuoted)) {
                throw Error(R"(#include expects a path in quotes, such as "lib/border.glsl")", where);
            }
            add(match[1], where);
            addPlace(index, number + 1);
            return;
        }
        m_source.text += line + "\n";
        if (std::regex_match(line, kVersion)) {
            for (const auto& [name, value] : m_defines) {
                m_source.text += fmt::format("#define {} {}\n", name, value);
            }
            addPlace(index, number + 1);
        }
    }

    // Says where the next line stands.
    void addPlace(std::size_t index, int number) {
        m_source.text +=
            fmt::format("#line {} {}\n",
                        index * std::size_t{ShaderSource::kLinesPerFile} + static_cast<std::size_t>(number), index);
    }

    const Defines& m_defines;
    const ShaderReader& m_read;
    ShaderSource m_source;
};

}  // namespace

ShaderSource assembleShader(const std::string& path, const Defines& defines, const ShaderReader& read) {
    return Assembler(defines, read).run(path);
}

std::vector<ShaderMessage> explainLog(const std::string& log, const ShaderSource& source) {
    // Source string number, then line, in each driver's form; the rest is the message.
    static const std::regex kPlaced(R"(^(?:ERROR: |WARNING: )?\d+[:(](\d+)\)?(?:\(\d+\))?\s*:\s*(.*)$)");
    std::vector<ShaderMessage> messages;
    std::istringstream lines(log);
    std::string line;
    while (std::getline(lines, line)) {
        line.erase(line.find_last_not_of(" \r\t\0") + 1);
        if (line.empty()) {
            continue;
        }
        std::smatch match;
        if (!std::regex_match(line, match, kPlaced) || match[1].length() > 9) {
            messages.push_back({.file = {}, .line = 0, .text = line});
            continue;
        }
        const int number = std::stoi(match[1]);
        const auto file = static_cast<std::size_t>(number / ShaderSource::kLinesPerFile);
        messages.push_back({.file = file < source.files.size() ? source.files[file] : std::string{},
                            .line = number % ShaderSource::kLinesPerFile,
                            .text = match[2]});
    }
    return messages;
}

}  // namespace kg::gl
