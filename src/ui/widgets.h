// Widgets: small pieces that several panels are made of.
#pragma once

#include "ui/panel.h"

#include <string>
#include <vector>

namespace kg::ui {

// Text in a colour, or in a font and a colour.
void colouredText(ImU32 colour, const std::string& text);
void colouredText(ImFont* font, ImU32 colour, const std::string& text);
// A text that fits `width` in the current font: cut, with an ellipsis, where it is too long.
std::string clipped(const std::string& text, float width);
void clippedText(ImU32 colour, const std::string& text, float width);

// A tooltip for the last item, after the mouse has rested on it for a moment.
void tooltip(Panel& panel, const std::string& text);

// A frameless button of the frame's height; the id follows "##" rules of Dear ImGui.
bool iconButton(Panel& panel, const char* id, Icon icon, const std::string& tip, ImU32 colour = theme::kTextMuted);

// A combo's frame and its quiet arrow; where it returns true, rows follow and ImGui::EndCombo ends them.
bool beginCombo(Panel& panel, const char* id, const std::string& shown);

// A row of joined buttons of which one is chosen; returns the chosen one. `name` names them in the report.
int segments(Panel& panel, const char* id, const std::vector<const char*>& labels, int chosen, const std::string& name);

// A small button with a text; dimmed and without effect where it is not enabled.
bool textButton(Panel& panel, const char* label, const std::string& tip, bool enabled = true);

// A bar across a rectangle, without a frame and below all other windows; ImGui::End ends it. `padding` is in window
// units, left and right.
void beginBar(const char* name, const Rect& rect, float padding);

// Moves the cursor so that an item of this width ends at the right edge of the contents.
void alignRight(float width);

// A heading of a pane's section, with room before it.
void sectionHeading(Panel& panel, const char* text);

// A row of a form: label on the left, and the next item fills the rest. In a column of this width.
void formLabel(Panel& panel, const std::string& label, const std::string& tip, float column);

// The same with a text as value, in the monospaced font for numbers.
void factRow(Panel& panel, const char* label, const std::string& value, float column, const std::string& tip = {});

}  // namespace kg::ui
