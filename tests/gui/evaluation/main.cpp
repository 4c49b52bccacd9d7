// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/theme.h"
#include "gui/evaluation/evaluation_presenter_test.h"
#include "gui/evaluation/evaluation_workspace_test.h"
#include "gui/evaluation/rater_presenter_test.h"
#include "support/test_main.h"

#include <QApplication>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    recap::gui::Theme::current().apply();
    return recap::testing::runAll<recap::gui::EvaluationPresenterTest, recap::gui::RaterPresenterTest,
                                  recap::gui::EvaluationWorkspaceTest>(argc, argv);
}
