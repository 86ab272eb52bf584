#include "cli/process.h"
#include "image/decode.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace kg {
namespace {

using nlohmann::json;
using test::ProcessResult;
using test::runProgram;

std::string outputOf(const std::vector<std::string>& arguments) {
    const ProcessResult result = runProgram(arguments);
    EXPECT_TRUE(worked(result));
    EXPECT_EQ(result.errors, "");
    return result.output;
}

TEST(KernelCommand, PrintsTheFormsOfOtherPrograms) {
    const std::string text = "1 2 1 / 2 4 2 / 1 2 1";
    EXPECT_EQ(outputOf({"kernel", text}), text + "\n");
    EXPECT_EQ(outputOf({"kernel", text, "--as", "imagemagick"}), "3x3: 1,2,1 2,4,2 1,2,1\n");
    EXPECT_EQ(json::parse(outputOf({"kernel", text, "--as", "json"})),
              json::parse(outputOf({"kernel", text, "--json"})));
    EXPECT_EQ(json::parse(outputOf({"kernel", text, "--json"}))["width"], 3);
    for (const char* form : {"glsl", "c", "numpy"}) {
        EXPECT_NE(outputOf({"kernel", text, "--as", form}).find('4'), std::string::npos) << form;
    }
}

TEST(KernelCommand, TakesTextsThatBeginWithAMinus) {
    EXPECT_EQ(outputOf({"kernel", "-2 -1 0 / -1 1 1 / 0 1 2", "--as", "imagemagick"}), "3x3: -2,-1,0 -1,1,1 0,1,2\n");
    EXPECT_EQ(outputOf({"kernel", "--as", "imagemagick", "--", "-.5 .5"}), "2x1: -0.5,0.5\n");
}

TEST(KernelCommand, AnalyzesASeparableKernel) {
    const json kernel = json::parse(outputOf({"kernel", "1 2 1 / 2 4 2 / 1 2 1", "--analyze", "--json"}));
    EXPECT_EQ(kernel["rank"], 1);
    EXPECT_EQ(kernel["singular_values"].size(), 3U);
    EXPECT_EQ(kernel["statistics"]["sum"], 16);
    EXPECT_EQ(kernel["statistics"]["nonzero"], 9);
    EXPECT_EQ(kernel["fetches_per_pixel"]["direct"], 9);
    EXPECT_EQ(kernel["fetches_per_pixel"]["separable"], 6);
}

TEST(KernelCommand, AnalyzesAKernelThatIsNotSeparable) {
    const json kernel = json::parse(outputOf({"kernel", "0 -1 0 / -1 5 -1 / 0 -1 0", "--analyze", "--json"}));
    EXPECT_EQ(kernel["rank"], 2);
    EXPECT_EQ(kernel["statistics"]["negative_sum"], -4);
    EXPECT_EQ(kernel["fetches_per_pixel"]["direct"], 5);
    EXPECT_TRUE(kernel["fetches_per_pixel"]["separable"].is_null());
    EXPECT_NE(outputOf({"kernel", "0 -1 0 / -1 5 -1 / 0 -1 0", "--analyze"}).find("separable not possible"),
              std::string::npos);
}

TEST(KernelCommand, AnalyzesMomentsSymmetrySpectrumAndLowRank) {
    const json bell = json::parse(outputOf({"kernel", "1 2 1 / 2 4 2 / 1 2 1", "--analyze", "--json"}));
    EXPECT_EQ(bell["moments"]["centroid"], (json{0, 0}));
    EXPECT_NEAR(bell["moments"]["sigma_x"].get<double>(), 0.70710678, 1e-8);
    EXPECT_TRUE(bell["moments"]["zero_sum_residue"].is_null());
    EXPECT_EQ(bell["symmetry"], (json{"left-right", "top-bottom", "point", "four-fold", "eight-fold"}));
    EXPECT_EQ(bell["spectrum"]["response"], "low-pass");
    EXPECT_EQ(bell["spectrum"]["dc_gain"], 16);
    EXPECT_TRUE(bell["spectrum"]["lower_cutoff"]["x"].is_null());
    EXPECT_GT(bell["spectrum"]["cutoff"]["x"].get<double>(), 0.1);
    EXPECT_TRUE(bell["low_rank"]["identity_split"].is_null());

    const json emboss = json::parse(outputOf({"kernel", "-2 -1 0 / -1 1 1 / 0 1 2", "--analyze", "--json"}));
    EXPECT_EQ(emboss["low_rank"]["rank_at_budget"], 3);
    EXPECT_EQ(emboss["low_rank"]["bounds_lsb"].size(), 3U);
    EXPECT_FALSE(emboss["low_rank"]["identity_split"]["pays"]);
    EXPECT_EQ(emboss["fetches_per_pixel"]["low_rank_at_budget"], 18);
    EXPECT_EQ(emboss["fetches_per_pixel"]["identity_split"], 13);
    const std::string table = outputOf({"kernel", "-2 -1 0 / -1 1 1 / 0 1 2", "--analyze"});
    EXPECT_NE(table.find("identity split 13 (does not pay)"), std::string::npos) << table;

    const json high = json::parse(outputOf({"kernel", "DoG:0,0,2", "--analyze", "--json"}));
    EXPECT_NEAR(high["spectrum"]["lower_cutoff"]["x"].get<double>(), 0.125, 0.001);
    EXPECT_TRUE(high["spectrum"]["cutoff"]["x"].is_null());
}

TEST(KernelCommand, SuggestsForms) {
    const ProcessResult result = runProgram({"kernel", "1", "--as", "numpi"});
    EXPECT_NE(result.status, 0);
    EXPECT_NE(result.errors.find("Did you mean numpy?"), std::string::npos) << result.errors;
}

TEST(KernelsCommand, ListsThePresetsWithTheirOrigins) {
    const json presets = json::parse(outputOf({"kernels", "--json"}));
    EXPECT_GE(presets.size(), 100U);
    for (const json& preset : presets) {
        for (const char* key : {"id", "name", "origin", "purpose", "text", "scale", "laid"}) {
            EXPECT_FALSE(preset[key].get<std::string>().empty()) << key << " of " << preset["id"];
        }
        EXPECT_EQ(preset["erratum"].get<bool>(), preset.contains("corrected_by")) << preset["id"];
        EXPECT_GE(preset["rank"], 1) << preset["id"];
    }
    const std::string table = outputOf({"kernels"});
    EXPECT_NE(table.find("esri-laplacian-5"), std::string::npos);
    EXPECT_NE(table.find("Laplacian 5x5 (erratum): "), std::string::npos);
}

TEST(KernelsCommand, FindsPresetsByWordsAndNumbers) {
    const json found = json::parse(outputOf({"kernels", "--search", "esri 16", "--json"}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0]["id"], "esri-laplacian-5");
    EXPECT_EQ(found[0]["number"], 16);
    EXPECT_EQ(found[0]["corrected_by"], "esri-laplacian-5-corrected");
    EXPECT_EQ(found[0]["sum"], 1);
    const ProcessResult result = runProgram({"kernels", "--search", "Esri laplasian"});
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.errors.find("Did you mean esri laplacian?"), std::string::npos) << result.errors;
}

TEST(KernelCommand, WritesFiles) {
    const auto folder = test::testFolder();
    EXPECT_EQ(outputOf({"kernel", "1 2 / 3 4", "--as", "png", "-o", (folder / "kernel.png").string()}), "");
    const Image picture = decodeImage(folder / "kernel.png");
    EXPECT_EQ(picture.width(), 2);
    EXPECT_EQ(picture.height(), 2);
    EXPECT_EQ(picture.value(1, 1, 0), 1) << "the largest weight is white";
    EXPECT_EQ(outputOf({"kernel", "1 2 / 3 4", "-o", (folder / "kernel.txt").string()}), "");
    std::ifstream file(folder / "kernel.txt");
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "1 2 / 3 4\n");
}

TEST(KernelCommand, ReadsWhatOtherProgramsWrite) {
    EXPECT_EQ(outputOf({"kernel", "np.array([[1, 2], [3, 4]])"}), "1 2 / 3 4\n");
    EXPECT_EQ(outputOf({"kernel", "1,2\n3,4", "--as", "csv"}), "1, 2\n3, 4\n");
    EXPECT_EQ(json::parse(outputOf({"kernel", "1 ; 2", "--json"})).size(), 2U) << "a list is an array";
}

TEST(KernelCommand, DrawsLargeAndDivergingPictures) {
    const auto file = test::testFolder() / "diverging.png";
    outputOf({"kernel", "-1 1", "--as", "png", "--map", "diverging", "--cell", "8", "-o", file.string()});
    const Image picture = decodeImage(file);
    EXPECT_EQ(picture.width(), 16);
    EXPECT_EQ(picture.height(), 8);
    EXPECT_GT(picture.value(0, 0, 0), picture.value(0, 0, 2)) << "negative weights are warm";
    EXPECT_LT(picture.value(15, 7, 0), picture.value(15, 7, 2)) << "positive ones cold";
}

TEST(KernelCommand, AFileThatCannotBeWrittenFails) {
    const ProcessResult result = runProgram({"kernel", "1", "-o", "/no/such/folder/kernel.txt"});
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.errors.find("/no/such/folder"), std::string::npos) << result.errors;
}

TEST(FiltersCommand, ListsEveryFilterWithItsParameters) {
    const json filters = json::parse(outputOf({"filters", "--json"}));
    std::vector<std::string> ids;
    for (const json& filter : filters) {
        ids.push_back(filter["id"]);
        std::vector<std::string> parameters;
        for (const json& parameter : filter["parameters"]) {
            parameters.push_back(parameter["id"]);
        }
        ASSERT_GE(parameters.size(), 4U);
        parameters.erase(parameters.begin(), parameters.end() - 4);
        EXPECT_EQ(parameters, (std::vector<std::string>{"border", "border_color", "mix", "enabled"})) << ids.back();
    }
    EXPECT_EQ(ids,
              (std::vector<std::string>{"convolve", "gaussian", "box", "sharpen", "unsharp", "laplacian", "sobel"}));
    const std::string table = outputOf({"filters"});
    EXPECT_NE(table.find("sigma=2  (0..1000 px)"), std::string::npos) << table;
    EXPECT_NE(table.find("border=clamp  (clamp|mirror|reflect101|wrap|constant|crop|renormalise)"), std::string::npos)
        << table;
}

TEST(DoctorCommand, DescribesTheDevice) {
    const json report = json::parse(outputOf({"doctor", "--json"}));
    EXPECT_TRUE(report["usable"]);
    for (const char* key : {"backend", "vendor", "renderer", "version"}) {
        EXPECT_FALSE(report["gl"][key].get<std::string>().empty()) << key;
    }
    EXPECT_GE(report["gl"]["max_texture_size"], 1024);
    EXPECT_GE(report["gl"]["max_uniform_block_bytes"], 16384);
    const bool keepsPrograms = report["gl"]["program_binary_formats"] > 0;
    EXPECT_EQ(report["gl"]["program_cache"].is_string(), keepsPrograms);
    const std::string table = outputOf({"doctor"});
    EXPECT_NE(table.find(report["gl"]["renderer"].get<std::string>()), std::string::npos);
    EXPECT_NE(table.find(keepsPrograms ? "kept in" : "compiled at every start"), std::string::npos) << table;
}

TEST(DoctorCommand, SaysWhatIsMissing) {
    const ProcessResult result = runProgram({"doctor", "--json"}, {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}});
    const json report = json::parse(result.output);
    EXPECT_TRUE(report["display"].is_null());
    EXPECT_NE(report["lacks"].dump().find("kernelglass render"), std::string::npos) << result.output;
}

}  // namespace
}  // namespace kg
