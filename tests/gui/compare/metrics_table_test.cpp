// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/metrics_table_test.h"

#include "data/metric_repository.h"
#include "gui/compare/metrics_model.h"
#include "gui/widgets/axis_ticks.h"
#include "workflow/results/results_export.h"
#include "workflow/results/results_table.h"

#include <QAbstractItemModelTester>
#include <QtTest/QTest>

#include <cmath>

namespace recap::gui {

namespace {

MetricRecord number(std::int64_t run, const char* name, double value, double half, Json card = Json::object()) {
    MetricRecord record;
    record.run = RunId{run};
    record.name = name;
    record.value = value;
    record.low = value - half;
    record.high = value + half;
    record.n = 400;
    record.judge = "some judge";
    record.card = std::move(card);
    return record;
}

std::vector<ResultsModel> models(bool reference = false) {
    return {{RunId{1}, "Alttext", false}, {RunId{2}, "RECAP", reference}};
}

QStringList titles(const ResultsTable& table) {
    QStringList titles;
    for (const auto& column : table.columns) titles << QString::fromStdString(column.title);
    return titles;
}

bool best(const ResultsTable& table, std::size_t row, std::size_t column = 0) {
    return table.rows[row].cells[column]->best;
}

}  // namespace

void MetricsTableTest::columns_stand_in_the_order_of_the_paper() {
    const auto table =
        resultsTable({number(1, "pa", 1, 0), number(1, "strange", 1, 0), number(1, "soa_i", 1, 0),
                      number(1, "fid", 1, 0), number(1, "ca", 1, 0), number(1, "soa_c", 1, 0), number(1, "rp", 1, 0)},
                     models());
    QCOMPARE(titles(table),
             (QStringList{QStringLiteral("FID"), QStringLiteral("SOA-C"), QStringLiteral("SOA-I"), QStringLiteral("CA"),
                          QStringLiteral("PA"), QStringLiteral("RP"), QStringLiteral("strange")}));
    QCOMPARE(table.rows.size(), 1u);  // a model without numbers has no row
}

void MetricsTableTest::the_best_is_marked_only_when_its_interval_is_apart() {
    const auto apart = resultsTable({number(1, "soa_c", 70, 2), number(2, "soa_c", 80, 2)}, models());
    QVERIFY(!best(apart, 0));
    QVERIFY(best(apart, 1));
    const auto touching = resultsTable({number(1, "soa_c", 78, 2), number(2, "soa_c", 80, 2)}, models());
    QVERIFY(!best(touching, 0));
    QVERIFY(!best(touching, 1));
    // Nothing to be better than.
    const auto alone = resultsTable({number(2, "soa_c", 80, 2)}, models());
    QVERIFY(!best(alone, 0));
}

void MetricsTableTest::lower_is_better_where_the_metric_says_so() {
    const auto table = resultsTable({number(1, "fid", 15, 1), number(2, "fid", 18, 1)}, models());
    QVERIFY(best(table, 0));
    QVERIFY(!best(table, 1));
    // An unknown metric has no direction, so nothing is marked; its card may give it one.
    const auto unknown = resultsTable({number(1, "strange", 15, 1), number(2, "strange", 18, 1)}, models());
    QVERIFY(!best(unknown, 0) && !best(unknown, 1));
    const Json card = {{"higher_is_better", false}};
    const auto told = resultsTable({number(1, "strange", 15, 1, card), number(2, "strange", 18, 1, card)}, models());
    QVERIFY(best(told, 0));
}

void MetricsTableTest::real_images_are_never_the_best() {
    const auto table = resultsTable({number(1, "soa_c", 70, 1), number(2, "soa_c", 99, 1)}, models(true));
    QVERIFY(!best(table, 0));
    QVERIFY(!best(table, 1));
}

void MetricsTableTest::numbers_of_another_card_get_a_column_of_their_own() {
    const auto table = resultsTable(
        {number(1, "fid", 15, 1, {{"resize", "clean"}}), number(2, "fid", 10, 1, {{"resize", "none"}})}, models());
    QCOMPARE(table.columns.size(), 2u);
    QVERIFY(table.rows[0].cells[0].has_value() && !table.rows[0].cells[1].has_value());
    QVERIFY(!table.rows[1].cells[0].has_value() && table.rows[1].cells[1].has_value());
    QVERIFY2((table.columns[0].protocol.find("clean") != std::string::npos), "the head says what is different");
    QVERIFY(!best(table, 0, 0) && !best(table, 1, 1));
}

void MetricsTableTest::facts_of_one_model_do_not_split_a_column() {
    const auto table =
        resultsTable({number(1, "fid", 15, 1, {{"resize", "clean"}, {"checkpoint", "a"}, {"seconds", 3}}),
                      number(2, "fid", 10, 1, {{"resize", "clean"}, {"checkpoint", "b"}, {"seconds", 4}})},
                     models());
    QCOMPARE(table.columns.size(), 1u);
    QVERIFY(table.columns[0].protocol.empty());
}

void MetricsTableTest::real_images_join_the_column_although_nothing_sampled_them() {
    const Json drawn = {{"resize", "none"}, {"guidance", 3.0}, {"steps", 25}, {"scheduler", "ddim"}};
    const Json real = {{"resize", "none"}, {"guidance", 0.0}, {"steps", 0}, {"scheduler", ""}};
    const auto table = resultsTable({number(2, "soa_c", 99, 1, real), number(1, "soa_c", 70, 1, drawn)}, models(true));
    QCOMPARE(table.columns.size(), 1u);
    // Two models whose sampler differs are still kept apart.
    const auto apart = resultsTable({number(2, "soa_c", 99, 1, real), number(1, "soa_c", 70, 1, drawn)}, models(false));
    QCOMPARE(apart.columns.size(), 2u);
}

void MetricsTableTest::another_number_of_pictures_does_not_split_a_column_and_is_said() {
    const Json of80 = {{"resize", "none"}, {"guidance", 3.0}, {"steps", 12}, {"images", 80}, {"prompts", 80}};
    const Json of84 = {{"resize", "none"}, {"guidance", 3.0}, {"steps", 12}, {"images", 84}, {"prompts", 80}};
    const auto table = resultsTable({number(1, "soa_c", 70, 2, of80), number(2, "soa_c", 80, 2, of84),
                                     number(1, "fid", 20, 1, of80), number(2, "fid", 10, 1, of84)},
                                    models());
    QCOMPARE(titles(table), (QStringList{QStringLiteral("FID"), QStringLiteral("SOA-C")}));
    QVERIFY2(best(table, 1, 1), "intervals that are apart give a star");
    QVERIFY2(!best(table, 1, 0), "a distance of more pictures is smaller by itself");
    QVERIFY(table.columns[1].unequal());
    QCOMPARE(table.columns[1].fewest, std::int64_t{80});
    QCOMPARE(table.columns[1].most, std::int64_t{84});
    MetricsModel model;
    model.setTable(table);
    QVERIFY(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString().contains(QStringLiteral("80 to 84")));
    for (const QString& text :
         {QString::fromStdString(resultsToMarkdown(table)), QString::fromStdString(resultsToLatex(table))})
        QVERIFY2(text.contains(QStringLiteral("SOA-C: the models were judged by 80 to 84 pictures.")),
                 qPrintable(text));
}

void MetricsTableTest::numbers_of_other_guidance_stand_apart_with_their_settings() {
    const Json weak = {{"guidance", 3.0}, {"steps", 12}, {"scheduler", "ddim"}, {"images", 80}};
    const Json strong = {{"guidance", 9.0}, {"steps", 12}, {"scheduler", "ddim"}, {"images", 80}};
    const auto table = resultsTable({number(1, "soa_c", 70, 1, weak), number(2, "soa_c", 80, 1, strong)}, models());
    QCOMPARE(table.columns.size(), 2u);
    QVERIFY2((table.columns[0].protocol.find("guidance 3") != std::string::npos), table.columns[0].protocol.c_str());
    QVERIFY((table.columns[1].protocol.find("guidance 9") != std::string::npos));
    // A card of an older version knows of no settings, whatever its zeros say.
    const Json old = {{"guidance", 0.0}, {"steps", 0}, {"scheduler", ""}, {"images", 80}};
    const auto mixed = resultsTable({number(1, "soa_c", 70, 1, old), number(2, "soa_c", 80, 1, weak)}, models());
    QCOMPARE(mixed.columns.size(), 2u);
    QVERIFY2((mixed.columns[0].protocol.find("guidance not recorded") != std::string::npos),
             mixed.columns[0].protocol.c_str());
    MetricsModel model;
    model.setTable(mixed);
    QVERIFY(!model.cardText(model.index(0, 1)).contains(QStringLiteral("guidance 0")));
    QVERIFY(model.cardText(model.index(1, 2)).contains(QStringLiteral("guidance 3")));
}

void MetricsTableTest::the_demos_own_measures_say_so_in_every_table() {
    auto of = [](std::int64_t run, const char* name, double value) {
        auto record = number(run, name, value, 1, {{"title", "SOA-C"}});  // as older cards say
        record.judge = "demo judge";
        return record;
    };
    const auto table = resultsTable({of(1, "soa_c", 70), of(2, "soa_c", 80), of(1, "fid", 9)}, models());
    QCOMPARE(titles(table), (QStringList{QStringLiteral("Demo FID"), QStringLiteral("Demo SOA-C")}));
    QVERIFY(QString::fromStdString(resultsToCsv(table)).contains(QStringLiteral("Alttext,demo_soa_c,70")));
    QVERIFY(QString::fromStdString(resultsToLatex(table)).contains(QStringLiteral("Demo SOA-C $\\uparrow$")));
    QVERIFY(QString::fromStdString(resultsToMarkdown(table)).contains(QStringLiteral("| Demo SOA-C ↑ |")));
}

void MetricsTableTest::the_table_is_written_as_json() {
    auto other = number(1, "soa_c", 60, 1, {{"images", 80}});
    other.judge = "another judge";
    auto missing = number(2, "pa", std::nan(""), 0, {{"undefined", "no prompt states a relation"}});
    const auto table = resultsTable({number(1, "soa_c", 70, 2, {{"images", 80}}), other, missing}, models(true));
    const Json rows = Json::parse(resultsFor("numbers.JSON", table));
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0]["model"].get<std::string>(), std::string("Alttext"));
    QVERIFY(!rows[0]["reference"].get<bool>() && rows[1]["reference"].get<bool>());
    const auto& metrics = rows[0]["metrics"];
    QCOMPARE(metrics.size(), std::size_t{2});
    QCOMPARE(metrics["soa_c"]["judge"].get<std::string>(), std::string("some judge"));
    QCOMPARE(metrics["soa_c"]["low"].get<double>(), 68.0);
    QCOMPARE(metrics["soa_c"]["card"]["images"].get<int>(), 80);
    QCOMPARE(metrics["soa_c@another judge"]["value"].get<double>(), 60.0);
    QVERIFY(rows[1]["metrics"]["pa"]["value"].is_null());
    QCOMPARE(rows[1]["metrics"]["pa"]["undefined"].get<std::string>(), std::string("no prompt states a relation"));
}

void MetricsTableTest::a_number_that_is_not_defined_is_listed_with_its_reason() {
    auto missing = number(1, "pa_both", std::nan(""), 0, {{"undefined", "no prompt states a relation"}});
    auto warned = number(1, "fid", 15, 1, {{"warning", "there are fewer pictures than dimensions."}});
    const auto table = resultsTable({missing, number(2, "pa_both", 50, 5), warned, number(2, "fid", 9, 1)}, models());
    QCOMPARE(table.columns.size(), 2u);
    QVERIFY(!best(table, 1, 1));  // nothing to be better than
    MetricsModel model;
    model.setTable(table);
    QCOMPARE(model.index(0, 2).data(MetricsModel::ValueRole).toString(), QStringLiteral("–"));
    QVERIFY(model.cardText(model.index(0, 2)).contains(QStringLiteral("no prompt states a relation")));
    QVERIFY(model.cardText(model.index(0, 1)).contains(QStringLiteral("fewer pictures than dimensions")));
    for (const QString& text :
         {QString::fromStdString(resultsToMarkdown(table)), QString::fromStdString(resultsToLatex(table))}) {
        QVERIFY2(text.contains(QStringLiteral("no value, because no prompt states a relation (Alttext)")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("FID: there are fewer pictures than dimensions. (Alttext)")));
    }
    QVERIFY(QString::fromStdString(resultsToCsv(table))
                .contains(QStringLiteral("Alttext,pa_both,,,,400,some judge,0,no prompt states a relation")));
}

void MetricsTableTest::numbers_that_were_replaced_are_told_on_the_card() {
    MetricsModel model;
    model.setTable(resultsTable({number(1, "soa_c", 70, 1)}, models(),
                                {number(1, "soa_c", 66, 2), number(2, "soa_c", 1, 1), number(1, "fid", 5, 1)}));
    const QString text = model.cardText(model.index(0, 1));
    QVERIFY2(text.contains(QStringLiteral("Previously: 66.0 [64.0, 68.0], n = 400")), qPrintable(text));
    QCOMPARE(text.count(QStringLiteral("Previously:")), 1);
}

void MetricsTableTest::numbers_of_several_steps_of_a_model_stand_in_rows_of_their_own() {
    auto late = number(1, "soa_c", 80, 1), early = number(1, "soa_c", 60, 1), other = number(2, "soa_c", 70, 1);
    late.step = 1000;
    early.step = 500;
    other.step = 900;
    const auto table = resultsTable({late, early, other}, models());
    QCOMPARE(table.columns.size(), 1u);
    QStringList rows;
    for (const auto& row : table.rows)
        rows << QString::fromStdString(rowTitle(row).english() + ": " + resultText(row.cells[0]->value, 0));
    QCOMPARE(rows, (QStringList{QStringLiteral("Alttext, step 500: 60"), QStringLiteral("Alttext, step 1000: 80"),
                                QStringLiteral("RECAP: 70")}));
    QVERIFY(best(table, 1));
    QVERIFY(sameNumber(table.rows[0].cells[0]->key, early));
    MetricsModel model;
    model.setTable(table);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Alttext, step 500"));
    QVERIFY(QString::fromStdString(resultsToMarkdown(table)).contains(QStringLiteral("| Alttext, step 1000 |")));
    QVERIFY(QString::fromStdString(resultsToLatex(table)).contains(QStringLiteral("Alttext, step 500 &")));
    QVERIFY(QString::fromStdString(resultsToCsv(table)).contains(QStringLiteral(",500,\"\",\"\"\n")));
    // Rows that carry their numbers keep what these are known by.
    const auto again = resultsTable({{"Alttext", {late, early}, false}});
    QCOMPARE(again.rows.size(), 2u);
    QVERIFY(sameNumber(again.rows[1].cells[0]->key, late));
}

void MetricsTableTest::numbers_of_several_prompt_sets_or_weights_stand_in_columns_of_their_own() {
    const std::string digits(64, 'a');
    auto set = number(1, "soa_c", 60, 1, {{"resize", "none"}, {"prompt_set", digits}});
    set.prompt_set = digits;
    auto plain = number(1, "soa_c", 70, 1, {{"resize", "none"}});
    auto average = number(1, "soa_c", 80, 1, {{"resize", "none"}, {"weights", "average"}});
    average.weights = "average";
    const auto table = resultsTable({set, plain, average}, models());
    QCOMPARE(table.rows.size(), 1u);
    QStringList protocols;
    for (const auto& column : table.columns) protocols << QString::fromStdString(column.protocol);
    QCOMPARE(protocols, (QStringList{QStringLiteral("prompt_set aaaaaaaa, weights trained"),
                                     QStringLiteral("no prompt set, weights trained"),
                                     QStringLiteral("no prompt set, weights average")}));
    QCOMPARE(table.rows[0].cells[2]->value, 80.0);
    QVERIFY(sameNumber(table.rows[0].cells[0]->key, set));
}

void MetricsTableTest::an_older_value_of_another_prompt_set_is_told_where_that_has_no_number() {
    auto now = number(1, "soa_c", 70, 1), old = number(1, "soa_c", 66, 1);
    old.prompt_set = "b2";
    const auto told = resultsTable({now}, models(), {old});
    QCOMPARE(told.rows[0].cells[0]->earlier.size(), 1u);
    auto own = old;
    own.value = 67;
    own.card = {{"prompt_set", "b2"}};
    const auto apart = resultsTable({now, own}, models(), {old});
    QVERIFY(apart.rows[0].cells[0]->earlier.empty());
    QCOMPARE(apart.rows[0].cells[1]->earlier.size(), 1u);
}

void MetricsTableTest::csv_has_one_row_a_number_and_quotes_what_needs_it() {
    auto named = models();
    named[0].name = "Alt, \"text\"";
    const auto lines = QString::fromStdString(
                           resultsToCsv(resultsTable({number(1, "fid", 15.5, 1), number(2, "fid", 10, 0.5)}, named)))
                           .split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0], QStringLiteral("model,metric,value,low,high,n,judge,best,remark,card,second,compared_by,"
                                      "extrapolated,step,weights,prompt_set"));
    QCOMPARE(
        lines[1],
        QStringLiteral("\"Alt, \"\"text\"\"\",fid,15.5,14.5,16.5,400,some judge,0,\"\",{},0,intervals,,0,\"\",\"\""));
    QCOMPARE(lines[2], QStringLiteral("RECAP,fid,10,9.5,10.5,400,some judge,1,\"\",{},0,intervals,,0,\"\",\"\""));
}

void MetricsTableTest::latex_escapes_names_and_marks_the_best() {
    auto named = models();
    named[0].name = "a_b & 50%";
    const QString text = QString::fromStdString(
        resultsToLatex(resultsTable({number(1, "fid", 15, 1), number(2, "fid", 10, 0.5)}, named)));
    QVERIFY(text.contains(QStringLiteral("a\\_b \\& 50\\% & 15.0 {\\scriptsize [14.0, 16.0]} \\\\")));
    QVERIFY(text.contains(QStringLiteral("RECAP & \\textbf{10.0} {\\scriptsize [9.5, 10.5]} \\\\")));
    QVERIFY(text.contains(QStringLiteral("FID $\\downarrow$")));
    QVERIFY(text.contains(QStringLiteral("judge some judge, n = 400")));
}

void MetricsTableTest::markdown_names_judges_and_counts() {
    const QString text = QString::fromStdString(
        resultsToMarkdown(resultsTable({number(1, "soa_c", 70, 1), number(2, "soa_c", 80, 1)}, models())));
    QVERIFY2(
        text.startsWith(QStringLiteral("| Model | SOA-C ↑ |\n|---|---:|\n| Alttext | 70.0 [69.0, 71.0] (n=400) |\n")),
        qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("**80.0**")));
    QVERIFY(text.contains(QStringLiteral("SOA-C: some judge")));
}

void MetricsTableTest::model_passes_the_model_tester() {
    MetricsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTable(
        resultsTable({number(1, "fid", 15, 1, {{"definition", "A distance."}}), number(2, "soa_c", 80, 1)}, models()));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), 3);
    QCOMPARE(model.index(0, 2).data(MetricsModel::ValueRole).toString(), QStringLiteral("–"));
    QVERIFY(model.cardText(model.index(0, 1)).contains(QStringLiteral("Gaussian")));
    QVERIFY(model.cardText(model.index(0, 1)).contains(QStringLiteral("n = 400")));
    QVERIFY(model.cardText(model.index(0, 0)).isEmpty());
    model.setTable({});
    QCOMPARE(model.rowCount(), 0);
}

void MetricsTableTest::axis_ticks_cover_the_range_in_round_steps_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("last");
    QTest::newRow("percent") << 63.0 << 86.7 << 60.0 << 90.0;
    QTest::newRow("small") << 0.012 << 0.048 << 0.01 << 0.05;
    QTest::newRow("negative") << -3.0 << 1.0 << -3.0 << 1.0;
    QTest::newRow("no range") << 5.0 << 5.0 << 4.5 << 5.5;
}

void MetricsTableTest::axis_ticks_cover_the_range_in_round_steps() {
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(double, first);
    QFETCH(double, last);
    const auto ticks = axisTicks(low, high, 5);
    QVERIFY(ticks.size() >= 2 && ticks.size() <= 8);
    QVERIFY2(std::abs(ticks.front() - first) < 1e-9, qPrintable(QString::number(ticks.front())));
    QVERIFY2(std::abs(ticks.back() - last) < 1e-9, qPrintable(QString::number(ticks.back())));
}

}  // namespace recap::gui
