// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "gui/base/theme.h"
#include "gui/widgets/image_loading_test.h"
#include "gui/widgets/thumbnails_test.h"
#include "gui/widgets/widgets_test.h"

#include <QApplication>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    recap::gui::Theme::current().apply();
    return recap::testing::runAll<recap::gui::WidgetsTest, recap::gui::ThumbnailsTest, recap::gui::ImageLoadingTest>(
        argc, argv);
}
