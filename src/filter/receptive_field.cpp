#include "filter/receptive_field.h"

#include "filter/reach.h"

namespace kg {

ReceptiveField& ReceptiveField::operator+=(const ReceptiveField& before) {
    left += before.left;
    right += before.right;
    top += before.top;
    bottom += before.bottom;
    return *this;
}

ReceptiveField receptiveFieldOf(const KernelBank& bank) {
    const Margins margins = marginsOf(bank);
    return {.left = margins.left, .right = margins.right, .top = margins.top, .bottom = margins.bottom};
}

ReceptiveField receptiveFieldOf(const Chain& chain) {
    ReceptiveField field;
    for (const Filter& filter : chain) {
        if (filter.contributes()) {
            field += receptiveFieldOf(bankOf(filter));
        }
    }
    return field;
}

}  // namespace kg
