#version 430 core
// A sum of damped oscillations along the lines of one axis, there and back: what each pixel sets going swings on from
// pixel to pixel, so that a pixel costs the same however long it lasts.
//
// options: BORDER_...: see lib/fetch_bordered.glsl
//
// Source: Deriche, INRIA research report 1893, 1993; each oscillation by itself, since the one recursion that has all of
// them at once is unstable in 32-bit floats where they last long.

#include "lib/fetch_bordered.glsl"
#include "lib/line.glsl"

layout(local_size_x = 16) in;

layout(binding = 0) uniform sampler2D u_input;
layout(rgba32f, binding = 0) uniform image2D u_output;

const int kTerms = 3;

// Complex numbers, two a vector: the pole less 1, and the steady state of a line of ones; the amplitude, and the
// amplitude times the pole.
uniform vec4 u_turn[kTerms];
uniform vec4 u_weigh[kTerms];
// Pixels walked before a segment, until its state is the line's: inside the line, and beyond its ends.
uniform int u_warmUp;
uniform int u_edgeWarmUp;
uniform int u_opaque;

struct State {
    vec4 real[kTerms];
    vec4 imaginary[kTerms];
};

// After infinitely many equal pixels.
State steady(vec4 texel) {
    State state;
    for (int k = 0; k < kTerms; ++k) {
        state.real[k] = u_turn[k].z * texel;
        state.imaginary[k] = u_turn[k].w * texel;
    }
    return state;
}

// state = pole * state + texel. The pole is near 1: its difference from it loses no digits.
void turn(inout State state, vec4 texel) {
    for (int k = 0; k < kTerms; ++k) {
        vec4 real = state.real[k];
        vec4 imaginary = state.imaginary[k];
        state.real[k] = real + (u_turn[k].x * real - u_turn[k].y * imaginary + texel);
        state.imaginary[k] = imaginary + (u_turn[k].x * imaginary + u_turn[k].y * real);
    }
}

vec4 fetchAt(int line, int place) {
    return fetchBordered(u_input, linePosition(line, place));
}

// The state before `place` of a walk by `step`, from `count` pixels earlier on.
State warmedUp(int line, int place, int step, int count) {
    State state = steady(fetchAt(line, place - (count + 1) * step));
    for (int i = count; i > 0; --i) {
        turn(state, fetchAt(line, place - i * step));
    }
    return state;
}

// With the pixel itself.
void walkThere(int line, int begin, int end) {
    State state = warmedUp(line, begin, 1, begin == 0 ? u_edgeWarmUp : u_warmUp);
    for (int place = begin; place < end; ++place) {
        turn(state, fetchAt(line, place));
        vec4 sum = vec4(0.0);
        for (int k = 0; k < kTerms; ++k) {
            sum += u_weigh[k].x * state.real[k] - u_weigh[k].y * state.imaginary[k];
        }
        imageStore(u_output, lineTexel(line, place), sum);
    }
}

// Without it: its neighbours' state is one step older.
void walkBack(int line, int begin, int end) {
    State state = warmedUp(line, end - 1, -1, end == u_extent.x ? u_edgeWarmUp : u_warmUp);
    for (int place = end - 1; place >= begin; --place) {
        vec4 sum = imageLoad(u_output, lineTexel(line, place));
        for (int k = 0; k < kTerms; ++k) {
            sum += u_weigh[k].z * state.real[k] - u_weigh[k].w * state.imaginary[k];
        }
        imageStore(u_output, lineTexel(line, place), u_opaque != 0 ? vec4(sum.rgb, 1.0) : sum);
        turn(state, fetchAt(line, place));
    }
}

void main() {
    int line = int(gl_GlobalInvocationID.x);
    int begin = int(gl_WorkGroupID.y) * u_segment;
    int end = min(begin + u_segment, u_extent.x);
    if (line >= u_extent.y) {
        return;
    }
    walkThere(line, begin, end);
    walkBack(line, begin, end);
}
