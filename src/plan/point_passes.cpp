#include "plan/point_passes.h"

#include "plan/plan_part.h"

namespace kg {

namespace {

constexpr int kPrepared = 1;  // the slot that Prepare writes, being the first pass

// Between pixels a sampler would blend colours that alpha is not multiplied into yet.
bool canPrepare(const Pass& pass) {
    return pass.kind == PassKind::Convolve && !(pass.input == kPrepared && pass.bilinear);
}

void mergePrepare(Plan& plan, const CostModel& costs, ProgramTier tier) {
    const Pass& prepare = plan.passes.front();
    if (prepare.kind != PassKind::Prepare || prepare.decodesLight) {
        return;
    }
    double added = 0;
    for (Pass pass : plan.passes) {
        if (!reads(pass, kPrepared)) {
            continue;
        }
        if (!canPrepare(pass)) {
            return;
        }
        added -= predictedMilliseconds(pass, costs, tier);
        pass.multipliesAlpha = true;
        pass.input = pass.input == kPrepared ? Slot::kSource : pass.input;
        added += predictedMilliseconds(pass, costs, tier);
    }
    if (added >= predictedMilliseconds(prepare, costs, tier)) {
        return;
    }
    plan.passes.erase(plan.passes.begin());
    for (Pass& pass : plan.passes) {
        if (pass.input == kPrepared) {
            pass.label = "prepare, " + pass.label;
        }
        pass.multipliesAlpha = reads(pass, kPrepared);
        for (int* slot : {&pass.input, &pass.other, &pass.base}) {
            *slot -= *slot == Slot::kNone ? 0 : 1;
        }
    }
}

void mergeFinish(Plan& plan) {
    const Pass& finish = plan.passes.back();
    if (finish.kind != PassKind::Finish || plan.passes.size() < 2) {
        return;
    }
    Pass& last = plan.passes[plan.passes.size() - 2];
    if (last.kind != PassKind::Convolve || last.terms == Terms::Written) {
        return;
    }
    last.dividesAlpha = finish.dividesAlpha;
    last.encodesLight = finish.encodesLight;
    last.keepsFull = true;
    last.label += ", finish";
    plan.passes.pop_back();
}

}  // namespace

void mergePointPasses(Plan& plan, const CostModel& costs, ProgramTier tier) {
    if (!plan.passes.empty()) {
        mergeFinish(plan);
        mergePrepare(plan, costs, tier);
    }
}

}  // namespace kg
