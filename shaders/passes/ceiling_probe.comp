#version 430 core
// As fast as this device fetches and stores in compute programs: some have more processors for them than for draws.
// The output's sides are multiples of 8 and 32.
//
// options: FETCHES: see lib/ceiling_fetches.glsl

#include "lib/ceiling_fetches.glsl"

layout(local_size_x = 32, local_size_y = 8) in;

layout(binding = 0) writeonly uniform image2D u_output;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    imageStore(u_output, pixel, ceilingFetches(vec2(pixel) + 0.5));
}
