// OpenCV as a judge of the reference: its 8-bit results agree with the rounded ones to within one step.
#ifdef KG_HAVE_OPENCV

#include "reference/opencv_judge.h"
#include "reference/reference.h"

namespace kg {
namespace {

class ReferenceAgainstOpenCv : public testing::TestWithParam<test::OpenCvCase> {};

TEST_P(ReferenceAgainstOpenCv, AgreesToOneStep) {
    test::forEachBorder(GetParam(), [](const std::string& chain, const cv::Mat& theirs) {
        const ReferenceImage ours = evaluateReference(test::openCvSource(), parseChain(chain), Light::Encoded);
        EXPECT_LE(test::largestStep(theirs, [&](int x, int y, int channel) { return ours.value(x, y, channel); }), 1);
    });
}

INSTANTIATE_TEST_SUITE_P(OpenCv, ReferenceAgainstOpenCv, testing::ValuesIn(test::openCvCases()), test::openCvCaseName);

}  // namespace
}  // namespace kg

#endif
