#version 330 core
// From stored values to what filters work on: light decoded, alpha multiplied into the colour.

#include "lib/point.glsl"

uniform sampler2D u_input;
uniform int u_convertLight;
uniform int u_alpha;

out vec4 o_pixel;

void main() {
    vec4 pixel = texelFetch(u_input, ivec2(gl_FragCoord.xy), 0);
    if (u_convertLight != 0) {
        pixel.rgb = srgbToLinear(pixel.rgb);
    }
    if (u_alpha != 0) {
        pixel = multiplyAlpha(pixel);
    }
    o_pixel = pixel;
}
