// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_page_test.h"

#include "base/base64.h"
#include "base/error.h"
#include "base/json.h"
#include "base/random.h"
#include "image/decode.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_session.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QtTest/QTest>

#include <map>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 9;

// One system's pictures are one dark colour, the other's are bright, noisy and larger.
ImageBuffer plain(int) {
    return ImageBuffer(40, 40, 3, 20);
}
ImageBuffer noise(int prompt) {
    Random random(static_cast<std::uint64_t>(prompt));
    ImageBuffer image(96, 64, 3);
    for (auto& value : image.pixels) value = static_cast<std::uint8_t>(100 + random.below(156));
    return image;
}
bool isPlain(const ImageBuffer& image) {
    return *image.at(image.width / 2, image.height / 2) == 20;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    const auto at = text.find(begin);
    if (at == std::string::npos) return {};
    const auto from = at + begin.size();
    return text.substr(from, text.find(end, from) - from);
}

Json sessionIn(const std::string& page) {
    return Json::parse(between(page, "<script type=\"application/json\" id=\"data\">", "</script>"));
}
std::string pictureIn(const std::string& page, const Json& code) {
    return bytesFromBase64(between(page, "id=\"picture-" + code.get<std::string>() + "\">", "</script>"));
}
std::string styleIn(const std::string& page) {
    return between(page, "<style>", "</style>");
}
std::string scriptIn(const std::string& page) {
    return between(page, "<script>", "</script>");
}
QByteArray sourceOf(const std::string& text) {
    return "'sha256-" +
           QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toBase64() + "'";
}

int count(const std::string& text, const std::string& word) {
    int found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

}  // namespace

void RatingPageTest::init() {
    fixture_ = std::make_unique<RatingFixture>();
    fixture_->addRun("Alttext", kPrompts, plain);
    fixture_->addRun("RECAP Mix", kPrompts, noise);
    study_ = fixture_->makeStudy("Alttext vs RECAP Mix", "Alttext", "RECAP Mix");
}

void RatingPageTest::cleanup() {
    fixture_.reset();
}

std::string RatingPageTest::page(const std::string& rater, const PageWords& words) {
    const auto file = fixture_->folder / "page.html";
    packRatingStudy(*fixture_->project, study_, rater, file, {}, words);
    return readBytes(file);
}

void RatingPageTest::a_page_shows_what_the_package_of_the_rater_shows_data() {
    QTest::addColumn<QString>("type");
    for (const auto& type : questionTypes()) QTest::newRow(type.id.c_str()) << QString::fromStdString(type.id);
}

void RatingPageTest::a_page_shows_what_the_package_of_the_rater_shows() {
    QFETCH(QString, type);
    study_ = fixture_->makeStudy("typed", "Alttext", "RECAP Mix", type.toStdString());
    const auto& expected = requireQuestionType(type.toStdString());
    const std::string html = page();
    const auto file = fixture_->folder / "anna.json";
    packRatingStudy(*fixture_->project, study_, "anna", file);
    const Json package = readJsonFile(file), session = sessionIn(html);
    QCOMPARE(session["study_hash"].dump(), package["study_hash"].dump());
    QCOMPARE(session["rater"].dump(), package["rater"].dump());
    QCOMPARE(session["answers"].dump(), package["answers"].dump());
    QCOMPARE(session["minimum_ms"].get<int>(), kRatingMinimumViewMs);
    QCOMPARE(session["items"].size(), package["items"].size());
    for (std::size_t i = 0; i < session["items"].size(); ++i) {
        const auto &shown = session["items"][i], &packed = package["items"][i];
        QCOMPARE(shown["item"].dump(), packed["item"].dump());
        QCOMPARE(shown["prompt"].dump(), packed["prompt"].dump());
        QCOMPARE(shown["codes"].size(), expected.places.size());
        for (std::size_t place = 0; place < expected.places.size(); ++place) {
            const auto& picture = packed[expected.places[place].id];
            QCOMPARE(session["places"][place].get<std::string>(), expected.places[place].id);
            QCOMPARE(shown["codes"][place].dump(), picture["code"].dump());
            QVERIFY(pictureIn(html, picture["code"]) == bytesFromBase64(picture["png"].get<std::string>()));
        }
    }
    for (const auto& answer : expected.answers) {
        QCOMPARE(count(html, "data-answer=\"" + answer.id + "\""), 1);
        QVERIFY2(html.find("</kbd> " + answer.label.english() + "</button>") != std::string::npos, answer.id.c_str());
    }
    QCOMPARE(count(html, "class=\"frame\""), static_cast<int>(expected.places.size()));
}

void RatingPageTest::a_page_holds_no_key_no_path_and_no_name() {
    auto& project = *fixture_->project;
    const auto secret = project.settings().get("rating.key." + std::to_string(study_.value));
    QVERIFY(secret.has_value());
    std::string bytes = page();
    const Json session = sessionIn(bytes);
    for (const auto& item : session["items"])
        for (const auto& code : item["codes"]) bytes += pictureIn(bytes, code);
    std::vector<std::string> words = {*secret, "Alttext", "RECAP", "Mix",  " vs ", "runs/",
                                      "seed",  ".png",    "tEXt",  "zTXt", "eXIf", fixture_->folder.path().string()};
    // Numbers of runs and seeds, as JSON would have them.
    for (const char* name : {"\"run\"", "\"first\"", "\"second\"", "\"shows\"", "\"pair\"", "\"repeat_of\""})
        words.emplace_back(name);
    for (const auto& word : words) QVERIFY2(bytes.find(word) == std::string::npos, word.c_str());
}

void RatingPageTest::pictures_of_different_systems_are_told_apart_by_their_pixels_only() {
    const std::string html = page();
    std::map<bool, std::multiset<std::size_t>> lengths;
    std::map<bool, std::multiset<std::pair<int, int>>> sizes;
    const Json session = sessionIn(html);
    for (const auto& item : session["items"])
        for (const auto& code : item["codes"]) {
            const std::string png = pictureIn(html, code);
            const auto image = decodeImageBytes(png, "picture");
            lengths[isPlain(image)].insert(png.size());
            sizes[isPlain(image)].insert({image.width, image.height});
        }
    QCOMPARE(lengths[true].size(), std::size_t{kPrompts});
    QVERIFY(lengths[true] == lengths[false]);
    QVERIFY(sizes[true] == sizes[false]);
}

void RatingPageTest::the_policy_allows_the_page_its_own_style_and_script_and_nothing_else() {
    const std::string html = page();
    const QByteArray policy =
        QByteArray::fromStdString(between(html, "Content-Security-Policy\" content=\"", "\"")).replace("&apos;", "'");
    QMap<QByteArray, QByteArray> allowed;
    for (const auto& directive : policy.split(';')) {
        const auto trimmed = directive.trimmed();
        allowed[trimmed.left(trimmed.indexOf(' '))] = trimmed.mid(trimmed.indexOf(' ') + 1);
    }
    QCOMPARE(allowed.take("default-src"), QByteArray("'none'"));
    QCOMPARE(allowed.take("img-src"), QByteArray("data:"));
    QCOMPARE(allowed.take("style-src"), sourceOf(styleIn(html)));
    QCOMPARE(allowed.take("script-src"), sourceOf(scriptIn(html)));
    for (const char* none : {"base-uri", "form-action", "trusted-types"})
        QCOMPARE(allowed.take(none), QByteArray("'none'"));
    QCOMPARE(allowed.take("require-trusted-types-for"), QByteArray("'script'"));
    QVERIFY2(allowed.isEmpty(), qPrintable(QString::fromLatin1(allowed.keys().join(' '))));
    QVERIFY(scriptIn(html).size() > 1000 && styleIn(html).size() > 1000);
    // Before anything that it is to hold for.
    QVERIFY(html.find("Content-Security-Policy") < html.find("<style>"));
    // Nothing is loaded, and nothing runs that the hashes do not cover.
    for (const char* word :
         {"http:", "https:", " src=", " href=", "url(", "@import", "innerHTML", "eval(", "javascript:"})
        QVERIFY2(html.find(word) == std::string::npos, word);
    QVERIFY(!QRegularExpression(QStringLiteral("<[^>]*\\son\\w+=")).match(QString::fromStdString(html)).hasMatch());
}

void RatingPageTest::texts_of_others_stay_texts() {
    const std::string evil =
        "</script><!--<script>alert(1)</script><img src=x onerror=\"alert('2')\">&lt;{{rater}} %1 ";
    fixture_->prompt = evil;
    fixture_->addRun("one", 2, plain);
    fixture_->addRun("other", 2, noise);
    RatingPlan plan;
    plan.name = "hostile";
    plan.first_run = "one";
    plan.second_run = "other";
    plan.repeat_share = 0;
    plan.question = "Which? " + evil;
    study_ = createRatingStudy(*fixture_->project, plan).id;
    const std::string html = page("ann " + evil);
    const Json session = sessionIn(html);
    QCOMPARE(session["rater"].get<std::string>(), "ann " + evil);
    std::set<std::string> prompts;
    for (const auto& item : session["items"]) prompts.insert(item["prompt"].get<std::string>());
    QVERIFY(prompts == (std::set<std::string>{evil + "0", evil + "1"}));
    QVERIFY(html.find("alert(1)</script>") == std::string::npos);
    QVERIFY(html.find("<img") == std::string::npos);
    QVERIFY(html.find("<!--") == std::string::npos);
    // The data, four pictures, the page's own script.
    QCOMPARE(count(html, "<script"), 6);
    QCOMPARE(count(html, "</script>"), 6);
    QVERIFY(html.find("Which? &lt;/script&gt;&lt;!--&lt;script&gt;alert(1)") != std::string::npos);
}

void RatingPageTest::a_page_speaks_the_language_it_is_given() {
    const std::string english = page();
    const std::string other = page("anna", [](const std::string& sentence) {
        return sentence == "en" ? "zh" : sentence == "Equally good" ? "一样好" : "<" + sentence;
    });
    QVERIFY(english.find("<html lang=\"en\">") != std::string::npos);
    QVERIFY(other.find("<html lang=\"zh\">") != std::string::npos);
    QVERIFY(other.find("</kbd> 一样好</button>") != std::string::npos);
    QVERIFY(other.find("&lt;Both bad") != std::string::npos);
    QVERIFY(other.find("Undo last answer") != std::string::npos);
    // Answers of pages in different languages are the same file.
    QCOMPARE(sessionIn(other).dump(), sessionIn(english).dump());
    QVERIFY(scriptIn(other) == scriptIn(english));
    QVERIFY(english.find(">Item %1 of %2<") != std::string::npos);
}

void RatingPageTest::the_file_s_name_decides_unless_the_option_does() {
    const auto isPage = [&](const std::string& name, const std::string& as) {
        const auto file = fixture_->folder / name;
        packRatingStudy(*fixture_->project, study_, "anna", file, {.as = as});
        return readBytes(file).starts_with("<!doctype html>");
    };
    QVERIFY(isPage("a.html", "auto"));
    QVERIFY(isPage("a.HTM", "auto"));
    QVERIFY(!isPage("a.json", "auto"));
    QVERIFY(!isPage("a", "auto"));
    QVERIFY(isPage("b.json", "html"));
    QVERIFY(!isPage("b.html", "package"));
    QVERIFY_EXCEPTION_THROWN(isPage("c.html", "pdf"), Error);
}

void RatingPageTest::a_rater_needs_a_name_of_some_length() {
    QVERIFY_EXCEPTION_THROWN(page(""), Error);
    QVERIFY_EXCEPTION_THROWN(page(std::string(201, 'x')), Error);
    QVERIFY(!page(std::string(200, 'x')).empty());
}
