// Icons: the code points of Font Awesome 4.7 that the interface uses, each with the text that stands in where the
// font was not there at build time.
#pragma once

namespace kg::ui {

struct Icon {
    const char* glyph;     // UTF-8
    const char* fallback;  // ASCII
};

namespace icons {

constexpr Icon kAdd{"\xEF\x81\xA7", "+"};       // f067 plus
constexpr Icon kRemove{"\xEF\x81\xA8", "-"};    // f068 minus
constexpr Icon kClose{"\xEF\x80\x8D", "x"};     // f00d times
constexpr Icon kGrip{"\xEF\x85\x82", "::"};     // f142 ellipsis-v
constexpr Icon kMenu{"\xEF\x85\x81", "..."};    // f141 ellipsis-h
constexpr Icon kUnfold{"\xEF\x84\x85", ">"};    // f105 angle-right
constexpr Icon kFold{"\xEF\x84\x87", "v"};      // f107 angle-down
constexpr Icon kPaneLeft{"\xEF\x84\x84", "<"};  // f104 angle-left
constexpr Icon kCopy{"\xEF\x83\x85", "Copy"};   // f0c5 files-o
constexpr Icon kFolder{"\xEF\x81\xBB", "[]"};   // f07b folder
constexpr Icon kImage{"\xEF\x80\xBE", "#"};     // f03e image
constexpr Icon kFile{"\xEF\x80\x96", "="};      // f016 file-o
constexpr Icon kUp{"\xEF\x81\xA2", "^"};        // f062 arrow-up
constexpr Icon kHome{"\xEF\x80\x95", "~"};      // f015 home
constexpr Icon kRecent{"\xEF\x80\x97", "*"};    // f017 clock-o
constexpr Icon kWarning{"\xEF\x81\xB1", "!"};   // f071 exclamation-triangle
constexpr Icon kSearch{"\xEF\x80\x82", "?"};    // f002 search
constexpr Icon kPlay{"\xEF\x81\x8B", ">"};      // f04b play
constexpr Icon kPause{"\xEF\x81\x8C", "="};     // f04c pause
constexpr Icon kStep{"\xEF\x81\x91", ">|"};     // f051 step-forward
constexpr Icon kRewind{"\xEF\x81\x89", "|<"};   // f049 fast-backward
constexpr Icon kRecord{"\xEF\x84\x91", "O"};    // f111 circle
constexpr Icon kRepeat{"\xEF\x80\x9E", "o"};    // f01e repeat
constexpr Icon kReset{"\xEF\x83\xA2", "<-"};    // f0e2 undo
constexpr Icon kMirror{"\xEF\x83\xAC", "<>"};   // f0ec exchange
constexpr Icon kSliders{"\xEF\x87\x9E", "|"};   // f1de sliders

}  // namespace icons

}  // namespace kg::ui
