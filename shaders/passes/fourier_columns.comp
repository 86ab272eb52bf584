#version 430 core
// Columns of transformed rows. With SPECTRUM: transformed too, and that is all: what becomes of a kernel. Without: cut
// into tiles that overlap by the kernel's height, transformed, multiplied by the kernel's spectrum and transformed back.
// What a tile's columns then hold are rows of results, still transformed along the row.
//
// options: SPECTRUM

#include "lib/fourier.glsl"
#include "lib/bordered_texel.glsl"

layout(local_size_x = 256) in;

layout(binding = 0) uniform sampler2D u_input;
layout(binding = 1) uniform sampler2D u_spectrum;
layout(binding = 0) writeonly uniform image2D u_output;

uniform int u_step;       // rows from a tile to the next
uniform int u_origin;     // the kernel's: a tile begins that many rows before its first result
uniform int u_rowLength;  // points of a row's transform

// Outside the image a row is what its border rule says; a constant one has nothing but its sum.
vec4 transformedRow(int column, int row) {
    int place = borderedPlace(row, textureSize(u_input, 0).y);
    vec4 point = texelFetch(u_input, ivec2(column, max(place, 0)), 0);
    if (place < 0) {
        point = (column & (u_rowLength - 1)) == 0 ? float(u_rowLength) * u_borderColor : vec4(0.0);
    }
    return point;
}

void main() {
    int lane = laneOfColumn(int(gl_LocalInvocationID.x));
    int line = columnOf(int(gl_LocalInvocationID.x));
    int lanes = u_length / 4;
    int tile = int(gl_WorkGroupID.y);
    int column = int(gl_WorkGroupID.x) * (kGroupPoints / u_length) + line;
    int first = tile * u_step - u_origin + lane;

    vec4 z[4];
    for (int q = 0; q < 4; ++q) {
        z[q] = transformedRow(column, first + lanes * q);
    }
    transform(z, lane, line);
#if defined(SPECTRUM)
    for (int q = 0; q < 4; ++q) {
        imageStore(u_output, ivec2(column, lane + lanes * q), z[q]);
    }
#else
    // Correlation: by the conjugate. The kernel is real, so that the two parts of each number stay apart.
    for (int q = 0; q < 4; ++q) {
        vec2 gain = texelFetch(u_spectrum, ivec2(column & (u_rowLength - 1), lane + lanes * q), 0).xy;
        z[q] = turned(z[q], vec2(gain.x, -gain.y));
    }
    restore(z, lane, line);
    int height = textureSize(u_input, 0).y;
    for (int q = 0; q < 4; ++q) {
        int within = lane + lanes * q;
        int row = tile * u_step + within;
        if (within < u_step && row < height) {
            imageStore(u_output, ivec2(column, row), z[q]);
        }
    }
#endif
}
