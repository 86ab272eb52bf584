// vec4 combine(int how, vec4 a, vec4 b)
//
// Two results of a bank of kernels as one, channel by channel. The numbers are those of kg::Combine.

const int kCombineSingle = 0;
const int kCombineSum = 1;
const int kCombineDifference = 2;
const int kCombineMaximum = 3;
const int kCombineMinimum = 4;
const int kCombineMagnitude = 5;

vec4 combine(int how, vec4 a, vec4 b) {
    switch (how) {
        case kCombineSum:
            return a + b;
        case kCombineDifference:
            return a - b;
        case kCombineMaximum:
            return max(a, b);
        case kCombineMinimum:
            return min(a, b);
        case kCombineMagnitude:
            return sqrt(a * a + b * b);
        default:
            return a;
    }
}
