#include "ui/shortcuts.h"

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

namespace kg::ui {

TEST(Shortcuts, AreWrittenAsPeopleReadThem) {
    EXPECT_EQ(shortcutOf(GLFW_KEY_S, "s", GLFW_MOD_CONTROL | GLFW_MOD_SHIFT), "Ctrl+Shift+S");
    EXPECT_EQ(shortcutOf(GLFW_KEY_DELETE, "", 0), "Delete");
    EXPECT_EQ(shortcutOf(GLFW_KEY_F12, "", 0), "F12");
    EXPECT_EQ(shortcutOf(GLFW_KEY_UP, "", GLFW_MOD_CONTROL), "Ctrl+Up");
    EXPECT_EQ(shortcutOf(GLFW_KEY_S, "s", GLFW_MOD_SUPER), "Ctrl+S");
    EXPECT_EQ(shortcutOf(GLFW_KEY_LEFT_SHIFT, "", GLFW_MOD_SHIFT), "");
}

TEST(Shortcuts, LettersFollowTheKeyboardsLayout) {
    EXPECT_EQ(shortcutOf(GLFW_KEY_Q, "a", 0), "A");  // the French keyboard's A
}

TEST(Shortcuts, PlusIsPlusWhereverItIs) {
    EXPECT_EQ(shortcutOf(GLFW_KEY_EQUAL, "=", GLFW_MOD_SHIFT), "+");
    EXPECT_EQ(shortcutOf(GLFW_KEY_EQUAL, "=", 0), "+");
    EXPECT_EQ(shortcutOf(GLFW_KEY_KP_ADD, "+", 0), "+");
    EXPECT_EQ(shortcutOf(GLFW_KEY_RIGHT_BRACKET, "+", 0), "+");  // the German keyboard's
    EXPECT_EQ(shortcutOf(GLFW_KEY_MINUS, "-", 0), "-");
}

TEST(Shortcuts, FindTheirAction) {
    for (const Action& action : actions()) {
        if (!action.shortcut.empty()) {
            ASSERT_NE(actionFor(action.shortcut), nullptr) << action.shortcut;
            EXPECT_EQ(actionFor(action.shortcut)->id, action.id);
        }
    }
    EXPECT_EQ(actionFor(""), nullptr);
    EXPECT_EQ(actionFor("Ctrl+Alt+F19"), nullptr);
}

}  // namespace kg::ui
