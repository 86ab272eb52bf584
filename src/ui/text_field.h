// A text that is typed as a whole and committed with Enter or by leaving the field. A refused text stays, with its
// problem under it, while the document keeps the last good one.
#pragma once

#include "ui/panel.h"

#include <functional>
#include <optional>
#include <string>

namespace kg::ui {

// Why a text would be refused; nothing where it is good.
using TextCheck = std::function<std::optional<std::string>(const std::string&)>;

// Returns a text that is new and good, once.
std::optional<std::string> textField(Panel& panel, const char* id, const std::string& value, const TextCheck& check);

}  // namespace kg::ui
