#include "kernel/text/kernel_scale.h"

#include "base/error.h"
#include "kernel/analysis/statistics.h"
#include "kernel/text/kernel_text_scanner.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace kg {

namespace {

using Normalisation = KernelScale::Normalisation;

class ScaleParser {
public:
    explicit ScaleParser(std::string_view text) : m_scanner(text, "scale") {}

    KernelScale parse();

private:
    void takeMark();
    void setNormalisation(Normalisation normalisation);
    double takeUnity();

    KernelTextScanner m_scanner;
    std::optional<double> m_scale;
    std::optional<double> m_unity;
    Normalisation m_normalisation = Normalisation::None;
    bool m_percent = false;
};

KernelScale ScaleParser::parse() {
    m_scanner.skipSpaces();
    if (m_scanner.atEnd()) {
        m_scanner.fail(0, "the scale is empty, one such as \"1\", \"1!\" or \"60,40%\" was expected");
    }
    if (m_scanner.atNumber()) {
        m_scale = m_scanner.takeNumber();
    }
    for (m_scanner.skipSpaces(); !m_scanner.atEnd(); m_scanner.skipSpaces()) {
        takeMark();
    }
    const double unit = m_percent ? 100 : 1;
    return {
        .scale = m_scale ? *m_scale / unit : 1, .unity = m_unity.value_or(0) / unit, .normalisation = m_normalisation};
}

void ScaleParser::takeMark() {
    const std::size_t start = m_scanner.offset();
    if (m_scanner.take('!')) {
        setNormalisation(Normalisation::Sum);
    } else if (m_scanner.take('^')) {
        setNormalisation(Normalisation::Signed);
    } else if (m_scanner.take('%')) {
        if (m_percent || (!m_scale && !m_unity)) {
            m_scanner.fail(start, m_percent ? "a second '%'" : "'%' found, a number was expected before it");
        }
        m_percent = true;
    } else if (m_scanner.take(',')) {
        if (m_unity) {
            m_scanner.fail(start, "a second ',' found, a scale has at most two numbers");
        }
        m_unity = takeUnity();
    } else {
        m_scanner.fail(start,
                       fmt::format("{} found, '!', '^', '%' or ',' and a number were expected", m_scanner.quoteNext()));
    }
}

void ScaleParser::setNormalisation(Normalisation normalisation) {
    if (m_normalisation != Normalisation::None) {
        m_scanner.fail(m_scanner.offset() - 1, "a second normalisation found, one of '!' and '^' was expected");
    }
    m_normalisation = normalisation;
}

double ScaleParser::takeUnity() {
    m_scanner.skipSpaces();
    if (!m_scanner.atNumber()) {
        m_scanner.fail(m_scanner.offset(),
                       fmt::format("{} found, the number to add at the origin was expected", m_scanner.quoteNext()));
    }
    return m_scanner.takeNumber();
}

// What positive and negative weights are divided by.
struct Divisors {
    double positive = 1;
    double negative = 1;
};

Divisors divisorsOf(const Kernel& kernel, Normalisation normalisation) {
    if (normalisation == Normalisation::None) {
        return {};
    }
    const KernelStatistics sums = statistics(kernel);
    const auto orOne = [](double divisor) { return divisor > 0 ? divisor : 1; };
    if (normalisation == Normalisation::Signed) {
        return {.positive = orOne(sums.positiveSum), .negative = orOne(-sums.negativeSum)};
    }
    const double divisor = orOne(sums.roundedSum() == 0 ? sums.positiveSum : std::abs(sums.sum));
    return {.positive = divisor, .negative = divisor};
}

}  // namespace

KernelScale parseKernelScale(std::string_view text) {
    return ScaleParser(text).parse();
}

std::string printKernelScale(const KernelScale& scale) {
    std::string text = fmt::format("{}", scale.scale);
    if (scale.normalisation != Normalisation::None) {
        text += scale.normalisation == Normalisation::Sum ? '!' : '^';
    }
    if (scale.unity != 0) {
        text += fmt::format(",{}", scale.unity);
    }
    return text;
}

Kernel applyScale(const Kernel& kernel, const KernelScale& scale) {
    if (!std::isfinite(scale.scale) || !std::isfinite(scale.unity)) {
        throw Error(fmt::format("{} holds a number that is not finite", printKernelScale(scale)), "scale");
    }
    const Divisors divisors = divisorsOf(kernel, scale.normalisation);
    std::vector<double> cells = kernel.cells();
    for (double& cell : cells) {
        // Divided rather than multiplied by a reciprocal: 1/9 comes out as 1/9. Absent cells, NaN, stay absent.
        cell = cell * scale.scale / (cell < 0 ? divisors.negative : divisors.positive);
    }
    const int originX = kernel.originX();
    const int originY = kernel.originY();
    const Kernel scaled(kernel.width(), kernel.height(), std::move(cells), originX, originY);
    return scale.unity == 0 ? scaled
                            : scaled.withWeight(originX, originY, scaled.weight(originX, originY) + scale.unity);
}

}  // namespace kg
