// A filter of the chain as a card: a header to drag, switch, select and fold it, and its parameters below.
#pragma once

#include "ui/panel.h"

#include <optional>

namespace kg::ui {

// A filter that was dropped at another place of the chain.
struct CardMove {
    int from = 0;
    int to = 0;
};

// Draws the card of the chain's filter `index` over the available width and applies what a person changes. Moves are
// returned instead: the chain must not change while its cards are being drawn.
std::optional<CardMove> filterCard(Panel& panel, int index);

}  // namespace kg::ui
