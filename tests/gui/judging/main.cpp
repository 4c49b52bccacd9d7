// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/theme.h"
#include "gui/judging/judges_page_test.h"
#include "gui/judging/prompts_page_test.h"
#include "support/test_main.h"

#include <QApplication>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    recap::gui::Theme::current().apply();
    return recap::testing::runAll<recap::gui::JudgesPageTest, recap::gui::PromptsPageTest>(argc, argv);
}
