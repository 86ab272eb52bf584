#include "render/program_cache.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace kg {

namespace {

constexpr const char* kVertexShader = "passes/fullscreen.vert";
constexpr const char* kPrepareShader = "passes/prepare.frag";
constexpr const char* kFinishShader = "passes/finish.frag";

// The message that helps most: the first that names a place, else all of them.
ShaderProblem explain(const gl::Program::Failure& failure, const gl::ShaderSource& source) {
    const std::vector<gl::ShaderMessage> messages = gl::explainLog(failure.log, source);
    const auto placed = std::find_if(messages.begin(), messages.end(),
                                     [](const gl::ShaderMessage& message) { return !message.file.empty(); });
    if (placed != messages.end()) {
        return {.file = placed->file, .line = placed->line, .message = placed->text};
    }
    return {.file = source.files.front(),
            .line = 0,
            .message = failure.log.empty() ? "the driver refuses it without a reason" : failure.log};
}

}  // namespace

ConvolveShape shapeOf(const Pass& pass) {
    return {.terms = pass.terms,
            .kernels = pass.kernels,
            .border = pass.border,
            .mirrored = pass.mirrored,
            .multipliesAlpha = pass.prepares(pass.input),
            .dividesAlpha = pass.dividesAlpha,
            .encodesLight = pass.encodesLight};
}

ProgramCache::ProgramCache(ShaderLibrary library, BinaryCache binaries)
    : m_library(std::move(library)), m_binaries(std::move(binaries)) {
    buildPoint(kPrepareShader, m_prepare);
    buildPoint(kFinishShader, m_finish);
    buildView();
}

ProgramCache::Fetch ProgramCache::fetchOf(BorderRule border) {
    switch (border) {
        case BorderRule::Reflect101:
            return Fetch::Reflect101;
        case BorderRule::Constant:
            return Fetch::Constant;
        case BorderRule::Renormalise:
            return Fetch::Renormalise;
        default:
            return Fetch::Sampler;
    }
}

const char* ProgramCache::nameOf(Fetch fetch) {
    switch (fetch) {
        case Fetch::Reflect101:
            return "BORDER_REFLECT101";
        case Fetch::Constant:
            return "BORDER_CONSTANT";
        case Fetch::Renormalise:
            return "BORDER_RENORMALISE";
        case Fetch::Sampler:
            break;
    }
    return "BORDER_SAMPLER";
}

ProgramCache::Recipe ProgramCache::convolveRecipe(const Key& key) {
    Recipe recipe{.file = "passes/convolve.frag", .defines = {}};
    if (key.terms == Terms::Written) {
        recipe = {.file = "passes/term_rows.frag", .defines = {{"TERMS", std::to_string(key.kernels)}}};
    } else if (key.terms == Terms::Read) {
        recipe.defines.emplace_back("LAYERS", "1");
    } else {
        recipe.defines.emplace_back("KERNELS", std::to_string(key.kernels));
    }
    recipe.defines.emplace_back(nameOf(key.fetch), "1");
    if (key.mirrored != 0) {
        recipe.defines.emplace_back("MIRRORED", std::to_string(key.mirrored));
    }
    for (const auto& [name, wanted] :
         {std::pair("PREPARE_ALPHA", key.multipliesAlpha), std::pair("FINISH_ALPHA", key.dividesAlpha),
          std::pair("FINISH_LIGHT", key.encodesLight)}) {
        if (wanted) {
            recipe.defines.emplace_back(name, "1");
        }
    }
    return recipe;
}

ProgramCache::Key ProgramCache::keyOf(const ConvolveShape& shape) {
    return {.terms = shape.terms,
            .kernels = structureOf(shape.terms, shape.kernels),
            .fetch = fetchOf(shape.border),
            .mirrored = shape.mirrored,
            .multipliesAlpha = shape.multipliesAlpha,
            .dividesAlpha = shape.dividesAlpha,
            .encodesLight = shape.encodesLight};
}

ProgramCache::Recipe ProgramCache::tiledRecipe(const Pass& pass) {
    const bool product = !pass.columnTaps.empty();
    const bool few = pass.tile.pixelsKept(product) <= WorkTile::kFewPixels;
    Recipe recipe{.file = "passes/tiled.comp",
                  .defines = {{"PIXELS", std::to_string(few ? WorkTile::kFewPixels : WorkTile::kMaxPixels)}},
                  .compute = true};
    if (product) {
        recipe.defines.emplace_back("PRODUCT", "1");
    }
    return recipe;
}

ProgramCache::Recipe ProgramCache::recipeOf(const Pass& pass) {
    switch (pass.kind) {
        case PassKind::Prepare:
            return {.file = kPrepareShader, .defines = {}};
        case PassKind::Finish:
            return {.file = kFinishShader, .defines = {}};
        case PassKind::RunningSum:
            return {
                .file = "passes/running_sum.comp", .defines = {{nameOf(fetchOf(pass.border)), "1"}}, .compute = true};
        case PassKind::Recursive:
            return {.file = "passes/recursive.comp", .defines = {{nameOf(fetchOf(pass.border)), "1"}}, .compute = true};
        case PassKind::Tiled:
            return tiledRecipe(pass);
        case PassKind::KernelRows:
        case PassKind::FourierRows:
            return {.file = "passes/fourier_rows.comp", .defines = {}, .compute = true};
        case PassKind::KernelColumns:
            return {.file = "passes/fourier_columns.comp", .defines = {{"SPECTRUM", "1"}}, .compute = true};
        case PassKind::FourierColumns:
            return {.file = "passes/fourier_columns.comp", .defines = {}, .compute = true};
        case PassKind::FourierBack:
            return {.file = "passes/fourier_back.comp", .defines = {}, .compute = true};
        case PassKind::Convolve:
            break;
    }
    return convolveRecipe(keyOf(shapeOf(pass)));
}

// Programs that write terms come for 2, 4 and 8 of them: a few idle sums cost less than a program for each number.
int ProgramCache::structureOf(Terms terms, int kernels) {
    if (terms == Terms::Kernels) {
        return kernels;
    }
    return terms == Terms::Read ? 1 : kernels <= 2 ? 2 : kernels <= 4 ? 4 : kMaxTerms;
}

const ConvolveProgram& ProgramCache::convolve(const ConvolveShape& shape) {
    const Key key = keyOf(shape);
    const auto [entry, isNew] = m_convolve.try_emplace(key);
    if (isNew) {
        try {
            buildConvolve(key, entry->second);
        } catch (...) {
            m_convolve.erase(entry);
            throw;
        }
    }
    return entry->second;
}

const gl::Program& ProgramCache::compute(const Pass& pass) {
    Recipe recipe = recipeOf(pass);
    const auto found = m_compute.find(recipe);
    if (found != m_compute.end()) {
        return found->second;
    }
    gl::Program program;
    build(recipe, program);
    return m_compute.emplace(std::move(recipe), std::move(program)).first->second;
}

bool ProgramCache::reload() {
    if (!m_library.changed()) {
        return false;
    }
    m_problems.clear();
    bool changed = false;
    for (auto& [key, program] : m_convolve) {
        changed |= buildConvolve(key, program);
    }
    for (auto& [recipe, program] : m_compute) {
        changed |= build(recipe, program);
    }
    changed |= buildPoint(kPrepareShader, m_prepare);
    changed |= buildPoint(kFinishShader, m_finish);
    changed |= buildView();
    changed |= m_reduce.program && buildReduce();
    changed |= m_yuv.program && buildYuv();
    return changed;
}

bool ProgramCache::build(const Recipe& recipe, gl::Program& program) {
    const auto read = [this](const std::string& path) { return m_library.read(path); };
    if (buildFrom(recipe, read, program)) {
        return true;
    }
    if (program) {
        return false;
    }
    if (m_library.watches() && buildFrom(recipe, ShaderLibrary::readEmbedded, program)) {
        return true;
    }
    const ShaderProblem& problem = m_problems.back();
    throw Error(problem.message, fmt::format("{} line {}", problem.file, problem.line));
}

bool ProgramCache::buildFrom(const Recipe& recipe, const gl::ShaderReader& read, gl::Program& program) {
    try {
        std::optional<ShaderProblem> problem = compile(recipe, read, program);
        if (!problem) {
            return true;
        }
        addProblem(std::move(*problem));
    } catch (const Error& error) {
        addProblem(
            {.file = error.where().empty() ? recipe.file : error.where(), .line = 0, .message = error.problem()});
    }
    return false;
}

std::optional<ShaderProblem> ProgramCache::compile(const Recipe& recipe, const gl::ShaderReader& read,
                                                   gl::Program& program) {
    const gl::ShaderSource source = gl::assembleShader(recipe.file, recipe.defines, read);
    const gl::ShaderSource vertex = recipe.compute ? gl::ShaderSource{} : gl::assembleShader(kVertexShader, {}, read);
    const ProgramBuild made = recipe.compute ? buildComputeProgram(m_binaries, source.text, program)
                                             : buildProgram(m_binaries, vertex.text, source.text, program);
    ++(made.compiled ? m_compiled : m_loaded);
    if (!made.failure) {
        return std::nullopt;
    }
    return explain(*made.failure, made.failure->stage == gl::Program::Failure::Stage::Vertex ? vertex : source);
}

bool ProgramCache::buildConvolve(const Key& key, ConvolveProgram& result) {
    if (!build(convolveRecipe(key), result.program)) {
        return false;
    }
    const gl::Program& program = result.program;
    program.bindBlock("Taps", kTapsBinding);
    program.bindSampler("u_input", kInputUnit);
    program.bindSampler("u_other", kOtherUnit);
    program.bindSampler("u_base", kBaseUnit);
    result.inputSize = program.uniform("u_inputSize");
    result.inputTexel = program.uniform("u_inputTexel");
    result.borderColor = program.uniform("u_borderColor");
    result.borderScale = program.uniform("u_borderScale");
    result.borderScaleUpper = program.uniform("u_borderScaleUpper");
    result.tapCount = program.uniform("u_tapCount");
    result.termCount = program.uniform("u_termCount");
    result.combine = program.uniform("u_combine");
    result.otherScale = program.uniform("u_otherScale");
    result.bias = program.uniform("u_bias");
    result.channels = program.uniform("u_channels");
    result.mix = program.uniform("u_mix");
    result.useOther = program.uniform("u_useOther");
    result.useBase = program.uniform("u_useBase");
    result.prepareOther = program.uniform("u_prepareOther");
    result.prepareBase = program.uniform("u_prepareBase");
    result.opaque = program.uniform("u_opaque");
    result.visible = program.uniform("u_visible");
    result.visibleWhole = program.uniform("u_visibleWhole");
    result.visibleMost = program.uniform("u_visibleMost");
    result.shift = program.uniform("u_shift");
    result.step = program.uniform("u_step");
    result.origin = program.uniform("u_origin");
    result.wholeSum = program.uniform("u_wholeSum");
    result.leastInside = program.uniform("u_leastInside");
    return true;
}

bool ProgramCache::buildPoint(const std::string& fragment, PointProgram& result) {
    if (!build({.file = fragment, .defines = {}}, result.program)) {
        return false;
    }
    result.program.bindSampler("u_input", kInputUnit);
    result.convertLight = result.program.uniform("u_convertLight");
    result.alpha = result.program.uniform("u_alpha");
    return true;
}

bool ProgramCache::buildView() {
    if (!build({.file = "view/view.frag", .defines = {}}, m_view.program)) {
        return false;
    }
    const gl::Program& program = m_view.program;
    program.bindSampler("u_image", kInputUnit);
    m_view.imageSize = program.uniform("u_imageSize");
    m_view.windowTopLeft = program.uniform("u_windowTopLeft");
    m_view.windowHeight = program.uniform("u_windowHeight");
    m_view.imageTopLeft = program.uniform("u_imageTopLeft");
    m_view.scale = program.uniform("u_scale");
    m_view.backdrop = program.uniform("u_backdrop");
    m_view.checkerSize = program.uniform("u_checkerSize");
    m_view.linear = program.uniform("u_linear");
    return true;
}

const ReduceProgram& ProgramCache::reduce() {
    if (!m_reduce.program) {
        buildReduce();
    }
    return m_reduce;
}

bool ProgramCache::buildReduce() {
    if (!build({.file = "passes/reduce.frag", .defines = {}}, m_reduce.program)) {
        return false;
    }
    m_reduce.program.bindSampler("u_input", kInputUnit);
    m_reduce.begin = m_reduce.program.uniform("u_begin");
    m_reduce.end = m_reduce.program.uniform("u_end");
    m_reduce.offset = m_reduce.program.uniform("u_offset");
    m_reduce.side = m_reduce.program.uniform("u_side");
    return true;
}

const YuvProgram& ProgramCache::yuv() {
    if (!m_yuv.program) {
        buildYuv();
    }
    return m_yuv;
}

bool ProgramCache::buildYuv() {
    if (!build({.file = "passes/yuv.frag", .defines = {}}, m_yuv.program)) {
        return false;
    }
    m_yuv.program.bindSampler("u_luma", kInputUnit);
    m_yuv.program.bindSampler("u_chroma", kOtherUnit);
    m_yuv.lumaLevels = m_yuv.program.uniform("u_lumaLevels");
    m_yuv.chromaLevels = m_yuv.program.uniform("u_chromaLevels");
    m_yuv.matrix = m_yuv.program.uniform("u_matrix");
    m_yuv.chromaPlace = m_yuv.program.uniform("u_chromaPlace");
    m_yuv.mirror = m_yuv.program.uniform("u_mirror");
    return true;
}

// One mistake in a shared file breaks several programs; it is listed once.
void ProgramCache::addProblem(ShaderProblem problem) {
    if (std::find(m_problems.begin(), m_problems.end(), problem) == m_problems.end()) {
        m_problems.push_back(std::move(problem));
    }
}

}  // namespace kg
