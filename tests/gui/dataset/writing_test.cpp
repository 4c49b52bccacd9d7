// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/writing_test.h"

#include "data/draft_repository.h"
#include "gui/dataset/caption_card.h"
#include "gui/dataset/dataset_window.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QTextStream>

namespace recap::gui {

using testing::Window;

namespace {

constexpr const char* kTyped = "two red things beside a lake";

QPlainTextEdit* openEditor(const QWidget& page) {
    for (auto* editor : page.findChildren<QPlainTextEdit*>(QStringLiteral("captionEditor")))
        if (editor->isVisible()) return editor;
    return nullptr;
}

template <class T>
T* visible(const QWidget& page, const char* name) {
    for (auto* widget : page.findChildren<T*>(QString::fromLatin1(name)))
        if (widget->isVisible()) return widget;
    return nullptr;
}

recap::ImageId addPlainImage(Window& w) {
    recap::ImageRecord record;
    record.path = (w.data.dir / "plain.png").string();
    record.sha256 = std::string(64, 'f');
    record.width = record.height = 16;
    return w.data.project->images().add(record).id;
}

std::string text(const Window& w, recap::ImageId image, const char* source) {
    const auto caption = w.data.project->captions().current(image, source);
    return caption ? caption->text : std::string();
}

std::string text(const Window& w, int image, const char* source) {
    return text(w, w.data.images[static_cast<std::size_t>(image)], source);
}

}  // namespace

void WritingTest::a_caption_is_written_into_a_new_source_of_an_image_without_any() {
    Window w;
    const auto plain = addPlainImage(w);
    w.presenter().refresh();
    QTRY_COMPARE(w.presenter().selection().count(), 13);
    w.presenter().selection().setCurrent(12);
    QTRY_COMPARE(w.presenter().review().detail().image.id, plain);
    QVERIFY(w.presenter().review().detail().captions.isEmpty());
    QVERIFY(w.find<QAction>("write")->isEnabled());
    QCOMPARE(w.presenter().sources().written(), QStringLiteral("human_short"));
    w.press(Qt::Key_W);
    QPlainTextEdit* editor = openEditor(*w.workspace);
    QVERIFY(editor != nullptr && editor->hasFocus());
    QCOMPARE(editor->toPlainText(), QString());
    QTest::keyClicks(editor, QString::fromLatin1(kTyped));
    w.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(text(w, plain, "human_short"), std::string(kTyped));
    QVERIFY(w.data.project->captions().current(plain, "human_short")->status == recap::CaptionStatus::Edited);
    QTRY_COMPARE(w.presenter().drafts().count(), 0);
    Window::settle();
    QVERIFY(recap::DraftRepository(w.data.project->database()).all().empty());
}

void WritingTest::saving_goes_on_to_the_next_image_without_one() {
    Window w(4);
    // Images 0 and 3 have a caption of source human.
    w.presenter().sources().setWritten(QStringLiteral("human"));
    w.press(Qt::Key_W, Qt::ShiftModifier);
    QTRY_COMPARE(w.counter(), QStringLiteral("2 of 4"));
    for (const int image : {1, 2}) {
        QTRY_VERIFY(openEditor(*w.workspace) != nullptr && openEditor(*w.workspace)->hasFocus());
        QTRY_COMPARE(w.presenter().review().detail().image.id, w.data.images[static_cast<std::size_t>(image)]);
        QTRY_COMPARE(openEditor(*w.workspace)->toPlainText(), QString());
        Window::settle();
        QTest::keyClicks(openEditor(*w.workspace), QStringLiteral("thing %1").arg(image));
        w.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(text(w, image, "human"), "thing " + std::to_string(image));
    }
    QTRY_VERIFY(openEditor(*w.workspace) == nullptr);  // none is left
    QTRY_VERIFY(w.find<QLabel>("said")->text().contains(QStringLiteral("Human")));
    QVERIFY(w.grid()->hasFocus());
    QCOMPARE(text(w, 3, "human"), std::string("one thing3 seen from the side"));
}

void WritingTest::the_way_to_the_next_image_never_reviews_by_what_is_typed() {
    Window w;
    w.press(Qt::Key_W);
    QTest::keyClicks(openEditor(*w.workspace), QStringLiteral("one"));
    w.press(Qt::Key_Return, Qt::ControlModifier);
    // Before the next image is there: whatever has the keyboard gets the letters of the next caption.
    for (const Qt::Key key : {Qt::Key_A, Qt::Key_R, Qt::Key_E, Qt::Key_D, Qt::Key_F}) w.press(key);
    QTRY_COMPARE(w.counter(), QStringLiteral("2 of 12"));
    Window::settle();
    for (int i = 0; i < 12; ++i) QVERIFY(w.status(i) == recap::CaptionStatus::New);
    QVERIFY(openEditor(*w.workspace) != nullptr);
}

void WritingTest::tokens_are_counted_while_typing_and_the_cut_is_marked() {
    Window w;
    w.press(Qt::Key_W);
    QPlainTextEdit* editor = openEditor(*w.workspace);
    QTRY_VERIFY(visible<QLabel>(*w.workspace, "captionFigures") != nullptr);
    const auto figures = [&] {
        for (const auto* card : w.workspace->findChildren<CaptionCard*>())
            if (card->editing()) return card->findChild<QLabel*>(QStringLiteral("captionFigures"))->text();
        return QString();
    };
    QTest::keyClicks(editor, QStringLiteral("a red dog"));
    QTRY_VERIFY2(figures().startsWith(QStringLiteral("3 ")), qPrintable(figures()));
    QTest::keyClicks(editor, QStringLiteral(" runs"));
    QTRY_VERIFY2(figures().startsWith(QStringLiteral("4 ")), qPrintable(figures()));
    QVERIFY(editor->extraSelections().isEmpty());
    // 75 of them are read; the marked end is what CLIP does not see.
    editor->setPlainText(QStringLiteral("dog ").repeated(75) + QStringLiteral("cat cat"));
    QTRY_COMPARE(editor->extraSelections().size(), 1);
    QCOMPARE(editor->extraSelections().first().cursor.selectedText().trimmed(), QStringLiteral("cat cat"));
    QTRY_VERIFY2(figures().contains(QStringLiteral("75")) && figures().contains(QStringLiteral("77")),
                 qPrintable(figures()));
}

void WritingTest::a_text_can_be_begun_from_another_caption() {
    Window w;
    w.press(Qt::Key_W);
    QPlainTextEdit* editor = openEditor(*w.workspace);
    auto* starts = visible<QComboBox>(*w.workspace, "beginFrom");
    const int row = starts->findText(QStringLiteral("RECAP Long"));
    QVERIFY(row > 0);
    QTest::keyClicks(editor, QStringLiteral("mine"));
    starts->setCurrentIndex(row);
    Q_EMIT starts->activated(row);
    QCOMPARE(editor->toPlainText(), QStringLiteral("the picture shows thing0 on a plain ground"));
    QVERIFY(editor->hasFocus());
    editor->undo();  // what stood there is not lost
    QCOMPARE(editor->toPlainText(), QStringLiteral("mine"));
    editor->redo();
    QTest::keyClicks(editor, QStringLiteral(" indeed"));
    w.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(text(w, 0, "human_short"), std::string("the picture shows thing0 on a plain ground indeed"));
    QCOMPARE(w.data.project->captions().current(w.data.images[0], "human_short")->provenance.value("begun_from", ""),
             std::string("recap_long"));
}

void WritingTest::escape_keeps_the_draft_and_saves_nothing() {
    Window w;
    w.press(Qt::Key_W);
    QTest::keyClicks(openEditor(*w.workspace), QStringLiteral("half a thought"));
    w.press(Qt::Key_Escape);
    Window::settle();
    QVERIFY(openEditor(*w.workspace) == nullptr);
    QVERIFY(w.grid()->hasFocus());
    QCOMPARE(text(w, 0, "human_short"), std::string());
    QVERIFY(visible<QLabel>(*w.workspace, "captionDraft")->text().contains(QStringLiteral("half a thought")));
    const auto stored = recap::DraftRepository(w.data.project->database()).get(w.data.images[0], "human_short");
    QVERIFY(stored.has_value());
    QCOMPARE(stored->text, std::string("half a thought"));
    w.press(Qt::Key_W);
    QCOMPARE(openEditor(*w.workspace)->toPlainText(), QStringLiteral("half a thought"));
}

void WritingTest::choosing_another_image_keeps_the_draft_of_the_first() {
    Window w;
    w.press(Qt::Key_E);
    openEditor(*w.workspace)->setPlainText(QStringLiteral("half a thought"));
    w.presenter().selection().setCurrent(4);
    QTRY_COMPARE(w.presenter().review().detail().image.id, w.data.images[4]);
    Window::settle();
    QVERIFY(openEditor(*w.workspace) == nullptr);
    QCOMPARE(text(w, 0, "recap_short"), std::string("a photo of thing0"));
    QCOMPARE(text(w, 4, "recap_short"), std::string("a photo of thing4"));
    QCOMPARE(w.presenter().drafts().find(w.data.images[0], QStringLiteral("recap_short"))->text,
             QStringLiteral("half a thought"));
    w.presenter().selection().setCurrent(0);
    QTRY_COMPARE(w.presenter().review().detail().image.id, w.data.images[0]);
    w.press(Qt::Key_E);
    QCOMPARE(openEditor(*w.workspace)->toPlainText(), QStringLiteral("half a thought"));
    // Back at the caption's own text there is nothing to keep.
    openEditor(*w.workspace)->setPlainText(QStringLiteral("a photo of thing0"));
    QCOMPARE(w.presenter().drafts().count(), 0);
}

void WritingTest::a_draft_is_discarded_only_when_asked() {
    Window w;
    w.press(Qt::Key_W);
    QTest::keyClicks(openEditor(*w.workspace), QStringLiteral("nonsense"));
    w.prompter->yes = false;
    w.press(Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(w.prompter->asked.size(), 1);
    QCOMPARE(w.presenter().drafts().count(), 1);
    w.press(Qt::Key_Escape);
    w.prompter->yes = true;
    visible<QAbstractButton>(*w.workspace, "captionDiscard")->click();
    QCOMPARE(w.presenter().drafts().count(), 0);
    Window::settle();
    QVERIFY(recap::DraftRepository(w.data.project->database()).all().empty());
    QVERIFY(!w.find<QAction>("discardDraft")->isEnabled());
}

void WritingTest::drafts_are_offered_when_the_project_is_opened_again() {
    Window w;
    w.press(Qt::Key_W);
    QTest::keyClicks(openEditor(*w.workspace), QStringLiteral("later"));
    Window::settle();
    DatasetWorkspace other(*w.shell);
    QSignalSpy notes(w.shell.get(), &Shell::noteRaised);
    other.setProject(w.data.project);
    QTRY_COMPARE(notes.size(), 1);
    QCOMPARE(other.presenter().drafts().count(), 1);
    other.presenter().query().toggleTerm(QStringLiteral("is"), QStringLiteral("draft"));
    QTRY_COMPARE(other.presenter().selection().count(), 1);
    QTRY_COMPARE(other.presenter().review().detail().image.id, w.data.images[0]);
    Window::settle();
}

int typeUntilKilled(const QString& path) {
    const auto project = recap::Project::open(path.toStdString());
    Shell shell(std::make_unique<QSettings>(path + QStringLiteral("/s.ini"), QSettings::IniFormat),
                std::make_unique<testing::ScriptedPrompter>());
    DatasetWorkspace workspace(shell);
    workspace.resize(1368, 820);
    workspace.show();
    workspace.setProject(project);
    if (!QTest::qWaitFor([&] { return workspace.presenter().review().caption() != nullptr; })) return 1;
    workspace.findChild<QAction*>(QStringLiteral("write"))->trigger();
    for (const char* key = kTyped; *key != '\0'; ++key) {
        waitForBackground();  // people type more slowly than a disk writes
        QTest::keyClick(openEditor(workspace), *key);
    }
    // The last key is on its way: the window does not wait for it.
    QTextStream(stdout) << "typed" << Qt::endl;
    for (;;) QTest::qWait(1000);
}

void WritingTest::a_draft_outlives_a_killed_program() {
    const recap::testing::TempDir dir;
    recap::ImageId image;
    {
        const auto project = recap::Project::create(dir / "p.recap");
        recap::ImageRecord record;
        record.path = (dir / "x.png").string();
        record.sha256 = std::string(64, 'b');
        record.width = record.height = 16;
        image = project->images().add(record).id;
        project->captions().addVersion({.image = image, .source = "alttext", .text = "buy"});
    }
    waitForBackground();
    QProcess child;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("RECAP_TEST_TYPING"), QString::fromStdString((dir / "p.recap").string()));
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {});
    const bool typed = QTest::qWaitFor([&] { return child.readAllStandardOutput().contains("typed"); }, 60'000);
    child.kill();
    child.waitForFinished();
    QVERIFY(typed);
    const auto project = recap::Project::open(dir / "p.recap");
    const auto draft = recap::DraftRepository(project->database()).get(image, "human_short");
    QVERIFY(draft.has_value());
    const std::string all = kTyped;
    QVERIFY2(all.starts_with(draft->text) && draft->text.size() + 1 >= all.size(), draft->text.c_str());
}

void WritingTest::without_a_project_there_is_nothing_to_write() {
    Window w;
    w.presenter().setProject(nullptr);
    w.find<QAction>("write")->trigger();
    QVERIFY(openEditor(*w.workspace) == nullptr);
    QVERIFY(!w.find<QAction>("write")->isEnabled());
}

void WritingTest::the_write_source_can_be_named_and_is_checked() {
    Window w;
    auto* sources = w.find<QComboBox>("writeSource");
    QTRY_VERIFY(sources->findData(QStringLiteral("recap_long")) >= 0);
    QVERIFY(sources->findData(QStringLiteral("human_long")) >= 0);  // of which there is none yet
    const auto choose = [&](const QString& name) {
        w.prompter->answers = {name};
        sources->setCurrentIndex(sources->count() - 1);
        Q_EMIT sources->activated(sources->count() - 1);
    };
    choose(QStringLiteral("anna's texts"));
    QCOMPARE(w.presenter().sources().written(), QStringLiteral("human_short"));
    choose(QStringLiteral("anna"));
    QCOMPARE(w.presenter().sources().written(), QStringLiteral("anna"));
    QCOMPARE(sources->currentData().toString(), QStringLiteral("anna"));
    w.press(Qt::Key_W);
    QTest::keyClicks(openEditor(*w.workspace), QStringLiteral("hers"));
    w.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(text(w, 0, "anna"), std::string("hers"));
}

void WritingTest::another_page_leads_to_the_captions_that_are_missing() {
    Window w(4);
    w.shell->writeCaptions(QStringLiteral("human"));
    QTRY_COMPARE(w.presenter().selection().count(), 2);
    QTRY_VERIFY(openEditor(*w.workspace) != nullptr);
    QCOMPARE(w.presenter().query().text(), QStringLiteral("-has:human"));
    QTest::keyClicks(openEditor(*w.workspace), QStringLiteral("one"));
    w.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(text(w, 1, "human"), std::string("one"));
}

void WritingTest::undo_takes_a_written_caption_back() {
    Window w(1);
    w.press(Qt::Key_W);
    QTest::keyClicks(openEditor(*w.workspace), QStringLiteral("mine"));
    w.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(text(w, 0, "human_short"), std::string("mine"));
    QTRY_VERIFY(openEditor(*w.workspace) == nullptr);
    QTRY_VERIFY(w.find<QAction>("undo")->isEnabled());
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(text(w, 0, "human_short"), std::string());
    Window::settle();
    w.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(text(w, 0, "human_short"), std::string("mine"));
}

}  // namespace recap::gui
