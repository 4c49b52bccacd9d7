// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/judges_page_test.h"

#include "gui/judging/judge_text.h"
#include "gui/judging/judges_page.h"
#include "gui/judging/judges_presenter.h"
#include "gui/training/fake_study.h"
#include "support/golden.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest/QTest>

namespace recap::gui {

namespace {

using testing::goldenFixture;
using testing::TempDir;

QString pathText(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

// "boxes" is what it says; "texts" holds the weights of another kind.
QString judgesFile(const TempDir& dir) {
    const Json file{{"judge",
                     {{"boxes", {{"kind", "detr"}, {"path", goldenFixture("judges/detr/model").string()}}},
                      {"texts", {{"kind", "blip_itm"}, {"path", goldenFixture("judges/blip_vqa/model").string()}}}}}};
    testing::writeBytes(dir / "judges.json", file.dump());
    return pathText(dir / "judges.json");
}

QString goodFile(const TempDir& dir) {
    testing::writeBytes(dir / "good.toml", "[judge.boxes]\nkind = \"detr\"\ndevice = \"cpu\"\nbatch = 4\npath = \"" +
                                               goldenFixture("judges/detr/model").string() + "\"\n");
    return pathText(dir / "good.toml");
}

void rest(const JudgesPresenter& presenter) {
    testing::waitUntil([&] { return presenter.opened() && !presenter.busy(); });
}

struct Page {
    Page() : page(presenter, prompter) {
        page.resize(1208, 620);
        page.show();
    }
    ~Page() { waitForBackground(); }
    void open(const QString& file) {
        presenter.open(file);
        rest(presenter);
    }
    template <class T>
    T* find(const QString& name) {
        auto* found = page.findChild<T*>(name);
        if (found == nullptr) qFatal("there is no %s", qPrintable(name));
        return found;
    }
    void click(const char* name) {
        testing::settle(1);
        QTest::mouseClick(find<QPushButton>(QString::fromLatin1(name)), Qt::LeftButton);
    }
    QString text(const char* name) { return find<QLabel>(QString::fromLatin1(name))->text(); }
    QString cardText(const char* name) {
        QStringList texts;
        for (const auto* label : find<QWidget>(QString::fromLatin1(name))->findChildren<QLabel*>())
            if (label->isVisibleTo(&page)) texts << label->text();
        return texts.join(u'\n');
    }

    TempDir dir;
    testing::AnsweringPrompter prompter;
    JudgesPresenter presenter;
    JudgesPage page;
};

}  // namespace

void JudgesPageTest::cleanup() {
    waitForBackground();
}

void JudgesPageTest::judges_of_a_file_are_shown_with_what_is_known_of_them() {
    const TempDir dir;
    JudgesPresenter presenter;
    QSignalSpy changed(&presenter, &JudgesPresenter::judgeChanged);
    presenter.open(judgesFile(dir));
    QVERIFY(presenter.busy());
    QVERIFY(!presenter.usable());
    rest(presenter);
    QCOMPARE(presenter.judges().size(), std::size_t{2});
    QCOMPARE(changed.count(), 2);
    const auto& boxes = presenter.judges()[0];
    QCOMPARE(boxes.state, ShownJudge::State::Read);
    QCOMPARE(boxes.facts.sha256, judgeFacts(boxes.facts.entry).sha256);
    QVERIFY(boxes.facts.problem.empty());
    QVERIFY(boxes.metrics.contains(QStringLiteral("GenEval")) && boxes.metrics.contains(QStringLiteral("CA")));
    QVERIFY(!boxes.metrics.contains(QStringLiteral("CLIPScore")));
    QVERIFY(presenter.usable());
}

void JudgesPageTest::a_judge_of_another_kind_says_so() {
    Page page;
    page.open(judgesFile(page.dir));
    QCOMPARE(page.presenter.broken(), 1);
    QTRY_VERIFY(page.cardText("judge_texts").contains(QStringLiteral("'blip_vqa'")));
    QVERIFY(!page.cardText("judge_boxes").contains(QStringLiteral("'blip_vqa'")));
    QCOMPARE(page.text("judgesNote"), QStringLiteral("1 judge(s) cannot be used."));
}

void JudgesPageTest::loading_says_how_pictures_are_prepared() {
    Page page;
    page.open(goodFile(page.dir));
    QVERIFY(!page.presenter.allLoaded());
    QVERIFY(page.presenter.judges()[0].preprocessing.empty());
    page.click("judgesCheck");
    rest(page.presenter);
    QVERIFY(page.presenter.allLoaded());
    const auto& loaded = page.presenter.judges()[0];
    QCOMPARE(loaded.preprocessing.size(), std::size_t{1});
    QTRY_VERIFY(page.cardText("judge_boxes").contains(loaded.preprocessing[0].second));
    QVERIFY(page.cardText("judge_boxes").contains(QStringLiteral("cpu, 4 picture(s) at once")));
    QCOMPARE(page.text("judgesNote"), QStringLiteral("Every judge can be used."));
}

void JudgesPageTest::a_file_that_cannot_be_read_says_why() {
    Page page;
    testing::writeBytes(page.dir / "wrong.toml", "[judge.mine]\nkind = \"yolo\"\npath = \"x\"\n");
    page.open(pathText(page.dir / "wrong.toml"));
    QVERIFY2(page.presenter.problem().contains(QStringLiteral("'yolo'")), qPrintable(page.presenter.problem()));
    QTRY_VERIFY(page.cardText("judgesProblem").contains(QStringLiteral("'yolo'")));
    QVERIFY(!page.presenter.usable());
    QVERIFY(!page.find<QPushButton>(QStringLiteral("judgesUse"))->isEnabled());
    // Another file starts afresh.
    page.open(goodFile(page.dir));
    QVERIFY(page.presenter.problem().isEmpty());
    testing::settle(1);
    QVERIFY(page.page.findChild<QWidget*>(QStringLiteral("judgesProblem")) == nullptr);
}

void JudgesPageTest::the_newest_file_is_the_one_that_is_shown() {
    const TempDir dir;
    JudgesPresenter presenter;
    presenter.open(judgesFile(dir));
    presenter.open(goodFile(dir));
    rest(presenter);
    QCOMPARE(presenter.judges().size(), std::size_t{1});
    QVERIFY(presenter.file().endsWith(QStringLiteral("good.toml")));
}

void JudgesPageTest::without_a_file_the_judges_of_this_machine_are_shown() {
    Page page;
    page.page.open();
    rest(page.presenter);
    const auto& last = page.presenter.judges().back();
    QCOMPARE(last.facts.entry.kind, std::string("demo"));
    QVERIFY(last.facts.problem.empty());
    // Its metrics share only the idea with those of the literature.
    QVERIFY(last.metrics.contains(QStringLiteral("Demo SOA-C")));
    QCOMPARE(originOfJudge(last.facts), QStringLiteral("comes with the program"));
    QVERIFY(!page.presenter.usable());
    QCOMPARE(page.text("judgesTitle"), QStringLiteral("Judges that are found on this machine"));
}

void JudgesPageTest::a_metric_of_its_own_weights_belongs_to_the_judge_of_its_name() {
    JudgeEntry clip;
    clip.name = clip.kind = "clip";
    QVERIFY(!metricsOfJudge(clip).contains(QStringLiteral("PickScore")));
    QVERIFY(metricsOfJudge(clip).contains(QStringLiteral("CLIPScore")));
    clip.name = "pickscore";
    QVERIFY(metricsOfJudge(clip).contains(QStringLiteral("PickScore")));
}

void JudgesPageTest::a_new_file_is_written_and_opened() {
    Page page;
    QSignalSpy written(&page.presenter, &JudgesPresenter::written);
    page.prompter.save = pathText(page.dir / "mine");
    page.click("judgesNew");
    QTRY_COMPARE(written.count(), 1);
    rest(page.presenter);
    // As another kind of file it could not be read.
    QVERIFY(page.presenter.file().endsWith(QStringLiteral("mine.toml")));
    QVERIFY(page.presenter.problem().isEmpty());
    QVERIFY(page.presenter.usable());
}

void JudgesPageTest::the_digest_is_copied_as_a_whole() {
    Page page;
    page.open(goodFile(page.dir));
    page.click("judgeCopy_boxes");
    QCOMPARE(QGuiApplication::clipboard()->text().toStdString(), page.presenter.judges()[0].facts.sha256);
    QCOMPARE(QGuiApplication::clipboard()->text().size(), 64);
}

void JudgesPageTest::a_file_can_be_used_for_metrics() {
    Page page;
    QSignalSpy wanted(&page.page, &JudgesPage::metricsWanted);
    page.prompter.open = goodFile(page.dir);
    page.click("judgesOpen");
    rest(page.presenter);
    page.click("judgesUse");
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(page.presenter.metricsValues()["judges"].get<std::string>(), page.prompter.open.toStdString());
}

void JudgesPageTest::escape_leaves_the_page() {
    Page page;
    QSignalSpy left(&page.page, &JudgesPage::left);
    page.page.open();
    QTest::keyClick(&page.page, Qt::Key_Escape);
    QCOMPARE(left.count(), 1);
    rest(page.presenter);
}

void JudgesPageTest::looks() {
    Page page;
    page.open(judgesFile(page.dir));
    page.presenter.check();
    rest(page.presenter);
    QVERIFY(testing::saveScreenshots(page.page, QStringLiteral("judges"), {1208, 620}));
}

}  // namespace recap::gui
