// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_browser_store_test.h"

#include "base/json.h"
#include "browser_rater.h"
#include "workflow/rating/rating_exchange.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

void RatingBrowserStoreTest::initTestCase() {
    if (const auto why = WebBrowser::missing(); !why.isEmpty()) QSKIP(qPrintable(why));
}

void RatingBrowserStoreTest::init() {
    fixture_ = std::make_unique<RatingFixture>();
    std::filesystem::create_directory(fixture_->folder / "downloads");
}

void RatingBrowserStoreTest::cleanup() {
    fixture_.reset();
}

std::string RatingBrowserStoreTest::page(StudyId study) {
    const auto file = fixture_->folder / "page.html";
    packRatingStudy(*fixture_->project, study, "anna", file);
    return "file://" + file.string();
}

void RatingBrowserStoreTest::a_page_opened_twice_loses_and_doubles_nothing() {
    fixture_->addRun("one", 4, dark);
    fixture_->addRun("other", 4, bright);
    const auto study = fixture_->makeStudy("twice", "one", "other");
    const auto url = page(study);
    WebBrowser browser(fixture_->folder / "profile", fixture_->folder / "downloads");
    const auto first = browser.window();
    begin(browser, url);
    answer(browser, "1");
    waitForItem(browser);
    browser.openWindow();
    begin(browser, url);
    answer(browser, "2");
    answer(browser, "2");
    // The first window still shows the second item.
    browser.changeTo(first);
    QCOMPARE(answered(browser), 1);
    waitForItem(browser);
    browser.press("3");
    browser.waitFor("document.getElementById('progress').value === 3");
    QVERIFY(isNoticed(browser, "elsewhere"));
    answer(browser, "4");
    QVERIFY(!isNoticed(browser, "elsewhere"));
    const Json answers =
        readJsonFile(downloaded(browser, fixture_->folder / "downloads", "anna-answers.json"))["answers"];
    QCOMPARE(answers.size(), std::size_t{4});
    const char* const expected[] = {"left", "right", "right", "both_bad"};
    for (std::size_t i = 0; i < 4; ++i) QCOMPARE(answers[i]["answer"].get<std::string>(), std::string(expected[i]));
}

void RatingBrowserStoreTest::damaged_answers_in_the_browser_are_set_aside() {
    fixture_->addRun("one", 2, dark);
    fixture_->addRun("other", 2, bright);
    const auto url = page(fixture_->makeStudy("damaged", "one", "other"));
    WebBrowser browser(fixture_->folder / "profile", fixture_->folder / "downloads");
    begin(browser, url);
    answer(browser, "1");
    const auto damage = [&](const std::string& text) {
        browser.ask(
            "void (() => { const key = Object.keys(localStorage).find((each) => each.startsWith('recap-rating') "
            "&& !each.endsWith('damaged')); localStorage.setItem(key, " +
            Json(text).dump() +
            ");"
            "document.title = 'writing'; indexedDB.open('recap-rating', 1).onsuccess = (event) => {"
            "const change = event.target.result.transaction('progress', 'readwrite');"
            "change.objectStore('progress').put(" +
            Json(text).dump() +
            ", key);"
            "change.oncomplete = () => { document.title = 'written'; }; }; })()");
        browser.waitFor("document.title === 'written'");
        browser.open(url);
        browser.waitFor("!document.getElementById('begin').disabled");
    };
    for (const char* text : {"{\"revision\": 7, \"answ", "[]", "null",
                             "{\"revision\": 7, \"answers\": [{\"item\": \"no such item\", \"answer\": \"left\"}]}"}) {
        damage(text);
        QVERIFY2(isNoticed(browser, "damaged"), text);
        const auto kept = browser.ask("Object.entries(localStorage).filter(([key]) => key.endsWith('damaged'))[0][1]");
        QVERIFY2(kept.get<std::string>().find(std::string(text).substr(1, 10)) != std::string::npos, text);
        browser.press("Enter");
        QCOMPARE(answered(browser), 0);
        answer(browser, "2");
    }
    // One damaged copy beside a whole one costs nothing.
    browser.ask("localStorage.setItem(Object.keys(localStorage).find((each) => !each.endsWith('damaged')), 'x')");
    browser.open(url);
    browser.waitFor("!document.getElementById('begin').disabled");
    QVERIFY(!isNoticed(browser, "damaged"));
    browser.press("Enter");
    waitForItem(browser);
    QCOMPARE(answered(browser), 1);
}

void RatingBrowserStoreTest::without_a_store_the_page_says_so_and_answers_can_be_downloaded() {
    fixture_->addRun("one", 2, dark);
    fixture_->addRun("other", 2, bright);
    const auto url = page(fixture_->makeStudy("forgetful", "one", "other"));
    WebBrowser browser(fixture_->folder / "profile", fixture_->folder / "downloads");
    begin(browser, url);
    waitForItem(browser);
    // A full disk, or a browser that was told to keep nothing.
    browser.ask(
        "void (() => { Storage.prototype.setItem = () => { throw new Error('full'); };"
        "IDBObjectStore.prototype.put = () => { throw new Error('full'); }; })()");
    answer(browser, "1");
    QVERIFY(isNoticed(browser, "forgetful"));
    answer(browser, "2");
    QVERIFY(isNoticed(browser, "forgetful"));
    const Json answers =
        readJsonFile(downloaded(browser, fixture_->folder / "downloads", "anna-answers.json"))["answers"];
    QCOMPARE(answers.size(), std::size_t{2});
}
