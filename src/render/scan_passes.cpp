#include "render/scan_passes.h"

#include "base/integer.h"
#include "render/compute_textures.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <complex>
#include <string>

namespace kg {

namespace {

// As shaders/passes/*.comp have them.
constexpr int kGroup = 16;           // invocations of a work group
constexpr int kRunningSumLines = 2;  // that one invocation walks along

void buildProgram(ProgramCache& programs, PassKind kind, BorderRule border) {
    Pass pass;
    pass.kind = kind;
    pass.border = border;
    programs.compute(pass);
}

glm::vec4 vectorOf(const std::complex<double>& a, const std::complex<double>& b) {
    return glm::dvec4(a.real(), a.imag(), b.real(), b.imag());
}

void setRunningSum(const gl::Program& program, const Scan& scan) {
    program.uniform("u_first").set(scan.first);
    program.uniform("u_length").set(scan.length);
    program.uniform("u_weight").set(static_cast<float>(scan.weight));
    program.uniform("u_endWeight").set(static_cast<float>(scan.endWeight));
}

void setRecursion(const gl::Program& program, const Scan& scan) {
    program.uniform("u_warmUp").set(scan.warmUp);
    program.uniform("u_edgeWarmUp").set(scan.edgeWarmUp);
    for (std::size_t k = 0; k < scan.response.terms.size(); ++k) {
        const Oscillation& term = scan.response.terms[k];
        const std::string index = "[" + std::to_string(k) + "]";
        // Near 1, where poles of wide bells lie, floats are coarse: what is left of them is not.
        program.uniform(("u_turn" + index).c_str()).set(vectorOf(term.pole - 1.0, 1.0 / (1.0 - term.pole)));
        program.uniform(("u_weigh" + index).c_str()).set(vectorOf(term.amplitude, term.amplitude * term.pole));
    }
}

}  // namespace

void prepareScans(ProgramCache& programs, BorderRule border) {
    buildProgram(programs, PassKind::RunningSum, border);
    buildProgram(programs, PassKind::RunningSum, BorderRule::Clamp);  // boxes after the first one
    buildProgram(programs, PassKind::Recursive, border);
}

void drawScan(ProgramCache& programs, const BorderSamplers& nearest, const Pass& pass, const gl::Texture& input,
              const gl::Texture& output) {
    const Scan& scan = pass.scan;
    const gl::Program& program = programs.compute(pass);
    input.bind(kInputUnit);
    nearest.of(pass.border).bind(kInputUnit);
    const bool sums = pass.kind == PassKind::RunningSum;
    output.bindImage(kOutputImage, sums ? gl::ImageAccess::Write : gl::ImageAccess::ReadWrite);

    const bool rows = scan.axis == Axis::Row;
    const int length = rows ? pass.width : pass.height;
    const int lines = rows ? pass.height : pass.width;
    const glm::vec2 size(input.width(), input.height());
    const Color& color = pass.borderColor;
    program.use();
    program.uniform("u_inputSize").set(size);
    program.uniform("u_inputTexel").set(1.0F / size);
    program.uniform("u_borderColor").set(glm::vec4(glm::dvec4(color[0], color[1], color[2], color[3])));
    program.uniform("u_along").set(rows ? glm::ivec2(1, 0) : glm::ivec2(0, 1));
    program.uniform("u_extent").set(glm::ivec2(length, lines));
    program.uniform("u_segment").set(scan.segment);
    program.uniform("u_shift").set(scan.shift);
    program.uniform("u_opaque").set(pass.opaque ? 1 : 0);
    if (sums) {
        setRunningSum(program, scan);
    } else {
        setRecursion(program, scan);
    }
    gl::dispatchCompute(dividedUp(lines, kGroup * (sums ? kRunningSumLines : 1)), dividedUp(length, scan.segment));
}

}  // namespace kg
