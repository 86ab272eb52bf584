// vec4 multiplyAlpha(vec4 stored), vec4 divideAlpha(vec4 multiplied)
// vec4 finishPoint(vec4 filtered)
//
// Point operations before and after a chain. finishPoint() goes back to stored values:
//
// options: FINISH_ALPHA   alpha is divided out of the colour; where nothing is visible, colour is 0
//          FINISH_LIGHT   light is encoded

#include "lib/srgb.glsl"

vec4 multiplyAlpha(vec4 stored) {
    return vec4(stored.rgb * stored.a, stored.a);
}

vec4 divideAlpha(vec4 multiplied) {
    return vec4(multiplied.a > 0.0 ? multiplied.rgb / multiplied.a : vec3(0.0), multiplied.a);
}

vec4 finishPoint(vec4 filtered) {
#if defined(FINISH_ALPHA)
    filtered = divideAlpha(filtered);
#endif
#if defined(FINISH_LIGHT)
    filtered.rgb = linearToSrgb(filtered.rgb);
#endif
    return filtered;
}
