// OpenCV as a judge: what its filters make of an 8-bit picture, on every border rule that both know.
#pragma once

#ifdef KG_HAVE_OPENCV

#include "image/image.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace kg::test {

// A filter of ours without its border rule, and OpenCV's call of the same meaning.
struct OpenCvCase {
    std::string name;
    std::string filter;
    std::function<void(const cv::Mat& from, cv::Mat& to, int border)> judge;
};
std::vector<OpenCvCase> openCvCases();
inline void PrintTo(const OpenCvCase& c, std::ostream* out) {
    *out << c.filter;
}
inline std::string openCvCaseName(const testing::TestParamInfo<OpenCvCase>& info) {
    return info.param.name;
}

// The picture that is judged: 8-bit RGB.
const Image& openCvSource();

// Calls with the whole text of the filter and OpenCV's result, once a border rule.
void forEachBorder(const OpenCvCase& c,
                   const std::function<void(const std::string& chain, const cv::Mat& theirs)>& call);

// How many steps of 8 bits a result is away from OpenCV's, at most; sample(x, y, channel) is what an export rounds.
template <typename Sample>
int largestStep(const cv::Mat& theirs, const Sample& sample) {
    int largest = 0;
    for (int y = 0; y < theirs.rows; ++y) {
        for (int x = 0; x < theirs.cols; ++x) {
            for (int channel = 0; channel < theirs.channels(); ++channel) {
                const int ours = static_cast<int>(std::clamp(std::round(sample(x, y, channel) * 255), 0.0, 255.0));
                largest = std::max(largest, std::abs(ours - theirs.ptr(y)[x * theirs.channels() + channel]));
            }
        }
    }
    return largest;
}

}  // namespace kg::test

#endif
