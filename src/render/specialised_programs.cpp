#include "render/specialised_programs.h"

#include "render/specialised_source.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace kg {

TextureTraits traitsOf(gl::TextureFormat format, int width, int height, int layers) {
    return {.format = format,
            .layers = layers,
            .powerOfTwoWidth = std::has_single_bit(static_cast<unsigned>(width)),
            .powerOfTwoHeight = std::has_single_bit(static_cast<unsigned>(height))};
}

const SpecialisedProgram* SpecialisedPrograms::find(const Pass& pass, const PassTextures& textures) {
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& one) {
        return one.textures == textures && sameProgram(one.pass, pass);
    });
    if (entry == m_entries.end() || !entry->program.program) {
        return nullptr;
    }
    entry->used = ++m_uses;
    return &entry->program;
}

bool SpecialisedPrograms::knows(const Pass& pass, const PassTextures& textures) const {
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [&](const Entry& one) { return one.textures == textures && sameProgram(one.pass, pass); });
}

void SpecialisedPrograms::add(const Pass& pass, const PassTextures& textures, SpecialisedProgram program) {
    if (m_entries.size() == kMost) {
        m_entries.erase(std::min_element(m_entries.begin(), m_entries.end(),
                                         [](const Entry& a, const Entry& b) { return a.used < b.used; }));
    }
    m_made += program.program ? 1 : 0;
    m_entries.push_back({.pass = pass, .textures = textures, .program = std::move(program), .used = ++m_uses});
}

}  // namespace kg
