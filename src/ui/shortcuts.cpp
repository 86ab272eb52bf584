#include "ui/shortcuts.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cctype>
#include <iterator>

namespace kg::ui {

namespace {

struct NamedKey {
    int key;
    std::string_view name;
};

constexpr NamedKey kKeys[] = {
    {GLFW_KEY_DELETE, "Delete"}, {GLFW_KEY_BACKSPACE, "Backspace"},
    {GLFW_KEY_ENTER, "Enter"},   {GLFW_KEY_ESCAPE, "Escape"},
    {GLFW_KEY_TAB, "Tab"},       {GLFW_KEY_HOME, "Home"},
    {GLFW_KEY_END, "End"},       {GLFW_KEY_UP, "Up"},
    {GLFW_KEY_DOWN, "Down"},     {GLFW_KEY_LEFT, "Left"},
    {GLFW_KEY_RIGHT, "Right"},   {GLFW_KEY_KP_ADD, "+"},
    {GLFW_KEY_KP_SUBTRACT, "-"},
};

bool isFunctionKey(int key) {
    return key >= GLFW_KEY_F1 && key <= GLFW_KEY_F25;
}

// The key alone. A layout may have plus on the key of equals, with or without Shift; both zoom in.
std::string baseName(int key, std::string_view keyName) {
    const auto named =
        std::find_if(std::begin(kKeys), std::end(kKeys), [&](const NamedKey& k) { return k.key == key; });
    if (named != std::end(kKeys)) {
        return std::string(named->name);
    }
    if (isFunctionKey(key)) {
        return "F" + std::to_string(key - GLFW_KEY_F1 + 1);
    }
    if (keyName == "=") {
        return "+";
    }
    // A layout of another alphabet has no letter that a shortcut is named by: the key counts then, by where it lies.
    const bool foreign = std::any_of(keyName.begin(), keyName.end(), [](unsigned char c) { return c >= 0x80; });
    if (foreign && key >= GLFW_KEY_A && key <= GLFW_KEY_Z) {
        return {static_cast<char>('A' + key - GLFW_KEY_A)};
    }
    std::string name(keyName);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return name;
}

}  // namespace

Shortcut shortcutOf(int key, std::string_view keyName, int modifiers) {
    const std::string base = baseName(key, keyName);
    if (base.empty()) {
        return {};
    }
    const bool typesSign = base == "+" || base == "-";
    Shortcut shortcut;
    // The command key is to a Mac what Ctrl is to others.
    if ((modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0) {
        shortcut += "Ctrl+";
    }
    if ((modifiers & GLFW_MOD_ALT) != 0) {
        shortcut += "Alt+";
    }
    if ((modifiers & GLFW_MOD_SHIFT) != 0 && !typesSign) {
        shortcut += "Shift+";
    }
    return shortcut + base;
}

const Action* actionFor(const Shortcut& shortcut) {
    if (shortcut.empty()) {
        return nullptr;
    }
    const auto& table = actions();
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const Action& a) { return a.shortcut == shortcut; });
    return found == table.end() ? nullptr : &*found;
}

}  // namespace kg::ui
