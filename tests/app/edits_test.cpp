#include "app/edits.h"

#include "base/error.h"
#include "filter/registry.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace kg {

namespace {

Document documentWith(const std::vector<std::string>& kinds) {
    Document document;
    for (const std::string& kind : kinds) {
        edits::addFilter(kind).change(document);
    }
    return document;
}

std::vector<std::string> kindsOf(const Document& document) {
    std::vector<std::string> kinds;
    for (const Filter& filter : document.chain) {
        kinds.push_back(filter.kind);
    }
    return kinds;
}

using Kinds = std::vector<std::string>;

// An edit that is refused must throw before it has changed anything that is kept: callers work on a copy.
void expectRefused(const Document& document, const Edit& edit, const std::string& word) {
    Document copy = document;
    try {
        edit.change(copy);
        FAIL() << edit.label << " was applied";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find(word), std::string::npos) << error.what();
    }
}

}  // namespace

TEST(Edits, AddSelectsTheNewFilter) {
    Document document = documentWith({"gaussian", "box"});
    EXPECT_EQ(document.selected, 1);
    edits::addFilter("sobel", 0).change(document);
    EXPECT_EQ(kindsOf(document), (Kinds{"sobel", "gaussian", "box"}));
    EXPECT_EQ(document.selected, 0);
    EXPECT_EQ(document.folded.size(), 3U);
}

TEST(Edits, AddRefusesUnknownKindsAndPlaces) {
    const Document document = documentWith({"box"});
    expectRefused(document, edits::addFilter("gausian"), "gaussian");
    expectRefused(document, edits::addFilter("box", 5), "place");
}

TEST(Edits, RemoveKeepsTheSelectionOnANeighbour) {
    struct Case {
        int selected;
        int removed;
        int expected;
    };
    for (const Case& c : {Case{0, 0, 0}, Case{2, 2, 1}, Case{2, 0, 1}, Case{0, 2, 0}, Case{1, 1, 1}}) {
        Document document = documentWith({"gaussian", "box", "sobel"});
        document.selected = c.selected;
        edits::removeFilter(c.removed).change(document);
        EXPECT_EQ(document.selected, c.expected) << "selected " << c.selected << ", removed " << c.removed;
        EXPECT_EQ(document.folded.size(), document.chain.size());
    }
    Document single = documentWith({"box"});
    edits::removeFilter(0).change(single);
    EXPECT_EQ(single.selected, -1);
}

TEST(Edits, MoveTakesSelectionAndFoldAlong) {
    const Kinds kinds{"gaussian", "box", "sobel", "sharpen"};
    for (int from = 0; from < 4; ++from) {
        for (int to = 0; to < 4; ++to) {
            for (int selected = 0; selected < 4; ++selected) {
                Document document = documentWith(kinds);
                document.selected = selected;
                edits::setFolded(selected, true).change(document);
                const std::string followed = document.chain[static_cast<std::size_t>(selected)].kind;
                edits::moveFilter(from, to).change(document);
                const auto now = static_cast<std::size_t>(document.selected);
                EXPECT_EQ(document.chain[now].kind, followed) << from << " to " << to << ", selected " << selected;
                EXPECT_TRUE(document.folded[now]);
                EXPECT_EQ(document.chain[static_cast<std::size_t>(to)].kind, kinds[static_cast<std::size_t>(from)]);
            }
        }
    }
}

TEST(Edits, DuplicateCopiesValuesBehindTheOriginal) {
    Document document = documentWith({"gaussian", "box"});
    edits::setValue(0, "sigma", 4.5).change(document);
    edits::duplicateFilter(0).change(document);
    EXPECT_EQ(kindsOf(document), (Kinds{"gaussian", "gaussian", "box"}));
    EXPECT_EQ(document.chain[0], document.chain[1]);
    EXPECT_EQ(document.selected, 1);
}

TEST(Edits, CombineTakesThePlaceOfTwo) {
    Document document = documentWith({"sobel", "gaussian", "box", "sharpen"});
    edits::setFolded(3, true).change(document);
    edits::combineFilters(1, makeFilter("convolve")).change(document);
    EXPECT_EQ(kindsOf(document), (Kinds{"sobel", "convolve", "sharpen"}));
    EXPECT_EQ(document.folded, (std::vector<bool>{false, false, true}));
    EXPECT_EQ(document.selected, 1);
    expectRefused(document, edits::combineFilters(2, makeFilter("convolve")), "no filter 4");
    expectRefused(document, edits::combineFilters(0, {.kind = "convolve", .values = {{"kernel", "1 x"}}}), "kernel");
}

TEST(Edits, IndicesOutsideTheChainAreRefused) {
    const Document document = documentWith({"box"});
    for (const int index : {-1, 1, 100}) {
        expectRefused(document, edits::removeFilter(index), "filter");
        expectRefused(document, edits::duplicateFilter(index), "filter");
        expectRefused(document, edits::moveFilter(0, index), "filter");
        expectRefused(document, edits::setEnabled(index, false), "filter");
        expectRefused(document, edits::setValue(index, "size", 3.0), "filter");
    }
    expectRefused(document, edits::selectFilter(1), "filter");
}

TEST(Edits, ValuesPassTheComfortRangeButNotTheHardOne) {
    Document document = documentWith({"gaussian"});
    const Parameter& sigma = filterKind("gaussian").parameter("sigma");
    ASSERT_LT(sigma.comfort.highest, sigma.hard.highest);
    edits::setValue(0, "sigma", sigma.hard.highest).change(document);
    EXPECT_EQ(numberOf(document.chain[0], "sigma"), sigma.hard.highest);
    expectRefused(document, edits::setValue(0, "sigma", sigma.hard.highest * 1.01), "sigma");
    expectRefused(document, edits::setValue(0, "sigma", std::nan("")), "sigma");
    expectRefused(document, edits::setValue(0, "sigma", std::string("much")), "sigma");
    expectRefused(document, edits::setValue(0, "sigmar", 1.0), "sigma");
}

TEST(Edits, KernelTextIsCheckedBeforeItIsTaken) {
    Document document = documentWith({"convolve"});
    edits::setValue(0, "kernel", std::string("1 2 1 / 2 4 2 / 1 2 1")).change(document);
    expectRefused(document, edits::setValue(0, "kernel", std::string("3x3: 1,2")), "line 1");
    expectRefused(document, edits::setValue(0, "kernel", std::string("")), "kernel");
}

TEST(Edits, ResetsGoBackToTheInitialValues) {
    Document document = documentWith({"gaussian"});
    const Filter fresh = document.chain[0];
    edits::setValue(0, "sigma", 7.0).change(document);
    edits::resetValue(0, "sigma").change(document);
    EXPECT_EQ(valueOf(document.chain[0], "sigma"), valueOf(fresh, "sigma"));
    edits::setMix(0, 0.25).change(document);
    edits::setEnabled(0, false).change(document);
    edits::resetFilter(0).change(document);
    EXPECT_EQ(document.chain[0], fresh);
}

TEST(Edits, MixStaysBetweenZeroAndOne) {
    Document document = documentWith({"box"});
    edits::setMix(0, 0).change(document);
    edits::setMix(0, 1).change(document);
    for (const double mix : {-0.01, 1.01, std::nan(""), std::numeric_limits<double>::infinity()}) {
        expectRefused(document, edits::setMix(0, mix), "mix");
    }
}

TEST(Edits, ViewsNeedAPositiveFiniteZoom) {
    const Document document;
    for (const double zoom : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
        expectRefused(document, edits::setView({.fit = false, .zoom = zoom}), "zoom");
    }
    expectRefused(document, edits::setView({.fit = false, .zoom = 1, .centreX = std::nan("")}), "view");
}

}  // namespace kg
