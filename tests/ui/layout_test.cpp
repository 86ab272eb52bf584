#include "ui/layout.h"

#include <gtest/gtest.h>

namespace kg::ui {

TEST(Layout, FillsTheWindowWithoutGaps) {
    for (const float scale : {1.0F, 1.5F, 2.0F}) {
        for (const float width : {720.0F, 1024.0F, 1280.0F, 2048.0F}) {
            for (int open = 0; open < 8; ++open) {
                Settings settings;
                settings.chainPaneOpen = (open & 1) != 0;
                settings.detailsPaneOpen = (open & 2) != 0;
                settings.labOpen = (open & 4) != 0;
                const Layout layout = layoutOf(width, 700, scale, settings);
                EXPECT_EQ(layout.chain.x, 0);
                EXPECT_FLOAT_EQ(layout.viewport.x, layout.chain.width);
                EXPECT_FLOAT_EQ(layout.details.x, layout.viewport.x + layout.viewport.width);
                EXPECT_FLOAT_EQ(layout.details.x + layout.details.width, width);
                EXPECT_FLOAT_EQ(layout.menu.height + layout.viewport.height + layout.lab.height + layout.status.height,
                                700);
                EXPECT_FLOAT_EQ(layout.lab.y, layout.viewport.y + layout.viewport.height);
                EXPECT_FLOAT_EQ(layout.status.y, layout.lab.y + layout.lab.height);
                EXPECT_FLOAT_EQ(layout.lab.x, layout.chain.width);
                EXPECT_FLOAT_EQ(layout.lab.x + layout.lab.width, width);
                EXPECT_EQ(layout.lab.height > 0, settings.labOpen);
            }
        }
    }
}

TEST(Layout, WhatPlaysHasABarBelowTheViewport) {
    for (const bool lab : {false, true}) {
        Settings settings;
        settings.labOpen = lab;
        const Layout still = layoutOf(1280, 800, 1, settings);
        const Layout moving = layoutOf(1280, 800, 1, settings, true);
        EXPECT_EQ(still.transport.height, 0);
        EXPECT_GT(moving.transport.height, 20);
        EXPECT_FLOAT_EQ(moving.viewport.height + moving.transport.height, still.viewport.height);
        EXPECT_FLOAT_EQ(moving.transport.y, moving.viewport.y + moving.viewport.height);
        EXPECT_FLOAT_EQ(moving.transport.width, moving.viewport.width);
        EXPECT_FLOAT_EQ(moving.details.height, still.details.height);
    }
}

TEST(Layout, TheViewportStaysUsable) {
    Settings settings;
    settings.chainPaneWidth = 600;
    settings.detailsPaneWidth = 600;
    EXPECT_GE(layoutOf(1024, 700, 1, settings).viewport.width, 320);
    EXPECT_GE(layoutOf(1280, 800, 1, settings).viewport.width, 320);
    settings.labOpen = true;
    settings.labHeight = 720;
    EXPECT_GE(layoutOf(1024, 700, 1, settings).viewport.height, 140);
}

TEST(Layout, FoldedPanesLeaveARail) {
    Settings settings;
    settings.chainPaneOpen = false;
    settings.detailsPaneOpen = false;
    const Layout layout = layoutOf(1024, 700, 1, settings);
    EXPECT_GT(layout.chain.width, 0);
    EXPECT_LT(layout.chain.width, 40);
    EXPECT_GT(layout.viewport.width, 940);
}

}  // namespace kg::ui
