// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/prompts_page_test.h"

#include "gui/jobs/job_service.h"
#include "gui/judging/prompt_text.h"
#include "gui/judging/prompts_page.h"
#include "gui/judging/prompts_presenter.h"
#include "gui/training/fake_study.h"
#include "gui/widgets/options_form.h"
#include "support/coco_fixture.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest/QTest>

#include <thread>

namespace recap::gui {

namespace {

using State = PromptsPresenter::State;
using testing::TempDir;
namespace fs = std::filesystem;

QString pathText(const fs::path& path) {
    return QString::fromStdString(path.string());
}

QString smallSet(const TempDir& dir) {
    testing::writeBytes(
        dir / "set.jsonl",
        R"({"id":"1","prompt":"A cat behind two vases","category":"behind","expect":{"classes":["cat","vase"],)"
        R"("counts":{"vase":2},"relation":{"word":"behind","first":"cat","second":"vase"},)"
        R"("false_prompt":"A cat in front of two vases"}})"
        "\n"
        R"({"id":"2","prompt":"A dog on a bed","category":"on","expect":{"distractors":["a","b"],"questions":["a dog"]}})"
        "\n"
        R"({"id":"3","prompt":"A dog on a bed","category":"on","seed":7})"
        "\n"
        R"({"id":"4","prompt":"two\nlines","expect":{"classes":["dog"]}})"
        "\n");
    return pathText(dir / "set.jsonl");
}

// As DrawBench is: no prompt set, and no list either.
QString table(const TempDir& dir) {
    testing::writeBytes(dir / "bench.csv", "Prompts,Category\nA red car,Colors\nTwo dogs,Counting\n");
    return pathText(dir / "bench.csv");
}

// Runs until it is told to stop.
class EndlessJob final : public Job {
public:
    void run(JobContext& context) override {
        for (;;) {
            context.pausePoint();
            std::this_thread::yield();
        }
    }
};

struct Stage {
    ~Stage() {
        jobs.cancelAll();
        for (auto* job : jobs.jobs()) testing::waitUntil([job] { return job->ended(); });
        waitForBackground();
    }
    void open(const QString& path) {
        presenter.open(path);
        testing::waitUntil([this] { return presenter.state() != State::Reading; });
    }

    TempDir dir;
    JobService jobs;
    PromptsPresenter presenter{jobs};
};

struct Page : Stage {
    Page() : page(presenter, prompter) {
        page.resize(1208, 620);
        page.show();
    }
    template <class T>
    T* find(const char* name) {
        auto* found = page.findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) qFatal("there is no %s", name);
        return found;
    }
    void click(const char* name) {
        testing::settle(1);
        QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton);
    }
    QString shownText() {
        QStringList texts;
        for (const auto* label : page.findChildren<QLabel*>())
            if (label->isVisibleTo(&page)) texts << label->text();
        return texts.join(u'\n');
    }

    testing::AnsweringPrompter prompter;
    PromptsPage page;
};

void writeCoco(const fs::path& folder) {
    testing::CocoFixture coco;
    coco.add(1, {"A dog sleeps on a bed"}, {{18}, {65}});
    coco.add(2, {"A cat looks out"}, {{17}});
    coco.write(folder, "val2017");
}

}  // namespace

void PromptsPageTest::cleanup() {
    waitForBackground();
}

void PromptsPageTest::a_set_is_counted_by_category_and_expectation() {
    Stage stage;
    QCOMPARE(stage.presenter.state(), State::Nothing);
    stage.open(smallSet(stage.dir));
    QCOMPARE(stage.presenter.state(), State::Known);
    QVERIFY(stage.presenter.usable());
    const auto& facts = stage.presenter.facts();
    QCOMPARE(facts.categories, (std::map<std::string, std::int64_t>{{"", 1}, {"behind", 1}, {"on", 2}}));
    QCOMPARE(facts.expected.at("classes"), std::int64_t{2});
    QCOMPARE(facts.expected.at("false_prompt"), std::int64_t{1});
    QCOMPARE(facts.seeds, std::int64_t{1});
    QCOMPARE(stage.presenter.metricsValues()["prompt_set"].get<std::string>(), (stage.dir / "set.jsonl").string());
}

void PromptsPageTest::prompts_that_repeat_or_expect_nothing_are_counted() {
    Stage stage;
    stage.open(smallSet(stage.dir));
    QCOMPARE(stage.presenter.facts().repeated, std::int64_t{1});
    QCOMPARE(stage.presenter.facts().without, std::int64_t{1});
}

void PromptsPageTest::what_a_prompt_expects_is_said_in_words() {
    Stage stage;
    stage.open(smallSet(stage.dir));
    const auto& items = stage.presenter.set().items;
    QCOMPARE(expectationText(items[0].expect), QStringLiteral("cat, 2 × vase, cat behind vase"));
    QCOMPARE(expectationText(items[1].expect), QStringLiteral("2 distractor(s), 1 question(s)"));
    QVERIFY(expectationText(items[2].expect).isEmpty());
    // A long list is cut, and says so.
    PromptExpectation many;
    for (int i = 0; i < 99; ++i) many.distractors.push_back("caption " + std::to_string(i));
    const auto lines = expectationLines(many);
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines[0].first, QStringLiteral("distractors (99)"));
    QVERIFY(lines[0].second.endsWith(QStringLiteral("and 91 more")));
}

void PromptsPageTest::a_file_that_cannot_be_read_names_the_line() {
    Page page;
    testing::writeBytes(page.dir / "wrong.jsonl", "{\"prompt\": \"fine\"}\n{\"prompt\": \"\"}\n");
    page.open(pathText(page.dir / "wrong.jsonl"));
    QCOMPARE(page.presenter.state(), State::Failed);
    QVERIFY2(page.presenter.problem().contains(QStringLiteral("2")), qPrintable(page.presenter.problem()));
    QVERIFY(page.shownText().contains(page.presenter.problem()));
    for (const char* name : {"promptsSave", "promptsSampling", "promptsMetrics"})
        QVERIFY(!page.find<QPushButton>(name)->isEnabled());
}

void PromptsPageTest::the_newest_file_is_the_one_that_is_shown() {
    Stage stage;
    stage.presenter.open(smallSet(stage.dir));
    stage.open(table(stage.dir));
    QCOMPARE(stage.presenter.set().items.size(), std::size_t{2});
    QCOMPARE(stage.presenter.format(), std::string("table"));
    QVERIFY(!stage.presenter.usable());
}

void PromptsPageTest::a_category_and_a_text_narrow_the_list() {
    Page page;
    page.open(smallSet(page.dir));
    auto* categories = page.find<QListWidget>("promptCategories");
    QCOMPARE(categories->count(), 4);  // all of them, and three
    auto& items = page.presenter.items();
    QCOMPARE(items.rowCount(), 4);
    for (int i = 0; i < categories->count(); ++i)
        if (categories->item(i)->text().startsWith(QStringLiteral("on "))) categories->setCurrentRow(i);
    QCOMPARE(items.rowCount(), 2);
    categories->setCurrentRow(0);
    page.find<QLineEdit>("promptSearch")->setText(QStringLiteral("VASES"));
    QCOMPARE(items.rowCount(), 1);
    QCOMPARE(page.find<QLabel>("promptCount")->text(), QStringLiteral("1"));
    page.find<QLineEdit>("promptSearch")->setText(QStringLiteral("nowhere"));
    QCOMPARE(items.rowCount(), 0);
    QCOMPARE(page.find<QLabel>("promptText")->text(), QStringLiteral("No prompt is selected."));
}

void PromptsPageTest::the_chosen_prompt_shows_what_its_picture_must_show() {
    Page page;
    page.open(smallSet(page.dir));
    page.page.open();
    QCOMPARE(page.find<QLabel>("promptText")->text(), QStringLiteral("A cat behind two vases"));
    QTRY_VERIFY(page.shownText().contains(QStringLiteral("A cat in front of two vases")));
    auto* list = page.find<QListView>("promptList");
    QTRY_VERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(page.find<QLabel>("promptText")->text(), QStringLiteral("A dog on a bed"));
    QTRY_VERIFY(page.shownText().contains(QStringLiteral("a dog")));
    QVERIFY(!page.shownText().contains(QStringLiteral("A cat in front of two vases")));
}

void PromptsPageTest::a_set_is_made_from_captions_of_coco() {
    Page page;
    writeCoco(page.dir / "coco");
    page.click("promptsEmptyBuild");
    auto* form = page.find<OptionsForm>("promptForm");
    QVERIFY(!page.find<QPushButton>("promptsStart")->isEnabled());
    page.prompter.folder = pathText(page.dir / "coco");
    page.click("browse_coco");
    QCOMPARE(form->values()["coco"].get<std::string>(), (page.dir / "coco").string());
    QVERIFY(page.find<QPushButton>("promptsStart")->isEnabled());
    page.prompter.save = pathText(page.dir / "made");
    page.click("promptsStart");
    QTRY_COMPARE(page.presenter.state(), State::Known);
    QVERIFY(!page.presenter.building());
    QVERIFY(page.presenter.path().endsWith(QStringLiteral("made.jsonl")));
    QCOMPARE(page.presenter.set().items.size(), std::size_t{2});
    QVERIFY(page.presenter.usable());
    QVERIFY(page.find<QListView>("promptList")->isVisible());
}

void PromptsPageTest::making_a_set_can_be_stopped() {
    Page page;
    writeCoco(page.dir / "coco");
    // Both places of the lane are taken.
    for (int i = 0; i < 2; ++i)
        page.jobs.start(std::make_unique<EndlessJob>(), QStringLiteral("endless"), Lane::InputOutput);
    PromptBuildOptions options;
    options.kind = "soa";
    options.coco = (page.dir / "coco").string();
    page.click("promptsBuild");
    page.presenter.build(options, pathText(page.dir / "made.jsonl"));
    QVERIFY(page.presenter.building());
    QVERIFY(page.find<QPushButton>("promptsStop")->isVisibleTo(&page.page));
    page.click("promptsStop");
    QTRY_VERIFY(!page.presenter.building());
    QVERIFY(!fs::exists(page.dir / "made.jsonl"));
    QCOMPARE(page.presenter.state(), State::Nothing);
}

void PromptsPageTest::a_set_that_cannot_be_made_leaves_the_one_before() {
    Stage stage;
    stage.open(smallSet(stage.dir));
    QSignalSpy ended(&stage.jobs, &JobService::ended);
    PromptBuildOptions options;
    options.kind = "ca";
    options.coco = (stage.dir / "nothing").string();
    stage.presenter.build(options, pathText(stage.dir / "made.jsonl"));
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(!stage.presenter.building());
    QCOMPARE(stage.presenter.set().items.size(), std::size_t{4});
    QVERIFY(stage.presenter.path().endsWith(QStringLiteral("set.jsonl")));
}

void PromptsPageTest::prompts_of_others_are_saved_before_metrics_use_them() {
    Page page;
    QSignalSpy wanted(&page.page, &PromptsPage::metricsWanted);
    page.prompter.open = table(page.dir);
    page.click("promptsOpen");
    QTRY_COMPARE(page.presenter.state(), State::Known);
    // Whoever changes their mind about the file has not asked for metrics.
    page.click("promptsMetrics");
    testing::settle(1);
    QCOMPARE(wanted.count(), 0);
    page.prompter.save = pathText(page.dir / "bench");
    page.click("promptsMetrics");
    QTRY_COMPARE(wanted.count(), 1);
    QVERIFY(page.presenter.usable());
    QCOMPARE(readPromptSet(page.dir / "bench.jsonl").items[1].category, std::string("Counting"));
    QCOMPARE(page.presenter.metricsValues()["prompt_set"].get<std::string>(), (page.dir / "bench.jsonl").string());
}

void PromptsPageTest::sampling_takes_one_prompt_a_line() {
    Stage stage;
    stage.open(smallSet(stage.dir));
    QCOMPARE(stage.presenter.samplingValues()["prompts"].get<std::string>(),
             std::string("A cat behind two vases\nA dog on a bed\nA dog on a bed"));
    QCOMPARE(stage.presenter.severalLines(), 1);
}

void PromptsPageTest::escape_leaves_the_form_then_the_page() {
    Page page;
    QSignalSpy left(&page.page, &PromptsPage::left);
    page.click("promptsBuild");
    QVERIFY(page.find<OptionsForm>("promptForm")->isVisible());
    QTest::keyClick(&page.page, Qt::Key_Escape);
    QVERIFY(!page.find<OptionsForm>("promptForm")->isVisible());
    QCOMPARE(left.count(), 0);
    QTest::keyClick(&page.page, Qt::Key_Escape);
    QCOMPARE(left.count(), 1);
}

void PromptsPageTest::looks() {
    Page page;
    QVERIFY(testing::saveScreenshots(page.page, QStringLiteral("prompts-empty"), {1208, 620}));
    page.open(smallSet(page.dir));
    QVERIFY(testing::saveScreenshots(page.page, QStringLiteral("prompts"), {1208, 620}));
    page.click("promptsBuild");
    QVERIFY(testing::saveScreenshots(page.page, QStringLiteral("prompts-build"), {1208, 620}));
}

}  // namespace recap::gui
