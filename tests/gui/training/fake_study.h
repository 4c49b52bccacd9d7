// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small project with runs, curves, pictures and numbers, written through the repositories, and the shell around the
// workspace under test.
#pragma once

#include "gui/base/background.h"
#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/shell/shell.h"
#include "support/patience.h"
#include "support/temp_dir.h"
#include "workflow/project/project.h"

#include <QApplication>
#include <QSettings>
#include <QWidget>
#include <QtTest/QTest>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace recap::testing {

// Answers dialogs with what it was told; an unexpected dialog is answered like "cancel".
class AnsweringPrompter final : public gui::Prompter {
public:
    QString openFolder(const QString&, const QString&) override { return folder; }
    QString openFile(const QString&, const QString&, const QString&) override { return open; }
    QString saveFile(const QString&, const QString&, const QString&) override { return save; }
    QString text(const QString&, const QString&, const QString&) override { return line; }
    bool confirm(const QString&, const QString&, const QString&) override { return yes; }
    int choose(const QString&, const QString&, const QStringList&) override { return choice; }
    void show(const QString&, const QString& summary, const QString& details) override { shown << summary << details; }

    QString folder, open, save, line;
    bool yes = false;
    int choice = -1;
    QStringList shown;
};

struct FakeStudy {
    std::shared_ptr<Project> project;
    std::map<std::string, RunId> runs;  // by name
    std::vector<std::string> prompts;
};

// Baseline, Alttext, RECAP Short, RECAP Mix with pictures at steps 0..2000 (the baseline only at 0), an interrupted
// captioner, and real images that were only judged. `points`: length of the curves.
FakeStudy makeFakeStudy(const std::filesystem::path& folder, int points = 400);

// A shell with a settings file of its own.
struct TestShell {
    explicit TestShell(const TempDir& dir);
    AnsweringPrompter* prompter;
    std::unique_ptr<gui::Shell> shell;
};

// Shows the widget at the size, waits for queries and pictures, and saves <name>-<theme>.png for both themes into
// RECAP_SCREENSHOTS (or the temporary folder). False when a picture is empty or has another size.
bool saveScreenshots(QWidget& widget, const QString& name, const QSize& size = {1376, 860});

// Waits for a condition that the test needs; what follows in the test fails when it never comes true.
template <class Condition>
void waitUntil(Condition condition) {
    if (!QTest::qWaitFor(condition, testing::kPatienceMs)) qWarning("a condition did not come true");
}

// Lets queries, decoding and repaints come to rest.
void settle(int rounds = 3);

}  // namespace recap::testing
