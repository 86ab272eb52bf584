// Programs on disk: found again by the same driver, refused where a byte is wrong, whole however many write at once.
#include "render/binary_cache.h"

#include "engine_fixture.h"

#include <fmt/format.h>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace kg {
namespace {

namespace fs = std::filesystem;

gl::ProgramBinary binaryOf(std::size_t bytes, unsigned char value) {
    return {.format = 0x875f, .bytes = std::vector<std::byte>(bytes, std::byte{value})};
}

class Binaries : public EngineTest {
protected:
    void SetUp() override {
        m_folder =
            fs::path(KG_TEST_OUTPUT_DIR) / "programs" / testing::UnitTest::GetInstance()->current_test_info()->name();
        fs::remove_all(m_folder);
    }

    std::vector<fs::path> files() const {
        std::vector<fs::path> paths;
        if (fs::exists(m_folder)) {
            for (const auto& entry : fs::directory_iterator(m_folder)) {
                paths.push_back(entry.path());
            }
        }
        return paths;
    }
    static std::string read(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    static void write(const fs::path& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    }

    fs::path m_folder;
};

TEST_F(Binaries, WhatIsStoredIsFoundByTheSameKeyAlone) {
    const BinaryCache cache(m_folder, "vendor\nrenderer\n1.0");
    EXPECT_FALSE(cache.find("vertex", "fragment"));
    cache.store("vertex", "fragment", binaryOf(100, 7));
    EXPECT_EQ(cache.find("vertex", "fragment"), binaryOf(100, 7));
    EXPECT_FALSE(cache.find("vertex", "fragment "));
    EXPECT_FALSE(cache.find("vertexf", "ragment"));
    EXPECT_FALSE(BinaryCache(m_folder, "vendor\nrenderer\n1.1").find("vertex", "fragment")) << "another driver's";
    cache.store("vertex", "fragment", binaryOf(50, 8));
    EXPECT_EQ(cache.find("vertex", "fragment"), binaryOf(50, 8));
    EXPECT_EQ(files().size(), 1U);
}

TEST_F(Binaries, WithoutAFolderOrABinaryNothingIsWritten) {
    BinaryCache().store("vertex", "fragment", binaryOf(10, 1));
    EXPECT_FALSE(BinaryCache().find("vertex", "fragment"));
    BinaryCache(m_folder, "driver").store("vertex", "fragment", {});
    EXPECT_TRUE(files().empty());
}

TEST_F(Binaries, AWrongByteOrLengthIsRefusedAndReplaced) {
    const BinaryCache cache(m_folder, "driver");
    cache.store("vertex", "fragment", binaryOf(40, 7));
    const fs::path path = files().at(0);
    const std::string good = read(path);
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string damaged = good;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        write(path, damaged);
        EXPECT_FALSE(cache.find("vertex", "fragment")) << "byte " << i;
        write(path, good.substr(0, i));
        EXPECT_FALSE(cache.find("vertex", "fragment")) << "cut after " << i;
    }
    write(path, good + "x");
    EXPECT_FALSE(cache.find("vertex", "fragment")) << "too long";
    cache.store("vertex", "fragment", binaryOf(40, 7));
    EXPECT_EQ(cache.find("vertex", "fragment"), binaryOf(40, 7));
}

TEST_F(Binaries, AnotherKeysFileUnderThisNameIsForeign) {
    const BinaryCache cache(m_folder, "driver");
    cache.store("vertex", "one", binaryOf(40, 1));
    const fs::path one = files().at(0);
    cache.store("vertex", "two", binaryOf(40, 2));
    for (const fs::path& path : files()) {
        if (path != one) {
            fs::copy_file(path, one, fs::copy_options::overwrite_existing);
        }
    }
    EXPECT_FALSE(cache.find("vertex", "one"));
    EXPECT_TRUE(cache.find("vertex", "two"));
}

TEST_F(Binaries, AFolderOfTheFilesNameAndAFolderThatIsAFileAreDoneWithout) {
    const BinaryCache cache(m_folder, "driver");
    cache.store("vertex", "fragment", binaryOf(40, 7));
    const fs::path path = files().at(0);
    fs::remove(path);
    fs::create_directory(path);
    EXPECT_FALSE(cache.find("vertex", "fragment"));
    EXPECT_NO_THROW(cache.store("vertex", "fragment", binaryOf(40, 7)));
    fs::remove_all(m_folder);
    write(m_folder, "a file");
    EXPECT_NO_THROW(cache.store("vertex", "fragment", binaryOf(40, 7)));
    EXPECT_FALSE(cache.find("vertex", "fragment"));
}

TEST_F(Binaries, BeyondTheLimitTheLeastUsedGoAndForeignFilesStay) {
    constexpr std::uintmax_t kLimit = 21000;  // of which three quarters hold three files
    const BinaryCache cache(m_folder, "driver", kLimit);
    fs::create_directories(m_folder);
    write(m_folder / "notes.txt", std::string(50000, 'x'));
    const auto hourAgo = fs::file_time_type::clock::now() - std::chrono::hours(1);
    cache.store("vertex", "used", binaryOf(5000, 1));
    for (int i = 0; i < 6; ++i) {
        for (const fs::path& path : files()) {
            fs::last_write_time(path, fs::last_write_time(path) - std::chrono::minutes(1));
        }
        EXPECT_TRUE(cache.find("vertex", "used")) << "a find is a use";
        cache.store("vertex", std::to_string(i), binaryOf(5000, 2));
    }
    write(m_folder / ".kernelglass-1-1.tmp", std::string(3000, 'x'));
    fs::last_write_time(m_folder / ".kernelglass-1-1.tmp", hourAgo);
    cache.store("vertex", "newest", binaryOf(5000, 3));
    std::uintmax_t bytes = 0;
    for (const fs::path& path : files()) {
        bytes += path.extension() == ".txt" ? 0 : fs::file_size(path);
    }
    EXPECT_LE(bytes, kLimit);
    EXPECT_TRUE(cache.find("vertex", "used"));
    EXPECT_TRUE(cache.find("vertex", "newest"));
    EXPECT_FALSE(cache.find("vertex", "0"));
    EXPECT_FALSE(fs::exists(m_folder / ".kernelglass-1-1.tmp")) << "what a killed writer left";
    EXPECT_TRUE(fs::exists(m_folder / "notes.txt"));
}

// What a process finds while others write is one writer's file or none.
TEST_F(Binaries, TwoProcessesMayWriteAtOnce) {
    constexpr int kRounds = 150;
    const BinaryCache cache(m_folder, "driver", 60000);
    const auto writeAndCheck = [&](unsigned char mine) {
        int wrong = 0;
        for (int i = 0; i < kRounds; ++i) {
            const std::string fragment = std::to_string(i % 5);
            cache.store("vertex", fragment, binaryOf(4000U + mine, mine));
            if (const auto found = cache.find("vertex", fragment)) {
                const auto value = std::to_integer<unsigned char>(found->bytes.at(0));
                wrong += *found == binaryOf(4000U + value, value) ? 0 : 1;
            } else {
                ++wrong;  // replaced, never missing: nothing is trimmed below the limit
            }
        }
        return wrong;
    };
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        _exit(writeAndCheck(1) == 0 ? 0 : 1);
    }
    EXPECT_EQ(writeAndCheck(2), 0);
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT_EQ(files().size(), 5U) << "no temporary file stays";
}

// The driver's own binaries, where it gives any away.
class EngineBinaries : public Binaries {
protected:
    void SetUp() override {
        Binaries::SetUp();
        if (sharedContext().info().programBinaryFormats == 0) {
            GTEST_SKIP() << "this driver gives no binaries away";
        }
    }

    Image runOnce(EngineCounters& counters) const {
        Engine engine(sharedContext(), {.programCache = m_folder});
        engine.setSource(std::make_shared<const Image>(noise({.width = 20, .height = 16, .channels = 4}, 3)));
        engine.run(parseChain("sobel | gaussian border=constant"));
        engine.specialise();
        engine.run(parseChain("sobel | gaussian border=constant"));
        counters = engine.counters();
        return engine.readResult();
    }
};

TEST_F(EngineBinaries, TheSecondStartCompilesNothingAndMakesTheSamePicture) {
    EngineCounters first;
    const Image before = runOnce(first);
    EXPECT_GT(first.programsCompiled, 0U);
    EXPECT_EQ(first.programsLoaded, 0U);
    EngineCounters second;
    const Image after = runOnce(second);
    EXPECT_EQ(second.programsCompiled, 0U);
    EXPECT_EQ(second.programsLoaded, first.programsCompiled);
    EXPECT_EQ(second.programsSpecialised, first.programsSpecialised);
    EXPECT_TRUE(sameBytes(before, after));
}

TEST_F(EngineBinaries, DamagedFilesAreCompiledAgainAndReplaced) {
    EngineCounters first;
    const Image before = runOnce(first);
    std::size_t index = 0;
    for (const fs::path& path : files()) {
        const std::string good = read(path);
        write(path, index++ % 2 == 0 ? good.substr(0, good.size() / 2) : std::string(good.size(), '\xff'));
    }
    EngineCounters damaged;
    EXPECT_TRUE(sameBytes(before, runOnce(damaged)));
    EXPECT_EQ(damaged.programsCompiled, first.programsCompiled);
    EngineCounters mended;
    runOnce(mended);
    EXPECT_EQ(mended.programsCompiled, 0U);
}

// Whole files with bytes that are no program: the driver itself says no.
TEST_F(EngineBinaries, WhatTheDriverRefusesIsCompiled) {
    constexpr const char* kVertex = "#version 330 core\nvoid main() { gl_Position = vec4(0); }\n";
    constexpr const char* kFragment = "#version 330 core\nout vec4 o_pixel;\nvoid main() { o_pixel = vec4(1); }\n";
    const BinaryCache cache(m_folder, "driver");
    gl::Program program;
    EXPECT_TRUE(buildProgram(cache, kVertex, kFragment, program).compiled);
    gl::ProgramBinary binary = program.binary();
    ASSERT_TRUE(binary);
    // Some drivers do not survive other bytes in their own format (NVIDIA's), from which the checksum keeps them.
    const bool spared = !sharedContext().info().software;
    for (std::size_t i = binary.bytes.size() / 2; i < binary.bytes.size() && !spared; ++i) {
        binary.bytes[i] = std::byte{0x5a};
    }
    cache.store(kVertex, kFragment, binary);
    gl::Program again;
    const ProgramBuild build = buildProgram(cache, kVertex, kFragment, again);
    EXPECT_EQ(build.compiled, !spared);
    EXPECT_FALSE(build.failure);
    EXPECT_TRUE(again);
    cache.store(kVertex, kFragment, {.format = 0xdead, .bytes = binary.bytes});
    EXPECT_TRUE(buildProgram(cache, kVertex, kFragment, again).compiled) << "a format that the driver does not know";
    EXPECT_FALSE(buildProgram(cache, kVertex, kFragment, again).compiled) << "and now it is replaced";
}

}  // namespace
}  // namespace kg
