// vec4 visibleColour(vec4 sum, vec4 own, float whole, float most)
//
// A sum of colours, multiplied by alpha, as the colour of a pixel that keeps its own alpha: kg::visibleColour says how.

const float kMostOwn = 16.0;

vec4 visibleColour(vec4 sum, vec4 own, float whole, float most) {
    if (!(own.a > 0.0)) {
        return vec4(0.0, 0.0, 0.0, sum.a);
    }
    float factor = min(1.0, kMostOwn * own.a);
    if (most > 1.0) {
        float there = sum.a / whole;
        factor = there > 0.0 ? min(own.a / there, most) : 0.0;
    }
    return vec4(factor * sum.rgb + (whole - factor / own.a * sum.a) * own.rgb, sum.a);
}
