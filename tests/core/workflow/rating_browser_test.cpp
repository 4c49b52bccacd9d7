// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_browser_test.h"

#include "base/json.h"
#include "browser_rater.h"
#include "rating_browser_store_test.h"
#include "support/test_main.h"
#include "web/web_server.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_session.h"
#include "workflow/serving/rating_server.h"

#include <QtTest/QTest>

#include <map>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 20;

// The truth of the simulated study: what is answered to a prompt, as the bright system sees it.
enum class Truth { Bright, Dark, Tie, BothBad, CannotSay };
Truth truthOf(int prompt) {
    return prompt < 9    ? Truth::Bright
           : prompt < 14 ? Truth::Dark
           : prompt < 17 ? Truth::Tie
           : prompt < 19 ? Truth::BothBad
                         : Truth::CannotSay;
}
std::string keyFor(WebBrowser& browser) {
    switch (truthOf(promptOf(browser))) {
        case Truth::Bright: return leftIsBright(browser) ? "1" : "2";
        case Truth::Dark: return leftIsBright(browser) ? "2" : "1";
        case Truth::Tie: return "3";
        case Truth::BothBad: return "4";
        case Truth::CannotSay: break;
    }
    return "5";
}

// Answers the items from the one after `from` answers to the one that makes `to`.
void rateTruthfully(WebBrowser& browser, int from, int to) {
    for (int i = from; i < to; ++i) {
        browser.waitFor("document.body.dataset.state === 'showing'");
        const std::string key = keyFor(browser);
        browser.press(key);  // does not count before the pictures were in view for the minimum time
        waitForItem(browser);
        if (answered(browser) == i) answer(browser, key);
    }
}

bool isTruth(const Tally& tally) {
    return tally.second == 9 && tally.first == 5 && tally.ties == 3 && tally.both_bad == 2 && tally.cannot_say == 1;
}

}  // namespace

void RatingBrowserTest::initTestCase() {
    if (const auto why = WebBrowser::missing(); !why.isEmpty()) QSKIP(qPrintable(why));
}

void RatingBrowserTest::init() {
    fixture_ = std::make_unique<RatingFixture>();
    std::filesystem::create_directory(fixture_->folder / "downloads");
}

void RatingBrowserTest::cleanup() {
    fixture_.reset();
}

std::string RatingBrowserTest::page(StudyId study, const std::string& rater) {
    const auto file = fixture_->folder / "page.html";
    packRatingStudy(*fixture_->project, study, rater, file);
    return "file://" + file.string();
}

void RatingBrowserTest::twenty_items_survive_a_killed_browser_and_merge_to_the_truth() {
    auto& project = *fixture_->project;
    fixture_->addRun("Alttext", kPrompts, dark);
    fixture_->addRun("RECAP Mix", kPrompts, bright);
    const auto study = fixture_->makeStudy("blind", "Alttext", "RECAP Mix");
    const auto url = page(study);
    const auto profile = fixture_->folder / "profile", downloads = fixture_->folder / "downloads";
    {
        WebBrowser browser(profile, downloads);
        begin(browser, url);
        rateTruthfully(browser, 0, 11);
        browser.kill();  // the eleventh answer was confirmed a moment ago
    }
    WebBrowser browser(profile, downloads);
    begin(browser, url);
    waitForItem(browser);
    QCOMPARE(answered(browser), 11);
    QCOMPARE(QString::fromStdString(browser.ask("document.getElementById('position').textContent").get<std::string>()),
             QStringLiteral("Item 12 of 20"));
    rateTruthfully(browser, 11, kPrompts);
    browser.waitFor("document.body.dataset.state === 'finished'");
    QCOMPARE(browser.console().size(), std::size_t{0});
    const auto file = downloaded(browser, downloads, "anna-answers.json");
    const Json answers = readJsonFile(file);
    QCOMPARE(answers["answers"].size(), std::size_t{kPrompts});
    for (const auto& given : answers["answers"]) {
        QVERIFY(given["visible_ms"].get<int>() >= kRatingMinimumViewMs);
        QVERIFY(given["answered_ms"].get<std::int64_t>() >= given["shown_ms"].get<std::int64_t>());
    }

    const auto report = mergeRatings(project, {file});
    QCOMPARE(report.accepted, std::int64_t{kPrompts});
    QVERIFY(report.refused.empty());
    QCOMPARE(mergeRatings(project, {file}).known, std::int64_t{kPrompts});
    QVERIFY(isTruth(ratingResult(project, study, "maker").comparisons.at(0).tally));
}

void RatingBrowserTest::twenty_items_by_a_link_survive_a_killed_browser_and_tell_the_truth() {
    if (!WebServer::available()) QSKIP("this build has no HTTP server (packaging/setup installs libcpp-httplib-dev)");
    fixture_->addRun("Alttext", kPrompts, dark);
    fixture_->addRun("RECAP Mix", kPrompts, bright);
    const auto study = fixture_->makeStudy("served", "Alttext", "RECAP Mix");
    const auto profile = fixture_->folder / "profile", downloads = fixture_->folder / "downloads";
    {
        const RatingServer server(fixture_->project, study, {.listen = "127.0.0.1:0", .raters = {"anna"}});
        const auto url = server.links().at(0).url;
        {
            WebBrowser browser(profile, downloads);
            begin(browser, url);
            rateTruthfully(browser, 0, 7);
            browser.kill();
        }
        QCOMPARE(server.stored(), std::int64_t{7});
        WebBrowser browser(profile, downloads);
        begin(browser, url);
        waitForItem(browser);
        QCOMPARE(answered(browser), 7);
        browser.press("Backspace");
        browser.waitFor("document.getElementById('progress').value === 6");
        rateTruthfully(browser, 6, kPrompts);
        browser.waitFor("document.body.dataset.state === 'finished'");
        QVERIFY(browser.console().dump().find("Content Security Policy") == std::string::npos);
        QVERIFY(browser.ask("document.getElementById('download') === null").get<bool>());
    }
    QVERIFY(isTruth(ratingResult(*fixture_->project, study, "maker").comparisons.at(0).tally));
    for (const auto& response : fixture_->project->ratings().responses(study, "anna"))
        QVERIFY(response.details["visible_ms"].get<int>() >= kRatingMinimumViewMs);
}

void RatingBrowserTest::every_question_type_is_rated_by_its_keys_data() {
    QTest::addColumn<QString>("type");
    for (const auto& type : questionTypes()) QTest::newRow(type.id.c_str()) << QString::fromStdString(type.id);
}

void RatingBrowserTest::every_question_type_is_rated_by_its_keys() {
    QFETCH(QString, type);
    fixture_->addRun("one", 4, dark);
    fixture_->addRun("other", 4, bright);
    const auto study = fixture_->makeStudy("typed", "one", "other", type.toStdString());
    WebBrowser browser(fixture_->folder / "profile", fixture_->folder / "downloads");
    begin(browser, page(study));
    const auto& answers = requireQuestionType(type.toStdString()).answers;
    std::map<std::string, int> expected;
    for (std::size_t i = 0; waitForItem(browser), browser.ask("document.body.dataset.state") != "finished"; ++i) {
        const auto& choice = answers[i % answers.size()];
        ++expected[choice.id];
        answer(browser, std::to_string(i % answers.size() + 1));
    }
    const auto file = downloaded(browser, fixture_->folder / "downloads", "anna-answers.json");
    QVERIFY(mergeRatings(*fixture_->project, {file}).refused.empty());
    std::map<std::string, int> stored;
    for (const auto& response : fixture_->project->ratings().responses(study, "anna")) ++stored[response.answer];
    QVERIFY(stored == expected);
    QCOMPARE(browser.console().size(), std::size_t{0});
}

void RatingBrowserTest::texts_of_others_do_not_run() {
    const std::string evil =
        "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\"> prompt ";
    fixture_->prompt = evil;
    fixture_->addRun("one", 2, dark);
    fixture_->addRun("other", 2, bright);
    const auto study = fixture_->makeStudy("hostile", "one", "other");
    WebBrowser browser(fixture_->folder / "profile", fixture_->folder / "downloads");
    begin(browser, page(study, evil));
    for (int i = 0; i < 2; ++i) {
        waitForItem(browser);
        const auto shown = browser.ask("document.getElementById('prompt').textContent").get<std::string>();
        QVERIFY2(shown.find(evil) != std::string::npos, shown.c_str());
        answer(browser, "3");
    }
    QCOMPARE(QString::fromStdString(browser.ask("document.title").get<std::string>()),
             QStringLiteral("Rating session"));
    QCOMPARE(browser.ask("document.querySelectorAll('[src=x]').length").get<int>(), 0);
    // Also what the page itself would do is refused: markup, other scripts, requests.
    const auto refused = [&](const std::string& attempt) {
        return browser.ask("(() => { try { " + attempt + "; return false; } catch { return true; } })()").get<bool>();
    };
    QVERIFY(refused("document.body.innerHTML = '<b>x</b>'"));
    browser.ask(
        "(() => { const s = document.createElement('style'); s.textContent = 'body{color:red}'; "
        "document.head.append(s); })()");
    QVERIFY(browser.ask("getComputedStyle(document.body).color !== 'rgb(255, 0, 0)'").get<bool>());
    browser.ask("void fetch('http://127.0.0.1:9/').catch(() => { document.title = 'refused'; })");
    browser.waitFor("document.title === 'refused'");
    QVERIFY(browser.console().dump().find("Content Security Policy") != std::string::npos);
    // The name gives the file a harmless one.
    const auto name = browser.ask("document.getElementById('sentence').textContent").get<std::string>();
    QVERIFY2(name.find("script-script-document.title-run") != std::string::npos, name.c_str());
}

void RatingBrowserTest::undo_opens_the_last_item_again_and_pause_hides_it() {
    fixture_->addRun("one", 3, dark);
    fixture_->addRun("other", 3, bright);
    const auto study = fixture_->makeStudy("undone", "one", "other");
    WebBrowser browser(fixture_->folder / "profile", fixture_->folder / "downloads");
    begin(browser, page(study));
    waitForItem(browser);
    const int first = promptOf(browser);
    answer(browser, "1");
    waitForItem(browser);
    browser.press("p");
    browser.waitFor("document.body.dataset.state === 'paused'");
    QVERIFY(browser.ask("document.getElementById('item').hidden").get<bool>());
    browser.press("1");
    browser.press("p");
    waitForItem(browser);
    QCOMPARE(answered(browser), 1);
    browser.press("Backspace");
    browser.waitFor("document.getElementById('progress').value === 0");
    waitForItem(browser);
    QCOMPARE(promptOf(browser), first);
    for (const char* key : {"2", "2", "2"}) answer(browser, key);
    // Also from the last page.
    browser.waitFor("document.body.dataset.state === 'finished'");
    browser.press("Backspace");
    browser.waitFor("document.getElementById('progress').value === 2");
    answer(browser, "4");
    const Json answers =
        readJsonFile(downloaded(browser, fixture_->folder / "downloads", "anna-answers.json"))["answers"];
    QCOMPARE(answers.size(), std::size_t{3});
    QCOMPARE(answers[0]["answer"].get<std::string>(), std::string("right"));
    QCOMPARE(answers[2]["answer"].get<std::string>(), std::string("both_bad"));
}

void RatingBrowserTest::both_pictures_show_the_same_part() {
    fixture_->addRun("one", 2, dark);
    fixture_->addRun("other", 2, bright);
    const auto study = fixture_->makeStudy("zoomed", "one", "other");
    WebBrowser browser(fixture_->folder / "profile", fixture_->folder / "downloads");
    begin(browser, page(study));
    waitForItem(browser);
    const std::string transforms = "[...document.querySelectorAll('.frame img')].map((each) => each.style.transform)";
    const auto wheel = [&](int frame, double x, double y, int delta) {
        browser.ask("(() => { const frame = document.querySelectorAll('.frame')[" + std::to_string(frame) +
                    "], box = frame.getBoundingClientRect(); frame.dispatchEvent(new WheelEvent('wheel', {deltaY: " +
                    std::to_string(delta) + ", cancelable: true, clientX: box.left + box.width * " + std::to_string(x) +
                    ", clientY: box.top + box.height * " + std::to_string(y) + "})); })()");
    };
    QCOMPARE(browser.ask(transforms)[0].get<std::string>(), std::string("translate(0%, 0%) scale(1)"));
    browser.press("z");
    for (const auto& transform : browser.ask(transforms))
        QCOMPARE(transform.get<std::string>(), std::string("translate(-50%, -50%) scale(2)"));
    browser.press("z");
    wheel(1, 1, 0, -400);  // at the upper right corner of the right picture, which stays
    const Json zoomed = browser.ask(transforms);
    QCOMPARE(zoomed[0].dump(), zoomed[1].dump());
    QVERIFY2(zoomed[0].get<std::string>().find("scale(2.718") != std::string::npos, zoomed.dump().c_str());
    QVERIFY2(zoomed[0].get<std::string>().starts_with("translate(-171.8"), zoomed.dump().c_str());
    wheel(0, 0.5, 0.5, 4000);
    QCOMPARE(browser.ask(transforms)[1].get<std::string>(), std::string("translate(0%, 0%) scale(1)"));
    // The next item is seen as a whole again.
    browser.press("z");
    answer(browser, "3");
    waitForItem(browser);
    QCOMPARE(browser.ask(transforms)[0].get<std::string>(), std::string("translate(0%, 0%) scale(1)"));
}

RECAP_TEST_MAIN(RatingBrowserTest, RatingBrowserStoreTest)
