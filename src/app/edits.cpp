#include "app/edits.h"

#include "base/error.h"
#include "filter/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg::edits {

namespace {

void checkIndex(const Document& document, int index) {
    if (index < 0 || index >= std::ssize(document.chain)) {
        throw Error(fmt::format("the chain has no filter {}, it has {}", index + 1, document.chain.size()));
    }
}

Filter& filterAt(Document& document, int index) {
    checkIndex(document, index);
    return document.chain[static_cast<std::size_t>(index)];
}

// Moves one item of a list to another place; those in between close up.
template <typename List>
void moveItem(List& list, int from, int to) {
    const auto begin = list.begin();
    if (from < to) {
        std::rotate(begin + from, begin + from + 1, begin + to + 1);
    } else {
        std::rotate(begin + to, begin + from, begin + from + 1);
    }
}

// The index that a filter has after another one was moved.
int indexAfterMove(int index, int from, int to) {
    if (index == from) {
        return to;
    }
    if (from < index && index <= to) {
        return index - 1;
    }
    if (to <= index && index < from) {
        return index + 1;
    }
    return index;
}

}  // namespace

Edit addFilter(std::string_view kind, int index) {
    return {.label = fmt::format("Add {}", kind), .change = [kind = std::string(kind), index](Document& document) {
                const int size = static_cast<int>(document.chain.size());
                const int place = index < 0 ? size : index;
                if (place > size) {
                    throw Error(fmt::format("a filter cannot stand at place {} of a chain of {}", place + 1, size));
                }
                document.chain.insert(document.chain.begin() + place, makeFilter(kind));
                document.folded.insert(document.folded.begin() + place, false);
                document.selected = place;
            }};
}

Edit removeFilter(int index) {
    return {.label = "Remove filter", .change = [index](Document& document) {
                checkIndex(document, index);
                document.chain.erase(document.chain.begin() + index);
                document.folded.erase(document.folded.begin() + index);
                const int last = static_cast<int>(document.chain.size()) - 1;
                if (document.selected > index || document.selected > last) {
                    --document.selected;
                }
            }};
}

Edit duplicateFilter(int index) {
    return {.label = "Duplicate filter", .change = [index](Document& document) {
                Filter copy = filterAt(document, index);
                document.chain.insert(document.chain.begin() + index + 1, std::move(copy));
                document.folded.insert(document.folded.begin() + index + 1, false);
                document.selected = index + 1;
            }};
}

Edit combineFilters(int index, Filter kernel) {
    return {.label = "Combine filters", .change = [index, kernel = std::move(kernel)](Document& document) {
                checkIndex(document, index);
                checkIndex(document, index + 1);
                checkFilter(kernel);
                bankOf(kernel);
                document.chain.erase(document.chain.begin() + index + 1);
                document.folded.erase(document.folded.begin() + index + 1);
                document.chain[static_cast<std::size_t>(index)] = kernel;
                document.selected = index;
            }};
}

Edit moveFilter(int from, int to) {
    return {.label = "Move filter", .change = [from, to](Document& document) {
                checkIndex(document, from);
                checkIndex(document, to);
                moveItem(document.chain, from, to);
                moveItem(document.folded, from, to);
                document.selected = indexAfterMove(document.selected, from, to);
            }};
}

Edit selectFilter(int index) {
    return {.label = "Select filter", .change = [index](Document& document) {
                if (index != -1) {
                    checkIndex(document, index);
                }
                document.selected = index;
            }};
}

Edit setFolded(int index, bool folded) {
    return {.label = folded ? "Fold filter" : "Unfold filter", .change = [index, folded](Document& document) {
                checkIndex(document, index);
                document.folded[static_cast<std::size_t>(index)] = folded;
            }};
}

Edit setEnabled(int index, bool enabled) {
    return {.label = enabled ? "Switch filter on" : "Switch filter off",
            .change = [index, enabled](Document& document) { filterAt(document, index).enabled = enabled; }};
}

Edit setMix(int index, double mix) {
    return {.label = "Set mix", .change = [index, mix](Document& document) {
                if (!(mix >= 0 && mix <= 1)) {
                    throw Error(fmt::format("{} is outside 0..1", mix), "mix");
                }
                filterAt(document, index).mix = mix;
            }};
}

Edit setValue(int index, std::string_view parameter, Value value) {
    return {.label = fmt::format("Set {}", parameter),
            .change = [index, id = std::string(parameter), value = std::move(value)](Document& document) {
                Filter& filter = filterAt(document, index);
                checkValue(filterKind(filter.kind).parameter(id), value);
                filter.values[id] = value;
                bankOf(filter);  // texts, and values that do not fit together, are refused here
            }};
}

Edit resetValue(int index, std::string_view parameter) {
    return {.label = fmt::format("Reset {}", parameter),
            .change = [index, id = std::string(parameter)](Document& document) {
                Filter& filter = filterAt(document, index);
                filterKind(filter.kind).parameter(id);
                filter.values.erase(id);
                bankOf(filter);
            }};
}

Edit setValues(int index, std::string label, std::map<std::string, Value> values) {
    return {.label = std::move(label), .change = [index, values = std::move(values)](Document& document) {
                Filter& filter = filterAt(document, index);
                Filter changed = filter;
                for (const auto& [id, value] : values) {
                    changed.values[id] = value;
                }
                checkFilter(changed);
                bankOf(changed);
                filter = std::move(changed);
            }};
}

Edit replaceFilter(int index, std::string label, Filter filter) {
    return {.label = std::move(label), .change = [index, filter = std::move(filter)](Document& document) {
                checkFilter(filter);
                bankOf(filter);
                filterAt(document, index) = filter;
            }};
}

Edit resetFilter(int index) {
    return {.label = "Reset filter", .change = [index](Document& document) {
                Filter& filter = filterAt(document, index);
                filter = makeFilter(filter.kind);
            }};
}

Edit setChain(Chain chain) {
    return {.label = "Set chain", .change = [chain = std::move(chain)](Document& document) {
                checkChain(chain);
                document.chain = chain;
                document.folded.assign(chain.size(), false);
                document.selected = chain.empty() ? -1 : 0;
            }};
}

Edit setSettings(PlanSettings settings) {
    return {.label = "Set plan", .change = [settings](Document& document) {
                if (!std::isfinite(settings.budget) || settings.budget < 0) {
                    throw Error(fmt::format("{} is not a budget, which is at least 0", settings.budget), "budget");
                }
                document.settings = settings;
            }};
}

Edit setView(View view) {
    return {.label = "Set view", .change = [view](Document& document) {
                if (!std::isfinite(view.zoom) || view.zoom <= 0 || !std::isfinite(view.centreX) ||
                    !std::isfinite(view.centreY)) {
                    throw Error("a view needs a positive zoom and a finite centre", "view");
                }
                document.view = view;
            }};
}

}  // namespace kg::edits
