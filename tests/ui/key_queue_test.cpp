#include "ui/key_queue.h"

#include <gtest/gtest.h>

#include <string>

namespace kg::ui {

namespace {

using Kind = KeyEvent::Kind;

// What one frame is handed: "+B" for a press, "-B" for a release, "5" for a character.
std::string frame(KeyQueue& queue) {
    std::string text;
    queue.deliver([&](const KeyEvent& event) {
        if (event.kind == Kind::Character) {
            text += static_cast<char>(event.codepoint);
            return;
        }
        text += event.kind == Kind::Release ? '-' : '+';
        text += static_cast<char>(event.key);
    });
    return text;
}

KeyEvent press(char key, bool silent = false) {
    return {.kind = Kind::Press, .key = key, .silent = silent};
}

KeyEvent release(char key) {
    return {.kind = Kind::Release, .key = key};
}

KeyEvent character(char c) {
    return {.kind = Kind::Character, .codepoint = static_cast<unsigned>(c)};
}

}  // namespace

TEST(KeyQueue, APressIsSeenBeforeItsRelease) {
    KeyQueue queue;
    queue.push(press('B'));
    queue.push(release('B'));
    EXPECT_EQ(frame(queue), "+B");
    EXPECT_EQ(frame(queue), "-B");
    EXPECT_TRUE(queue.empty());
}

TEST(KeyQueue, TypingComesInOneFrame) {
    KeyQueue queue;
    for (const char c : {'a', 'b', 'c'}) {
        queue.push(press(c, true));
        queue.push(character(c));
        queue.push(release(c));
    }
    EXPECT_EQ(frame(queue), "+aa-a+bb-b+cc-c");
    EXPECT_TRUE(queue.empty());
}

TEST(KeyQueue, BackspaceAndCharactersKeepTheirOrder) {
    KeyQueue queue;
    queue.push(character('1'));
    queue.push(press('B'));
    queue.push(release('B'));
    queue.push(character('5'));
    queue.push(press('E'));
    EXPECT_EQ(frame(queue), "1");
    EXPECT_EQ(frame(queue), "+B");
    EXPECT_EQ(frame(queue), "-B5");
    EXPECT_EQ(frame(queue), "+E");
    EXPECT_TRUE(queue.empty());
}

TEST(KeyQueue, ModifiersDoNotHoldUpTheKeyTheyGoWith) {
    KeyQueue queue;
    queue.push(press('C', true));
    queue.push(press('S'));
    queue.push(release('S'));
    queue.push(release('C'));
    EXPECT_EQ(frame(queue), "+C+S");
    EXPECT_EQ(frame(queue), "-S-C");
}

TEST(KeyQueue, AModifierIsHeldUntilItsKeyWasSeen) {
    KeyQueue queue;
    queue.push(press('C', true));
    queue.push(press('A'));
    queue.push(release('C'));
    queue.push(release('A'));
    EXPECT_EQ(frame(queue), "+C+A");
    EXPECT_EQ(frame(queue), "-C-A");
}

}  // namespace kg::ui
