// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_workspace_test.h"

#include "gui/base/theme.h"
#include "gui/dataset/dataset_window.h"
#include "gui/dataset/dataset_workspace.h"
#include "gui/dataset/filter_completer.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/scripted_prompter.h"
#include "gui/shell/shell.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/thumbnail_cache.h"
#include "workflow/project/project.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTreeWidget>
#include <QtTest/QTest>

namespace recap::gui {

using testing::Window;

void DatasetWorkspaceTest::an_empty_project_offers_to_import() {
    Window w(0);
    QVERIFY(w.find<QWidget>("datasetEmpty")->isVisible());
    QVERIFY(w.find<QAbstractButton>("emptyImport")->isEnabled());
    QSignalSpy wanted(w.shell.get(), &Shell::workspaceWanted);
    QTest::mouseClick(w.find<QAbstractButton>("emptyStudy"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
}

void DatasetWorkspaceTest::reviewing_by_keys_alone_from_filter_to_undo() {
    Window w;
    QCOMPARE(w.counter(), QStringLiteral("1 of 12"));
    w.press(Qt::Key_F, Qt::ControlModifier);
    auto* query = w.find<QLineEdit>("query");
    QVERIFY(query->hasFocus());
    QTest::keyClicks(query, QStringLiteral("has:human"));
    QTRY_COMPARE(w.presenter().selection().count(), 4);
    w.workspace->activateWindow();  // this platform leaves no window active when the completions close
    w.press(Qt::Key_Return);
    QTRY_VERIFY(w.grid()->hasFocus());
    QTRY_COMPARE(w.counter(), QStringLiteral("1 of 4"));
    Window::settle();
    w.press(Qt::Key_A);
    Window::settle();
    QTRY_COMPARE(w.counter(), QStringLiteral("2 of 4"));
    QTRY_VERIFY(w.status(0) == recap::CaptionStatus::Accepted);
    w.press(Qt::Key_R);
    Window::settle();
    QTRY_VERIFY(w.status(3) == recap::CaptionStatus::Rejected);
    w.press(Qt::Key_F);
    Window::settle();
    QTRY_VERIFY(w.status(6) == recap::CaptionStatus::Flagged);
    w.press(Qt::Key_Space, Qt::ShiftModifier);
    QTRY_COMPARE(w.counter(), QStringLiteral("3 of 4"));
    w.press(Qt::Key_Space);
    QTRY_COMPARE(w.counter(), QStringLiteral("4 of 4"));
    Window::settle();
    QVERIFY(w.status(9) == recap::CaptionStatus::New);
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(w.status(6) == recap::CaptionStatus::New);
    Window::settle();
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(w.status(3) == recap::CaptionStatus::New);
    Window::settle();
    w.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(w.status(3) == recap::CaptionStatus::Rejected);
    QVERIFY(w.status(0) == recap::CaptionStatus::Accepted);
}

void DatasetWorkspaceTest::editing_by_key_saves_a_new_version_and_escape_leaves_the_old() {
    Window w;
    w.press(Qt::Key_E);
    QPlainTextEdit* editor = nullptr;
    for (auto* candidate : w.workspace->findChildren<QPlainTextEdit*>(QStringLiteral("captionEditor")))
        if (candidate->isVisible()) editor = candidate;
    QVERIFY(editor != nullptr);
    QVERIFY(editor->hasFocus());
    QCOMPARE(editor->toPlainText(), QStringLiteral("a photo of thing0"));
    // Review keys are letters here.
    QTest::keyClicks(editor, QStringLiteral(" far away"));
    w.press(Qt::Key_Escape);
    Window::settle();
    QVERIFY(!editor->isVisible());
    QVERIFY(w.grid()->hasFocus());
    QCOMPARE(w.data.project->captions().current(w.data.images[0], "recap_short")->text,
             std::string("a photo of thing0"));

    w.press(Qt::Key_E);
    QCOMPARE(editor->toPlainText(), QStringLiteral("a photo of thing0 far away"));  // the draft
    w.press(Qt::Key_Return, Qt::ControlModifier);
    Window::settle();
    QTRY_COMPARE(w.data.project->captions().current(w.data.images[0], "recap_short")->text,
                 std::string("a photo of thing0 far away"));
    QCOMPARE(w.data.project->captions().history(w.data.images[0], "recap_short").size(), std::size_t{2});
    QVERIFY(w.status(0) == recap::CaptionStatus::Edited);
    QTRY_COMPARE(w.counter(), QStringLiteral("2 of 12"));
}

void DatasetWorkspaceTest::keys_pressed_faster_than_captions_load_are_not_lost() {
    Window w;
    for (const Qt::Key key : {Qt::Key_A, Qt::Key_A, Qt::Key_R, Qt::Key_Space, Qt::Key_F}) w.press(key);
    QTRY_VERIFY(w.status(4) == recap::CaptionStatus::Flagged);
    QTRY_COMPARE(w.counter(), QStringLiteral("6 of 12"));
    QVERIFY(w.status(0) == recap::CaptionStatus::Accepted);
    QVERIFY(w.status(1) == recap::CaptionStatus::Accepted);
    QVERIFY(w.status(2) == recap::CaptionStatus::Rejected);
    QVERIFY(w.status(3) == recap::CaptionStatus::New);
    QVERIFY(w.status(5) == recap::CaptionStatus::New);
}

void DatasetWorkspaceTest::letters_typed_into_the_filter_are_no_review_keys() {
    Window w;
    w.press(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(w.find<QLineEdit>("query"), QStringLiteral("a r e f"));
    Window::settle();
    QCOMPARE(w.find<QLineEdit>("query")->text(), QStringLiteral("a r e f"));
    for (int i = 0; i < 12; ++i) QVERIFY(w.status(i) == recap::CaptionStatus::New);
}

void DatasetWorkspaceTest::a_mistake_in_the_filter_is_explained_below_it() {
    Window w;
    auto* query = w.find<QLineEdit>("query");
    auto* problem = w.find<QLabel>("queryProblem");
    QVERIFY(!problem->isVisible());
    query->setFocus();
    QTest::keyClicks(query, QStringLiteral("status:lovely"));
    QTRY_VERIFY(problem->isVisible());
    QVERIFY(problem->text().contains(QStringLiteral("lovely")));
    QCOMPARE(w.presenter().selection().count(), 12);
    query->selectAll();
    QTest::keyClick(query, Qt::Key_Delete);
    QTRY_VERIFY(!problem->isVisible());
}

void DatasetWorkspaceTest::choosing_a_facet_by_keyboard_filters() {
    Window w;
    auto* facets = w.find<QTreeWidget>("facets");
    QTRY_VERIFY(facets->topLevelItemCount() > 8);
    QTreeWidgetItem* human = nullptr;
    for (int i = 0; i < facets->topLevelItemCount(); ++i)
        if (facets->topLevelItem(i)->text(0) == QStringLiteral("Human")) human = facets->topLevelItem(i);
    QVERIFY(human != nullptr);
    QCOMPARE(human->text(1), QStringLiteral("4"));
    facets->setFocus();
    facets->setCurrentItem(human);
    QTest::keyClick(facets, Qt::Key_Return);
    QTRY_COMPARE(w.presenter().selection().count(), 4);
    QCOMPARE(w.find<QLineEdit>("query")->text(), QStringLiteral("source:human"));
}

void DatasetWorkspaceTest::the_filter_completes_fields_and_sources() {
    QLineEdit line;
    FilterCompleter completer(&line);
    completer.setSources({QStringLiteral("alttext"), QStringLiteral("recap_long")});
    const auto offered = [&](const QString& typed) {
        line.setText(typed);
        return completer.candidates();
    };
    QVERIFY(offered(QStringLiteral("sta")).contains(QStringLiteral("status:")));
    QVERIFY(offered(QStringLiteral("dog -status:acc")).contains(QStringLiteral("status:accepted")));
    QCOMPARE(offered(QStringLiteral("(source:re")), QStringList{QStringLiteral("source:recap_long")});
    QVERIFY(offered(QStringLiteral("has:alttext")).isEmpty());  // complete
    QVERIFY(offered(QStringLiteral("\"two sta")).isEmpty());    // a text
    QVERIFY(offered({}).isEmpty());
    // Return after a word means the word: nothing of the list is chosen until an arrow key does.
    line.clear();
    line.show();
    QTest::keyClicks(&line, QStringLiteral("a"));
    QVERIFY(!completer.candidates().isEmpty());
    QVERIFY(!completer.popup()->currentIndex().isValid());
    completer.popup()->hide();
    line.setText(QStringLiteral("dog has:al"));
    QSignalSpy edited(&line, &QLineEdit::textEdited);
    Q_EMIT completer.activated(QStringLiteral("has:alttext"));
    QCOMPARE(line.text(), QStringLiteral("dog has:alttext"));
    QCOMPARE(edited.size(), 1);
}

void DatasetWorkspaceTest::a_filter_is_saved_under_a_name_and_comes_back() {
    Window w;
    w.presenter().query().setText(QStringLiteral("has:human"));
    QTRY_COMPARE(w.presenter().selection().count(), 4);
    w.prompter->answers = {QStringLiteral("Seen by people")};
    w.find<QAction>("saveFilter")->trigger();
    QTRY_COMPARE(w.presenter().saved().list().size(), 1);
    w.presenter().query().setText({});
    QTRY_COMPARE(w.presenter().selection().count(), 12);
    w.find<QMenu>("savedFilterMenu")->actions().first()->trigger();
    QTRY_COMPARE(w.presenter().selection().count(), 4);
    w.find<QMenu>("removeFilterMenu")->actions().first()->trigger();
    QTRY_VERIFY(w.presenter().saved().list().isEmpty());
}

void DatasetWorkspaceTest::find_and_replace_shows_every_change_before_it_is_done() {
    Window w;
    w.press(Qt::Key_H, Qt::ControlModifier);
    auto* dialog = w.find<QDialog>("bulkEdit");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    auto* table = dialog->findChild<QTableView*>(QStringLiteral("bulkChanges"));
    new QAbstractItemModelTester(table->model(), table->model());
    auto* apply = dialog->findChild<QAbstractButton*>(QStringLiteral("bulkApply"));
    QVERIFY(!apply->isEnabled());
    auto* find = dialog->findChild<QLineEdit*>(QStringLiteral("bulkFind"));
    find->setText(QStringLiteral("a photo of (thing\\d+)"));
    dialog->findChild<QAbstractButton*>(QStringLiteral("bulkPattern"))->click();
    dialog->findChild<QLineEdit*>(QStringLiteral("bulkReplace"))->setText(QStringLiteral("$1 in a photo"));
    QTRY_COMPARE(table->model()->rowCount(), 12);
    QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("a photo of thing0"));
    QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("thing0 in a photo"));
    const auto text = [&] { return w.data.project->captions().current(w.data.images[0], "recap_short")->text; };
    // Escape closes the dialog and keeps what was entered.
    dialog->reject();
    QTRY_VERIFY(w.find<QDialog>("bulkEdit") == nullptr);
    w.find<QAction>("bulkEditAction")->trigger();
    dialog = w.find<QDialog>("bulkEdit");
    QVERIFY(dialog != nullptr);
    table = dialog->findChild<QTableView*>(QStringLiteral("bulkChanges"));
    apply = dialog->findChild<QAbstractButton*>(QStringLiteral("bulkApply"));
    find = dialog->findChild<QLineEdit*>(QStringLiteral("bulkFind"));
    QCOMPARE(find->text(), QStringLiteral("a photo of (thing\\d+)"));
    QTRY_COMPARE(table->model()->rowCount(), 12);
    QCOMPARE(text(), std::string("a photo of thing0"));
    find->setText(QStringLiteral("(a"));
    QTRY_VERIFY(!apply->isEnabled());
    QTRY_VERIFY(dialog->findChild<QLabel*>(QStringLiteral("bulkCount"))->text().contains(QStringLiteral("pattern")));
    find->setText(QStringLiteral("a photo of (thing\\d+)"));
    QTRY_VERIFY(apply->isEnabled());
    apply->click();
    QTRY_COMPARE(text(), std::string("thing0 in a photo"));
    QTRY_VERIFY(w.find<QAction>("undo")->isEnabled());
    w.find<QAction>("undo")->trigger();
    QTRY_COMPARE(text(), std::string("a photo of thing0"));
}

void DatasetWorkspaceTest::accepting_all_of_the_filter_asks_with_their_number() {
    Window w;
    w.presenter().query().setText(QStringLiteral("has:human"));
    QTRY_COMPARE(w.presenter().selection().count(), 4);
    w.prompter->yes = false;
    w.find<QAction>("acceptAll")->trigger();
    QTRY_COMPARE(w.prompter->asked.size(), 1);
    Window::settle();
    QVERIFY(w.status(0) == recap::CaptionStatus::New);
    w.prompter->yes = true;
    w.find<QAction>("acceptAll")->trigger();
    QTRY_VERIFY(w.status(9) == recap::CaptionStatus::Accepted);
    QVERIFY(w.status(1) == recap::CaptionStatus::New);
    QTRY_VERIFY(w.find<QAction>("undo")->isEnabled());
    w.find<QAction>("undo")->trigger();
    QTRY_VERIFY(w.status(9) == recap::CaptionStatus::New);
}

void DatasetWorkspaceTest::state_comes_back() {
    Window w;
    w.presenter().query().setText(QStringLiteral("thing3"));
    QTRY_COMPARE(w.presenter().selection().count(), 1);
    w.workspace->saveState(w.shell->settings());
    w.workspace->setProject(nullptr);
    Window::settle();
    DatasetWorkspace other(*w.shell);
    other.restoreState(w.shell->settings());
    other.setProject(w.data.project);
    QTRY_COMPARE(other.presenter().selection().count(), 1);
    QCOMPARE(other.findChild<QLineEdit*>(QStringLiteral("query"))->text(), QStringLiteral("thing3"));
    Window::settle();
}

void DatasetWorkspaceTest::every_interactive_widget_has_a_name() {
    Window w;
    for (const QAbstractButton* button : w.workspace->findChildren<QAbstractButton*>()) {
        // Parts that Qt makes by itself.
        if (qobject_cast<const QLineEdit*>(button->parentWidget()) != nullptr) continue;
        QVERIFY2(!button->objectName().isEmpty(), qPrintable(button->text()));
    }
    for (const QComboBox* box : w.workspace->findChildren<QComboBox*>()) QVERIFY(!box->objectName().isEmpty());
    for (const QAction* action : w.workspace->actions()) QVERIFY(!action->objectName().isEmpty());
}

void DatasetWorkspaceTest::looks_right_enough_to_be_looked_at() {
    Window w(40);
    QTRY_VERIFY(!w.find<ImageView>("image")->image().isNull());
    QTRY_VERIFY(!w.shell->thumbnails().get(QString::fromStdString((w.data.dir / "thing0.png").string()), 112).isNull());
    const QPixmap shot = w.workspace->grab();
    QCOMPARE(shot.size(), w.workspace->size() * shot.devicePixelRatio());
    // Not one colour.
    const QImage image = shot.toImage();
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); y += 16)
        for (int x = 0; x < image.width(); x += 16) colors.insert(image.pixel(x, y));
    QVERIFY(colors.size() > 20);
    const QString folder = qEnvironmentVariable("RECAP_SCREENSHOTS");
    if (!folder.isEmpty()) QVERIFY(shot.save(folder + QStringLiteral("/dataset-test.png")));
}

}  // namespace recap::gui
