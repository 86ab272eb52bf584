#version 430 core
// The rows of an image, cut into tiles that overlap by a kernel's width, each part transformed: column tile * u_length + k
// is frequency k of that tile. Outside the image stands what the border rule says.

#include "lib/fourier.glsl"
#include "lib/bordered_texel.glsl"

layout(local_size_x = 256) in;

layout(binding = 0) uniform sampler2D u_input;
layout(binding = 0) writeonly uniform image2D u_output;

uniform int u_step;    // pixels from a tile to the next
uniform int u_origin;  // the kernel's: a tile begins that many pixels before its first result

void main() {
    int lane = laneOf(int(gl_LocalInvocationID.x));
    int line = lineOf(int(gl_LocalInvocationID.x));
    int lanes = u_length / 4;
    int tile = int(gl_WorkGroupID.x);
    int row = int(gl_WorkGroupID.y) * (kGroupPoints / u_length) + line;
    int height = textureSize(u_input, 0).y;
    int first = tile * u_step - u_origin + lane;

    vec4 z[4];
    for (int q = 0; q < 4; ++q) {
        z[q] = borderedTexel(u_input, ivec2(first + lanes * q, min(row, height - 1)));
    }
    transform(z, lane, line);
    if (row < height) {
        for (int q = 0; q < 4; ++q) {
            imageStore(u_output, ivec2(tile * u_length + lane + lanes * q, row), z[q]);
        }
    }
}
