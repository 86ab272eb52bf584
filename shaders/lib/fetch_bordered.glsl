// vec4 fetchBordered(sampler2D image, vec2 position)
// vec4 fetchBordered(sampler2DArray image, vec2 position, int layer, float borderScale)
//
// The texel at a position in pixels (centres at .5), by the border rule where that lies outside. Between centres it is
// the blend that the sampler makes; the rules hold there too. In a layer the border's colour is `borderScale` times it.
//
// options: BORDER_SAMPLER     clamp, mirror or wrap: the sampler's wrap mode is the rule
//          BORDER_REFLECT101  no sampler mode reflects around the centre of the edge pixel
//          BORDER_CONSTANT    u_borderColor stands outside; a uniform, or BORDER_COLOR where that is defined
//          BORDER_RENORMALISE nothing stands outside: 0; insideShare() says how much of a fetch lies inside
//          PREPARE_ALPHA      alpha is multiplied into what is fetched
// needs:   uniform vec2 u_inputSize (pixels), u_inputTexel (1 / u_inputSize)

#include "lib/point.glsl"

uniform vec2 u_inputSize;
uniform vec2 u_inputTexel;

#if defined(BORDER_REFLECT101)

// A triangle wave over pixel centres 0 .. size-1 with period 2 * (size-1). It is continuous, so that a division that is
// off by one unit in the last place changes nothing.
vec2 placeOf(vec2 position) {
    vec2 last = u_inputSize - 1.0;
    vec2 pixel = position - 0.5;
    vec2 period = max(2.0 * last, vec2(1.0));
    vec2 reflected = last - abs(pixel - period * floor(pixel / period) - last);
    return (clamp(reflected, vec2(0.0), last) + 0.5) * u_inputTexel;
}

#else

vec2 placeOf(vec2 position) {
    return position * u_inputTexel;
}

#endif

// The sampler clamps, so that what it blends at an edge is the edge's texel alone: this much of the fetch is inside. At
// centres that is all or nothing.
float insideShare(vec2 position) {
    vec2 inside = clamp(min(position, u_inputSize - position) + 0.5, 0.0, 1.0);
    return inside.x * inside.y;
}

#if defined(BORDER_CONSTANT)

#if defined(BORDER_COLOR)
const vec4 u_borderColor = BORDER_COLOR;
#else
uniform vec4 u_borderColor;
#endif

vec4 borderOver(vec4 texel, vec2 position, float borderScale) {
    float share = insideShare(position);
    // Written out: drivers expand mix() in one of two ways, of which one rounds at a share of 1.
    return borderScale * u_borderColor * (1.0 - share) + texel * share;
}

#elif defined(BORDER_RENORMALISE)

vec4 borderOver(vec4 texel, vec2 position, float borderScale) {
    return texel * insideShare(position);
}

#else

vec4 borderOver(vec4 texel, vec2 position, float borderScale) {
    return texel;
}

#endif

vec4 fetchBordered(sampler2D image, vec2 position) {
    vec4 texel = textureLod(image, placeOf(position), 0.0);
#if defined(PREPARE_ALPHA)
    texel = multiplyAlpha(texel);
#endif
    return borderOver(texel, position, 1.0);
}

vec4 fetchBordered(sampler2DArray image, vec2 position, int layer, float borderScale) {
    return borderOver(textureLod(image, vec3(placeOf(position), float(layer)), 0.0), position, borderScale);
}
