#version 430 core
// A box along the lines of one axis: the sum of a window that moves from pixel to pixel, to which one pixel comes and of
// which one goes, whatever its length. The pixels beside it weigh as much as the box's ends say.
//
// options: BORDER_...: see lib/fetch_bordered.glsl
//
// An invocation walks two neighbouring lines at once: along columns their texels share what a cache fetches.

#include "lib/fetch_bordered.glsl"
#include "lib/line.glsl"

layout(local_size_x = 16) in;

layout(binding = 0) uniform sampler2D u_input;
layout(binding = 0) writeonly uniform image2D u_output;

uniform int u_first;        // of the window, from the pixel on
uniform int u_length;       // pixels
uniform float u_weight;     // of the window's sum
uniform float u_endWeight;  // of the two pixels beside it
uniform int u_opaque;

// A sum and what its roundings have lost: without that, they would add up along the line. Source: Knuth, "The Art of
// Computer Programming", volume 2, section 4.2.2, theorem B.
struct Sum {
    vec4 value;
    vec4 lost;
};

void add(inout Sum sum, vec4 x) {
    precise vec4 total = sum.value + x;
    precise vec4 added = total - sum.value;
    precise vec4 lost = (sum.value - (total - added)) + (x - added);
    sum.value = total;
    sum.lost += lost;
}

vec4 fetchAt(int line, int place) {
    return fetchBordered(u_input, linePosition(line, place));
}

Sum windowAt(int line, int place) {
    Sum sum = Sum(vec4(0.0), vec4(0.0));
    for (int i = 0; i < u_length; ++i) {
        add(sum, fetchAt(line, place + u_first + i));
    }
    return sum;
}

// An infinity or NaN does not leave a sum with its pixel: the window is summed anew.
bool spoiled(Sum sum) {
    vec4 total = sum.value + sum.lost;
    return any(isinf(total)) || any(isnan(total));
}

// One pixel on: what it writes, and the window of the next one.
void step(int line, int place, inout Sum sum, inout vec4 before) {
    vec4 after = fetchAt(line, place + u_first + u_length);
    vec4 leaving = fetchAt(line, place + u_first);
    vec4 result = u_weight * (sum.value + sum.lost);
    if (u_endWeight != 0.0) {
        result += u_endWeight * (before + after);
    }
    if (line < u_extent.y) {
        imageStore(u_output, lineTexel(line, place), u_opaque != 0 ? vec4(result.rgb, 1.0) : result);
    }
    before = leaving;
    add(sum, after);
    add(sum, -leaving);
    if (spoiled(sum)) {
        sum = windowAt(line, place + 1);
    }
}

// The two lines are no loop: Mesa's rasterisers give up after 65535 turns of all loops of an invocation together, which
// the pixels of a line must not use up.
void main() {
    int line = int(gl_GlobalInvocationID.x) * 2;
    int begin = int(gl_WorkGroupID.y) * u_segment;
    int end = min(begin + u_segment, u_extent.x);
    if (line >= u_extent.y) {
        return;
    }
    Sum upper = windowAt(line, begin);
    Sum lower = windowAt(line + 1, begin);
    vec4 beforeUpper = fetchAt(line, begin + u_first - 1);
    vec4 beforeLower = fetchAt(line + 1, begin + u_first - 1);
    for (int place = begin; place < end; ++place) {
        step(line, place, upper, beforeUpper);
        step(line + 1, place, lower, beforeLower);
    }
}
