#version 430 core
// A kernel over a tile of 32 x 16 results: the pixels that they read are fetched once, into shared memory, and each
// invocation computes four results of a column. A kernel that is one product sums rows first, for the tile's rows and
// those that its columns reach, and then the columns of what that gave.
//
// options: PRODUCT  the taps are a row's, then a column's
//          PIXELS   that shared memory holds; with PRODUCT the sums of rows lie behind the pixels

#include "lib/bordered_texel.glsl"

const ivec2 kTile = ivec2(32, 16);
const int kResults = 4;
const int kLanes = kTile.y / kResults;
const int kInvocations = kTile.x * kLanes;

layout(local_size_x = 32, local_size_y = 4) in;

// dx, dy in pixels, the weight.
layout(std140, binding = 0) uniform Taps {
    vec4 u_taps[1024];
};
uniform int u_tapCount;  // with PRODUCT those of the row
#if defined(PRODUCT)
uniform int u_columnTapCount;
#endif

layout(binding = 0) uniform sampler2D u_input;
layout(binding = 0) writeonly uniform image2D u_output;

uniform ivec2 u_reach;   // pixels left of and above the tile that it reads
uniform ivec2 u_extent;  // of all that it reads, in pixels
uniform ivec2 u_size;    // of the output, in pixels
uniform int u_opaque;

shared vec4 s_pixels[PIXELS];

// Pixels in the order in which they are kept, all lanes side by side. Within the image no border is looked for.
void fetchPixels() {
    ivec2 origin = ivec2(gl_WorkGroupID.xy) * kTile - u_reach;
    bool inside = all(greaterThanEqual(origin, ivec2(0))) &&
                  all(lessThanEqual(origin + u_extent, textureSize(u_input, 0)));
    int count = u_extent.x * u_extent.y;
    for (int at = int(gl_LocalInvocationIndex); at < count; at += kInvocations) {
        int y = at / u_extent.x;
        ivec2 pixel = origin + ivec2(at - y * u_extent.x, y);
        s_pixels[at] = inside ? texelFetch(u_input, pixel, 0) : borderedTexel(u_input, pixel);
    }
    barrier();
}

// Four sums of weighted neighbours, kLanes rows apart, from the place of the first one's pixel on.
void addTaps(inout vec4 sums[kResults], int first, int count, int place, int pitch) {
    for (int i = first; i < first + count; ++i) {
        vec4 tap = u_taps[i];
        int at = place + int(tap.y) * pitch + int(tap.x);
        for (int k = 0; k < kResults; ++k) {
            sums[k] += tap.z * s_pixels[at + k * kLanes * pitch];
        }
    }
}

#if defined(PRODUCT)
// As many rows at once as results, so that a tap is looked up once for all of them.
void sumRows(ivec2 lane, int sumsAt) {
    for (int top = lane.y; top < u_extent.y; top += kTile.y) {
        int places[kResults];
        vec4 sums[kResults];
        for (int k = 0; k < kResults; ++k) {
            places[k] = min(top + k * kLanes, u_extent.y - 1) * u_extent.x + lane.x + u_reach.x;
            sums[k] = vec4(0.0);
        }
        for (int i = 0; i < u_tapCount; ++i) {
            vec4 tap = u_taps[i];
            for (int k = 0; k < kResults; ++k) {
                sums[k] += tap.z * s_pixels[places[k] + int(tap.x)];
            }
        }
        for (int k = 0; k < kResults; ++k) {
            int y = top + k * kLanes;
            if (y < u_extent.y) {
                s_pixels[sumsAt + y * kTile.x + lane.x] = sums[k];
            }
        }
    }
    barrier();
}
#endif

void main() {
    ivec2 lane = ivec2(gl_LocalInvocationID.xy);
    fetchPixels();
    vec4 sums[kResults] = vec4[kResults](vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
#if defined(PRODUCT)
    int sumsAt = u_extent.x * u_extent.y;
    sumRows(lane, sumsAt);
    addTaps(sums, u_tapCount, u_columnTapCount, sumsAt + (lane.y + u_reach.y) * kTile.x + lane.x, kTile.x);
#else
    addTaps(sums, 0, u_tapCount, (lane.y + u_reach.y) * u_extent.x + lane.x + u_reach.x, u_extent.x);
#endif
    for (int k = 0; k < kResults; ++k) {
        ivec2 pixel = ivec2(gl_WorkGroupID.xy) * kTile + lane + ivec2(0, k * kLanes);
        if (all(lessThan(pixel, u_size))) {
            imageStore(u_output, pixel, u_opaque != 0 ? vec4(sums[k].rgb, 1.0) : sums[k]);
        }
    }
}
