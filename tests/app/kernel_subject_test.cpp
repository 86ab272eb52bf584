#include "app/kernel_subject.h"

#include "base/error.h"
#include "filter/chain.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {
namespace {

Document documentOf(const std::string& chain, int selected = 0) {
    Document document;
    document.chain = parseChain(chain);
    document.folded.assign(document.chain.size(), false);
    document.selected = selected;
    return document;
}

TEST(KernelSubject, IsTheSelectedFiltersKernel) {
    EXPECT_FALSE(subjectOf(documentOf("convolve", -1), 0));
    const auto subject = subjectOf(documentOf("box | convolve kernel=\"3x1: 1,2,3\" scale=2", 1), 5);
    ASSERT_TRUE(subject);
    EXPECT_EQ(subject->filter, 1);
    EXPECT_TRUE(subject->editable);
    EXPECT_TRUE(subject->convolves);
    EXPECT_EQ(subject->member, 0U) << "the nearest to the one asked for";
    EXPECT_EQ(subject->kernel(), parseKernel("3x1: 1,2,3"));
    EXPECT_EQ(subject->laidKernel(), parseKernel("3x1: 6,4,2"));
    EXPECT_FALSE(subject->call);
}

TEST(KernelSubject, OfAnotherFilterIsLookedAtOnly) {
    const auto subject = subjectOf(documentOf("sobel"), 1);
    ASSERT_TRUE(subject);
    EXPECT_FALSE(subject->editable);
    EXPECT_EQ(subject->typed.size(), 2U);
    EXPECT_EQ(subject->kernel(), parseKernel("3x3: -1,-2,-1 0,0,0 1,2,1"));
}

TEST(KernelSubject, ANameKeepsItsArguments) {
    const auto subject = subjectOf(documentOf("convolve kernel=\"Gaussian:0,1.5\""), 0);
    ASSERT_TRUE(subject && subject->call);
    EXPECT_EQ(subject->call->named->name, "Gaussian");
    EXPECT_EQ(subject->call->values, (std::vector<double>{0, 1.5}));
}

TEST(KernelSubject, OneMemberOfAListIsEdited) {
    Document document = documentOf("convolve kernel=\"Sobel:>\"");
    const auto subject = subjectOf(document, 2);
    ASSERT_TRUE(subject);
    edits::setKernel(*subject, "Set weight", parseKernel("1x1: 7")).change(document);
    const auto kernels = parseKernels(textOf(document.chain[0], "kernel"));
    ASSERT_EQ(kernels.size(), 4U);
    EXPECT_EQ(kernels[1], parseKernel("Sobel:90"));
    EXPECT_EQ(kernels[2], parseKernel("1x1: 7"));
}

TEST(KernelSubject, AnyFilterBecomesAConvolveThatDoesTheSame) {
    for (const char* chain : {"sobel scale=0.5 channels=rgba", "unsharp amount=0.7 sigma=1 mix=0.4",
                              "box size=4 border=wrap", "laplacian bias=0.25 border=constant border_color=1,0,0,1"}) {
        SCOPED_TRACE(chain);
        Document document = documentOf(chain);
        const Filter before = document.chain[0];
        edits::becomeConvolve(document, 0).change(document);
        const Filter& after = document.chain[0];
        EXPECT_EQ(after.kind, "convolve");
        EXPECT_EQ(bankOf(after).kernels, bankOf(before).kernels);
        EXPECT_EQ(bankOf(after).combine, bankOf(before).combine);
        EXPECT_EQ(bankOf(after).bias, bankOf(before).bias);
        EXPECT_EQ(bankOf(after).channels, bankOf(before).channels);
        EXPECT_EQ(borderOf(after), borderOf(before));
        EXPECT_EQ(borderColorOf(after), borderColorOf(before));
        EXPECT_EQ(after.mix, before.mix);
    }
}

TEST(KernelSubject, EveryPresetIsAConvolve) {
    for (const KernelPreset& preset : kernelPresets()) {
        SCOPED_TRACE(preset.id);
        Document document = documentOf("convolve");
        edits::setPreset(0, preset).change(document);
        std::vector<Kernel> laid = kernelsOf(preset);
        for (Kernel& kernel : laid) {
            kernel = preset.flipped ? kernel.turned() : kernel;
        }
        EXPECT_EQ(bankOf(document.chain[0]).kernels, laid);
        EXPECT_EQ(printChain(parseChain(printChain(document.chain))), printChain(document.chain));
    }
}

TEST(Edits, SetValuesIsAllOrNothing) {
    Document document = documentOf("convolve");
    const Document before = document;
    EXPECT_THROW(edits::setValues(0, "Set", {{"bias", 0.5}, {"kernel", std::string("3: 1")}}).change(document), Error);
    EXPECT_EQ(document, before);
    edits::setValues(0, "Set", {{"bias", 0.5}, {"scale", std::string("2")}}).change(document);
    EXPECT_EQ(numberOf(document.chain[0], "bias"), 0.5);
}

}  // namespace
}  // namespace kg
