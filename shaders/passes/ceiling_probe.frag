#version 330 core
// As fast as this device fetches and stores by drawing.
//
// options: FETCHES: see lib/ceiling_fetches.glsl

#include "lib/ceiling_fetches.glsl"

out vec4 o_pixel;

void main() {
    o_pixel = ceilingFetches(gl_FragCoord.xy);
}
