// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/widgets_test.h"

#include "base/error.h"
#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/chart_panel.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/options_form.h"
#include "support/temp_dir.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTranslator>
#include <QWheelEvent>
#include <QtTest/QTest>

#include <cmath>
#include <ctime>

namespace recap::gui {

namespace {

struct SomeOptions {
    int steps = 100;
    double rate = 1e-4;
    bool flip = false;
    std::string mode = "fast";
    std::string name = "x";
    int threads = 0;
};

template <class Visitor>
void describe(SomeOptions& o, Visitor&& field) {
    field("steps", o.steps,
          recap::FieldInfo{.label = "Steps", .help = "Steps", .min = 1, .max = 1000, .group = "Work"});
    field("rate", o.rate, recap::FieldInfo{.label = "Rate", .help = "Rate", .min = 0, .max = 1, .group = "Work"});
    field("flip", o.flip, recap::FieldInfo{.label = "Flip", .help = "Flip", .group = "Work"});
    field("mode", o.mode,
          recap::FieldInfo{.label = "Mode", .help = "Mode", .choices = {"fast", "slow"}, .group = "Work"});
    field("name", o.name, recap::FieldInfo{.label = "Name", .help = "Name", .group = "Work"});
    field("threads", o.threads,
          recap::FieldInfo{
              .label = "Threads", .help = "Threads", .min = 0, .max = 8, .group = "Machine", .advanced = true});
}

std::vector<recap::FieldProblem> checkSome(const recap::Json& values) {
    SomeOptions options;
    recap::optionsFromJson(values, options);
    return recap::validate(options);
}

struct Form {
    Form() {
        form.setFields(recap::listFields(SomeOptions{}));
        form.setCheck(checkSome);
        form.show();
    }
    QLineEdit* line(const char* name) const {
        return form.findChild<QLineEdit*>(QStringLiteral("option_") + QLatin1String(name));
    }
    QString problem(const char* name) const {
        return form.findChild<QLabel*>(QStringLiteral("problem_") + QLatin1String(name))->text();
    }
    OptionsForm form;
};

QImage picture(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    return image;
}

bool near(QPointF a, QPointF b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y()) < 0.01;
}

}  // namespace

void WidgetsTest::smoothing_of_a_constant_is_the_constant_from_its_first_point() {
    const ChartCurve curve({{0, 3}, {1, 3}, {2, 3}, {3, 3}});
    for (const QPointF& p : curve.smoothed(0.95).points()) QVERIFY(std::fabs(p.y() - 3) < 1e-12);
}

void WidgetsTest::smoothing_follows_the_debiased_moving_average() {
    const ChartCurve curve({{0, 1}, {1, 2}, {2, std::nan("")}, {3, 4}});
    const QList<QPointF> out = curve.smoothed(0.5).points();
    QCOMPARE(out.size(), 3);
    // By hand: the sums 0.5, 1.25, 2.625 over the weights 0.5, 0.75, 0.875; the value that is no number is left out.
    QVERIFY(std::fabs(out[0].y() - 1) < 1e-12);
    QVERIFY(std::fabs(out[1].y() - 1.25 / 0.75) < 1e-12);
    QVERIFY(std::fabs(out[2].y() - 2.625 / 0.875) < 1e-12);
    QCOMPARE(out[2].x(), 3.0);
}

void WidgetsTest::a_million_points_are_drawn_by_the_extremes_of_each_column() {
    QList<QPointF> points;
    constexpr int kPoints = 1'000'000, kColumns = 1200;
    for (int i = 0; i < kPoints; ++i) points.append({static_cast<double>(i), std::sin(i * 0.01)});
    points[432'100].setY(50);
    points[77'777].setY(-50);
    auto curve = std::make_shared<ChartCurve>(points);
    const QList<QPointF> out = curve->extremes(0, kPoints - 1, kColumns);
    QVERIFY(out.size() <= 2 * kColumns + 2);
    QVERIFY(out.contains(QPointF(432'100, 50)));
    QVERIFY(out.contains(QPointF(77'777, -50)));
    for (qsizetype i = 1; i < out.size(); ++i) QVERIFY(out[i - 1].x() < out[i].x());
    // The work follows the columns and not the points.
    QVERIFY2(curve->visited() < kPoints / 5, qPrintable(QString::number(curve->visited())));
    // Zoomed in: the same as looking at every point.
    const QList<QPointF> part = curve->extremes(432'000, 432'199, 50);
    QCOMPARE(part.first(), points[431'999]);
    QCOMPARE(part.last(), points[432'200]);
    QVERIFY(part.contains(QPointF(432'100, 50)));

    // A loss: it falls, and every step is noisy.
    curve = std::make_shared<ChartCurve>();
    std::uint32_t state = 1;
    for (int i = 0; i < kPoints; ++i) {
        state = state * 1664525 + 1013904223;
        const double noise = static_cast<double>(state >> 8) / (1 << 24);
        curve->append({static_cast<double>(i), 0.1 + 0.4 * std::exp(-i * 1e-5) + 0.05 * noise});
    }
    ChartPanel chart(QStringLiteral("Loss"), QStringLiteral("step"));
    chart.resize(1300, 400);
    chart.show();
    chart.setSmoothing(0.95);
    chart.setSeries({{QStringLiteral("a"), 0, curve}, {QStringLiteral("b"), 1, curve}});
    // Processor time: others may use the machine.
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    double update = 0, paint = 0;
    constexpr int kDraws = 20;
    for (int i = 0; i < kDraws; ++i) {
        curve->append({static_cast<double>(kPoints + i), 0.1});
        const double begin = now();
        chart.redraw();
        const double drawn = now();
        QApplication::processEvents();
        update += (drawn - begin) / kDraws;
        paint += (now() - drawn) / kDraws;
    }
    qInfo("two curves of 1,000,000 points: %.1f ms for an update, %.1f ms to paint it", update, paint);
    QVERIFY2(chart.drawnPoints() < 2 * 2 * (2 * 1300 + 2), qPrintable(QString::number(chart.drawnPoints())));
    QVERIFY(chart.drawnPoints() > 500);
}

void WidgetsTest::a_curve_that_was_cut_and_grew_again_keeps_its_extremes() {
    ChartCurve curve;
    QList<QPointF> points;
    std::uint32_t state = 7;
    for (const int kept : {100'000, 40'017, 32, 31, 1'025, 0, 5'000}) {
        points.resize(std::min<qsizetype>(kept, points.size()));
        curve.truncate(kept);
        for (int i = 0; i < 70'000; ++i) {
            state = state * 1664525 + 1013904223;
            points.append({static_cast<double>(points.size()), static_cast<double>(state >> 8)});
            curve.append(points.last());
        }
        QCOMPARE(curve.points(), points);
        const double last = points.last().x();
        for (const auto& [from, to] : {std::pair(0.0, last), std::pair(100.5, last / 3), std::pair(31.0, 33.0)}) {
            const auto out = curve.extremes(from, to, 1);
            double low = 1e300, high = -1e300, seenLow = 1e300, seenHigh = -1e300;
            for (const auto& p : points)
                if (p.x() >= from && p.x() <= to) low = std::min(low, p.y()), high = std::max(high, p.y());
            for (const auto& p : out)
                if (p.x() >= from && p.x() <= to)
                    seenLow = std::min(seenLow, p.y()), seenHigh = std::max(seenHigh, p.y());
            QCOMPARE(seenLow, low);
            QCOMPARE(seenHigh, high);
        }
    }
}

void WidgetsTest::a_chart_zooms_by_key_and_shows_everything_again() {
    ChartPanel chart(QStringLiteral("Loss"), QStringLiteral("step"));
    QList<QPointF> points;
    for (int i = 0; i <= 900; ++i) points.append({static_cast<double>(i), 1.0 + i % 7});
    chart.setSeries({{QStringLiteral("a"), 0, std::make_shared<ChartCurve>(points)}});
    QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.zoom().has_value());
    QCOMPARE(chart.zoom()->first, 150.0);
    QCOMPARE(chart.zoom()->second, 750.0);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.zoom()->second, 900.0);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.zoom()->second, 900.0);
    QTest::keyClick(&chart, Qt::Key_0);
    QVERIFY(!chart.zoom().has_value());
    QTest::keyClick(&chart, Qt::Key_Minus);
    QVERIFY2(!chart.zoom().has_value(), "there is nothing beyond everything");
}

void WidgetsTest::a_chart_gives_back_every_point_as_csv() {
    ChartPanel chart(QStringLiteral("Loss"), QStringLiteral("step"));
    const auto curve = std::make_shared<ChartCurve>(QList<QPointF>{{1, 0.5}, {2, 0.25}});
    chart.setSeries({{QStringLiteral("say \"a\""), 0, curve}});
    curve->append({3, 0.125});
    QCOMPARE(
        chart.csv(),
        QStringLiteral("series,x,y\n\"say \"\"a\"\"\",1,0.5\n\"say \"\"a\"\"\",2,0.25\n\"say \"\"a\"\"\",3,0.125\n"));
    recap::testing::TempDir dir;
    const QString file = QString::fromStdString((dir / "loss.svg").string());
    QVERIFY(chart.saveImage(file));
    QVERIFY(recap::testing::readBytes(file.toStdString()).find("<svg") != std::string::npos);
}

void WidgetsTest::zooming_keeps_the_point_under_the_cursor() {
    ImageView view;
    view.resize(400, 300);
    view.setImage(picture(1000, 800));
    // Away from the border, where the picture would be held inside.
    const QPointF cursor(220, 160);
    const QPointF held = view.imagePoint(cursor);
    for (const double factor : {2.0, 1.5, 0.8, 3.0}) {
        view.zoomAt(cursor, factor);
        QVERIFY2(near(view.imagePoint(cursor), held), qPrintable(QString::number(factor)));
    }
    QVERIFY(near(view.widgetPoint(held), cursor));
}

void WidgetsTest::one_to_one_shows_one_pixel_per_pixel_and_fit_the_whole_picture() {
    ImageView view;
    view.resize(400, 300);
    view.setImage(picture(1000, 800));
    QVERIFY(std::fabs(view.scale() - 300.0 / 800) < 1e-9);
    view.actualSize();
    QVERIFY(std::fabs(view.scale() * view.devicePixelRatioF() - 1) < 1e-9);
    // A wider view shows more of it, not larger pixels.
    view.resize(600, 300);
    QVERIFY(std::fabs(view.scale() * view.devicePixelRatioF() - 1) < 1e-9);
    view.fit();
    QVERIFY(near(view.imagePoint({300, 150}), {500, 400}));
}

void WidgetsTest::linked_views_show_the_same_part_until_they_are_unlinked() {
    ImageView left, right;
    for (ImageView* view : {&left, &right}) view->resize(300, 300);
    left.setImage(picture(600, 600));
    right.setImage(picture(1200, 1200));
    ImageViewLink link;
    link.add(&left);
    link.add(&right);
    left.zoomAt({60, 90}, 3);
    QCOMPARE(right.viewState(), left.viewState());
    // The same part, though one picture has twice the pixels.
    QVERIFY(near(right.imagePoint({10, 20}), left.imagePoint({10, 20}) * 2));
    link.setEnabled(false);
    left.fit();
    QVERIFY(!(right.viewState() == left.viewState()));
    link.setEnabled(true);
    QCOMPARE(right.viewState(), left.viewState());
}

void WidgetsTest::a_form_reads_back_what_it_was_given() {
    Form f;
    QCOMPARE(f.form.values().dump(), recap::optionsToJson(SomeOptions{}).dump());
    SomeOptions other{.steps = 7, .rate = 2.5e-6, .flip = true, .mode = "slow", .name = "two words", .threads = 3};
    f.form.setValues(recap::optionsToJson(other));
    QCOMPARE(f.form.values().dump(), recap::optionsToJson(other).dump());
    QVERIFY(f.form.findChild<QCheckBox*>(QStringLiteral("option_flip"))->isChecked());
    QCOMPARE(f.form.findChild<QComboBox*>(QStringLiteral("option_mode"))->currentText(), QStringLiteral("slow"));
    QVERIFY(f.form.valid());
}

void WidgetsTest::a_form_marks_every_wrong_field_at_once_and_keeps_good_values() {
    Form f;
    QSignalSpy validity(&f.form, &OptionsForm::validChanged);
    f.line("steps")->setText(QStringLiteral("many"));
    f.line("rate")->setText(QStringLiteral("1e"));
    QCOMPARE(f.form.problems().size(), std::size_t{2});
    QVERIFY(!f.problem("steps").isEmpty());
    QVERIFY(!f.problem("rate").isEmpty());
    QVERIFY(f.problem("name").isEmpty());
    QCOMPARE(f.form.values()["steps"].get<int>(), 100);
    f.form.focusFirstProblem();
    QCOMPARE(f.form.focusWidget(), f.line("steps"));
    f.line("steps")->setText(QStringLiteral(" 12 "));
    f.line("rate")->setText(QStringLiteral("3e-4"));
    QVERIFY(f.form.valid());
    QCOMPARE(f.form.values()["steps"].get<int>(), 12);
    QCOMPARE(validity.size(), 2);
}

void WidgetsTest::a_form_runs_the_check_of_the_whole_and_shows_problems_at_their_fields() {
    Form f;
    f.line("steps")->setText(QStringLiteral("5000"));
    QVERIFY(!f.form.valid());
    QVERIFY2(f.problem("steps").contains(QStringLiteral("1,000")), qPrintable(f.problem("steps")));
    f.form.setCheck([](const recap::Json&) {
        return std::vector<recap::FieldProblem>{{"", "Nothing fits together."}};
    });
    QCOMPARE(f.form.findChild<QLabel*>(QStringLiteral("optionProblems"))->text(),
             QStringLiteral("Nothing fits together."));
}

void WidgetsTest::a_problem_unfolds_the_advanced_options() {
    Form f;
    QVERIFY(!f.line("threads")->isVisible());
    f.form.setValues(recap::Json{{"threads", 99}});
    QVERIFY(!f.form.valid());
    QVERIFY(f.line("threads")->isVisible());
}

void WidgetsTest::a_wheel_over_a_form_changes_no_value() {
    Form f;
    auto* box = f.form.findChild<QComboBox*>(QStringLiteral("option_mode"));
    QCOMPARE(box->currentText(), QStringLiteral("fast"));
    const QPointF middle(box->width() / 2.0, box->height() / 2.0);
    QWheelEvent down(middle, box->mapToGlobal(middle), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
    QApplication::sendEvent(box, &down);
    QCOMPARE(box->currentText(), QStringLiteral("fast"));
    QVERIFY(!down.isAccepted());
}

void WidgetsTest::a_path_is_chosen_with_the_button_beside_it() {
    FieldDescription plain, offered, both;
    plain.name = "judges";
    offered.name = "reference";
    both.name = "model";
    for (auto* field : {&plain, &offered, &both}) {
        field->type = "string";
        field->value = "before";
    }
    OptionsForm form;
    form.setPathField(QStringLiteral("judges"), PathKind::File);
    form.setPathField(QStringLiteral("reference"), PathKind::Folder);
    form.setPathField(QStringLiteral("model"), PathKind::File | PathKind::Folder);
    form.setSuggestions(QStringLiteral("reference"), {QStringLiteral("a run")});
    QStringList asked;
    form.setBrowse([&](const QString& field, PathKind kind, const QString& start) {
        asked << field + (kind == PathKind::File ? QStringLiteral(" file ") : QStringLiteral(" folder ")) + start;
        return field == u"model" && kind == PathKind::File ? QString() : QStringLiteral("/chosen/") + field;
    });
    form.setFields({plain, offered, both});
    for (const char* name : {"browseFile_judges", "browse_reference", "browseFile_model"})
        form.findChild<QPushButton*>(QString::fromLatin1(name))->click();
    QCOMPARE(asked, (QStringList{QStringLiteral("judges file before"), QStringLiteral("reference folder before"),
                                 QStringLiteral("model file before")}));
    QCOMPARE(form.values().dump(),
             std::string(R"({"judges":"/chosen/judges","reference":"/chosen/reference","model":"before"})"));
    form.findChild<QPushButton*>(QStringLiteral("browse_model"))->click();
    QCOMPARE(form.values()["model"].get<std::string>(), std::string("/chosen/model"));
    QVERIFY(form.findChild<QPushButton*>(QStringLiteral("browse_judges")) == nullptr);
}

void WidgetsTest::a_list_of_choices_is_ticked() {
    FieldDescription metrics, runs;
    metrics.name = "metrics";
    metrics.choices = {"fid", "kid"};
    runs.name = "runs";
    for (auto* field : {&metrics, &runs}) {
        field->type = "strings";
        field->value = Json::array();
    }
    OptionsForm form;
    form.setSuggestions(QStringLiteral("runs"), {QStringLiteral("Alttext"), QStringLiteral("RECAP")});
    form.setChoiceTexts(QStringLiteral("metrics"), [](const QString& choice) {
        return std::pair(choice.toUpper(), QStringLiteral("what it is"));
    });
    form.setFields({metrics, runs});
    QSignalSpy changed(&form, &OptionsForm::changed);
    auto* list = form.findChild<QListWidget*>(QStringLiteral("option_metrics"));
    QCOMPARE(list->item(1)->text(), QStringLiteral("KID"));
    QCOMPARE(list->item(1)->toolTip(), QStringLiteral("what it is"));
    list->item(1)->setCheckState(Qt::Checked);
    QVERIFY(changed.count() > 0);
    QCOMPARE(form.values()["metrics"].dump(), std::string(R"(["kid"])"));
    // A name that is not offered, such as the number of a run, is kept.
    form.setValues(Json{{"runs", {"RECAP", "12"}}});
    QCOMPARE(form.values()["runs"].dump(), std::string(R"(["RECAP","12"])"));
    form.setValues(Json{{"runs", Json::array()}});
    QCOMPARE(form.values()["runs"].dump(), std::string("[]"));
}

void WidgetsTest::options_and_their_groups_have_names_for_people() {
    FieldDescription field;
    field.name = "lr_schedule";
    QCOMPARE(optionLabel(field), QStringLiteral("Lr schedule"));
    field.label = "Rate schedule";
    QCOMPARE(optionLabel(field), QStringLiteral("Rate schedule"));
    QCOMPARE(optionLabel({field}, "lr_schedule"), QStringLiteral("Rate schedule"));
    QCOMPARE(optionLabel({field}, "some_new_option"), QStringLiteral("Some new option"));
    QCOMPARE(optionGroupLabel("Optimiser"), QStringLiteral("Optimiser"));
    QCOMPARE(optionGroupLabel("Another"), QStringLiteral("Another"));
}

void WidgetsTest::a_change_of_the_desktop_leaves_a_chosen_theme_alone() {
    Theme& theme = Theme::current();
    const ThemeMode before = theme.mode();
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        theme.followSystem();
        QCOMPARE(theme.dark(), mode == ThemeMode::Dark);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colors().background);
    }
    // The platform of the tests is a light desktop.
    theme.setMode(ThemeMode::System);
    theme.followSystem();
    QVERIFY(!theme.dark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colors().background);
    theme.setMode(before);
}

void WidgetsTest::errors_have_a_sentence_for_every_code() {
    const QString unknown = errorText({"no_such_code", ""});
    for (int code = 0; code <= static_cast<int>(recap::ErrorCode::Internal); ++code) {
        const std::string name(recap::errorCodeName(static_cast<recap::ErrorCode>(code)));
        QVERIFY2(errorText({name, ""}) != unknown, name.c_str());
    }
}

void WidgetsTest::an_error_is_said_in_the_language_of_the_window() {
    struct Bracketed final : QTranslator {
        QString translate(const char* context, const char* text, const char*, int) const override {
            return QLatin1String(context) == QLatin1String("Core") ? QStringLiteral("<%1>").arg(QLatin1String(text))
                                                                   : QString();
        }
        bool isEmpty() const override { return false; }
    } language;
    QCoreApplication::installTranslator(&language);
    Failed failure;
    try {
        throw Error(ErrorCode::BadFormat, message("%1 is damaged: %2", "%2.json", message("no text")));
    } catch (...) {
        failure = currentFailure();
    }
    const QString detail = errorDetail(failure);
    const QString heard = messageText({MessageEvent::Level::Info, "one", message("two")});
    const QString elsewhere = errorDetail({"bad_format", "known in English only"});
    QCoreApplication::removeTranslator(&language);
    QCOMPARE(detail, QStringLiteral("<%2.json is damaged: <no text>>"));
    QCOMPARE(QString::fromStdString(failure.message), QStringLiteral("%2.json is damaged: no text"));
    QCOMPARE(heard, QStringLiteral("<two>"));
    QCOMPARE(elsewhere, QStringLiteral("known in English only"));
}

}  // namespace recap::gui
