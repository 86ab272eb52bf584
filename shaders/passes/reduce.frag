#version 330 core
// A picture at a fraction of its size: each pixel is the mean of a square of the input, weighted by alpha.

uniform sampler2D u_input;
uniform vec2 u_begin;   // the part of the picture that is drawn, in its own pixels; squares end with it
uniform vec2 u_end;
uniform vec2 u_offset;  // from a pixel of the picture to the input's
uniform int u_side;     // of a square, in pixels of the picture

out vec4 o_pixel;

void main() {
    ivec2 square = ivec2(gl_FragCoord.xy) * u_side;
    ivec2 first = max(square, ivec2(u_begin));
    ivec2 end = min(square + u_side, ivec2(u_end));
    vec4 sum = vec4(0.0);
    for (int y = first.y; y < end.y; ++y) {
        for (int x = first.x; x < end.x; ++x) {
            vec4 texel = texelFetch(u_input, ivec2(x, y) + ivec2(u_offset), 0);
            sum += vec4(texel.rgb * texel.a, texel.a);
        }
    }
    ivec2 extent = max(end - first, ivec2(1));
    o_pixel = vec4(sum.a > 0.0 ? sum.rgb / sum.a : vec3(0.0), sum.a / float(extent.x * extent.y));
}
