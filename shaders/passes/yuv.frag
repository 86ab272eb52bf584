#version 330 core
// Luma and chroma, as cameras and videos store them, to red, green and blue.

uniform sampler2D u_luma;
uniform sampler2D u_chroma;     // Cb and Cr, as textures of two channels give them: in red and alpha
uniform vec2 u_lumaLevels;      // factor and offset, to 0..1
uniform vec2 u_chromaLevels;    // to -0.5..0.5
uniform vec4 u_matrix;          // Cr to red, Cb and Cr to green, Cb to blue
uniform vec4 u_chromaPlace;     // factors and offsets, from a pixel's column and row to those in u_chroma
uniform ivec2 u_mirror;         // the sign of a column, and the column of the first

out vec4 o_pixel;

// By a line between the nearest four. A sampler's own blend has 8 bits on some devices, too few for steps of chroma that
// become larger ones of blue.
vec2 chromaAt(vec2 place) {
    vec2 corner = floor(place);
    vec2 share = place - corner;
    ivec2 last = textureSize(u_chroma, 0) - 1;
    ivec2 first = clamp(ivec2(corner), ivec2(0), last);
    ivec2 second = clamp(ivec2(corner) + 1, ivec2(0), last);
    vec2 upper = mix(texelFetch(u_chroma, first, 0).ra, texelFetch(u_chroma, ivec2(second.x, first.y), 0).ra, share.x);
    vec2 lower = mix(texelFetch(u_chroma, ivec2(first.x, second.y), 0).ra, texelFetch(u_chroma, second, 0).ra, share.x);
    return mix(upper, lower, share.y);
}

void main() {
    ivec2 place = ivec2(gl_FragCoord.xy);
    place.x = u_mirror.y + u_mirror.x * place.x;
    float luma = texelFetch(u_luma, place, 0).r * u_lumaLevels.x + u_lumaLevels.y;
    vec2 chroma = chromaAt(vec2(place) * u_chromaPlace.xy + u_chromaPlace.zw);
    chroma = chroma * u_chromaLevels.x + u_chromaLevels.y;
    o_pixel = vec4(luma + u_matrix.x * chroma.y,
                   luma - u_matrix.y * chroma.x - u_matrix.z * chroma.y,
                   luma + u_matrix.w * chroma.x, 1.0);
}
