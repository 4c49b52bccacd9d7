// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "gui/base/theme.h"
#include "gui/shell/job_controller_test.h"
#include "gui/shell/main_window_test.h"
#include "gui/shell/messages_test.h"
#include "gui/shell/study_presenter_test.h"
#include "gui/shell/theme_test.h"

#include <QApplication>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    recap::gui::Theme::current().apply();
    return recap::testing::runAll<recap::gui::JobControllerTest, recap::gui::StudyPresenterTest,
                                  recap::gui::MainWindowTest, recap::gui::MessagesTest, recap::gui::ThemeTest>(argc,
                                                                                                               argv);
}
