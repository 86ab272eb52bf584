#include "render/binary_cache.h"

#include "base/error.h"
#include "image/encode.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <span>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace kg {

namespace {

namespace fs = std::filesystem;

// A file is this line, then the header, the key and the driver's bytes. The line changes with the layout.
constexpr std::string_view kMagic = "kernelglass program 1\n";
constexpr std::string_view kExtension = ".program";

struct Header {
    std::uint64_t checksum = 0;  // of everything behind it
    std::uint64_t keyBytes = 0;
    std::uint64_t binaryBytes = 0;
    std::uint64_t format = 0;
};
static_assert(std::is_trivially_copyable_v<Header>);
constexpr std::size_t kChecked = kMagic.size() + sizeof(Header::checksum);  // where the checksum begins to count

// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
std::uint64_t hashOf(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : bytes) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    }
    return hash;
}

std::string packed(const std::string& key, const gl::ProgramBinary& binary) {
    Header header{.checksum = 0,
                  .keyBytes = key.size(),
                  .binaryBytes = binary.bytes.size(),
                  .format = std::uint64_t{binary.format}};
    std::string file(kMagic);
    file.append(reinterpret_cast<const char*>(&header), sizeof header);
    file.append(key);
    file.append(reinterpret_cast<const char*>(binary.bytes.data()), binary.bytes.size());
    header.checksum = hashOf(std::string_view(file).substr(kChecked));
    std::memcpy(file.data() + kMagic.size(), &header.checksum, sizeof header.checksum);
    return file;
}

// Nothing where the file is not exactly what packed() made of this key.
std::optional<gl::ProgramBinary> unpacked(std::string_view file, const std::string& key) {
    const std::size_t fixed = kMagic.size() + sizeof(Header);
    if (file.size() < fixed || !file.starts_with(kMagic)) {
        return std::nullopt;
    }
    Header header;
    std::memcpy(&header, file.data() + kMagic.size(), sizeof header);
    const std::string_view rest = file.substr(fixed);
    const bool sizesFit = header.keyBytes <= rest.size() && header.binaryBytes == rest.size() - header.keyBytes;
    if (!sizesFit || header.checksum != hashOf(file.substr(kChecked)) || rest.substr(0, header.keyBytes) != key) {
        return std::nullopt;
    }
    const auto bytes = std::as_bytes(std::span(rest.substr(header.keyBytes)));
    return gl::ProgramBinary{.format = static_cast<unsigned>(header.format), .bytes = {bytes.begin(), bytes.end()}};
}

struct CachedFile {
    fs::path path;
    fs::file_time_type used;
    std::uintmax_t bytes = 0;
};

// What the cache has written, and what writers that were killed have left.
bool isCacheFile(const fs::path& path) {
    return path.extension() == kExtension ||
           (path.extension() == ".tmp" && path.filename().string().starts_with(".kernelglass-"));
}

std::vector<CachedFile> filesOf(const fs::path& folder) {
    std::vector<CachedFile> files;
    std::error_code error;
    for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        // Another process may remove a file while it is looked at.
        std::error_code gone;
        const CachedFile file{
            .path = entry->path(), .used = entry->last_write_time(gone), .bytes = entry->file_size(gone)};
        if (!gone && isCacheFile(file.path)) {
            files.push_back(file);
        }
    }
    return files;
}

// What the cache has, or what `build` makes of the sources and the cache then keeps.
template <typename Build>
ProgramBuild foundOrBuilt(const BinaryCache& cache, const std::string& vertex, const std::string& other,
                          gl::Program& program, Build build) {
    if (const auto binary = cache.find(vertex, other); binary && gl::Program::load(*binary, program)) {
        return {};
    }
    ProgramBuild result{.failure = build(), .compiled = true};
    if (!result.failure) {
        cache.store(vertex, other, program.binary());
    }
    return result;
}

}  // namespace

BinaryCache::BinaryCache(fs::path folder, std::string driver, std::uintmax_t maxBytes)
    : m_folder(std::move(folder)), m_driver(std::move(driver)), m_maxBytes(maxBytes) {}

// Everything that the binary depends on, told apart by bytes that no text has.
std::string BinaryCache::keyOf(const std::string& vertex, const std::string& fragment) const {
    std::string key = m_driver;
    for (const std::string* part : {&vertex, &fragment}) {
        key += '\0';
        key += *part;
    }
    return key;
}

// Two keys of one hash share a file, in which each finds the other's key and so nothing.
fs::path BinaryCache::fileOf(const std::string& key) const {
    return m_folder / fmt::format("{:016x}{}", hashOf(key), kExtension);
}

std::optional<gl::ProgramBinary> BinaryCache::find(const std::string& vertex, const std::string& fragment) const {
    if (m_folder.empty()) {
        return std::nullopt;
    }
    const std::string key = keyOf(vertex, fragment);
    const fs::path path = fileOf(key);
    std::error_code missing;
    if (const std::uintmax_t bytes = fs::file_size(path, missing); missing || bytes > m_maxBytes) {
        return std::nullopt;
    }
    std::ifstream stream(path, std::ios::binary);
    const std::string file(std::istreambuf_iterator<char>(stream), {});
    std::optional<gl::ProgramBinary> binary = unpacked(file, key);
    if (binary) {
        std::error_code ignored;
        fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);  // it is in use
    }
    return binary;
}

void BinaryCache::store(const std::string& vertex, const std::string& fragment, const gl::ProgramBinary& binary) const {
    if (m_folder.empty() || !binary) {
        return;
    }
    const std::string key = keyOf(vertex, fragment);
    std::error_code ignored;
    fs::create_directories(m_folder, ignored);
    try {
        writeFileAtomically(fileOf(key), packed(key, binary), Flush::Later);
    } catch (const Error&) {
        return;  // a read-only or full disk: the next start compiles again
    }
    trim();
}

// Down to three quarters of the limit, so that not every store has something to remove.
void BinaryCache::trim() const {
    std::vector<CachedFile> files = filesOf(m_folder);
    std::uintmax_t total = 0;
    for (const CachedFile& file : files) {
        total += file.bytes;
    }
    if (total <= m_maxBytes) {
        return;
    }
    std::sort(files.begin(), files.end(), [](const CachedFile& a, const CachedFile& b) { return a.used < b.used; });
    for (const CachedFile& file : files) {
        if (total <= m_maxBytes / 4 * 3) {
            break;
        }
        std::error_code ignored;
        fs::remove(file.path, ignored);
        total -= file.bytes;
    }
}

std::string driverName(const gl::ContextInfo& info) {
    return fmt::format("{}\n{}\n{}", info.vendor, info.renderer, info.version);
}

ProgramBuild buildProgram(const BinaryCache& cache, const std::string& vertex, const std::string& fragment,
                          gl::Program& program) {
    return foundOrBuilt(cache, vertex, fragment, program,
                        [&] { return gl::Program::build(vertex, fragment, program); });
}

ProgramBuild buildComputeProgram(const BinaryCache& cache, const std::string& compute, gl::Program& program) {
    return foundOrBuilt(cache, {}, compute, program, [&] { return gl::Program::buildCompute(compute, program); });
}

}  // namespace kg
