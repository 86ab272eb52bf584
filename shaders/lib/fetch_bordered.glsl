// vec4 fetchBordered(sampler2D image, vec2 position)
//
// The texel at a position in pixels (centres at .5), by the border rule where that lies outside.
//
// options: BORDER_SAMPLER     clamp, mirror or wrap: the sampler's wrap mode is the rule
//          BORDER_REFLECT101  no sampler mode reflects around the centre of the edge pixel
//          BORDER_CONSTANT    u_borderColor stands outside
// needs:   uniform vec2 u_inputSize (pixels), u_inputTexel (1 / u_inputSize)

uniform vec2 u_inputSize;
uniform vec2 u_inputTexel;

#if defined(BORDER_CONSTANT)
uniform vec4 u_borderColor;

vec4 fetchBordered(sampler2D image, vec2 position) {
    vec4 texel = textureLod(image, position * u_inputTexel, 0.0);
    bool inside = all(greaterThan(position, vec2(0.0))) && all(lessThan(position, u_inputSize));
    return inside ? texel : u_borderColor;
}

#elif defined(BORDER_REFLECT101)

// A triangle wave over pixel centres 0 .. size-1 with period 2 * (size-1). It is continuous, so that a division that is
// off by one unit in the last place changes nothing.
vec4 fetchBordered(sampler2D image, vec2 position) {
    vec2 last = u_inputSize - 1.0;
    vec2 pixel = position - 0.5;
    vec2 period = max(2.0 * last, vec2(1.0));
    vec2 reflected = last - abs(pixel - period * floor(pixel / period) - last);
    return textureLod(image, (clamp(reflected, vec2(0.0), last) + 0.5) * u_inputTexel, 0.0);
}

#else

vec4 fetchBordered(sampler2D image, vec2 position) {
    return textureLod(image, position * u_inputTexel, 0.0);
}

#endif
