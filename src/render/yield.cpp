#include "render/yield.h"

#if defined(__linux__)
#include <sys/resource.h>
#endif

namespace kg {

void yieldToOthers() {
#if defined(__linux__)
    constexpr int kNicer = 10;
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + kNicer);  // on Linux this thread alone
#endif
}

}  // namespace kg
