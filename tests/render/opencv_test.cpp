// OpenCV as a judge of the GPU: every strategy's result, rounded to 8 bits, agrees with its own to within one step.
#ifdef KG_HAVE_OPENCV

#include "engine_fixture.h"

#include "base/error.h"
#include "reference/opencv_judge.h"

#include <cmath>

namespace kg {
namespace {

class GpuAgainstOpenCv : public EngineTest, public testing::WithParamInterface<test::OpenCvCase> {};

TEST_P(GpuAgainstOpenCv, AgreesToOneStep) {
    engine().setSource(std::make_shared<const Image>(test::openCvSource()));
    int compared = 0;
    test::forEachBorder(GetParam(), [&](const std::string& chain, const cv::Mat& theirs) {
        for (const Strategy strategy : allStrategies()) {
            SCOPED_TRACE(strategyName(strategy));
            try {
                engine().run(parseChain(chain), {.strategy = strategy});
            } catch (const PlanError&) {
                continue;  // not legal for this kernel; the planner's tests say when
            }
            const Image ours = engine().readResult();
            // What a strategy says that it loses is not an error.
            const double stated = std::ceil(255 * engine().plan()->filters.at(0).approximation);
            EXPECT_LE(test::largestStep(theirs, [&](int x, int y, int channel) { return ours.value(x, y, channel); }),
                      1 + stated);
            ++compared;
        }
    });
    EXPECT_GE(compared, 5) << "each border rule is judged";
}

INSTANTIATE_TEST_SUITE_P(OpenCv, GpuAgainstOpenCv, testing::ValuesIn(test::openCvCases()), test::openCvCaseName);

}  // namespace
}  // namespace kg

#endif
