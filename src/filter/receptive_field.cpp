#include "filter/receptive_field.h"

#include <algorithm>

namespace kg {

namespace {

ReceptiveField fieldOf(const Kernel& kernel) {
    return {.left = kernel.originX(),
            .right = kernel.width() - 1 - kernel.originX(),
            .top = kernel.originY(),
            .bottom = kernel.height() - 1 - kernel.originY()};
}

ReceptiveField around(const ReceptiveField& a, const ReceptiveField& b) {
    return {.left = std::max(a.left, b.left),
            .right = std::max(a.right, b.right),
            .top = std::max(a.top, b.top),
            .bottom = std::max(a.bottom, b.bottom)};
}

}  // namespace

ReceptiveField& ReceptiveField::operator+=(const ReceptiveField& before) {
    left += before.left;
    right += before.right;
    top += before.top;
    bottom += before.bottom;
    return *this;
}

ReceptiveField receptiveFieldOf(const KernelBank& bank) {
    ReceptiveField field;
    for (const Kernel& kernel : bank.kernels) {
        if (bank.combine == Combine::Sequence) {
            field += fieldOf(kernel);
        } else {
            field = around(field, fieldOf(kernel));
        }
    }
    return field;
}

ReceptiveField receptiveFieldOf(const Chain& chain) {
    ReceptiveField field;
    for (const Filter& filter : chain) {
        if (filter.enabled && filter.mix != 0) {
            field += receptiveFieldOf(bankOf(filter));
        }
    }
    return field;
}

}  // namespace kg
