#version 330 core
// FETCHES samples around each pixel in straight-line code, with next to no arithmetic: as fast as this device fetches.
//
// options: FETCHES 1 or 32

uniform sampler2D u_input;
uniform vec2 u_texel;  // 1 / size of the input

out vec4 o_pixel;

vec4 at(float dx, float dy) {
    return textureLod(u_input, (gl_FragCoord.xy + vec2(dx, dy)) * u_texel, 0.0);
}

vec4 row(float dy) {
    return at(-2.0, dy) + at(-1.0, dy) + at(0.0, dy) + at(1.0, dy);
}

void main() {
#if FETCHES == 1
    o_pixel = at(0.0, 0.0);
#else
    o_pixel = row(-4.0) + row(-3.0) + row(-2.0) + row(-1.0) + row(0.0) + row(1.0) + row(2.0) + row(3.0);
#endif
}
