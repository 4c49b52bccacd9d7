// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/theme.h"
#include "gui/compare/compare_presenter_test.h"
#include "gui/compare/compare_workspace_test.h"
#include "gui/compare/metric_pictures_test.h"
#include "gui/compare/metrics_table_test.h"
#include "gui/compare/sample_matrix_test.h"
#include "support/test_main.h"

#include <QApplication>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    recap::gui::Theme::current().apply();
    return recap::testing::runAll<recap::gui::MetricsTableTest, recap::gui::SampleMatrixTest,
                                  recap::gui::ComparePresenterTest, recap::gui::MetricPicturesTest,
                                  recap::gui::CompareWorkspaceTest>(argc, argv);
}
