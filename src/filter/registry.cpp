#include "filter/registry.h"

#include "base/error.h"
#include "base/nearest.h"
#include "filter/kinds/kinds.h"

#include <fmt/format.h>

namespace kg {

const std::vector<FilterKind>& filterKinds() {
    static const std::vector<FilterKind> kinds{
        convolveKind(), gaussianKind(), boxKind(), sharpenKind(), unsharpKind(), laplacianKind(), sobelKind(),
    };
    return kinds;
}

const FilterKind& filterKind(std::string_view id) {
    std::vector<std::string> ids;
    for (const FilterKind& kind : filterKinds()) {
        if (kind.id == id) {
            return kind;
        }
        ids.push_back(kind.id);
    }
    throw Error(fmt::format("there is no filter \"{}\"", id), {}, suggestion(id, ids, "filters"));
}

Filter makeFilter(std::string_view kindId) {
    return Filter{.kind = filterKind(kindId).id};
}

}  // namespace kg
