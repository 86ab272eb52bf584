// Parameter widgets: one row a parameter, made from its description alone; no filter has code of its own here.
#pragma once

#include "filter/filter.h"
#include "ui/panel.h"

#include <string>

namespace kg::ui {

// A row for one parameter of the chain's filter `index`, which must exist; applies what a person changes.
void parameterWidget(Panel& panel, int index, const Filter& filter, const Parameter& parameter);

// The row for what every filter has: how much of its result is taken.
void mixWidget(Panel& panel, int index, const Filter& filter);

}  // namespace kg::ui
