// Tables of numbers as spreadsheets copy them and CSV files hold them: fields separated by tabs, commas or semicolons,
// decimal commas too, an empty field for an absent cell. Private to this room: parsePasted and printKernelsAs are its
// faces.
#pragma once

#include "kernel/kernel.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// CSV, "nan" for absent cells. Where the origin is not the centre, a line "# origin: x, y" stands in front, which
// readers of CSV that know comments pass over.
std::string printTable(const Kernel& kernel);

// The table's kernel, or several where a line ";" separates them; nothing where the text is no table, or means the
// same as kernel text. Throws TextError and Error. text: without newlines around it, not empty.
std::optional<std::vector<Kernel>> parseTables(std::string_view text);

}  // namespace kg
