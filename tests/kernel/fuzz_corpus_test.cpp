// The fuzz target's corpus as a plain test, and what is too large for it.
#include "fuzz/kernel_text_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace kg {
namespace {

TEST(FuzzCorpus, EveryTextIsReadOrRefused) {
    int texts = 0;
    for (const auto& entry : std::filesystem::directory_iterator(KG_FUZZ_CORPUS)) {
        SCOPED_TRACE(entry.path().filename());
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        EXPECT_NO_THROW(checkKernelText(text));
        ++texts;
    }
    EXPECT_GE(texts, 40);
}

void expectRefused(const std::string& part, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) {
        text += part;
    }
    EXPECT_TRUE(kernelsOrNone(parsePasted, text).empty()) << part;
}

TEST(FuzzCorpus, LargeTextsAreRefused) {
    for (const char* part : {"[", "(", "a", ";", "\t", "[[1],", "x=", "a[", "a<", "/*"}) {
        expectRefused(part, 1 << 20);
    }
    for (const char* part : {"1,", "1 2\n"}) {
        expectRefused(part, 10 << 20);
    }
}

}  // namespace
}  // namespace kg
