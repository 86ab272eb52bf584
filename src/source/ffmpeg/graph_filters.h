// Which of FFmpeg's filters a graph ("lavfi:...") may name.
#pragma once

#include <string>
#include <vector>

namespace kg {

// The filters' names in a graph's text, in order, read as libavfilter's own parser reads them (quotes, escapes, labels,
// instance names). What follows a text that it could not read is left out, as there nothing is run.
std::vector<std::string> filtersOfGraph(const std::string& graph);

// Throws FileError at `where` that names the first filter that is not among those known to neither read files, write
// files, load code nor call out. The list says what may be, not what may not: a filter of a newer FFmpeg is refused.
void checkGraph(const std::string& graph, const std::string& where);

}  // namespace kg
