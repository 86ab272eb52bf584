#include "render/compute_textures.h"

#include "render/program_cache.h"

namespace kg {

void ComputeTextures::bind() const {
    if (input != nullptr) {
        input->bind(kInputUnit);
    }
    if (other != nullptr) {
        other->bind(kOtherUnit);
    }
    output.bindImage(kOutputImage, gl::ImageAccess::Write);
}

}  // namespace kg
