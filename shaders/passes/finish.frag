#version 330 core
// Back to stored values: alpha divided out of the colour, light encoded. Where nothing is visible, colour is 0.

#include "lib/point.glsl"

uniform sampler2D u_input;
uniform int u_convertLight;
uniform int u_alpha;

out vec4 o_pixel;

void main() {
    vec4 pixel = texelFetch(u_input, ivec2(gl_FragCoord.xy), 0);
    if (u_alpha != 0) {
        pixel = divideAlpha(pixel);
    }
    if (u_convertLight != 0) {
        pixel.rgb = linearToSrgb(pixel.rgb);
    }
    o_pixel = pixel;
}
