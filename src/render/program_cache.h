// ProgramCache: every program that the renderer draws with, built once a structure.
//
// What a person tunes is a uniform; what remains is a handful of structures: how many kernels a pass carries and how
// its border is fetched. A program whose source does not compile is legal: the problem is listed once, and the last
// good program stays, or the embedded one where there is none yet.
#pragma once

#include "filter/border.h"
#include "gl/objects.h"
#include "gl/shader_source.h"
#include "plan/plan.h"
#include "render/binary_cache.h"
#include "render/engine.h"
#include "render/shader_library.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kg {

// Units that samplers read from, the same in every program.
enum TextureUnit : int { kInputUnit = 0, kOtherUnit = 1, kBaseUnit = 2 };
constexpr int kTapsBinding = 0;

struct ConvolveProgram {
    gl::Program program;
    gl::Uniform inputSize, inputTexel, borderColor, borderScale, borderScaleUpper, tapCount, termCount, combine,
        otherScale, bias, channels, mix, useOther, useBase, prepareOther, prepareBase, opaque, visible, visibleWhole,
        visibleMost, shift, step, origin, wholeSum, leastInside;
};

struct PointProgram {
    gl::Program program;
    gl::Uniform convertLight, alpha;
};

struct ViewProgram {
    gl::Program program;
    gl::Uniform imageSize, windowTopLeft, windowHeight, imageTopLeft, scale, backdrop, checkerSize, linear;
};

struct ReduceProgram {
    gl::Program program;
    gl::Uniform begin, end, offset, side;
};

struct YuvProgram {
    gl::Program program;
    gl::Uniform lumaLevels, chromaLevels, matrix, chromaPlace, mirror;
};

// What the programs of passes of taps differ by: all else is a uniform.
struct ConvolveShape {
    Terms terms = Terms::Kernels;
    int kernels = 1;
    BorderRule border = BorderRule::Clamp;
    int mirrored = 0;
    bool multipliesAlpha = false;  // at every tap
    bool dividesAlpha = false;
    bool encodesLight = false;
};
ConvolveShape shapeOf(const Pass& pass);

class ProgramCache {
public:
    // Builds the point and view programs. Throws Error with file and line where an embedded shader does not compile.
    explicit ProgramCache(ShaderLibrary library, BinaryCache binaries = {});

    // Built on first use.
    const ConvolveProgram& convolve(const ConvolveShape& shape);
    // The program of a compute pass, built on first use. Its uniforms are asked for by name. Throws Error with file and
    // line where it does not compile.
    const gl::Program& compute(const Pass& pass);
    const PointProgram& prepare() const { return m_prepare; }
    const PointProgram& finish() const { return m_finish; }
    const ViewProgram& view() const { return m_view; }
    // Built on first use, since few pictures are as large.
    const ReduceProgram& reduce();
    // Built on first use, by sources that store luma and chroma.
    const YuvProgram& yuv();

    // Builds everything again if a watched file changed; true where at least one program is new.
    bool reload();
    bool watches() const { return m_library.watches(); }

    // The text of a file as programs are built from it; nothing where there is no such file.
    std::optional<std::string> read(const std::string& path) const { return m_library.read(path); }

    // A fragment or a compute shader and its options.
    struct Recipe {
        std::string file;
        gl::Defines defines;
        bool compute = false;
        auto operator<=>(const Recipe&) const = default;
    };
    // What the program of a pass is built from.
    static Recipe recipeOf(const Pass& pass);
    static Recipe tiledRecipe(const Pass& pass);

    const std::vector<ShaderProblem>& problems() const { return m_problems; }
    std::uint64_t compiled() const { return m_compiled; }
    std::uint64_t loaded() const { return m_loaded; }

private:
    // Clamp, Mirror and Wrap differ in their sampler only.
    enum class Fetch { Sampler, Reflect101, Constant, Renormalise };
    struct Key {
        Terms terms;
        int kernels;  // of Terms::Read 1: its loop takes any number
        Fetch fetch;
        int mirrored = 0;
        bool multipliesAlpha = false;
        bool dividesAlpha = false;
        bool encodesLight = false;
        auto operator<=>(const Key&) const = default;
    };

    static Fetch fetchOf(BorderRule border);
    static const char* nameOf(Fetch fetch);  // as an option of the shaders
    static int structureOf(Terms terms, int kernels);
    static Key keyOf(const ConvolveShape& shape);
    static Recipe convolveRecipe(const Key& key);

    // True where `program` is new now.
    bool build(const Recipe& recipe, gl::Program& program);
    bool buildFrom(const Recipe& recipe, const gl::ShaderReader& read, gl::Program& program);
    std::optional<ShaderProblem> compile(const Recipe& recipe, const gl::ShaderReader& read, gl::Program& program);
    bool buildConvolve(const Key& key, ConvolveProgram& result);
    bool buildPoint(const std::string& fragment, PointProgram& result);
    bool buildView();
    bool buildReduce();
    bool buildYuv();
    void addProblem(ShaderProblem problem);

    ShaderLibrary m_library;
    BinaryCache m_binaries;
    std::map<Key, ConvolveProgram> m_convolve;
    std::map<Recipe, gl::Program> m_compute;
    PointProgram m_prepare;
    PointProgram m_finish;
    ViewProgram m_view;
    ReduceProgram m_reduce;
    YuvProgram m_yuv;
    std::vector<ShaderProblem> m_problems;
    std::uint64_t m_compiled = 0;
    std::uint64_t m_loaded = 0;
};

}  // namespace kg
