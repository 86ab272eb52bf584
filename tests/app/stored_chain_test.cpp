#include "app/stored_chain.h"

#include "app/export.h"
#include "image/encode.h"
#include "image/pattern.h"
#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace kg {
namespace {

class StoredChain : public testing::Test {
protected:
    std::filesystem::path exported(const std::string& chain) {
        encodeImage(noise({.width = 20, .height = 10, .channels = 3}, 3), folder / "out.png",
                    {.text = {{kChainKeyword, chain}, {"Comment", "of no interest"}}});
        return folder / "out.png";
    }

    // A file as another program may write it: the signature, one chunk and nothing that could be decoded.
    std::filesystem::path withChunk(std::string_view type, const std::string& data) {
        const std::string length{'\0', '\0', '\0', static_cast<char>(data.size())};
        writeFile(folder / "chunk.png", "\x89PNG\r\n\x1a\n" + length + std::string(type) + data + "sum.");
        return folder / "chunk.png";
    }

    static std::string keyword() { return kChainKeyword + std::string(1, '\0'); }

    ScratchFolder folder;
};

TEST_F(StoredChain, IsWhatTheExportWrote) {
    EXPECT_EQ(storedChain(exported("gaussian sigma=3 | sobel")), "gaussian sigma=3 | sobel");
    EXPECT_EQ(storedChain(exported("")), "");
}

TEST_F(StoredChain, IsFoundBehindThePixels) {
    const std::string file = readFile(exported("box"));
    const auto at = file.find("iTXt" + keyword()) - 4;
    const auto size = 12 + static_cast<unsigned char>(file[at + 3]);
    const auto end = file.size() - 12;  // where the chunk that ends the file begins
    const std::string moved = file.substr(0, at) + file.substr(at + size, end - at - size) + file.substr(at, size);
    writeFile(folder / "moved.png", moved + file.substr(end));
    EXPECT_EQ(storedChain(folder / "moved.png"), "box");
}

TEST_F(StoredChain, IsReadFromThePlainChunksOfOtherPrograms) {
    EXPECT_EQ(storedChain(withChunk("tEXt", keyword() + "sobel")), "sobel");
    EXPECT_EQ(storedChain(withChunk("iTXt", keyword() + std::string("\0\0en\0word\0sobel", 15))), "sobel");
}

TEST_F(StoredChain, IsNothingWhereTheFileCannotSay) {
    EXPECT_FALSE(storedChain(withChunk("tEXt", std::string("Comment\0hello", 13))));
    EXPECT_FALSE(storedChain(withChunk("iTXt", keyword() + "x")));
    EXPECT_FALSE(storedChain(withChunk("zTXt", keyword() + "x"))) << "compressed, and the file is damaged";
    const std::string file = readFile(exported("box"));
    for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{30}, file.find(kChainKeyword)}) {
        writeFile(folder / "cut.png", file.substr(0, size));
        EXPECT_FALSE(storedChain(folder / "cut.png")) << size;
    }
    EXPECT_FALSE(storedChain(folder / "missing.png"));
    EXPECT_FALSE(storedChain(folder.path()));
    encodeImage(noise({.width = 4, .height = 4, .channels = 3}, 3), folder / "a.bmp");
    EXPECT_FALSE(storedChain(folder / "a.bmp"));
}

}  // namespace
}  // namespace kg
