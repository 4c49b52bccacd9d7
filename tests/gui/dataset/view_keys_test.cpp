// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/view_keys_test.h"

#include "data/query_error.h"
#include "gui/base/theme.h"
#include "gui/dataset/dataset_window.h"
#include "gui/dataset/facets_panel.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/query_text.h"
#include "gui/widgets/view_keys.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>

namespace recap::gui {

using testing::Window;

namespace {

bool allNew(const Window& w) {
    for (std::size_t i = 0; i < w.data.images.size(); ++i)
        if (w.status(static_cast<int>(i)) != recap::CaptionStatus::New) return false;
    return true;
}

bool editing(const Window& w) {
    for (const auto* editor : w.workspace->findChildren<QPlainTextEdit*>(QStringLiteral("captionEditor")))
        if (editor->isVisible()) return true;
    return false;
}

}  // namespace

void ViewKeysTest::no_letter_acts_in_the_whole_workspace() {
    const Window w;
    QCOMPARE(strayKeys(*w.workspace), QStringList());
}

void ViewKeysTest::letters_act_in_the_grid_and_the_picture_and_nowhere_else() {
    Window w;
    for (const char* name : {"facets", "reference", "writeSource", "savedFilters", "query"}) {
        auto* widget = w.find<QWidget>(name);
        widget->setFocus();
        for (const Qt::Key key : {Qt::Key_A, Qt::Key_R, Qt::Key_F, Qt::Key_E, Qt::Key_W}) QTest::keyClick(widget, key);
        Window::settle();
        QVERIFY2(allNew(w) && !editing(w), name);
    }
    QCOMPARE(w.presenter().selection().current(), 0);
    w.find<QLineEdit>("query")->findChild<QCompleter*>()->popup()->hide();
    w.find<QLineEdit>("query")->clear();
    w.workspace->activateWindow();
    Window::settle();
    QTRY_COMPARE(w.presenter().selection().count(), 12);
    w.find<ImageView>("image")->setFocus();
    w.press(Qt::Key_A);
    QTRY_VERIFY(w.status(0) == recap::CaptionStatus::Accepted);
    Window::settle();
    w.grid()->setFocus();
    w.press(Qt::Key_R);
    QTRY_VERIFY(w.status(1) == recap::CaptionStatus::Rejected);
}

void ViewKeysTest::no_letter_acts_while_an_editor_is_open() {
    Window w;
    w.press(Qt::Key_E);
    QVERIFY(editing(w));
    w.grid()->setFocus();
    for (const Qt::Key key : {Qt::Key_A, Qt::Key_R, Qt::Key_F, Qt::Key_Space}) w.press(key);
    Window::settle();
    QVERIFY(allNew(w));
    QCOMPARE(w.counter(), QStringLiteral("1 of 12"));
    w.press(Qt::Key_Escape);
    QVERIFY(!editing(w));
    w.press(Qt::Key_A);
    QTRY_VERIFY(w.status(0) == recap::CaptionStatus::Accepted);
}

void ViewKeysTest::after_escape_on_the_completions_a_query_is_only_typed() {
    Window w;
    w.press(Qt::Key_F, Qt::ControlModifier);
    auto* query = w.find<QLineEdit>("query");
    QTest::keyClicks(query, QStringLiteral("sta"));
    auto* popup = query->findChild<QCompleter*>()->popup();
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
    w.workspace->activateWindow();  // this platform leaves no window active when the completions close
    // Wherever the window sends keys now.
    for (const char key : std::string("tus aare")) {
        QWidget* target = popup->isVisible() ? popup : w.workspace->focusWidget();
        QTest::keyClick(target, key);
    }
    Window::settle();
    QVERIFY(allNew(w) && !editing(w));
    QCOMPARE(query->text(), QStringLiteral("status aare"));
}

void ViewKeysTest::escape_closes_the_completions_and_not_the_editor_below() {
    Window w;
    w.press(Qt::Key_E);
    w.press(Qt::Key_F, Qt::ControlModifier);
    auto* query = w.find<QLineEdit>("query");
    query->setFocus();
    QTest::keyClicks(query, QStringLiteral("sta"));
    auto* popup = query->findChild<QCompleter*>()->popup();
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
    QVERIFY(editing(w));
    QCOMPARE(query->text(), QStringLiteral("sta"));
}

void ViewKeysTest::what_has_the_keyboard_shows_it() {
    Window w;
    const auto shot = [&](QWidget* widget) { return widget->grab().toImage(); };
    for (const char* name : {"grid", "facets"}) {
        auto* widget = w.find<QWidget>(name);
        w.find<QLineEdit>("query")->setFocus();
        Window::settle();
        const QImage without = shot(widget);
        widget->setFocus();
        Window::settle();
        const QImage with = shot(widget);
        const QColor accent = Theme::current().colors().accent;
        const QPoint edge(with.width() / 2, 0);
        QCOMPARE(QColor(with.pixel(edge)).name(), accent.name());
        QVERIFY2(QColor(without.pixel(edge)) != accent, name);
    }
    // In the counts one is on something, before the first arrow key.
    QVERIFY(w.find<QTreeWidget>("facets")->currentItem() != nullptr);
}

void ViewKeysTest::accepting_where_there_is_no_caption_goes_on_and_says_so() {
    Window w;
    w.presenter().sources().setReviewed(QStringLiteral("human"));
    QTRY_VERIFY(w.presenter().review().caption() != nullptr);
    w.press(Qt::Key_A);
    QTRY_COMPARE(w.counter(), QStringLiteral("2 of 12"));
    QTRY_COMPARE(w.presenter().review().detail().image.id, w.data.images[1]);
    QVERIFY(w.presenter().review().caption() == nullptr);
    Window::settle();
    w.press(Qt::Key_A);
    QTRY_COMPARE(w.counter(), QStringLiteral("3 of 12"));
    QTRY_VERIFY(w.find<QLabel>("said")->text().contains(QStringLiteral("thing1.png")));
    QVERIFY(w.status(0, "human") == recap::CaptionStatus::Accepted);
}

void ViewKeysTest::the_filter_of_one_project_is_not_that_of_the_next() {
    Window w;
    w.presenter().query().setText(QStringLiteral("thing3"));
    QTRY_COMPARE(w.presenter().selection().count(), 1);
    const recap::testing::DatasetProject other(5);
    w.workspace->setProject(other.project);
    QTRY_COMPARE(w.presenter().selection().count(), 5);
    QCOMPARE(w.find<QLineEdit>("query")->text(), QString());
    Window::settle();
    w.workspace->setProject(w.data.project);
    QTRY_COMPARE(w.presenter().selection().count(), 1);
    QCOMPARE(w.find<QLineEdit>("query")->text(), QStringLiteral("thing3"));
    Window::settle();
}

void ViewKeysTest::the_place_of_the_review_comes_back_with_the_project() {
    Window w;
    w.presenter().sources().setReviewed(QStringLiteral("recap_long"));
    w.presenter().sources().setReference(QStringLiteral("human"));
    w.presenter().sources().setWritten(QStringLiteral("human_long"));
    w.presenter().selection().setCurrent(7);
    QTRY_COMPARE(w.presenter().review().detail().image.id, w.data.images[7]);
    Window::settle();
    w.workspace->setProject(nullptr);
    Window::settle();
    DatasetWorkspace again(*w.shell);
    again.setProject(w.data.project);
    QTRY_COMPARE(again.presenter().review().detail().image.id, w.data.images[7]);
    QTRY_COMPARE(again.presenter().selection().current(), 7);
    QCOMPARE(again.presenter().sources().reviewed(), QStringLiteral("recap_long"));
    QCOMPARE(again.presenter().sources().reference(), QStringLiteral("human"));
    QCOMPARE(again.presenter().sources().written(), QStringLiteral("human_long"));
    Window::settle();
}

void ViewKeysTest::a_source_that_does_not_exist_is_hinted_at() {
    Window w;
    auto* hints = w.find<QLabel>("queryHints");
    w.presenter().query().setText(QStringLiteral("source:recap_shrot"));
    QTRY_COMPARE(w.presenter().selection().count(), 0);
    QTRY_VERIFY(hints->isVisible());
    QVERIFY(hints->text().contains(QStringLiteral("recap_short")));
    w.presenter().query().setText(QStringLiteral("source:recap_short"));
    QTRY_VERIFY(!hints->isVisible());
}

void ViewKeysTest::missing_files_are_offered_to_be_looked_for() {
    Window w;
    std::filesystem::remove(w.data.dir / "thing2.png");
    auto* hints = w.find<QLabel>("queryHints");
    w.presenter().query().setText(QStringLiteral("is:missing"));
    QTRY_COMPARE(w.presenter().selection().count(), 0);
    QTRY_VERIFY(hints->isVisible());
    Q_EMIT hints->linkActivated(QStringLiteral("#"));
    QTRY_VERIFY(w.find<QWidget>("reportPage")->isVisible());
    QTRY_VERIFY(w.data.project->images().missingCount() == 1);
    Window::settle();
    w.presenter().refresh();
    QTRY_COMPARE(w.presenter().selection().count(), 1);
    QTRY_VERIFY(hints->text().isEmpty());
}

void ViewKeysTest::a_mistake_of_a_filter_is_told_with_its_character() {
    const recap::QueryError error(recap::message("there is no field '%1'; did you mean '%2'?", "%2", "width"), 3);
    // The core counts bytes: three of them are one character here.
    QCOMPARE(queryMistakeSentence(error, QStringLiteral("\u72d7\u72d7 x")),
             QStringLiteral("At character 2 of the filter: there is no field '%2'; did you mean 'width'?"));
}

}  // namespace recap::gui
