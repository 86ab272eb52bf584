// FETCHES samples around a pixel in straight-line code, with next to no arithmetic: as fast as this device fetches.
//
// options: FETCHES 1 or 32

uniform sampler2D u_input;
uniform vec2 u_texel;  // 1 / size of the input

vec4 ceilingFetch(vec2 place, float dx, float dy) {
    return textureLod(u_input, (place + vec2(dx, dy)) * u_texel, 0.0);
}

vec4 ceilingRow(vec2 place, float dy) {
    return ceilingFetch(place, -2.0, dy) + ceilingFetch(place, -1.0, dy) + ceilingFetch(place, 0.0, dy) +
           ceilingFetch(place, 1.0, dy);
}

vec4 ceilingFetches(vec2 place) {
#if FETCHES == 1
    return ceilingFetch(place, 0.0, 0.0);
#else
    return ceilingRow(place, -4.0) + ceilingRow(place, -3.0) + ceilingRow(place, -2.0) + ceilingRow(place, -1.0) +
           ceilingRow(place, 0.0) + ceilingRow(place, 1.0) + ceilingRow(place, 2.0) + ceilingRow(place, 3.0);
#endif
}
