// SPDX-License-Identifier: GPL-3.0-or-later
#include "study_report_test.h"

#include "image/encode.h"
#include "support/temp_dir.h"
#include "workflow/report/sample_grid.h"
#include "workflow/report/study_report.h"

#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest/QTest>

#include <cmath>

using namespace recap;
using namespace recap::testing;

namespace {

MetricRecord metric(const char* name, double value, double low, double high) {
    MetricRecord record;
    record.name = name;
    record.value = value;
    record.low = low;
    record.high = high;
    record.n = 400;
    record.judge = "demo judge";
    return record;
}

StudyReportData sampleData(const std::filesystem::path& picture) {
    StudyReportData data;
    data.title = "Demo study";
    data.summary = "Two arms & a base.";
    data.created_ms = 1700000000000;
    data.rows = {
        {"Baseline", {metric("soa_c", 40, 36, 44), metric("ca", 1.2, 1.1, 1.3), metric("pa", 10, 5, 16)}},
        {"Alttext", {metric("soa_c", 60, 55, 65), metric("ca", 1.0, 0.9, 1.1), metric("pa", 12, 6, 18)}},
        {"RECAP", {metric("soa_c", 80, 76, 84), metric("ca", 0.6, 0.5, 0.7), metric("pa", 15, 9, 21)}},
        {"Real images", {metric("soa_c", 99, 98, 100), metric("ca", 0.1, 0, 0.2), metric("pa", 99, 98, 100)}, true}};
    data.differences = {{"Alttext", "RECAP", {metric("soa_c", 20, 14, 26), metric("pa", 3, -5, 11)}}};
    ReportCurve curve{"RECAP", {}};
    for (int i = 0; i < 5000; ++i) curve.points.emplace_back(i, 1.0 / (1 + i) + 0.1);
    data.charts = {{"Training loss", "step", "loss", {curve, {"Alttext", {{0, 1}, {5000, 0.4}}}}}};
    data.samples = {
        {"Baseline", "RECAP"},
        {{"two apples <left> of a car", {picture, picture}}, {"a zebra", {picture, picture.string() + ".missing"}}}};
    data.captions = {{picture, {{"alt text", "img 2034"}, {"RECAP long", "an apple on grass"}}}};
    data.captioner = {{"Captioner, long captions", {{"right objects", 0.91, 0.88, 0.94, 400}}}};
    data.findings = {"Position was not learned: 15 % is at chance."};
    data.deviations = {"Small networks."};
    data.configuration = {{"seed", "1"}};
    return data;
}

int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

QString asXml(const QString& html) {
    auto xml = html.mid(html.indexOf(QLatin1String("<html")));
    xml.replace(QRegularExpression(QStringLiteral("<(meta|img)([^>]*)>")), QStringLiteral("<\\1\\2/>"));
    return xml.replace(QRegularExpression(QStringLiteral("&(uarr|darr|ndash|rsquo);")), QStringLiteral("-"));
}

// Every text that comes from names, prompts, captions and cards ends in `text`.
StudyReportData dataSaying(const std::string& text, const std::filesystem::path& picture) {
    auto odd = metric("soa_c", 20, 14, 26), empty = metric("pa", std::nan(""), 0, 0);
    odd.judge = "judge " + text;
    odd.card = {{"warning", "warning " + text}};
    empty.card = {{"undefined", "reason " + text}};
    StudyReportData data;
    data.title = "title " + text;
    data.summary = "summary " + text;
    data.created_ms = 1700000000000;
    data.rows = {{"run " + text, {odd, empty}}, {"Real " + text, {odd}, true}};
    data.differences = {{"first " + text, "second " + text, {odd, empty}}};
    data.differences_note = "note " + text;
    data.charts = {{"chart " + text, "x " + text, "y " + text, {{"curve " + text, {{0, 1}, {9, 2}}}}}};
    data.samples = {{"model " + text}, {{"prompt " + text, {picture}}}};
    data.captions = {{picture, {{"source " + text, "caption " + text}}}};
    data.captioner = {{"group " + text, {{"share " + text, 0.9, 0.8, 0.95, 40}}}};
    data.findings = {"finding " + text};
    data.deviations = {"deviation " + text};
    data.configuration = {{"label " + text, "value " + text}};
    return data;
}

// Elements and the names of their attributes in order, and apart from them every text and value of an attribute.
struct Parts {
    QStringList markup;
    QString texts;
};
Parts partsOf(const std::string& html) {
    Parts parts;
    QXmlStreamReader reader(asXml(QString::fromStdString(html)));
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            parts.markup += reader.name().toString();
            const auto attributes = reader.attributes();
            for (const auto& a : attributes) {
                parts.markup += QLatin1Char('@') + a.name().toString();
                parts.texts += a.value().toString() + QLatin1Char('\n');
            }
        } else if (reader.isEndElement()) {
            parts.markup += QLatin1Char('/') + reader.name().toString();
        } else if (reader.isCharacters()) {
            parts.texts += reader.text().toString();
        }
    }
    if (reader.hasError()) parts.markup += reader.errorString();
    return parts;
}

struct Picture {
    Picture() { writePng(path, ImageBuffer(32, 32, 3, 90)); }
    TempDir folder;
    std::filesystem::path path = folder / "a.png";
};

}  // namespace

void StudyReportTest::the_page_is_well_formed_and_self_contained() {
    const Picture picture;
    const auto html = QString::fromStdString(studyReportHtml(sampleData(picture.path)));
    QVERIFY(html.startsWith(QLatin1String("<!doctype html>")));
    QVERIFY(!html.contains(QLatin1String("<script")));
    static const QRegularExpression outside(QStringLiteral("(src|href)=\"(?!data:)"));
    QVERIFY(!outside.match(html).hasMatch());
    QVERIFY(html.contains(QLatin1String("prefers-color-scheme:dark")));
    QVERIFY(html.contains(QLatin1String("@media print")));
    // As XML once void tags are closed and named entities are replaced: every element is closed in its order.
    QXmlStreamReader reader(asXml(html));
    while (!reader.atEnd()) reader.readNext();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString() + QString::number(reader.lineNumber())));
}

void StudyReportTest::every_number_stands_with_interval_and_count() {
    const Picture picture;
    const auto html = studyReportHtml(sampleData(picture.path));
    for (const char* part : {"80.00", "[76.00, 84.00]", "0.60", "[0.50, 0.70]", "n 400", "demo judge", "SOA-C"})
        QVERIFY2(html.find(part) != std::string::npos, part);
    QVERIFY(html.find("+20.00") != std::string::npos);
    QVERIFY(html.find("not separated") != std::string::npos);
}

void StudyReportTest::best_is_marked_only_where_intervals_are_apart() {
    const Picture picture;
    auto data = sampleData(picture.path);
    data.differences.clear();
    // SOA-C and CA (smaller is better) are apart; PA overlaps. Real images are no competitor.
    const auto html = studyReportHtml(data);
    QCOMPARE(count(html, "class=\"best\""), 2);
    QVERIFY(html.find("<span class=\"best\">80.00") != std::string::npos);
    QVERIFY(html.find("<span class=\"best\">0.60") != std::string::npos);
}

void StudyReportTest::texts_from_data_are_escaped() {
    const Picture picture;
    const auto html = studyReportHtml(sampleData(picture.path));
    QVERIFY(html.find("<left>") == std::string::npos);
    QVERIFY(html.find("two apples &lt;left&gt; of a car") != std::string::npos);
    QVERIFY(html.find("Two arms &amp; a base.") != std::string::npos);
}

void StudyReportTest::hostile_texts_change_neither_the_markup_nor_themselves() {
    const Picture picture;
    // Ends elements, attributes and comments, and asks the template for names.
    const std::string hostile =
        R"(--></style></title><script>alert(1)</script><img src=x onerror="y" alt='z'>" onload="y' &amp; {{title}})";
    const auto plain = partsOf(studyReportHtml(dataSaying("plain", picture.path)));
    const auto odd = partsOf(studyReportHtml(dataSaying(hostile, picture.path)));
    QCOMPARE(odd.markup.join(QLatin1Char(' ')), plain.markup.join(QLatin1Char(' ')));
    auto wanted = plain.texts;
    QCOMPARE(odd.texts, wanted.replace(QLatin1String("plain"), QString::fromStdString(hostile)));
    for (const char* place : {"title",  "summary", "judge", "warning", "reason",  "run",       "Real",  "first",
                              "second", "note",    "chart", "x",       "y",       "curve",     "model", "prompt",
                              "source", "caption", "group", "share",   "finding", "deviation", "label", "value"})
        QVERIFY2(plain.texts.contains(QLatin1String(place) + QLatin1String(" plain")), place);
}

void StudyReportTest::a_missing_picture_leaves_a_named_gap() {
    const Picture picture;
    const auto html = studyReportHtml(sampleData(picture.path));
    QCOMPARE(count(html, "<img src=\"data:image/png;base64,"), 4);
    QCOMPARE(count(html, "no image"), 1);
}

void StudyReportTest::the_papers_numbers_are_labelled_and_only_in_the_demo() {
    const Picture picture;
    auto data = sampleData(picture.path);
    auto html = studyReportHtml(data);
    QVERIFY(html.find("The paper&rsquo;s own numbers") != std::string::npos);
    QVERIFY(html.find("84.34") != std::string::npos);
    QVERIFY(html.find("Demo only.") != std::string::npos);
    data.demo = false;
    html = studyReportHtml(data);
    QVERIFY(html.find("84.34") == std::string::npos);
    QVERIFY(html.find("Demo only.") == std::string::npos);
}

void StudyReportTest::empty_parts_are_left_out() {
    StudyReportData data;
    data.demo = false;
    const auto html = studyReportHtml(data);
    QVERIFY(html.find("<h2>") == std::string::npos);
    QVERIFY(html.find("<h1>RECAP study</h1>") != std::string::npos);
}

void StudyReportTest::long_curves_are_thinned() {
    const Picture picture;
    QVERIFY(studyReportHtml(sampleData(picture.path)).size() < 60000);
}

void StudyReportTest::every_picture_stands_under_its_own_prompt() {
    const auto sample = [](const char* prompt, std::int64_t seed, const char* path) {
        SampleRecord record;
        record.prompt = prompt;
        record.seed = seed;
        record.path = path;
        return record;
    };
    // In another order, with one more in front and one missing: as lists that were numbered differently are.
    const auto grid = sampleGrid({{"Baseline",
                                   {sample("a car", 1, "b/car"), sample("a fish", 2, "b/fish"),
                                    sample("a car", 3, "b/car3"), sample("a zebra", 4, "b/zebra")}},
                                  {"RECAP",
                                   {sample("an apple", 9, "r/apple"), sample("a fish", 2, "r/fish"),
                                    sample("a car", 1, "r/car"), sample("a zebra", 5, "r/other")}}},
                                 3, "/p");
    QCOMPARE(grid.models, (std::vector<std::string>{"Baseline", "RECAP"}));
    QCOMPARE(grid.rows.size(), std::size_t{3});
    const auto row = [&](std::size_t i) { return grid.rows[i].images; };
    QCOMPARE(grid.rows[0].prompt, std::string("a car"));
    QCOMPARE(row(0), (std::vector<std::filesystem::path>{"/p/b/car", "/p/r/car"}));
    QCOMPARE(grid.rows[1].prompt, std::string("a fish"));
    QCOMPARE(row(1), (std::vector<std::filesystem::path>{"/p/b/fish", "/p/r/fish"}));
    QCOMPARE(row(2), (std::vector<std::filesystem::path>{"/p/b/car3", {}}));
}

void StudyReportTest::a_missing_number_says_why_and_a_warning_is_printed() {
    const Picture picture;
    auto data = sampleData(picture.path);
    data.rows[0].metrics[2].value = data.rows[0].metrics[2].low = data.rows[0].metrics[2].high = std::nan("");
    data.rows[0].metrics[2].card = {{"undefined", "no prompt states a relation"}};
    data.rows[1].metrics[0].card = {{"warning", "there are few pictures."}};
    data.rows[2].metrics[0].card = {{"warning", "there are few pictures."}};
    const auto html = studyReportHtml(data);
    QVERIFY(html.find("Demo PA: no value, because no prompt states a relation. (Baseline)") != std::string::npos);
    QVERIFY(html.find("Demo SOA-C: there are few pictures. (Alttext, RECAP)") != std::string::npos);
    QVERIFY2(html.find(">SOA-C") == std::string::npos || html.find("(paper)") < html.find("<th>SOA-C"),
             "only the paper's own table has the paper's names");
}

void StudyReportTest::differences_that_are_older_than_the_table_say_so() {
    const Picture picture;
    auto data = sampleData(picture.path);
    data.rows[0].metrics[0].card = {{"computed_ms", 1700000000000}};
    data.differences_note = "These differences were taken before.";
    const auto html = studyReportHtml(data);
    QVERIFY(html.find("The newest of these numbers was computed 2023-11-14T22:13:20Z.") != std::string::npos);
    QVERIFY(html.find("<p class=\"note\">These differences were taken before.</p>") != std::string::npos);
}
