#include "kernel/named/call_text.h"
#include "base/error.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kg {
namespace {

std::string sentenceFor(const std::string& text) {
    try {
        parseKernels(text);
        return "no error";
    } catch (const TextError& error) {
        return error.what();
    }
}

TEST(CallText, foldsCaseAndSeparatorsOfNames) {
    EXPECT_EQ(parseKernel("frei-chen: 0"), parseKernel("FreiChen"));
    EXPECT_EQ(parseKernel("SOBEL:90"), parseKernel("Sobel : 90"));
}

TEST(CallText, readsGeometries) {
    const auto call = callFrom("Rectangle:3x5+1+2");
    ASSERT_TRUE(call);
    EXPECT_EQ(call->values, (std::vector<double>{3, 5, 1, 2}));
    EXPECT_EQ(callFrom("Comet:0x1+90")->values, (std::vector<double>{0, 1, 90}));
    EXPECT_EQ(callFrom("DoG:0,-1,2")->values, (std::vector<double>{0, -1, 2}));
    EXPECT_EQ(callFrom("Kirsch:@")->rotation, Rotation::Eighths);
    EXPECT_FALSE(callFrom("3: 1 2 3 4 5 6 7 8 9"));
    EXPECT_FALSE(callFrom("Sobel ; Sobel:90"));
    EXPECT_FALSE(callFrom("Sobel:x"));
}

TEST(CallText, printsWhatReadsBackTheSame) {
    for (const NamedKernel& named : namedKernels()) {
        for (const std::string& text : {named.name, named.example}) {
            if (text.empty() || (named.takesExpression && text == named.name)) {
                continue;
            }
            const auto call = callFrom(text);
            ASSERT_TRUE(call) << text;
            const auto again = callFrom(printCall(*call));
            ASSERT_TRUE(again) << printCall(*call);
            EXPECT_EQ(again->values, call->values) << text;
            EXPECT_EQ(again->expression, call->expression) << text;
            EXPECT_EQ(makeKernels(*again), parseKernels(text)) << text;
        }
    }
    EXPECT_EQ(printCall(*callFrom("Sobel:>")), "Sobel:>");
    EXPECT_EQ(printCall(*callFrom("Sobel:45>")), "Sobel:45>");
}

TEST(CallText, namesWhatIsWrongAndWhere) {
    EXPECT_EQ(sentenceFor("Gausian:0x2"),
              "kernel line 1, column 1: \"Gausian\" is no kernel's name. Did you mean Gaussian?");
    EXPECT_EQ(sentenceFor("Sobel:north"),
              "kernel line 1, column 7: 'n' found, the number angle of Sobel was expected. Sobel takes angle.");
    EXPECT_EQ(sentenceFor("Sobel:45,y"),
              "kernel line 1, column 10: one argument too many for Sobel. Sobel takes angle.");
    EXPECT_EQ(sentenceFor("Box:1,2,3"),
              "kernel line 1, column 9: one argument too many for Box. Box takes width, height.");
    EXPECT_EQ(sentenceFor("Box:1.5"), "kernel line 1, column 5: width is 1.5, a whole number was expected");
    EXPECT_EQ(sentenceFor("Rectangle:x5"),
              "kernel line 1, column 11: 'x' found, the number width of Rectangle was "
              "expected. Rectangle takes width, height, x, y.");
    EXPECT_EQ(sentenceFor("Manhattan:2,50%"),
              "kernel line 1, column 15: '%' found after an argument of Manhattan, a comma was expected");
    EXPECT_EQ(sentenceFor("Gabor:sgima=3"),
              "kernel line 1, column 7: Gabor has no argument \"sgima\". Did you mean sigma?");
    EXPECT_EQ(sentenceFor("Gabor:frequency=3"),
              "kernel line 1, column 7: Gabor has no argument \"frequency\". The "
              "arguments of Gabor are sigma, wavelength, angle, phase and aspect.");
    EXPECT_EQ(sentenceFor("Bell:method=besel"),
              "kernel line 1, column 13: \"besel\" is no method of Bell. Did you mean bessel?");
    EXPECT_EQ(sentenceFor("Expression:scale=unit,x"),
              "kernel line 1, column 18: \"unit\" is no scale of Expression. "
              "The choices of scale are none, sum and zero-sum.");
    EXPECT_EQ(sentenceFor("Disk:9999"), "kernel line 1, column 6: radius is 9999, -511 to 511 was expected");
    EXPECT_EQ(sentenceFor("Sobel:@@"), "kernel line 1, column 8: '@' found, the end of the kernel Sobel was expected");
    EXPECT_EQ(sentenceFor("Octagon:@"),
              "kernel line 1, column 1: \"Octagon:@\": only a 3x3 kernel can be turned by 45 degrees");
    EXPECT_EQ(sentenceFor("5@: 1,2,3,4,5 1,2,3,4,5 1,2,3,4,5 1,2,3,4,5 1,2,3,4,5"),
              "kernel line 1, column 2: only a 3x3 kernel can be turned by 45 degrees. It is a 5x5 kernel.");
}

TEST(CallText, PointsIntoTheExpression) {
    EXPECT_EQ(sentenceFor("Expression:width=3,1 + qx"), "kernel line 1, column 24: unexpected token \"qx\"");
    EXPECT_EQ(sentenceFor("1 ;\n Expression:x = 2"),
              "kernel line 2, column 15: '=' found, an expression assigns nothing. Compare with '=='.");
    EXPECT_EQ(sentenceFor("Expression:max(x,"), "kernel line 1, column 18: unexpected end of expression");
}

// ImageMagick's documentation of its shapes says which disks are which other shapes.
TEST(CallText, disksAreTheShapesThatTheDocumentationSays) {
    const auto sameCells = [](const char* disk, const char* shape) {
        EXPECT_EQ(parseKernel(disk), parseKernel(shape)) << disk;
    };
    sameCells("Disk:1", "Diamond");
    sameCells("Disk:1.5", "Square");
    sameCells("Disk:2", "Diamond:2");
    sameCells("Disk:2.5", "Octagon");
    sameCells("Disk:2.9", "Square:2");
    sameCells("Disk:3.5", "Octagon:3");
    sameCells("Disk:4.5", "Octagon:4");
    sameCells("Disk:5.4", "Octagon:5");
    // It says so of this one as well, but 5^2 + 4^2 is more than 6.4^2.
    EXPECT_NE(parseKernel("Disk:6.4"), parseKernel("Octagon:6"));
}

TEST(Rotation, goesRoundAndComesBack) {
    const Kernel kernel = parseKernel("3x3+0+0: 1,2,3 4,5,6 7,8,9");
    for (const double step : {45.0, 90.0, 180.0}) {
        Kernel turned = kernel;
        for (double angle = 0; angle < 360; angle += step) {
            turned = rotated(turned, step);
        }
        EXPECT_EQ(turned, kernel) << step;
    }
    EXPECT_EQ(rotated(kernel, 180), kernel.turned());
    EXPECT_EQ(rotated(kernel, -90), rotated(kernel, 270));
    EXPECT_EQ(rotated(kernel, 90), parseKernel("3x3+2+0: 7,4,1 8,5,2 9,6,3"));
    EXPECT_THROW(rotated(parseKernel("2x3: 1,2 3,4 5,6"), 90), Error);
}

}  // namespace
}  // namespace kg
