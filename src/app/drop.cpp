#include "app/drop.h"

#include "app/session.h"

namespace kg {

Drop dropOf(const std::vector<std::string>& paths) {
    Drop drop;
    for (const std::string& path : paths) {
        std::string& opened = isSessionName(path) ? drop.session : drop.image;
        drop.passedOver += opened.empty() ? 0 : 1;
        opened = path;
    }
    return drop;
}

}  // namespace kg
