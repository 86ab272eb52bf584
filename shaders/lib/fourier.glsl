// void transform(inout vec4 z[4], int lane, int line)
// void restore(inout vec4 z[4], int lane, int line)
// int laneOf(int invocation), lineOf(int invocation)             lanes of a line side by side
// int laneOfColumn(int invocation), columnOf(int invocation)     the lines themselves side by side
//
// The discrete Fourier transform of u_length points (64, 256 or 1024), and its inverse times u_length. A work group of
// 256 invocations works on 1024 points, so on 16, 4 or 1 lines of them at once; u_length / 4 of its invocations, the
// lanes, share a line. A point is two complex numbers, xy and zw: two signals go through side by side.
//
// Lane i brings points i + u_length / 4 * q in z[q] and takes the same places of the transform, in their natural order:
// Stockham's autosort in steps of radix 4 (Govindaraju et al., "High performance discrete Fourier transforms on graphics
// processors", 2008). Between two steps the points change hands in shared memory. Every invocation must call it.

const int kGroupPoints = 1024;

uniform int u_length;

// exp(-2 pi i k / 1024) in the first two: rounded from double precision, since the devices' own sin and cos are far less
// exact than 32 bits.
layout(std140, binding = 1) uniform Turns {
    vec4 u_turns[1024];
};

shared vec4 s_points[kGroupPoints];

int laneOf(int invocation) {
    return invocation & (u_length / 4 - 1);
}
int lineOf(int invocation) {
    return invocation / (u_length / 4);
}
int laneOfColumn(int invocation) {
    return invocation / (kGroupPoints / u_length);
}
int columnOf(int invocation) {
    return invocation & (kGroupPoints / u_length - 1);
}

vec4 turned(vec4 z, vec2 by) {
    return z * by.x + vec4(-z.y, z.x, -z.w, z.z) * by.y;
}

void radix4(inout vec4 z[4]) {
    vec4 even = z[0] + z[2];
    vec4 odd = z[1] + z[3];
    vec4 evenStep = z[0] - z[2];
    vec4 oddStep = z[1] - z[3];
    vec4 turnedStep = vec4(oddStep.y, -oddStep.x, oddStep.w, -oddStep.z);  // times -i
    z[0] = even + odd;
    z[1] = evenStep + turnedStep;
    z[2] = even - odd;
    z[3] = evenStep - turnedStep;
}

void transform(inout vec4 z[4], int lane, int line) {
    int lanes = u_length / 4;
    int origin = line * u_length;
    radix4(z);
    // `done` points of a transform are complete, a fourth of them by one step fewer.
    for (int done = 4; done < u_length; done *= 4) {
        int stride = done / 4;
        int within = lane & (stride - 1);
        int to = origin + 4 * (lane - within) + within;
        barrier();
        s_points[to] = z[0];
        s_points[to + stride] = z[1];
        s_points[to + 2 * stride] = z[2];
        s_points[to + 3 * stride] = z[3];
        barrier();
        int turn = (lane & (done - 1)) * (256 / done);
        z[0] = s_points[origin + lane];
        z[1] = turned(s_points[origin + lane + lanes], u_turns[turn].xy);
        z[2] = turned(s_points[origin + lane + 2 * lanes], u_turns[2 * turn].xy);
        z[3] = turned(s_points[origin + lane + 3 * lanes], u_turns[3 * turn].xy);
        radix4(z);
    }
}

// Exchanging real and imaginary parts before and after turns one into the other.
void restore(inout vec4 z[4], int lane, int line) {
    for (int q = 0; q < 4; ++q) {
        z[q] = z[q].yxwz;
    }
    transform(z, lane, line);
    for (int q = 0; q < 4; ++q) {
        z[q] = z[q].yxwz;
    }
}
