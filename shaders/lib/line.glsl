// ivec2 lineTexel(int line, int place), vec2 linePosition(int line, int place)
//
// Places along the lines of one axis: as a texel of what is written, and as a position on the input, in pixels (centres
// at .5), which may lie beyond it.
//
// needs:   uniform ivec2 u_along   (1, 0) along rows, (0, 1) along columns
//          uniform ivec2 u_extent  pixels of a line that are written, and lines
//          uniform int u_segment   pixels of a line that one invocation writes
//          uniform int u_shift     where on the input the first place lies

uniform ivec2 u_along;
uniform ivec2 u_extent;
uniform int u_segment;
uniform int u_shift;

ivec2 lineTexel(int line, int place) {
    return place * u_along + line * u_along.yx;
}

vec2 linePosition(int line, int place) {
    return vec2(lineTexel(line, place + u_shift)) + 0.5;
}
