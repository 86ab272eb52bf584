#include "render/tunable_programs.h"

#include "render/scan_passes.h"
#include "render/tiled_pass.h"

namespace kg {

namespace {

class TunablePrograms {
public:
    TunablePrograms(ProgramCache& programs, const ImageFormat& source, Light light)
        : m_programs(programs),
          m_alpha(source.hasAlpha()),
          m_light(light == Light::Linear && source.transfer == Transfer::Srgb) {}

    // The programs of passes of taps, wherever in a chain they stand: a filter may be the first or the last one as soon
    // as another's mix is 0.
    void build(const ConvolveShape& shape) {
        buildPrepared(shape);
        if (shape.terms != Terms::Written && (m_alpha || m_light)) {
            ConvolveShape last = shape;
            last.dividesAlpha = m_alpha;
            last.encodesLight = m_light;
            buildPrepared(last);
        }
    }

private:
    void buildPrepared(ConvolveShape shape) {
        m_programs.convolve(shape);
        if (shape.terms != Terms::Read && m_alpha && !m_light) {
            shape.multipliesAlpha = true;
            m_programs.convolve(shape);
        }
    }

    ProgramCache& m_programs;
    bool m_alpha;
    bool m_light;
};

}  // namespace

void buildTunablePrograms(ProgramCache& programs, const Chain& chain, const ImageFormat& source, Light light,
                          const DeviceTraits& traits) {
    TunablePrograms tunable(programs, source, light);
    for (const Filter& filter : chain) {
        // What is cropped is computed as with clamp.
        const BorderRule border = borderOf(filter) == BorderRule::Crop ? BorderRule::Clamp : borderOf(filter);
        tunable.build({.border = border});
        if (traits.compute) {
            prepareScans(programs, border);
        }
        if (traits.compute && !traits.software) {
            buildTiled(programs);
        }
        const KernelBank bank = bankOf(filter);
        if (bank.kernels.size() == 1 && border != BorderRule::Renormalise) {
            tunable.build({.terms = Terms::Read, .kernels = kMaxTerms, .border = border});
            for (const int terms : {2, 4, kMaxTerms}) {
                tunable.build({.terms = Terms::Written, .kernels = terms, .border = border});
            }
            tunable.build({.border = border, .mirrored = 1});
            tunable.build({.border = border, .mirrored = -1});
        } else if (bank.kernels.size() > 1 && bank.combine != Combine::Sequence) {
            tunable.build({.kernels = 2, .border = border});
        }
    }
}

}  // namespace kg
