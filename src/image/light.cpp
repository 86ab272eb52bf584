#include "image/light.h"

#include "base/error.h"

#include <string>

namespace kg {

std::string_view lightName(Light light) {
    return light == Light::Linear ? "linear" : "encoded";
}

Light lightFromName(std::string_view name) {
    for (const Light light : {Light::Encoded, Light::Linear}) {
        if (name == lightName(light)) {
            return light;
        }
    }
    throw Error("there is no light \"" + std::string(name) + "\"; expected encoded or linear");
}

}  // namespace kg
