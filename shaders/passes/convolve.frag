#version 330 core
// One pass of a plan: weighted fetches around each pixel, combined, and finished as the filter says.
//
// options: KERNELS 1 or 2: how many kernels the taps carry
//          or LAYERS: the taps carry a weight for each layer of the input, and all are added up
//          MIRRORED: each tap stands for two on opposite sides, which have this sign to one another: 1 or -1
//          BORDER_..., PREPARE_ALPHA: see lib/fetch_bordered.glsl
//          FINISH_...: see lib/point.glsl
// Rows, columns and whole kernels are all lists of taps; which one this is, only the plan knows.

#include "lib/fetch_bordered.glsl"
#include "lib/combine.glsl"
#include "lib/visible.glsl"

// dx, dy in pixels, the first kernel's weight, the second's; with LAYERS three a tap: dx, dy; the weights of layers
// 0..3; those of layers 4..7. 1024 of them are the 16 KiB that every device allows.
layout(std140) uniform Taps {
    vec4 u_taps[1024];
};
uniform int u_tapCount;

#if defined(LAYERS)
uniform sampler2DArray u_input;
uniform int u_termCount;
uniform vec4 u_borderScale;       // of the border's colour, in layers 0..3
uniform vec4 u_borderScaleUpper;  // and 4..7
#else
uniform sampler2D u_input;
#endif
uniform sampler2D u_other;   // a second operand at the pixel itself
uniform sampler2D u_base;    // the filter's input, for mix and for channels that it keeps

uniform int u_combine;
uniform float u_otherScale;
uniform float u_bias;
uniform vec4 u_channels;     // 1 where the channel is written, 0 where it is kept
uniform float u_mix;
uniform int u_useOther;
uniform int u_useBase;
uniform int u_prepareOther;  // alpha is multiplied into what is read there
uniform int u_prepareBase;
uniform int u_opaque;
uniform int u_visible;         // how colours are weighed over alpha that is kept: 0 not, 1 the total, 2 each kernel
uniform vec2 u_visibleWhole;   // of each kernel's weights, or of all
uniform vec2 u_visibleMost;
uniform vec2 u_shift;        // from the pixel to the same one of what is read: more than 0 where the result is cropped
uniform float u_step;        // taps are counted from u_step * pixel + u_origin: another step than 1 halves or doubles
uniform vec2 u_origin;
#if defined(BORDER_RENORMALISE)
uniform vec2 u_wholeSum;     // of each kernel's weights; 0 where there is no sum to restore
uniform vec2 u_leastInside;  // a sum of what lies inside that is smaller counts as none
#endif

out vec4 o_pixel;

void main() {
    vec4 a = vec4(0.0);
    vec4 b = vec4(0.0);
    vec2 pixelPlace = gl_FragCoord.xy + u_shift;
    vec2 here = (pixelPlace - 0.5) * u_step + u_origin + 0.5;
#if defined(BORDER_RENORMALISE)
    vec2 inside = vec2(0.0);
#endif
    for (int i = 0; i < u_tapCount; ++i) {
#if defined(LAYERS)
        vec2 place = here + u_taps[3 * i].xy;
        for (int k = 0; k < u_termCount; ++k) {
            float scale = k < 4 ? u_borderScale[k] : u_borderScaleUpper[k - 4];
            float weight = u_taps[3 * i + 1 + k / 4][k % 4];
            a += weight * fetchBordered(u_input, place, k, scale);
        }
#else
        vec4 tap = u_taps[i];
        vec4 texel = fetchBordered(u_input, here + tap.xy);
#if defined(MIRRORED)
        texel += float(MIRRORED) * fetchBordered(u_input, here - tap.xy);
#endif
        a += tap.z * texel;
#if KERNELS == 2
        b += tap.w * texel;
#endif
#if defined(BORDER_RENORMALISE)
        inside += insideShare(here + tap.xy) * tap.zw;
#endif
#endif
    }
#if defined(BORDER_RENORMALISE)
    a *= u_wholeSum.x != 0.0 && abs(inside.x) > u_leastInside.x ? u_wholeSum.x / inside.x : 1.0;
    b *= u_wholeSum.y != 0.0 && abs(inside.y) > u_leastInside.y ? u_wholeSum.y / inside.y : 1.0;
#endif

    ivec2 pixel = ivec2(pixelPlace);
    if (u_useOther != 0) {
        b = a;
        a = texelFetch(u_other, pixel, 0);
        a = u_otherScale * (u_prepareOther != 0 ? multiplyAlpha(a) : a);
    }
    vec4 base = u_useBase != 0 ? texelFetch(u_base, pixel, 0) : vec4(0.0);
    base = u_prepareBase != 0 ? multiplyAlpha(base) : base;
    if (u_visible == 2) {
        a = visibleColour(a, base, u_visibleWhole.x, u_visibleMost.x);
        b = visibleColour(b, base, u_visibleWhole.y, u_visibleMost.y);
    }
    vec4 result = combine(u_combine, a, b);
    if (u_visible == 1) {
        result = visibleColour(result, base, u_visibleWhole.x, u_visibleMost.x);
    }
    result = mix(base, result, greaterThan(u_channels, vec4(0.5)));
    if (u_opaque != 0) {
        result.a = 1.0;
    }
    result.rgb += u_bias * result.a * u_channels.rgb;
    if (u_mix != 1.0) {
        result = base * (1.0 - u_mix) + result * u_mix;
    }
    o_pixel = finishPoint(result);
}
