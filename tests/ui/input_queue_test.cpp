#include "ui/input_queue.h"

#include <gtest/gtest.h>

#include <string>

namespace kg::ui {

namespace {

using Kind = InputEvent::Kind;

// What one frame is handed: "+B" for a press, "-B" for a release, "5" for a character.
std::string frame(InputQueue& queue) {
    std::string text;
    queue.deliver([&](const InputEvent& event) {
        if (event.kind == Kind::Character) {
            text += static_cast<char>(event.codepoint);
            return;
        }
        const bool up = event.kind == Kind::KeyRelease || event.kind == Kind::ButtonRelease;
        text += up ? '-' : '+';
        text += static_cast<char>(event.key);
    });
    return text;
}

InputEvent press(char key, bool silent = false) {
    return {.kind = Kind::KeyPress, .key = key, .silent = silent};
}

InputEvent release(char key) {
    return {.kind = Kind::KeyRelease, .key = key};
}

InputEvent character(char c) {
    return {.kind = Kind::Character, .codepoint = static_cast<unsigned>(c)};
}

InputEvent button(Kind kind) {
    return {.kind = kind, .key = 'b'};
}

}  // namespace

TEST(InputQueue, ADoubleClickIsTwoClicks) {
    InputQueue queue;
    for (const Kind kind : {Kind::ButtonPress, Kind::ButtonRelease, Kind::ButtonPress, Kind::ButtonRelease}) {
        queue.push(button(kind));
    }
    queue.push(character('5'));
    EXPECT_EQ(frame(queue), "+b");
    EXPECT_EQ(frame(queue), "-b");
    EXPECT_EQ(frame(queue), "+b");
    EXPECT_EQ(frame(queue), "-b");
    EXPECT_EQ(frame(queue), "5");
}

TEST(InputQueue, APressIsSeenBeforeItsRelease) {
    InputQueue queue;
    queue.push(press('B'));
    queue.push(release('B'));
    EXPECT_EQ(frame(queue), "+B");
    EXPECT_EQ(frame(queue), "-B");
    EXPECT_TRUE(queue.empty());
}

TEST(InputQueue, TypingComesInOneFrame) {
    InputQueue queue;
    for (const char c : {'a', 'b', 'c'}) {
        queue.push(press(c, true));
        queue.push(character(c));
        queue.push(release(c));
    }
    EXPECT_EQ(frame(queue), "+aa-a+bb-b+cc-c");
    EXPECT_TRUE(queue.empty());
}

TEST(InputQueue, BackspaceAndCharactersKeepTheirOrder) {
    InputQueue queue;
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

TEST(InputQueue, ModifiersDoNotHoldUpTheKeyTheyGoWith) {
    InputQueue queue;
    queue.push(press('C', true));
    queue.push(press('S'));
    queue.push(release('S'));
    queue.push(release('C'));
    EXPECT_EQ(frame(queue), "+C+S");
    EXPECT_EQ(frame(queue), "-S-C");
}

TEST(InputQueue, AModifierIsHeldUntilItsKeyWasSeen) {
    InputQueue queue;
    queue.push(press('C', true));
    queue.push(press('A'));
    queue.push(release('C'));
    queue.push(release('A'));
    EXPECT_EQ(frame(queue), "+C+A");
    EXPECT_EQ(frame(queue), "-C-A");
}

}  // namespace kg::ui
