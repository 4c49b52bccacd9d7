// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "gui/base/theme.h"
#include "gui/training/curve_test.h"
#include "gui/training/detached_run_test.h"
#include "gui/training/new_run_test.h"
#include "gui/training/run_list_model_test.h"
#include "gui/training/run_queue_test.h"
#include "gui/training/training_keys_test.h"
#include "gui/training/training_load_test.h"
#include "gui/training/training_presenter_test.h"
#include "gui/training/training_workspace_test.h"

#include <QApplication>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    recap::gui::Theme::current().apply();
    return recap::testing::runAll<recap::gui::CurveTest, recap::gui::RunListModelTest, recap::gui::NewRunTest,
                                  recap::gui::RunQueueTest, recap::gui::TrainingPresenterTest,
                                  recap::gui::TrainingWorkspaceTest, recap::gui::TrainingKeysTest,
                                  recap::gui::TrainingLoadTest, DetachedRunTest>(argc, argv);
}
