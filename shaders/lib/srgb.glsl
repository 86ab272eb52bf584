// vec3 srgbToLinear(vec3 encoded), vec3 linearToSrgb(vec3 linear)
//
// The sRGB transfer curve, IEC 61966-2-1, continued point-symmetrically below 0.

vec3 srgbToLinear(vec3 encoded) {
    vec3 magnitude = abs(encoded);
    vec3 low = magnitude / 12.92;
    vec3 high = pow((magnitude + 0.055) / 1.055, vec3(2.4));
    return sign(encoded) * mix(low, high, greaterThan(magnitude, vec3(0.04045)));
}

vec3 linearToSrgb(vec3 linear) {
    vec3 magnitude = abs(linear);
    vec3 low = magnitude * 12.92;
    vec3 high = 1.055 * pow(magnitude, vec3(1.0 / 2.4)) - 0.055;
    return sign(linear) * mix(low, high, greaterThan(magnitude, vec3(0.0031308)));
}
