#version 330 core
// The rows of a low-rank kernel's products: one sum for each, into a layer of its own. The columns finish the filter.
//
// options: TERMS 2, 4 or 8: the sums; those beyond the layers of the target are dropped
//          BORDER_..., PREPARE_ALPHA: see lib/fetch_bordered.glsl

#include "lib/fetch_bordered.glsl"

// Three a tap: dx, dy in pixels; the weights of terms 0..3; those of terms 4..7.
layout(std140) uniform Taps {
    vec4 u_taps[1024];
};
uniform int u_tapCount;

uniform sampler2D u_input;

out vec4 o_terms[TERMS];

void main() {
    vec4 sums[TERMS];
    for (int k = 0; k < TERMS; ++k) {
        sums[k] = vec4(0.0);
    }
    for (int i = 0; i < u_tapCount; ++i) {
        vec4 texel = fetchBordered(u_input, gl_FragCoord.xy + u_taps[3 * i].xy);
        vec4 lower = u_taps[3 * i + 1];
        sums[0] += lower.x * texel;
        sums[1] += lower.y * texel;
#if TERMS > 2
        sums[2] += lower.z * texel;
        sums[3] += lower.w * texel;
#endif
#if TERMS > 4
        vec4 upper = u_taps[3 * i + 2];
        sums[4] += upper.x * texel;
        sums[5] += upper.y * texel;
        sums[6] += upper.z * texel;
        sums[7] += upper.w * texel;
#endif
    }
    o_terms[0] = sums[0];
    o_terms[1] = sums[1];
#if TERMS > 2
    o_terms[2] = sums[2];
    o_terms[3] = sums[3];
#endif
#if TERMS > 4
    o_terms[4] = sums[4];
    o_terms[5] = sums[5];
    o_terms[6] = sums[6];
    o_terms[7] = sums[7];
#endif
}
