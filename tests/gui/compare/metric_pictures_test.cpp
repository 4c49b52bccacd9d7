// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/metric_pictures_test.h"

#include "gui/base/background.h"
#include "gui/compare/box_overlay.h"
#include "gui/compare/compare_workspace.h"
#include "gui/compare/metric_pictures_model.h"
#include "gui/compare/metric_pictures_page.h"
#include "gui/compare/metric_pictures_presenter.h"
#include "gui/training/fake_study.h"
#include "gui/widgets/image_view.h"
#include "workflow/runs/run_pictures.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QtTest/QTest>

#include <cmath>
#include <limits>

namespace recap::gui {

namespace {

using Order = MetricPicturesModel::Order;

MetricPicture picture(const char* prompt, double value) {
    MetricPicture picture;
    picture.path = std::string("/pictures/") + prompt + ".png";
    picture.prompt = prompt;
    picture.value = value;
    if (std::isnan(value)) picture.problem = message("%1 cannot be read.", picture.path);
    return picture;
}

// In the order of metricPictures(): what could not be judged, then the worst.
std::vector<MetricPicture> pictures() {
    return {picture("lost", std::numeric_limits<double>::quiet_NaN()), picture("a cat", 0), picture("a dog", 0),
            picture("two cats", 50), picture("a bird", 100)};
}

QStringList prompts(const MetricPicturesModel& model) {
    QStringList prompts;
    for (int i = 0; i < model.rowCount(); ++i)
        prompts << model.index(i).data(MetricPicturesModel::PromptRole).toString();
    return prompts;
}

QStringList split(const char* text) {
    return QString::fromLatin1(text).split(u'|');
}

// What "Compute metrics" leaves: the pictures behind the object accuracy of a run, every second one a hit.
MetricRecord keepPictures(const testing::FakeStudy& study) {
    auto& project = *study.project;
    const auto run = study.runs.at("RECAP Mix");
    JudgedNumbers judged;
    judged.view = "objects";
    for (const auto& metric : project.metrics().list(run))
        if (metric.name == "soa_c") judged.numbers.push_back(metric);
    auto& values = judged.contributions.emplace_back();
    for (const auto& sample : runPictures(project, run).pictures) {
        JudgedPicture picture;
        picture.path = sample.path;
        picture.prompt = sample.prompt;
        picture.seed = sample.seed;
        picture.wanted = {{"objects", {{"apple", 2}}}};
        picture.seen = {{"counts", {{"apple", 1}}}, {"boxes", {{"apple", 0.75, 4, 6, 20, 24}}}};
        values.push_back(judged.pictures.size() % 2 == 0 ? 100 : 0);
        judged.pictures.push_back(picture);
    }
    project.contributions().add(judged);
    return judged.numbers.front();
}

struct Window {
    Window() : shell(dir), study(testing::makeFakeStudy(dir.path() / "study.recap", 10)), workspace(*shell.shell) {
        keepPictures(study);
        workspace.resize(1208, 676);
        workspace.show();
        workspace.setProject(study.project);
        testing::waitUntil([this] { return table()->model()->rowCount() == 5; });
        testing::settle(1);
    }
    ~Window() { waitForBackground(); }
    template <class T>
    T* find(const char* name) {
        auto* found = workspace.findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) qFatal("there is no %s", name);
        return found;
    }
    QTableView* table() { return find<QTableView>("metricsTable"); }
    MetricPicturesPage* page() { return find<MetricPicturesPage>("metricPicturesPage"); }
    // The number of RECAP Mix in the column of that title.
    void choose(const char* title) {
        auto* model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            for (int column = 1; column < model->columnCount(); ++column)
                if (model->index(row, 0).data().toString() == QStringLiteral("RECAP Mix") &&
                    model->headerData(column, Qt::Horizontal).toString().contains(QString::fromLatin1(title)))
                    table()->setCurrentIndex(model->index(row, column));
        table()->setFocus();
    }
    void open(const char* title) {
        choose(title);
        QTest::keyClick(table(), Qt::Key_Return);
        testing::waitUntil([this] {
            return workspace.pictures().state() == MetricPicturesPresenter::State::Known && page()->isVisible();
        });
    }

    testing::TempDir dir;
    testing::TestShell shell;
    testing::FakeStudy study;
    CompareWorkspace workspace;
};

}  // namespace

void MetricPicturesTest::cleanup() {
    waitForBackground();
}

void MetricPicturesTest::the_other_order_keeps_equal_pictures_in_theirs() {
    MetricPicturesModel model;
    const QAbstractItemModelTester tester(&model);
    model.setPictures(pictures(), 1);
    QCOMPARE(prompts(model), split("lost|a cat|a dog|two cats|a bird"));
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("–"));
    QVERIFY(!model.index(0).data(MetricPicturesModel::JudgedRole).toBool());
    QCOMPARE(model.index(3).data().toString(), QStringLiteral("50.0"));
    model.setOrder(Order::BestFirst);
    QCOMPARE(prompts(model), split("a bird|two cats|a cat|a dog|lost"));
    model.setOrder(Order::WorstFirst);
    QCOMPARE(prompts(model), split("lost|a cat|a dog|two cats|a bird"));
}

void MetricPicturesTest::a_text_narrows_the_pictures() {
    MetricPicturesModel model;
    model.setPictures(pictures(), 1);
    model.setFilter(QStringLiteral("CAT"));
    QCOMPARE(prompts(model), split("a cat|two cats"));
    model.setOrder(Order::BestFirst);
    QCOMPARE(prompts(model), split("two cats|a cat"));
    QCOMPARE(model.all(), 5);
    model.setFilter(QStringLiteral("nothing"));
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.at(0) == nullptr);
}

void MetricPicturesTest::a_number_leads_to_its_pictures_and_what_was_seen_in_them() {
    const testing::TempDir dir;
    const auto study = testing::makeFakeStudy(dir.path() / "study.recap", 5);
    const auto number = keepPictures(study);
    MetricPicturesPresenter presenter;
    presenter.open(study.project, {number, QStringLiteral("SOA-C of RECAP Mix"), QStringLiteral("84.2"), 1});
    QCOMPARE(presenter.state(), MetricPicturesPresenter::State::Reading);
    QTRY_COMPARE(presenter.state(), MetricPicturesPresenter::State::Known);
    QCOMPARE(presenter.pictures().all(), 6);
    QCOMPARE(presenter.current(), 0);
    QCOMPARE(presenter.picture()->value, 0.0);
    QStringList facts;
    for (const auto& [what, value] : presenter.facts()) facts << what + QStringLiteral(": ") + value;
    QCOMPARE(facts, split("Value: 0.0|Asked for: apple 2|Seen: apple 1|Boxes: apple 0.75|Seed: 42"));
    presenter.step(-1);
    QCOMPARE(presenter.current(), 0);
    presenter.step(100);
    QCOMPARE(presenter.current(), 5);
    presenter.setOrder(Order::BestFirst);
    QCOMPARE(presenter.current(), 0);
    QCOMPARE(presenter.picture()->value, 100.0);
    presenter.setFilter(QStringLiteral("nowhere"));
    QCOMPARE(presenter.current(), -1);
    QVERIFY(presenter.facts().empty());
}

void MetricPicturesTest::a_number_of_whole_sets_says_why_it_has_none() {
    Window window;
    window.open("FID");
    QVERIFY(window.workspace.pictures().reason().contains(QStringLiteral("whole set")));
    QStringList shown;
    for (const auto* label : window.page()->findChildren<QLabel*>()) shown << label->text();
    QVERIFY(shown.contains(window.workspace.pictures().reason()));
    QVERIFY(!window.find<QListView>("metricPictures")->isVisible());
}

void MetricPicturesTest::enter_on_a_number_opens_its_pictures() {
    Window window;
    QVERIFY(!window.find<QPushButton>("metricPicturesButton")->isVisibleTo(&window.workspace));
    window.open("SOA-C");
    auto* list = window.find<QListView>("metricPictures");
    QCOMPARE(list->model()->rowCount(), 6);
    QVERIFY(window.find<QLabel>("metricPicturesTitle")->text().startsWith(QStringLiteral("SOA-C of RECAP Mix: ")) ||
            window.find<QLabel>("metricPicturesTitle")->text().startsWith(QStringLiteral("Demo SOA-C of RECAP Mix: ")));
    QTRY_VERIFY(!window.find<ImageView>("metricPictureView")->image().isNull());
    QTRY_COMPARE(window.find<BoxOverlay>("boxOverlay")->boxes().size(), std::size_t{1});
    QTRY_VERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_Right);
    QCOMPARE(window.workspace.pictures().current(), 1);
    window.find<QPushButton>("metricPicturesBest")->click();
    QCOMPARE(window.workspace.pictures().picture()->value, 100.0);
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(!window.page()->isVisible());
    QVERIFY(window.table()->hasFocus());
    // The button beside the card does the same.
    QTest::mouseClick(window.find<QPushButton>("metricPicturesButton"), Qt::LeftButton);
    QVERIFY(window.page()->isVisible());
}

void MetricPicturesTest::arrows_go_from_one_large_picture_to_the_next() {
    Window window;
    window.open("SOA-C");
    auto* list = window.find<QListView>("metricPictures");
    auto* view = window.find<ImageView>("metricPictureView");
    QTRY_VERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_F);
    QVERIFY(window.page()->enlarged());
    QVERIFY(!list->isVisible());
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(window.workspace.pictures().current(), 1);
    QTest::keyClick(view, Qt::Key_Left);
    QCOMPARE(window.workspace.pictures().current(), 0);
    // A picture that was zoomed is moved instead.
    QTRY_VERIFY(!view->image().isNull());
    QTest::keyClick(view, Qt::Key_Plus);
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(window.workspace.pictures().current(), 0);
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(!window.page()->enlarged());
    QVERIFY(window.page()->isVisible());
}

void MetricPicturesTest::another_project_closes_the_pictures() {
    Window window;
    window.open("SOA-C");
    window.workspace.setProject(Project::create(window.dir.path() / "other.recap"));
    QVERIFY(!window.page()->isVisible());
    QCOMPARE(window.workspace.pictures().pictures().all(), 0);
}

void MetricPicturesTest::looks() {
    Window window;
    window.open("SOA-C");
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("metric-pictures"), {1208, 676}));
    window.page()->setEnlarged(true);
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("metric-pictures-large"), {1208, 676}));
}

void MetricPicturesTest::boxes_are_drawn_where_they_are_at_any_zoom() {
    ImageView view;
    view.resize(400, 400);
    QImage image(100, 100, QImage::Format_RGB32);
    image.fill(Qt::black);
    BoxOverlay overlay(&view);
    overlay.setBoxes({{"cat", 0.9, 50, 60, 90, 80}});
    view.show();
    const auto differs = [&](QPointF at) {
        const QImage shown = view.grab().toImage();
        overlay.hide();
        const QImage bare = view.grab().toImage();
        overlay.show();
        const QPoint point = (view.widgetPoint(at) * view.devicePixelRatioF()).toPoint();
        return shown.pixel(point) != bare.pixel(point);
    };
    QVERIFY2(!differs({50, 70}), "without a picture there is nothing to mark");
    view.setImage(image);
    QVERIFY(differs({50, 70}) && differs({90, 70}) && differs({70, 80}));
    QVERIFY2(!differs({70, 70}) && !differs({20, 20}), "inside and outside the picture is seen as it is");
    view.zoomAt({280, 280}, 2);
    QVERIFY(differs({70, 80}) && differs({50, 70}));
    QVERIFY(!differs({72, 72}));
}

}  // namespace recap::gui
