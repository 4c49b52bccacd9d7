// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/main_window_test.h"

#include "gui/base/background.h"
#include "gui/base/settings.h"
#include "gui/base/theme.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"
#include "gui/shell/small_window.h"
#include "gui/shell/workspace.h"
#include "gui/study/study_workspace.h"
#include "gui/window/banner_stack.h"
#include "gui/window/main_window.h"
#include "gui/window/new_project_dialog.h"
#include "gui/window/project_dialogs.h"
#include "support/temp_dir.h"
#include "workflow/project/project.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QToolButton>
#include <QtTest/QTest>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace recap::gui {

using testing::FailingJob;
using testing::PlainWorkspace;
using testing::WaitingJob;
using testing::Window;

void MainWindowTest::without_a_project_the_start_page_is_shown_and_workspaces_are_disabled() {
    Window w;
    QCOMPARE(w.window->currentPage(), QStringLiteral("start"));
    QVERIFY(!w.find<QAction>("page_first")->isEnabled());
    QVERIFY(w.find<QPushButton>("runStudy")->isVisible());
    QVERIFY(w.find<QPushButton>("openDemo")->isVisible());
    QVERIFY(!w.window->showPage(QStringLiteral("first")));
}

void MainWindowTest::opening_a_project_shows_the_first_workspace_and_remembers_the_project() {
    Window w;
    w.openProject();
    QCOMPARE(w.window->currentPage(), QStringLiteral("first"));
    QVERIFY(w.first->project != nullptr);
    QCOMPARE(w.first->project, w.second->project);
    QCOMPARE(recentProjects(w.shell->settings()), QStringList{w.projectPath()});
    QVERIFY(w.window->windowTitle().contains(QStringLiteral("small")));
    w.window->session().close();
    QCOMPARE(w.window->currentPage(), QStringLiteral("start"));
    QVERIFY(w.first->project == nullptr);
    QVERIFY(w.find<QPushButton>("recentProject") != nullptr);
}

void MainWindowTest::control_and_digit_choose_the_workspace() {
    Window w;
    w.openProject();
    QTest::keyClick(w.window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(w.window->currentPage(), QStringLiteral("second"));
    QTest::keyClick(w.window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(w.window->currentPage(), QStringLiteral("first"));
    w.click<QToolButton>("rail_page_second");
    QCOMPARE(w.window->currentPage(), QStringLiteral("second"));
}

void MainWindowTest::the_study_is_there_without_a_project_and_is_not_where_one_comes_back() {
    Window w;
    w.window.reset();
    MainWindow window(*w.shell, {new PlainWorkspace(*w.shell, QStringLiteral("data")), new StudyWorkspace(*w.shell)});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::keyClick(&window, Qt::Key_9, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), QStringLiteral("study"));
    for (int time = 0; time < 2; ++time) {
        window.openProject(w.projectPath(), ProjectSession::Way::OpenOrCreate);
        QTRY_COMPARE(window.currentPage(), QStringLiteral("data"));
        w.shell->show(QStringLiteral("study"));
        QCOMPARE(window.currentPage(), QStringLiteral("study"));
        window.session().close();
        QCOMPARE(window.currentPage(), QStringLiteral("start"));
    }
    waitForBackground();
}

void MainWindowTest::a_folder_that_is_no_project_gives_a_banner_with_details() {
    Window w;
    w.window->openProject(QString::fromStdString((w.dir / "nothing here").string()));
    QTRY_VERIFY(!w.bannerTexts().isEmpty());
    auto* details = w.find<QLabel>("bannerDetails");
    QVERIFY(details->text().contains(QStringLiteral("nothing here")));
    QTRY_VERIFY(details->isVisible());
    w.click<QToolButton>("bannerMore");
    QVERIFY(!details->isVisible());
    w.click<QToolButton>("bannerMore");
    QVERIFY(details->isVisible());
    w.click<QToolButton>("bannerClose");
    QTRY_VERIFY(w.bannerTexts().isEmpty());
    QCOMPARE(w.window->currentPage(), QStringLiteral("start"));
}

void MainWindowTest::the_command_palette_finds_and_triggers_an_action_by_keyboard() {
    Window w;
    w.openProject();
    QTest::keyClick(w.window.get(), Qt::Key_K, Qt::ControlModifier);
    auto* search = w.find<QLineEdit>("commandSearch");
    QVERIFY(search->isVisible());
    QTest::keyClicks(search, QStringLiteral("second polish"));
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(!search->isVisible());
    QCOMPARE(w.second->polished, 1);
    QCOMPARE(w.first->polished, 0);
    QCOMPARE(w.window->currentPage(), QStringLiteral("second"));
}

void MainWindowTest::the_palette_lists_every_action_of_window_and_workspaces_with_its_key() {
    Window w;
    w.openProject();
    QTest::keyClick(w.window.get(), Qt::Key_K, Qt::ControlModifier);
    const QAbstractItemModel* model = w.find<QListView>("commandList")->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row) texts << model->index(row, 0).data().toString();
    for (const QString& wanted :
         {QStringLiteral("Polish first"), QStringLiteral("Polish second"), QStringLiteral("Open the demo project"),
          QStringLiteral("Run the demo"), QStringLiteral("Keyboard shortcuts"), QStringLiteral("Quit")})
        QVERIFY2(texts.contains(wanted), qPrintable(wanted));
    // No two actions of the window itself share a key.
    QSet<QString> keys;
    for (const QAction* action : w.window->actions()) {
        for (const QKeySequence& key : action->shortcuts()) {
            QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
            keys.insert(key.toString());
        }
    }
}

void MainWindowTest::escape_closes_the_palette_and_gives_the_keyboard_back() {
    Window w;
    auto* button = w.find<QPushButton>("openDemo");
    button->setFocus();
    QTest::keyClick(w.window.get(), Qt::Key_K, Qt::ControlModifier);
    auto* search = w.find<QLineEdit>("commandSearch");
    QVERIFY(search->hasFocus());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(!search->isVisible());
    QVERIFY(button->hasFocus());
}

void MainWindowTest::the_shortcut_sheet_shows_the_keys() {
    Window w;
    QTest::keyClick(w.window.get(), Qt::Key_F1);
    auto* sheet = w.find<QWidget>("shortcutSheet");
    QVERIFY(sheet != nullptr);
    QStringList caps;
    for (const QLabel* label : sheet->findChildren<QLabel*>(QStringLiteral("keyCap"))) caps << label->text();
    QVERIFY(caps.contains(QStringLiteral("Ctrl+K")));
    QVERIFY(caps.contains(QStringLiteral("P")));
    sheet->close();
}

void MainWindowTest::toggling_the_theme_restyles_and_is_remembered() {
    Window w;
    const bool dark = Theme::current().dark();
    const QColor before = w.window->palette().color(QPalette::Window);
    QTest::keyClick(w.window.get(), Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(Theme::current().dark(), !dark);
    QVERIFY(w.window->palette().color(QPalette::Window) != before);
    QCOMPARE(w.shell->settings().value(QStringLiteral("theme")).toString(),
             dark ? QStringLiteral("light") : QStringLiteral("dark"));
    QTest::keyClick(w.window.get(), Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(Theme::current().dark(), dark);
}

void MainWindowTest::a_running_job_has_a_row_with_working_buttons() {
    Window w;
    JobController* job = w.shell->jobs().start(std::make_unique<WaitingJob>(), QStringLiteral("Wait for it"));
    QTRY_COMPARE(job->state(), JobController::State::Running);
    QTRY_VERIFY(w.find<QLabel>("jobProgress") != nullptr);
    QTRY_VERIFY(w.find<QLabel>("jobProgress")->text().contains(QStringLiteral("1 of 4")));
    QCOMPARE(w.find<QLabel>("jobTitle")->text(), QStringLiteral("Wait for it"));
    QVERIFY(!w.find<QPushButton>("jobSave")->isVisible());
    w.click<QPushButton>("jobPause");
    QCOMPARE(job->state(), JobController::State::Paused);
    w.click<QPushButton>("jobPause");
    QCOMPARE(job->state(), JobController::State::Running);
    w.click<QPushButton>("jobStop");
    QTRY_VERIFY(w.find<QLabel>("jobTitle") == nullptr);
    QVERIFY(w.shell->jobs().idle());
}

void MainWindowTest::a_failed_job_raises_a_banner() {
    Window w;
    w.shell->jobs().start(std::make_unique<FailingJob>(), QStringLiteral("Fine-tune"));
    QTRY_VERIFY(!w.bannerTexts().isEmpty());
    QVERIFY(w.bannerTexts().first().startsWith(QStringLiteral("Fine-tune: ")));
    QCOMPARE(w.find<QLabel>("bannerDetails")->text(), QStringLiteral("No room for step 3."));
}

void MainWindowTest::closing_with_a_running_job_asks_and_can_stay() {
    Window w;
    JobController* job = w.shell->jobs().start(std::make_unique<WaitingJob>(), QStringLiteral("Wait"));
    QTRY_VERIFY(job->active());
    w.prompter->choice = 2;
    QVERIFY(!w.window->close());
    QCOMPARE(w.prompter->asked.size(), 1);
    QVERIFY(w.window->isVisible());
    QVERIFY(job->active());
}

void MainWindowTest::closing_with_a_running_job_can_stop_it_and_then_closes() {
    Window w;
    JobController* job = w.shell->jobs().start(std::make_unique<WaitingJob>(), QStringLiteral("Wait"));
    QTRY_VERIFY(job->active());
    w.prompter->choice = 0;
    QVERIFY(!w.window->close());
    QTRY_VERIFY(!w.window->isVisible());
    QVERIFY(w.shell->jobs().idle());
}

void MainWindowTest::new_project_from_a_folder_imports_its_pictures() {
    Window w;
    const QString pictures = QString::fromStdString((w.dir / "pictures").string());
    QDir().mkpath(pictures);
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::red);
    QVERIFY(image.save(pictures + QStringLiteral("/red.png")));
    recap::testing::writeBytes(w.dir / "pictures/red.txt", "a red square\n");
    w.prompter->answers = {pictures, w.projectPath()};
    w.click<QPushButton>("newProject");
    QVERIFY(!w.find<QPushButton>("newProjectCreate")->isEnabled());
    w.find<QPushButton>("importFolder")->click();
    w.find<QPushButton>("newProjectChoose")->click();
    w.find<QPushButton>("newProjectCreate")->click();
    QTRY_VERIFY(w.window->session().project() != nullptr);
    QTRY_VERIFY(!w.bannerTexts().isEmpty());
    QVERIFY2(w.bannerTexts().first().contains(QStringLiteral("1 new image")), qPrintable(w.bannerTexts().first()));
    QCOMPARE(w.window->session().project()->images().count(), static_cast<std::int64_t>(1));
}

void MainWindowTest::new_project_from_a_table_takes_the_chosen_columns() {
    Window w;
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::red);
    QVERIFY(image.save(QString::fromStdString((w.dir / "red.png").string())));
    recap::testing::writeBytes(w.dir / "table.csv", "where,words\nred.png,a red square\n");
    QTest::keyClick(w.window.get(), Qt::Key_N, Qt::ControlModifier);
    auto* path = w.find<QLineEdit>("importPath");
    QVERIFY(path != nullptr);
    QTRY_VERIFY(path->hasFocus());
    QTest::keyClicks(path, QString::fromStdString((w.dir / "table.csv").string()));
    auto* columns = w.find<QTableWidget>("importColumns");
    QTRY_COMPARE(columns->rowCount(), 2);
    w.find<QComboBox>("columnMeaning_where")->setCurrentIndex(1);
    w.find<QComboBox>("columnMeaning_words")->setCurrentIndex(2);
    w.find<QLineEdit>("columnSource_words")->setText(QStringLiteral("human"));
    QTest::keyClick(path, Qt::Key_Return);
    QTRY_VERIFY(w.window->session().project() != nullptr);
    QCOMPARE(w.window->session().path(), QString::fromStdString((w.dir / "table.recap").string()));
    QTRY_COMPARE(w.window->session().project()->images().count(), std::int64_t{1});
    const auto images = w.window->session().project()->images().list();
    QCOMPARE(w.window->session().project()->captions().current(images[0].id, "human")->text,
             std::string("a red square"));
}

void MainWindowTest::a_new_project_is_suggested_beside_its_data() {
    const recap::testing::TempDir dir;
    const auto path = [&](const char* name) { return QString::fromStdString((dir / name).string()); };
    QDir().mkpath(path("shards"));
    QCOMPARE(suggestedProject({}), QString());
    QCOMPARE(suggestedProject(path("shards")), path("shards.recap"));
    QCOMPARE(suggestedProject(path("shards/")), path("shards.recap"));
    QCOMPARE(suggestedProject(path("shards/{00000..00003}.tar")), path("shards/shards.recap"));
    QCOMPARE(suggestedProject(path("laion.part1.parquet")), path("laion.part1.recap"));
    // What the person wrote stays when the data change.
    Window w;
    NewProjectDialog dialog(*w.shell);
    auto* from = dialog.findChild<QLineEdit*>(QStringLiteral("importPath"));
    auto* place = dialog.findChild<QLineEdit*>(QStringLiteral("newProjectPath"));
    from->setText(path("shards"));
    QCOMPARE(dialog.projectPath(), path("shards.recap"));
    from->setText(path("other.csv"));
    QCOMPARE(dialog.projectPath(), path("other.recap"));
    place->setText(path("mine"));
    from->setText(path("shards"));
    QCOMPARE(dialog.projectPath(), path("mine.recap"));
}

void MainWindowTest::a_run_goes_on_without_the_window_once_it_has_saved() {
    Window w;
    auto* job = w.shell->jobs().start(std::make_unique<WaitingJob>(), QStringLiteral("training"));
    bool handedOver = false;
    job->setHandover([&] { handedOver = job->ended(); });
    QTRY_VERIFY(job->active());
    w.prompter->choice = 0;
    QVERIFY2(!w.window->close(), "the job has not ended yet");
    QVERIFY(!handedOver);
    QTRY_VERIFY(!w.window->isVisible());
    QVERIFY2(handedOver, "the other program is started after the job has ended");
}

void MainWindowTest::what_waits_in_its_project_does_not_keep_the_window_open() {
    Window w;
    auto* job = w.shell->jobs().start(std::make_unique<WaitingJob>(), QStringLiteral("waiting"));
    w.shell->jobs().holdBack(job, true);
    job->setStored(true);
    QVERIFY(w.window->close());
    QVERIFY(w.prompter->asked.isEmpty());
}

void MainWindowTest::a_project_that_another_program_lets_go_is_opened_for_writing() {
    Window w;
    const auto folder = std::filesystem::path(w.projectPath().toStdString());
    recap::Project::create(folder);
    // What another program would hold.
    const int lock = ::open((folder / "project.lock").c_str(), O_RDWR | O_CLOEXEC);
    QCOMPARE(::flock(lock, LOCK_EX | LOCK_NB), 0);
    w.openProject();
    QVERIFY(w.window->session().project()->readOnly());
    ::close(lock);
    QTRY_VERIFY(w.window->session().project() != nullptr && !w.window->session().project()->readOnly());
}

void MainWindowTest::quitting_in_a_session_does_not_start_full_screen_next_time() {
    Window w;
    w.openProject();
    Q_EMIT w.first->immersiveChanged(true);
    QVERIFY(w.window->isFullScreen());
    QVERIFY(w.window->close());
    const MainWindow again(*w.shell, {});
    QVERIFY(!again.isFullScreen());
    // Also where an older version has kept the full screen.
    w.window->showFullScreen();
    w.shell->settings().setValue(QStringLiteral("window/geometry"), w.window->saveGeometry());
    const MainWindow later(*w.shell, {});
    QVERIFY(!later.isFullScreen());
}

void MainWindowTest::a_session_has_no_title_and_no_key_that_leads_elsewhere() {
    Window w;
    w.openProject();
    Q_EMIT w.first->immersiveChanged(true);
    QVERIFY(!w.window->windowTitle().contains(QStringLiteral("small")));
    QTest::keyClick(w.window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(w.window->currentPage(), QStringLiteral("first"));
    QTest::keyClick(w.window.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(!w.find<QLineEdit>("commandSearch")->isVisible());
    QTest::keyClick(w.window.get(), Qt::Key_W, Qt::ControlModifier);
    QVERIFY(w.window->session().project() != nullptr);
    Q_EMIT w.first->immersiveChanged(false);
    QVERIFY(w.window->windowTitle().contains(QStringLiteral("small")));
    QTest::keyClick(w.window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(w.window->currentPage(), QStringLiteral("second"));
}

}  // namespace recap::gui
