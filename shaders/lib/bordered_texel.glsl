// vec4 borderedTexel(sampler2D image, ivec2 pixel)
// int borderedPlace(int place, int size)
//
// The texel at whole coordinates, by the border rule where they lie outside; for compute passes, which have no sampler
// that wraps for them. A place is -1 where the constant colour stands. The numbers are those of kg::BorderRule.

const int kBorderClamp = 0;
const int kBorderMirror = 1;
const int kBorderReflect101 = 2;
const int kBorderWrap = 3;

uniform int u_border;
uniform vec4 u_borderColor;

// The remainder that is never negative. By floats, which are exact here: places are far below 2^24, and the half keeps
// the quotient away from whole numbers, so that its rounding never passes one.
int remainder(int place, int period) {
    return place - period * int(floor((float(place) + 0.5) / float(period)));
}

int borderedPlace(int place, int size) {
    if (u_border == kBorderClamp) {
        return clamp(place, 0, size - 1);
    }
    if (u_border == kBorderMirror) {
        int phase = remainder(place, 2 * size);
        return min(phase, 2 * size - 1 - phase);
    }
    if (u_border == kBorderReflect101) {
        int period = max(2 * size - 2, 1);
        int phase = remainder(place, period);
        return min(phase, period - phase);
    }
    if (u_border == kBorderWrap) {
        return remainder(place, size);
    }
    return place >= 0 && place < size ? place : -1;
}

vec4 borderedTexel(sampler2D image, ivec2 pixel) {
    ivec2 size = textureSize(image, 0);
    ivec2 place = ivec2(borderedPlace(pixel.x, size.x), borderedPlace(pixel.y, size.y));
    vec4 texel = texelFetch(image, max(place, ivec2(0)), 0);
    return min(place.x, place.y) < 0 ? u_borderColor : texel;
}
