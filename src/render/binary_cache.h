// BinaryCache: linked programs on disk, so that the next start compiles nothing.
//
// One folder may serve any number of threads and processes at once: a file appears whole or not at all, and what is
// found is checked before it is used. Nothing here fails: without the cache a program is compiled.
#pragma once

#include "gl/context.h"
#include "gl/objects.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace kg {

class BinaryCache {
public:
    static constexpr std::uintmax_t kMaxBytes = std::uintmax_t{32} << 20U;  // of all files together

    // Holds nothing.
    BinaryCache() = default;
    // `driver` says whose binaries these are: another driver, or another version of it, finds none of them. With an
    // empty folder nothing is held; one that does not exist is made by the first store.
    BinaryCache(std::filesystem::path folder, std::string driver, std::uintmax_t maxBytes = kMaxBytes);

    // The binary of the program of these sources; nothing where there is none, or its file is damaged. A compute
    // program has no vertex shader, and its own source in the second place.
    std::optional<gl::ProgramBinary> find(const std::string& vertex, const std::string& fragment) const;
    // Replaces what is there. Where the files have grown beyond the limit, those that were used longest ago go.
    void store(const std::string& vertex, const std::string& fragment, const gl::ProgramBinary& binary) const;

private:
    std::string keyOf(const std::string& vertex, const std::string& fragment) const;
    std::filesystem::path fileOf(const std::string& key) const;
    void trim() const;

    std::filesystem::path m_folder;
    std::string m_driver;
    std::uintmax_t m_maxBytes = kMaxBytes;
};

// Vendor, renderer and version, as the driver names them.
std::string driverName(const gl::ContextInfo& info);

// How a program came about.
struct ProgramBuild {
    std::optional<gl::Program::Failure> failure{};  // nothing: it is built
    bool compiled = false;                          // by the driver, from its source; else it was in the cache
};

// Takes the program out of the cache, or compiles it and puts it there.
ProgramBuild buildProgram(const BinaryCache& cache, const std::string& vertex, const std::string& fragment,
                          gl::Program& program);
ProgramBuild buildComputeProgram(const BinaryCache& cache, const std::string& compute, gl::Program& program);

}  // namespace kg
