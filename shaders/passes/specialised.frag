#version 330 core
// One pass of a plan with all its numbers written in: the sums of convolve.frag and term_rows.frag without a loop, a
// branch or a tap of weight 0. Taps are added in the same order and by the same arithmetic, so that a picture at rest
// keeps its values when this program takes over.
//
// options: BORDER_..., PREPARE_ALPHA: see lib/fetch_bordered.glsl
//          FINISH_...: see lib/point.glsl
//          SHIFT v, STEP x, ORIGIN v   vec2, number and vec2: where taps are counted from, as in convolve.frag
//          LAYERED      the input has layers
//          TERMS n      n sums are written, each to a layer, and nothing below happens
//          COMBINE n    see lib/combine.glsl; of s0 and s1, or of OTHER_SCALE times the second operand and s0
//          CHANNELS b   a bvec4, true where a channel is written
//          BASE         the filter's input takes part: for channels that are kept and for MIX
//          PREPARE_OTHER, PREPARE_BASE   alpha is multiplied into what is read there
//          BIAS x, MIX x, OPAQUE   as the filter says
//          WHOLE_SUM v, LEAST_INSIDE v   vec2, with BORDER_RENORMALISE: as in convolve.frag
//          IN_ORDER     the driver keeps the order of the sums only if it is told to
// needs:   generated/taps.glsl: statements that declare the sums s0 and s1 as ORDERED vec4 and add up the taps around
//          `here`; with TERMS they write the sums to o_terms, with BORDER_RENORMALISE they leave the weights that lie
//          inside in a vec2 `inside`

#if defined(IN_ORDER) && defined(GL_ARB_gpu_shader5)
#extension GL_ARB_gpu_shader5 : enable
#define ORDERED precise
#else
#define ORDERED
#endif

#include "lib/fetch_bordered.glsl"
#include "lib/combine.glsl"
#include "lib/visible.glsl"

#if defined(LAYERED)
uniform sampler2DArray u_input;
#else
uniform sampler2D u_input;
#endif
uniform sampler2D u_other;
uniform sampler2D u_base;

#if defined(SHIFT)
#define PIXEL_PLACE (gl_FragCoord.xy + SHIFT)
#else
#define PIXEL_PLACE gl_FragCoord.xy
#endif

#if defined(TERMS)
out vec4 o_terms[TERMS];
#else
out vec4 o_pixel;

vec4 finished(vec4 a, vec4 b) {
#if defined(BASE)
    vec4 base = texelFetch(u_base, ivec2(PIXEL_PLACE), 0);
#if defined(PREPARE_BASE)
    base = multiplyAlpha(base);
#endif
#else
    vec4 base = vec4(0.0);
#endif
#if defined(OTHER_SCALE)
    vec4 other = texelFetch(u_other, ivec2(PIXEL_PLACE), 0);
#if defined(PREPARE_OTHER)
    other = multiplyAlpha(other);
#endif
    b = a;
    a = OTHER_SCALE * other;
#endif
#if defined(VISIBLE_EACH)
    a = visibleColour(a, base, VISIBLE_WHOLE.x, VISIBLE_MOST.x);
    b = visibleColour(b, base, VISIBLE_WHOLE.y, VISIBLE_MOST.y);
#endif
    ORDERED vec4 result = combine(COMBINE, a, b);
#if defined(VISIBLE_TOTAL)
    result = visibleColour(result, base, VISIBLE_WHOLE.x, VISIBLE_MOST.x);
#endif
    result = mix(base, result, CHANNELS);
#if defined(OPAQUE)
    result.a = 1.0;
#endif
#if defined(BIAS)
    result.rgb += BIAS * result.a * vec3(CHANNELS.rgb);
#endif
#if defined(MIX)
    result = base * (1.0 - MIX) + result * MIX;
#endif
    return result;
}
#endif

void main() {
#if defined(STEP)
    vec2 here = (PIXEL_PLACE - 0.5) * STEP + ORIGIN + 0.5;
#else
    vec2 here = PIXEL_PLACE;
#endif
#include "generated/taps.glsl"
#if defined(BORDER_RENORMALISE)
    s0 *= WHOLE_SUM.x != 0.0 && abs(inside.x) > LEAST_INSIDE.x ? WHOLE_SUM.x / inside.x : 1.0;
    s1 *= WHOLE_SUM.y != 0.0 && abs(inside.y) > LEAST_INSIDE.y ? WHOLE_SUM.y / inside.y : 1.0;
#endif
#if !defined(TERMS)
    o_pixel = finishPoint(finished(s0, s1));
#endif
}
