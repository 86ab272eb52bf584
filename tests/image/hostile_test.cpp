// Files as an enemy or a bad disk makes them: each decodes or throws a FileError, and nothing else happens. The
// sanitizers are the judges of the rest.
#include "base/error.h"
#include "image/file_helpers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace kg::test {
namespace {

// True if it decoded; anything but a FileError gets out and fails the test.
bool survives(std::string_view bytes, const std::string& name) {
    try {
        const Image image = decode(bytes, name);
        return !image.empty();
    } catch (const FileError& error) {
        EXPECT_EQ(error.where(), name);
        EXPECT_FALSE(error.problem().empty());
        return false;
    }
}

class Hostile : public testing::TestWithParam<SampleFile> {
protected:
    const SampleFile& file = GetParam();
};

TEST_P(Hostile, WholeFileDecodes) {
    EXPECT_TRUE(survives(file.bytes, file.name));
}

TEST_P(Hostile, NoPrefixPassesForTheWhole) {
    for (std::size_t length = 0; length + file.spare < file.bytes.size(); ++length) {
        // A copy of that length, so that the address sanitizer sees a read beyond it.
        const std::vector<char> prefix(file.bytes.begin(), file.bytes.begin() + static_cast<std::ptrdiff_t>(length));
        ASSERT_FALSE(survives({prefix.data(), length}, file.name)) << file.name << " cut to " << length << " bytes";
    }
}

TEST_P(Hostile, FlippedBitsDoNoHarm) {
    constexpr int kRounds = 400;
    std::mt19937 random(7);
    for (int round = 0; round < kRounds; ++round) {
        std::string bytes = file.bytes;
        const int flips = 1 + static_cast<int>(random() % 4);
        for (int i = 0; i < flips; ++i) {
            // Half of the flips hit the header, where they do most.
            const std::size_t reach = random() % 2 == 0 ? std::min<std::size_t>(bytes.size(), 64) : bytes.size();
            char& byte = bytes[random() % reach];
            byte = static_cast<char>(byte ^ 1 << random() % 8);
        }
        survives(bytes, file.name);
    }
}

TEST_P(Hostile, GarbageAfterTheHeaderDoesNoHarm) {
    std::mt19937 random(8);
    for (int round = 0; round < 60; ++round) {
        std::string bytes = file.bytes.substr(0, 8 + random() % 40);
        while (bytes.size() < 300) {
            bytes += static_cast<char>(random());
        }
        survives(bytes, file.name);
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, Hostile, testing::ValuesIn(sampleFiles()), [](const auto& instance) {
    std::string name = instance.param.name;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
});

TEST(HostileNames, OneByteOfAnyValueIsNoImage) {
    for (int value = 0; value < 256; ++value) {
        for (const char* name : {"a.png", "a.tga", "a"}) {
            EXPECT_FALSE(survives(std::string(1, static_cast<char>(value)), name));
        }
    }
}

TEST(HostileNames, NoiseIsNoImage) {
    std::mt19937 random(9);
    for (int round = 0; round < 300; ++round) {
        std::string bytes;
        for (int i = 0; i < 200; ++i) {
            bytes += static_cast<char>(random());
        }
        EXPECT_FALSE(survives(bytes, "a.jpg"));
    }
}

}  // namespace
}  // namespace kg::test
