// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_audit_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"
#include "data/clip_score_repository.h"
#include "data/import/table.h"
#include "support/temp_dir.h"
#include "support/test_main.h"
#include "workflow/dataset/caption_audit.h"

#include <QtTest/QTest>

#include <cmath>
#include <functional>
#include <map>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kCaptions = 200;

// 200 captions, the first 40 of which name something that is not there.
struct Fixture {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    std::map<std::string, int> numbers;  // key of the image -> number of its caption
    std::vector<CaptionId> captions;

    Fixture() {
        for (int i = 0; i < kCaptions; ++i) {
            const auto text = "caption " + std::to_string(i) + ", with a comma";
            const auto image = project->images().add({.path = "/p/" + std::to_string(i), .sha256 = sha256(text)});
            numbers[image.key] = i;
            captions.push_back(
                project->captions().addVersion({.image = image.id, .source = "recap_long", .text = text}).id);
        }
    }
    std::filesystem::path table() const { return dir / "audit.csv"; }
    CaptionAuditDraw draw(const CaptionAuditOptions& options) const {
        return drawCaptionAudit(*project, options, table());
    }
    // Fills in the table as `fill` says: verdict and faults of a caption.
    void fill(const std::function<std::pair<std::string, std::string>(int)>& verdict) const {
        std::vector<Json> cells;
        std::string text = "audit;key;path;caption;verdict;faults\n";
        const auto rows = openCsv(table());
        while (rows->next(cells)) {
            const auto [said, faults] = verdict(numbers.at(cells[1].get<std::string>()));
            text += cells[0].get<std::string>() + ";" + cells[1].get<std::string>() + ";x;y;" + said + ";\"" + faults +
                    "\"\n";
        }
        writeTextAtomically(table(), text);
    }
};

std::string errorOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

}  // namespace

void CaptionAuditTest::a_sample_is_drawn_by_its_seed_and_written_as_a_table() {
    const Fixture f;
    const auto draw = f.draw({.source = "recap_long", .size = 50});
    QCOMPARE(draw.population, std::int64_t{kCaptions});
    QCOMPARE(draw.drawn, std::int64_t{50});
    const auto first = readBytes(f.table());
    QCOMPARE(f.draw({.source = "recap_long", .size = 50}).id, draw.id);
    QCOMPARE(readBytes(f.table()), first);
    QVERIFY(f.draw({.source = "recap_long", .size = 50, .seed = 2}).id != draw.id);
    QVERIFY(readBytes(f.table()) != first);
    QVERIFY(first.find("\"caption ") != std::string::npos);
    // Without a size, as many as the width asks for.
    QCOMPARE(f.draw({.source = "recap_long", .width = 0.2}).drawn, sampleSizeForWidth(kCaptions, 0.2));
    QVERIFY(!errorOf([&] { f.draw({.source = "nothing"}); }).empty());
}

void CaptionAuditTest::judged_captions_give_exact_shares_of_every_fault() {
    const Fixture f;
    const auto draw = f.draw({.source = "recap_long", .size = 100});
    int wrong = 0, numbers = 0, unanswered = 0;
    f.fill([&](int caption) -> std::pair<std::string, std::string> {
        if (caption % 10 == 9) {
            ++unanswered;
            return {"", ""};
        }
        if (caption >= 40) return {"Right ", ""};
        ++wrong;
        numbers += caption < 20 ? 1 : 0;
        return {"wrong", caption < 20 ? "object; Number" : "object"};
    });
    const auto result = readCaptionAudit(*f.project, f.table());
    QCOMPARE(result.id, draw.id);
    QCOMPARE(result.source, std::string("recap_long"));
    QCOMPARE(result.judged, std::int64_t{100 - unanswered});
    QCOMPARE(result.shares.size(), 1 + kCaptionFaultKinds.size());
    const auto expected = finitePopulationInterval(wrong, result.judged, kCaptions);
    QCOMPARE(result.shares[0].found, std::int64_t{wrong});
    QCOMPARE(result.shares[0].share.low, expected.low);
    QCOMPARE(result.shares[0].share.high, expected.high);
    QVERIFY(expected.low <= 0.2 && 0.2 <= expected.high);
    QCOMPARE(result.shares[1].found, std::int64_t{wrong});
    QCOMPARE(result.shares[2].found, std::int64_t{numbers});
    QCOMPARE(result.shares[3].found, std::int64_t{0});
    QVERIFY(!result.with_scores && !result.without_scores.empty());
    const auto same = compareAudits(result, result);
    QVERIFY(same.difference == 0 && same.low < 0 && same.high > 0);
    auto better = result;
    better.shares[0].found = 0;
    QVERIFY(compareAudits(better, result).high < 0);
    const Json json = toJson(result);
    QCOMPARE(json["sources"][0]["fault"].get<std::string>(), std::string("any"));
    QVERIFY(json["with_scores"].is_null());
}

void CaptionAuditTest::scores_of_all_captions_tighten_the_share() {
    Fixture f;
    f.draw({.source = "recap_long", .size = 60});
    f.fill([](int caption) { return std::pair<std::string, std::string>(caption < 40 ? "wrong" : "right", ""); });
    ClipScoreRepository scores(f.project->database());
    scores.use("hash", "clip");
    // Faulty captions score lower, with some noise.
    for (int i = 0; i < kCaptions - 1; ++i)
        scores.add(f.captions[static_cast<std::size_t>(i)], (i < 40 ? 0.1 : 0.3) + i % 7 * 0.01);
    QVERIFY(!readCaptionAudit(*f.project, f.table()).with_scores);  // one has none
    scores.add(f.captions.back(), 0.31);
    const auto result = readCaptionAudit(*f.project, f.table());
    QVERIFY2(result.with_scores.has_value(), result.without_scores.english().c_str());
    const auto& exact = result.shares[0].share;
    QVERIFY(result.with_scores->high - result.with_scores->low < 0.5 * (exact.high - exact.low));
    QVERIFY(result.with_scores->low <= 0.2 && 0.2 <= result.with_scores->high);
    QVERIFY(toJson(result)["with_scores"].contains("weight"));
}

void CaptionAuditTest::a_table_that_does_not_fit_is_refused_with_its_row() {
    const Fixture f;
    f.draw({.source = "recap_long", .size = 10});
    const auto drawn = readBytes(f.table());
    const auto refused = [&](const std::string& verdict, const std::string& faults) {
        writeTextAtomically(f.table(), drawn);
        f.fill([&](int) { return std::pair(verdict, faults); });
        return errorOf([&] { readCaptionAudit(*f.project, f.table()); });
    };
    QVERIFY(refused("maybe", "").find("audit.csv:2") != std::string::npos);
    QVERIFY(refused("right", "object").find("without faults") != std::string::npos);
    QVERIFY(refused("wrong", "colour").find("there are: object, number") != std::string::npos);
    const auto key = f.numbers.begin()->first;
    writeTextAtomically(f.table(), "audit,key,path,caption,verdict,faults\nabc," + key + ",x,y,right,\n");
    QVERIFY(errorOf([&] { readCaptionAudit(*f.project, f.table()); }).find("no caption audit 'abc'") !=
            std::string::npos);
    writeTextAtomically(f.table(), drawn + drawn.substr(drawn.find('\n') + 1));
    QVERIFY(errorOf([&] { readCaptionAudit(*f.project, f.table()); }).find("stands twice") != std::string::npos);
    writeTextAtomically(f.table(), "key,verdict\na,right\n");
    QVERIFY(errorOf([&] { readCaptionAudit(*f.project, f.table()); }).find("no column 'audit'") != std::string::npos);
}

RECAP_TEST_MAIN(CaptionAuditTest)
