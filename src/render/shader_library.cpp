#include "render/shader_library.h"

#include "base/error.h"
#include "shaders/embedded_shaders.h"

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace kg {

ShaderLibrary::ShaderLibrary(std::filesystem::path folder) : m_folder(std::move(folder)) {
    if (watches() && !std::filesystem::is_directory(m_folder)) {
        throw FileError("there is no such folder of shaders", m_folder.string());
    }
    m_stamps = stamps();
}

std::optional<std::string> ShaderLibrary::read(const std::string& path) const {
    if (watches()) {
        std::ifstream file(m_folder / path, std::ios::binary);
        if (file) {
            return std::string(std::istreambuf_iterator<char>(file), {});
        }
    }
    return readEmbedded(path);
}

std::optional<std::string> ShaderLibrary::readEmbedded(const std::string& path) {
    for (const EmbeddedShader& shader : embeddedShaders()) {
        if (shader.path == path) {
            return std::string(shader.text);
        }
    }
    return std::nullopt;
}

bool ShaderLibrary::changed() {
    Stamps now = stamps();
    if (now == m_stamps) {
        return false;
    }
    m_stamps = std::move(now);
    return true;
}

ShaderLibrary::Stamps ShaderLibrary::stamps() const {
    Stamps result;
    if (!watches()) {
        return result;
    }
    // An editor may remove and rename files while they are listed; what cannot be asked counts as missing for now.
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(m_folder, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code fileError;
        const auto written = entry->last_write_time(fileError);
        if (!fileError && entry->is_regular_file(fileError)) {
            result[entry->path().string()] = written;
        }
    }
    return result;
}

}  // namespace kg
