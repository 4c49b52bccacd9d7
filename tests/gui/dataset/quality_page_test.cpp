// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/quality_page_test.h"

#include "data/clip_score_repository.h"
#include "gui/base/theme.h"
#include "gui/dataset/dataset_window.h"
#include "gui/dataset/score_scatter.h"
#include "gui/dataset/scored_list.h"
#include "gui/shell/dataset_links.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QScrollArea>
#include <QSignalSpy>

#include <cmath>

namespace recap::gui {

using testing::Window;

namespace {

// Alt texts score 0.10 to 0.21, RECAP captions 0.30 down to 0.19.
void score(Window& w) {
    recap::ClipScoreRepository scores(w.data.project->database());
    scores.use("hash", "folder");
    for (std::size_t i = 0; i < w.data.images.size(); ++i)
        for (const auto& [source, value] : {std::pair{"alttext", 0.10 + 0.01 * static_cast<double>(i)},
                                            {"recap_short", 0.30 - 0.01 * static_cast<double>(i)}})
            scores.add(w.data.project->captions().current(w.data.images[i], source)->id, value);
}

// The page with a result.
QWidget* open(Window& w) {
    w.press(Qt::Key_Q, Qt::ControlModifier | Qt::ShiftModifier);
    auto* page = w.find<QWidget>("qualityPage");
    if (!QTest::qWaitFor([page] { return page->findChild<QWidget*>(QStringLiteral("qualityFilters")) != nullptr; }))
        qFatal("the quality was never measured");
    return page;
}

template <class T>
T* part(QWidget* page, const char* name) {
    auto* found = page->findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr) qFatal("there is no %s", name);
    return found;
}

std::int64_t found(const Window& w) {
    return w.data.project->images().count(recap::parseImageQuery(w.presenter().query().text().toStdString()));
}

}  // namespace

void QualityPageTest::numbers_lead_to_the_images_behind_them() {
    Window w;
    w.data.project->captions().addVersion(
        {.image = w.data.images[4], .source = "recap_short", .text = "I'm sorry, but I cannot see it."});
    auto* page = open(w);
    QVERIFY(page->isVisible());
    QVERIFY(part<QLabel>(page, "qualityTitle")->text().contains(QStringLiteral("12")));
    auto* refusals = part<QAbstractButton>(page, "quality_refusal");
    QCOMPARE(refusals->text(), QStringLiteral("1"));
    QVERIFY(refusals->focusPolicy() & Qt::TabFocus);
    refusals->click();
    QVERIFY(!page->isVisible());
    QCOMPARE(w.presenter().query().text(), QStringLiteral("source:recap_short is:refusal"));
    QCOMPARE(w.presenter().sources().reviewed(), QStringLiteral("recap_short"));
    QTRY_COMPARE(w.presenter().selection().count(), 1);

    // Back on the page it is as it was: of all images, without counting again.
    QTRY_COMPARE(w.presenter().query().shownText(), QStringLiteral("source:recap_short is:refusal"));
    w.press(Qt::Key_Q, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(page->isVisible());
    QVERIFY(part<QLabel>(page, "qualityTitle")->text().contains(QStringLiteral("12")));
    w.press(Qt::Key_Escape);
    QTRY_VERIFY(!page->isVisible());
    QCOMPARE(w.presenter().query().text(), QStringLiteral("source:recap_short is:refusal"));

    const auto link = [&](const char* name) {
        auto* label = part<QLabel>(page, name);
        const auto begin = label->text().indexOf(QLatin1Char('"')) + 1;
        const QString query = label->text().mid(begin, label->text().indexOf(QLatin1Char('"'), begin) - begin);
        Q_EMIT label->linkActivated(query.contains(QLatin1Char('&'))
                                        ? QString(query).replace(QStringLiteral("&quot;"), QStringLiteral("\""))
                                        : query);
    };
    link("qualityPhrases");
    QCOMPARE(w.presenter().query().text(), QStringLiteral("source:recap_short \"a photo of\""));
    QCOMPARE(found(w), std::int64_t{11});
}

void QualityPageTest::the_report_leads_to_the_quality_of_its_sources() {
    Window w;
    w.presenter().query().setText(QStringLiteral("has:human"));
    QTRY_COMPARE(w.presenter().selection().count(), 4);
    w.press(Qt::Key_R, Qt::ControlModifier);
    auto* report = w.find<QWidget>("reportPage");
    QWidget* card = nullptr;
    QTRY_VERIFY((card = report->findChild<QWidget*>(QStringLiteral("report_recap_long"))) != nullptr);
    part<QAbstractButton>(card, "reportQuality")->click();
    auto* page = w.find<QWidget>("qualityPage");
    QVERIFY(page->isVisible());
    QAbstractButton* boilerplate = nullptr;
    QTRY_VERIFY((boilerplate = page->findChild<QAbstractButton*>(QStringLiteral("quality_boilerplate"))) != nullptr);
    QCOMPARE(boilerplate->text(), QStringLiteral("4"));
    boilerplate->click();
    QCOMPARE(w.presenter().query().text(), QStringLiteral("(has:human) (source:recap_long is:boilerplate)"));
    QTRY_COMPARE(w.presenter().selection().count(), 4);
}

void QualityPageTest::a_run_is_looked_at_alone() {
    Window w;
    const auto run = w.data.project->runs().create({.name = "night", .kind = recap::RunKind::ServerRecaption}).id;
    for (const std::size_t i : {2, 5})
        w.data.project->captions().addVersion({.image = w.data.images[i],
                                               .source = "recap_long",
                                               .text = "a thing of the night",
                                               .provenance = {{"run", run.value}}});
    DatasetLinks::of(*w.shell).showQuality(run);
    auto* page = w.find<QWidget>("qualityPage");
    QVERIFY(page->isVisible());
    QTRY_VERIFY(part<QLabel>(page, "qualityTitle")->text().contains(QStringLiteral("night")));
    auto* repeated = part<QAbstractButton>(page, "quality_repeated");
    QCOMPARE(repeated->text(), QStringLiteral("2"));
    repeated->click();
    QCOMPARE(found(w), std::int64_t{2});
    QCOMPARE(w.presenter().sources().reviewed(), QStringLiteral("recap_long"));
    DatasetLinks::of(*w.shell).showImages(QStringLiteral("run:night"), QStringLiteral("recap_short"));
    QVERIFY(!page->isVisible());
    QCOMPARE(w.presenter().query().text(), QStringLiteral("run:night"));
    QCOMPARE(w.presenter().sources().reviewed(), QStringLiteral("recap_short"));
}

void QualityPageTest::a_dragged_rectangle_shows_its_images() {
    Window w;
    score(w);
    auto* page = open(w);
    auto* scatter = part<ScoreScatter>(page, "scoreScatter");
    // Images 2, 3 and 4: alt text 0.12 to 0.14, RECAP 0.28 down to 0.26.
    const QPoint from = scatter->pointOf(0.115, 0.285), to = scatter->pointOf(0.145, 0.255);
    QVERIFY(scatter->rect().contains(from) && scatter->rect().contains(to));
    QTest::mousePress(scatter, Qt::LeftButton, {}, from);
    QTest::mouseMove(scatter, (from + to) / 2);
    QTest::mouseMove(scatter, to);
    QVERIFY(part<QAbstractButton>(page, "showRange")->text().contains(QLatin1Char('3')));
    QTest::mouseRelease(scatter, Qt::LeftButton, {}, to);
    QVERIFY(!page->isVisible());
    QTRY_COMPARE(w.presenter().selection().count(), 3);
    QCOMPARE(w.presenter().selection().grid().idAt(0), w.data.images[2]);
}

void QualityPageTest::a_typed_range_shows_the_same_images() {
    Window w;
    score(w);
    auto* page = open(w);
    auto* show = part<QAbstractButton>(page, "showRange");
    QVERIFY2(show->text().contains(QStringLiteral("12")), "at first the range holds every image");
    part<QDoubleSpinBox>(page, "againstLow")->setValue(0.115);
    part<QDoubleSpinBox>(page, "againstHigh")->setValue(0.145);
    QVERIFY(show->text().contains(QLatin1Char('3')));
    part<QDoubleSpinBox>(page, "ownLow")->setValue(0.9);
    QVERIFY(!show->isEnabled());
    part<QDoubleSpinBox>(page, "ownLow")->setValue(0.27);  // a bound belongs to the range
    show->click();
    QTRY_COMPARE(w.presenter().selection().count(), 2);
}

void QualityPageTest::the_lists_show_their_images() {
    Window w;
    score(w);
    auto* page = open(w);
    auto* list = part<QListView>(page, "scoredList");
    const QAbstractItemModelTester tester(list->model());
    const auto first = [&] { return list->model()->index(0, 0); };
    QCOMPARE(list->model()->rowCount(), 12);
    QCOMPARE(first().data().toString(), QLocale().toString(0.19, 'f', 3));
    QCOMPARE(first().data(Qt::ToolTipRole).toString(), QStringLiteral("a photo of thing11"));
    part<QComboBox>(page, "scoredChoice")->setCurrentIndex(3);  // most above the alt text
    QCOMPARE(first().data().toString(), QStringLiteral("+") + QLocale().toString(0.2, 'f', 3));
    Q_EMIT list->activated(first());
    QTRY_COMPARE(w.presenter().selection().count(), 1);
    QCOMPARE(w.presenter().selection().grid().idAt(0), w.data.images[0]);
    QTRY_VERIFY(w.presenter().query().shownText().startsWith(QStringLiteral("key:")));
    w.press(Qt::Key_Q, Qt::ControlModifier | Qt::ShiftModifier);
    part<QAbstractButton>(page, "scoredAll")->click();
    QTRY_COMPARE(w.presenter().selection().count(), 12);
}

void QualityPageTest::another_low_score_counts_again() {
    Window w;
    score(w);
    auto* page = open(w);
    QCOMPARE(part<QAbstractButton>(page, "quality_low_clip")->text(), QStringLiteral("6"));  // 0.19 to 0.24
    auto* low = part<QDoubleSpinBox>(page, "qualityLowClip");
    low->setValue(0.21);
    Q_EMIT low->editingFinished();
    QTRY_VERIFY(page->findChild<QAbstractButton*>(QStringLiteral("quality_low_clip")) != nullptr &&
                part<QAbstractButton>(page, "quality_low_clip")->text() == QStringLiteral("2"));
}

void QualityPageTest::corrected_captions_are_added_to_the_human_ones() {
    Window w;
    const auto edit = [&](std::size_t image, const char* text) {
        w.data.project->journal().apply("Edit", {{w.data.images[image], "recap_short", text}}, "ann");
    };
    QSignalSpy notes(w.shell.get(), &Shell::noteRaised);
    w.find<QAction>("promoteCaptions")->trigger();
    QTRY_COMPARE(notes.size(), 1);  // nothing was corrected
    QVERIFY(w.prompter->asked.isEmpty());
    edit(3, "a thing");
    edit(4, "another thing");
    auto* page = open(w);
    w.prompter->choice = 0;
    part<QAbstractButton>(page, "qualityPromote")->click();
    QTRY_COMPARE(notes.size(), 2);
    QVERIFY(notes.last().first().toString().contains(QLatin1Char('2')));
    const auto human = [&](std::size_t image) {
        return w.data.project->captions().current(w.data.images[image], "human_short");
    };
    QCOMPARE(human(3)->text, std::string("a thing"));
    QCOMPARE(human(4)->text, std::string("another thing"));
    QTRY_VERIFY(w.presenter().journal().undoName().contains(QStringLiteral("corrected")));
    w.presenter().journal().undo();
    QTRY_VERIFY(!human(3).has_value() && !human(4).has_value());
}

void QualityPageTest::many_points_are_drawn_once() {
    std::vector<recap::ScorePair> pairs;
    for (int i = 0; i < 100'000; ++i) {
        const double x = (i * 7919 % 100'003) / 100'003.0, y = (i * 104'729LL % 99'991) / 99'991.0;
        pairs.push_back({recap::ImageId{i + 1}, x, y});
    }
    ScoreScatter scatter;
    scatter.resize(900, 400);
    scatter.setPairs({{recap::ImageId{1}, 0, 0}, {recap::ImageId{2}, 1, 1}}, QStringLiteral("x"), QStringLiteral("y"));
    const QImage empty = scatter.grab().toImage();
    scatter.setPairs(std::move(pairs), QStringLiteral("x"), QStringLiteral("y"));
    const QImage drawn = scatter.grab().toImage();
    // A cloud: around the middle most pixels belong to a point.
    const QPoint middle = scatter.pointOf(0.45, 0.55);
    int coloured = 0;
    for (int x = 0; x < 40; ++x)
        coloured += drawn.pixel(middle + QPoint(x, 0)) != empty.pixel(middle + QPoint(x, 0)) ? 1 : 0;
    QVERIFY2(coloured > 20, qPrintable(QString::number(coloured)));
    const auto [against, own] = scatter.scoresAt(scatter.pointOf(0.25, 0.75));
    QVERIFY(std::abs(against - 0.25) < 0.002 && std::abs(own - 0.75) < 0.005);
}

void QualityPageTest::looks() {
    Window w;
    score(w);
    w.workspace->resize(1208, 640);
    auto* page = open(w);
    const QString folder = qEnvironmentVariable("RECAP_SCREENSHOTS");
    const QDir out(folder.isEmpty() ? QString::fromStdString(w.data.dir.path().string()) : folder);
    auto* area = part<QScrollArea>(page, "qualityArea");
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        Theme::current().setMode(mode);
        Window::settle();
        const QString theme = mode == ThemeMode::Light ? QStringLiteral("light") : QStringLiteral("dark");
        QVERIFY(w.workspace->grab().save(out.filePath(QStringLiteral("quality-%1.png").arg(theme))));
        QVERIFY2(area->widget()->width() <= area->viewport()->width(), "the page is wider than its place");
        QVERIFY(area->widget()->grab().save(out.filePath(QStringLiteral("quality-whole-%1.png").arg(theme))));
    }
    Theme::current().setMode(ThemeMode::System);
}

}  // namespace recap::gui
