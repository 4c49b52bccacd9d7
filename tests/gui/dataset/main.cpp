// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "gui/base/theme.h"
#include "gui/dataset/dataset_dialogs_test.h"
#include "gui/dataset/dataset_presenter_test.h"
#include "gui/dataset/dataset_workspace_test.h"
#include "gui/dataset/image_grid_model_test.h"
#include "gui/dataset/quality_page_test.h"
#include "gui/dataset/scrolling_test.h"
#include "gui/dataset/view_keys_test.h"
#include "gui/dataset/writing_test.h"

#include <QApplication>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    recap::gui::Theme::current().apply();
    if (const QString project = qEnvironmentVariable("RECAP_TEST_TYPING"); !project.isEmpty())
        return recap::gui::typeUntilKilled(project);
    return recap::testing::runAll<recap::gui::ImageGridModelTest, recap::gui::DatasetPresenterTest,
                                  recap::gui::DatasetWorkspaceTest, recap::gui::WritingTest, recap::gui::ViewKeysTest,
                                  recap::gui::DatasetDialogsTest, recap::gui::ReportPageTest,
                                  recap::gui::QualityPageTest, recap::gui::TrainerPaneTest, recap::gui::ScrollingTest,
                                  recap::gui::ClickThroughTest>(argc, argv);
}
