// The kinds of filters, one file each in this folder. The registry lists them; nothing else calls these.
#pragma once

#include "filter/filter.h"

namespace kg {

FilterKind convolveKind();
FilterKind gaussianKind();
FilterKind boxKind();
FilterKind sharpenKind();
FilterKind unsharpKind();
FilterKind laplacianKind();
FilterKind sobelKind();

}  // namespace kg
