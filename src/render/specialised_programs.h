// SpecialisedPrograms: the programs that have one pass written into them, for as long as they are likely to be of use.
//
// Owned by the engine, on its thread and with its context current.
#pragma once

#include "gl/objects.h"
#include "plan/plan.h"

#include <cstdint>
#include <vector>

namespace kg {

struct SpecialisedProgram {
    gl::Program program;  // empty: it did not compile, and the general one goes on
    gl::Uniform inputSize, inputTexel;
};

// What a texture is to a driver that compiles for it.
struct TextureTraits {
    gl::TextureFormat format = gl::TextureFormat::RGBA32F;
    int layers = 1;
    bool powerOfTwoWidth = false;
    bool powerOfTwoHeight = false;

    bool operator==(const TextureTraits&) const = default;
};

TextureTraits traitsOf(gl::TextureFormat format, int width, int height, int layers = 1);

// The textures of a pass: drivers compile a program for them, some not before it first draws. Operands that the pass
// does not have stay as they are here.
struct PassTextures {
    TextureTraits input{}, other{}, base{}, output{};

    bool operator==(const PassTextures&) const = default;
};

class SpecialisedPrograms {
public:
    static constexpr std::size_t kMost = 64;  // kept; what was drawn longest ago goes first

    // The program of a pass over such textures, or null. The pointer holds until the next add().
    const SpecialisedProgram* find(const Pass& pass, const PassTextures& textures);
    // Whether an attempt at a program was made, good or not.
    bool knows(const Pass& pass, const PassTextures& textures) const;
    void add(const Pass& pass, const PassTextures& textures, SpecialisedProgram program);

    // Good ones since the start.
    std::uint64_t made() const { return m_made; }

private:
    struct Entry {
        Pass pass;
        PassTextures textures;
        SpecialisedProgram program;
        std::uint64_t used = 0;
    };

    std::vector<Entry> m_entries;
    std::uint64_t m_uses = 0;
    std::uint64_t m_made = 0;
};

}  // namespace kg
