#include "gl/stopwatch.h"

#include <glad/gl.h>

namespace kg::gl {

void Stopwatch::finish() {
    glFinish();
}

}  // namespace kg::gl
