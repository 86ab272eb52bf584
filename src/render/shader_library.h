// ShaderLibrary: the text of shader files, embedded or from a folder that is watched for changes.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace kg {

class ShaderLibrary {
public:
    // An empty folder name means the embedded files alone. Files that the folder lacks are taken from the embedded
    // ones. Throws FileError where the folder does not exist.
    explicit ShaderLibrary(std::filesystem::path folder = {});

    // The newest text of a file; nothing where neither the folder nor the program has it.
    std::optional<std::string> read(const std::string& path) const;
    static std::optional<std::string> readEmbedded(const std::string& path);

    bool watches() const { return !m_folder.empty(); }
    // True where a file of the folder was written, added or removed since the last call.
    bool changed();

private:
    using Stamps = std::map<std::string, std::filesystem::file_time_type>;
    Stamps stamps() const;

    std::filesystem::path m_folder;
    Stamps m_stamps;
};

}  // namespace kg
