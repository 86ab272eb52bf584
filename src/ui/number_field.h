// Number fields: a number that is dragged or typed. The slider has a range and a curve; the cell is a spreadsheet's.
//
// Both draw themselves, so that a bar, its value and its unit look the same everywhere. They return what a person
// asked for and change nothing themselves.
#pragma once

#include "filter/parameter.h"
#include "ui/panel.h"

#include <optional>
#include <string>

namespace kg::ui {

// What became of a field in this frame.
struct NumberChange {
    enum class Kind { None, Set, Reset };
    Kind kind = Kind::None;
    double value = 0;
    std::string group{};    // shared by the changes of one drag; empty for typed ones
    std::string problem{};  // what was typed is no number
    bool next = false;      // typing ended with Tab
    ImGuiID typedIn = 0;    // the field, where the number was typed

    explicit operator bool() const { return kind != Kind::None; }
};

struct SliderOptions {
    double value = 0;
    Range comfort;
    Curve curve = Curve::Linear;
    bool whole = false;  // integers only
    std::string unit{};
    double shownFactor = 1;           // the number on the screen divided by the value: 100 for per cent
    std::optional<double> initial{};  // what a reset gives; nothing: it cannot be reset
    std::string place{};              // of the arrow that resets, for the report; empty: not noted
};

// A bar as wide as the next item, and before it a small arrow that resets, where there is something to reset. Drag
// sets, Shift drags finely, double click and Ctrl+click type, a right click opens a menu of both; typed numbers may
// pass the comfort range.
NumberChange slider(Panel& panel, const char* id, const SliderOptions& options);

struct CellOptions {
    double value = 0;
    double largest = 1;  // the largest absolute value around, which sets the drag's speed and the tint
    ImVec2 size{};
    bool present = true;  // absent cells are drawn empty; typing or dragging makes them present
    bool showsNumber = true;
};

// Drag sets, Shift drags finely, a click types; Tab goes on to the next cell.
NumberChange cell(Panel& panel, const char* id, const CellOptions& options);

// The look of a cell whose button is the last item.
void drawCell(Panel& panel, const CellOptions& options, ImVec2 corner);

// Goes on with the typing of a number that was refused, as it was typed: for callers whose document did not take it.
void typeOn(Panel& panel, const NumberChange& refused);

// Makes a field be typed into from the next frame on; `field` is its Dear ImGui id.
void beginTyping(Draft& draft, ImGuiID field, double value);

}  // namespace kg::ui
