#include "ui/filter_search.h"

#include "filter/registry.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kg::ui {

TEST(FilterSearch, TheEmptyTextListsAllInOrder) {
    const auto found = searchFilters(filterKinds(), "");
    ASSERT_EQ(found.size(), filterKinds().size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i]->id, filterKinds()[i].id);
    }
}

TEST(FilterSearch, TheStartOfANameComesFirst) {
    for (const FilterKind& kind : filterKinds()) {
        const auto found = searchFilters(filterKinds(), kind.id);
        ASSERT_FALSE(found.empty()) << kind.id;
        EXPECT_EQ(found.front()->id, kind.id);
    }
    EXPECT_EQ(searchFilters(filterKinds(), "GAU").front()->id, "gaussian");
}

TEST(FilterSearch, KeywordsFindTheirFilter) {
    for (const FilterKind& kind : filterKinds()) {
        for (const std::string& keyword : kind.keywords) {
            const auto found = searchFilters(filterKinds(), keyword);
            EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const FilterKind* k) { return k->id == kind.id; }))
                << keyword << " does not find " << kind.id;
        }
    }
}

TEST(FilterSearch, NonsenseFindsNothing) {
    EXPECT_TRUE(searchFilters(filterKinds(), "qqzx").empty());
}

}  // namespace kg::ui
