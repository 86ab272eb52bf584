#version 330 core
// The picture as the window shows it: placed, scaled, over a checkerboard where it is transparent.
//
// This is the one place where the window's upward y meets the image's downward y. Below 100 % each window pixel is the
// mean of the image pixels under it, up to 200 % neighbours are blended, above it pixels stay squares.

#include "lib/srgb.glsl"

uniform sampler2D u_image;
uniform vec2 u_imageSize;      // pixels
uniform vec2 u_windowTopLeft;  // the viewport's corner, framebuffer pixels from the window's top left
uniform float u_windowHeight;  // framebuffer pixels
uniform vec2 u_imageTopLeft;   // image position at that corner
uniform float u_scale;         // framebuffer pixels an image pixel
uniform vec4 u_backdrop;
uniform float u_checkerSize;   // framebuffer pixels
uniform int u_linear;          // the image stores light in proportion and is encoded for the screen

out vec4 o_pixel;

vec4 texelAt(ivec2 pixel) {
    vec4 texel = texelFetch(u_image, clamp(pixel, ivec2(0), ivec2(u_imageSize) - 1), 0);
    return vec4(texel.rgb * texel.a, texel.a);
}

// The mean over a square of the image; at most 16x16 samples, evenly spread, which are all texels down to 6 %.
vec4 meanAround(vec2 position, float side) {
    int samples = int(clamp(ceil(side), 1.0, 16.0));
    vec4 sum = vec4(0.0);
    for (int y = 0; y < samples; ++y) {
        for (int x = 0; x < samples; ++x) {
            vec2 offset = (vec2(x, y) + 0.5) / float(samples) - 0.5;
            sum += texelAt(ivec2(floor(position + offset * side)));
        }
    }
    return sum / float(samples * samples);
}

vec4 blendAround(vec2 position) {
    vec2 corner = floor(position - 0.5);
    vec2 weight = position - 0.5 - corner;
    ivec2 pixel = ivec2(corner);
    return mix(mix(texelAt(pixel), texelAt(pixel + ivec2(1, 0)), weight.x),
               mix(texelAt(pixel + ivec2(0, 1)), texelAt(pixel + ivec2(1, 1)), weight.x), weight.y);
}

void main() {
    vec2 window = vec2(gl_FragCoord.x, u_windowHeight - gl_FragCoord.y);
    vec2 position = u_imageTopLeft + (window - u_windowTopLeft) / u_scale;
    if (any(lessThan(position, vec2(0.0))) || any(greaterThanEqual(position, u_imageSize))) {
        o_pixel = u_backdrop;
        return;
    }
    vec4 pixel = u_scale >= 2.0 || u_scale == 1.0 ? texelAt(ivec2(position))
                 : u_scale > 1.0                  ? blendAround(position)
                                                  : meanAround(position, 1.0 / u_scale);
    pixel = clamp(pixel, 0.0, 1.0);
    if (u_linear != 0 && pixel.a > 0.0) {
        pixel.rgb = linearToSrgb(pixel.rgb / pixel.a) * pixel.a;
    }
    vec2 cell = floor((window - u_windowTopLeft) / u_checkerSize);
    float checker = mod(cell.x + cell.y, 2.0) < 0.5 ? 0.40 : 0.60;
    o_pixel = vec4(pixel.rgb + (1.0 - pixel.a) * checker, 1.0);
}
