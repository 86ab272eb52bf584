#version 430 core
// Rows of transformed results back to pixels: of each tile those that its kernel did not wrap around.

#include "lib/fourier.glsl"

layout(local_size_x = 256) in;

layout(binding = 0) uniform sampler2D u_input;
layout(binding = 0) writeonly uniform image2D u_output;

uniform int u_step;    // pixels from a tile to the next
uniform ivec2 u_size;  // of the output, in pixels
uniform int u_opaque;

void main() {
    int lane = laneOf(int(gl_LocalInvocationID.x));
    int line = lineOf(int(gl_LocalInvocationID.x));
    int lanes = u_length / 4;
    int tile = int(gl_WorkGroupID.x);
    int row = int(gl_WorkGroupID.y) * (kGroupPoints / u_length) + line;

    vec4 z[4];
    for (int q = 0; q < 4; ++q) {
        z[q] = texelFetch(u_input, ivec2(tile * u_length + lane + lanes * q, min(row, u_size.y - 1)), 0);
    }
    restore(z, lane, line);
    for (int q = 0; q < 4; ++q) {
        int within = lane + lanes * q;
        ivec2 pixel = ivec2(tile * u_step + within, row);
        if (within < u_step && all(lessThan(pixel, u_size))) {
            imageStore(u_output, pixel, u_opaque != 0 ? vec4(z[q].rgb, 1.0) : z[q]);
        }
    }
}
