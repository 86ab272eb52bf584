// Shortcuts: from a key to the action whose shortcut it is.
#pragma once

#include "app/actions.h"

#include <string>
#include <string_view>

namespace kg::ui {

// A key as actions write it: "Ctrl+Shift+S", "F12", "+". `keyName` is what the keyboard's layout prints on a key that
// types something (glfwGetKeyName); other keys go by GLFW's number. Empty for keys that have no name here.
Shortcut shortcutOf(int key, std::string_view keyName, int modifiers);

// The action of a shortcut; nullptr where there is none.
const Action* actionFor(const Shortcut& shortcut);

}  // namespace kg::ui
