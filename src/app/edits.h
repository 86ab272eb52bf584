// Edits: the changes that a person makes to a document, as values with a name.
//
// Panels and tests make an Edit and hand it to Workspace::apply; nothing else writes to a document. Every edit is
// checked before it is applied: a refused one throws Error and leaves the document as it was.
#pragma once

#include "app/document.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace kg {

struct Edit {
    std::string label{};  // "Set sigma", for history and messages
    std::string group{};  // edits of one drag share it; empty: stands alone
    std::function<void(Document&)> change{};
};

namespace edits {

Edit addFilter(std::string_view kind, int index = -1);  // -1: at the end; selects it
Edit removeFilter(int index);
Edit duplicateFilter(int index);
Edit combineFilters(int index, Filter kernel);  // in the place of it and the next one; selects it
Edit moveFilter(int from, int to);              // `to` is its index afterwards
Edit selectFilter(int index);
Edit setFolded(int index, bool folded);
Edit setEnabled(int index, bool enabled);
Edit setMix(int index, double mix);
Edit setValue(int index, std::string_view parameter, Value value);
Edit resetValue(int index, std::string_view parameter);
Edit setValues(int index, std::string label, std::map<std::string, Value> values);  // all of them or none
Edit replaceFilter(int index, std::string label, Filter filter);
Edit resetFilter(int index);  // every value, mix and on/off
Edit setChain(Chain chain);
Edit setSettings(PlanSettings settings);
Edit setView(View view);

}  // namespace edits

}  // namespace kg
