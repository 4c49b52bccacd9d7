// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_batch_test.h"

#include "server_caption_fixture.h"
#include "workflow/captioning/caption_batch.h"

#include <QtTest/QTest>

#include <algorithm>
#include <set>
#include <sstream>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

CaptionBatchExportRequest batch(const fs::path& out) {
    CaptionBatchExportRequest request;
    request.options.model = "test-model";
    request.options.instruction = "Describe it.";
    request.out = out;
    return request;
}

std::string failureOf(Job& job) {
    RecordingContext context;
    const auto outcome = runToOutcome(job, context);
    const auto* failed = std::get_if<Failed>(&outcome);
    return failed != nullptr ? failed->message : std::string();
}

std::vector<Json> rowsOf(const fs::path& file) {
    std::vector<Json> rows;
    std::istringstream lines(readBytes(file));
    for (std::string line; std::getline(lines, line);) rows.push_back(Json::parse(line));
    return rows;
}

std::vector<Json> exported(PicturesFixture& f, const fs::path& out) {
    CaptionBatchExportJob job(f.project, batch(out));
    const auto failure = failureOf(job);
    if (!failure.empty()) throw std::runtime_error(failure);
    return rowsOf(out);
}

void writeRows(const fs::path& file, const std::vector<Json>& rows) {
    std::string text;
    for (const auto& row : rows) text += row.dump() + "\n";
    writeBytes(file, text);
}

Json completionFor(const Json& request) {
    ServedRequest served;
    served.path = "/v1/chat/completions";
    served.body = request["body"].dump();
    return Json::parse(describePicture(served).body);
}

// As OpenAI and vLLM write it.
Json answerTo(const Json& request) {
    return {{"id", "batch_req_1"},
            {"custom_id", request["custom_id"]},
            {"response", {{"status_code", 200}, {"request_id", "r"}, {"body", completionFor(request)}}},
            {"error", nullptr}};
}

ServerCaptionTally imported(PicturesFixture& f, const std::vector<fs::path>& files) {
    CaptionBatchImportJob job(f.project, files);
    const auto failure = failureOf(job);
    if (!failure.empty()) throw std::runtime_error(failure);
    return job.tally();
}

}  // namespace

void CaptionBatchTest::a_request_is_the_one_that_a_live_server_gets() {
    PicturesFixture f(4);
    writeBytes(f.images[3].path, "no picture");
    CaptionBatchExportJob job(f.project, batch(f.dir / "out.jsonl"));
    QCOMPARE(failureOf(job), std::string());
    QCOMPARE(job.requests(), std::int64_t{3});
    QCOMPARE(job.files(), std::vector<fs::path>{f.dir / "out.jsonl"});
    QCOMPARE(job.skipped().size(), std::size_t{1});
    TestServer server(describePicture);
    captionByServer(f.project, optionsFor(server));
    std::set<std::string> live, written, keys;
    for (const auto& request : server.requests()) {
        auto body = Json::parse(request.body);
        body.erase("stream");
        live.insert(body.dump());
    }
    for (const auto& row : rowsOf(f.dir / "out.jsonl")) {
        QCOMPARE(row["method"].get<std::string>(), std::string("POST"));
        QCOMPARE(row["url"].get<std::string>(), std::string("/v1/chat/completions"));
        written.insert(row["body"].dump());
        const auto id = row["custom_id"].get<std::string>();
        QVERIFY2(id.find(":recap_long:") == 16 && id.size() <= 64, id.c_str());
        keys.insert(id.substr(0, 16));
    }
    QCOMPARE(written, live);
    QCOMPARE(keys, (std::set<std::string>{f.images[0].key, f.images[1].key, f.images[2].key}));
}

void CaptionBatchTest::files_end_at_their_limits_and_are_numbered() {
    PicturesFixture f(7);
    auto request = batch(f.dir / "a.jsonl");
    request.most_requests = 3;
    CaptionBatchExportJob three(f.project, request);
    QCOMPARE(failureOf(three), std::string());
    QCOMPARE(three.files(),
             (std::vector<fs::path>{f.dir / "a-00000.jsonl", f.dir / "a-00001.jsonl", f.dir / "a-00002.jsonl"}));
    std::set<std::string> ids;
    for (const auto& file : three.files())
        for (const auto& row : rowsOf(file)) ids.insert(row["custom_id"].get<std::string>());
    QCOMPARE(ids.size(), std::size_t{7});

    const auto line = fs::file_size(f.dir / "a-00002.jsonl");
    request = batch(f.dir / "b.jsonl");
    request.most_bytes = static_cast<std::int64_t>(5 * line / 2);  // two of about this length
    CaptionBatchExportJob bytes(f.project, request);
    QCOMPARE(failureOf(bytes), std::string());
    QCOMPARE(bytes.files().size(), std::size_t{4});
    for (const auto& file : bytes.files())
        QVERIFY(static_cast<std::int64_t>(fs::file_size(file)) <= request.most_bytes);
}

void CaptionBatchTest::files_that_exist_are_not_replaced() {
    PicturesFixture f(1);
    for (const char* name : {"out.jsonl", "out-00000.jsonl"}) {
        writeBytes(f.dir / name, "mine");
        CaptionBatchExportJob job(f.project, batch(f.dir / "out.jsonl"));
        QVERIFY(failureOf(job).find(name) != std::string::npos);
        QCOMPARE(readBytes(f.dir / name), std::string("mine"));
        fs::remove(f.dir / name);
    }
    auto request = batch(f.dir / "out.jsonl");
    request.options.model.clear();
    CaptionBatchExportJob nameless(f.project, request);
    QVERIFY(failureOf(nameless).find("model") != std::string::npos);
}

void CaptionBatchTest::an_export_of_nothing_says_why() {
    PicturesFixture f(1);
    auto request = batch(f.dir / "out.jsonl");
    request.options.filter = "width>100000";
    CaptionBatchExportJob job(f.project, request);
    const auto failure = failureOf(job);
    QVERIFY2(failure.find("selects no image") != std::string::npos, failure.c_str());
    QVERIFY(!fs::exists(request.out));
}

void CaptionBatchTest::answers_in_either_nesting_become_captions() {
    PicturesFixture f(3);
    const auto requests = exported(f, f.dir / "out.jsonl");
    writeRows(f.dir / "answers.jsonl",
              {answerTo(requests[0]),
               {{"custom_id", requests[1]["custom_id"]}, {"response", completionFor(requests[1])}},
               {{"custom_id", requests[2]["custom_id"]}, {"body", completionFor(requests[2])}}});
    const auto tally = imported(f, {f.dir / "answers.jsonl"});
    QCOMPARE(tally.written, std::int64_t{3});
    QVERIFY(tally.skipped.empty());
    QVERIFY(f.eachHasOneVersion());
    const auto caption = f.project->captions().current(f.images[0].id, "recap_long");
    QVERIFY2(caption->author.starts_with("test-model@"), caption->author.c_str());
    QCOMPARE(caption->provenance.at("instruction_sha256").get<std::string>(), sha256("Describe it."));
    QCOMPARE(caption->provenance.at("finish_reason").get<std::string>(), std::string("stop"));
    QVERIFY(caption->provenance.at("batch").get<std::string>().find("answers.jsonl:") != std::string::npos);
}

void CaptionBatchTest::answers_imported_again_are_known() {
    PicturesFixture f(3);
    const auto requests = exported(f, f.dir / "out.jsonl");
    writeRows(f.dir / "answers.jsonl", {answerTo(requests[0]), answerTo(requests[1]), answerTo(requests[0])});
    const auto first = imported(f, {f.dir / "answers.jsonl"});
    QCOMPARE(first.written, std::int64_t{2});
    QCOMPARE(first.known, std::int64_t{1});
    writeRows(f.dir / "rest.jsonl", {answerTo(requests[2])});
    const auto second = imported(f, {f.dir / "answers.jsonl", f.dir / "rest.jsonl"});
    QCOMPARE(second.written, std::int64_t{1});
    QCOMPARE(second.known, std::int64_t{3});
    QVERIFY(f.eachHasOneVersion());
}

void CaptionBatchTest::an_export_after_an_import_asks_for_the_rest_only() {
    PicturesFixture f(3);
    const auto requests = exported(f, f.dir / "out.jsonl");
    writeRows(f.dir / "answers.jsonl", {answerTo(requests[0])});
    imported(f, {f.dir / "answers.jsonl"});
    const auto rest = exported(f, f.dir / "rest.jsonl");
    QCOMPARE(rest.size(), std::size_t{2});
    // A live server asked with the same options finds nothing else to do either.
    TestServer server(describePicture);
    QCOMPARE(captionByServer(f.project, optionsFor(server)).written, std::int64_t{2});
    CaptionBatchExportJob nothing(f.project, batch(f.dir / "none.jsonl"));
    QVERIFY(!failureOf(nothing).empty());
    QVERIFY(!fs::exists(f.dir / "none.jsonl"));
}

void CaptionBatchTest::what_is_no_caption_is_listed_with_its_row() {
    PicturesFixture f(6);
    const auto requests = exported(f, f.dir / "out.jsonl");
    auto cut = answerTo(requests[1]);
    cut["response"]["body"]["choices"][0]["finish_reason"] = "length";
    auto failed = answerTo(requests[2]);
    failed["response"] = {{"status_code", 400}, {"body", {{"error", {{"message", "image too large"}}}}}};
    auto expired = answerTo(requests[3]);
    expired["response"] = nullptr;
    expired["error"] = {{"code", "batch_expired"}, {"message", "too late"}};
    auto stranger = answerTo(requests[4]);
    stranger["custom_id"] = "0123456789abcdef:recap_long:00000000";
    auto badSource = answerTo(requests[4]);
    badSource["custom_id"] = requests[4]["custom_id"].get<std::string>().substr(0, 16) + ":no name:00000000";
    auto nameless = answerTo(requests[4]);
    nameless["custom_id"] = "request-1";
    writeRows(f.dir / "answers.jsonl", {answerTo(requests[0]),
                                        cut,
                                        failed,
                                        expired,
                                        stranger,
                                        badSource,
                                        nameless,
                                        Json::array(),
                                        5,
                                        {{"custom_id", requests[4]["custom_id"]}, {"response", {{"body", "text"}}}},
                                        answerTo(requests[5])});
    const auto tally = imported(f, {f.dir / "answers.jsonl"});
    QCOMPARE(tally.written, std::int64_t{2});
    QCOMPARE(tally.flagged, (FaultCounts{{"foreign_id", 1},
                                         {"length", 1},
                                         {"not_json", 2},
                                         {"refused", 3},
                                         {"source_name", 1},
                                         {"unknown_image", 1}}));
    QCOMPARE(tally.skipped.size(), std::size_t{9});
    const auto listed = [&](const std::string& row, const std::string& words) {
        return std::any_of(tally.skipped.begin(), tally.skipped.end(), [&](const SkippedFile& entry) {
            return entry.file.ends_with(row) && entry.reason.english().find(words) != std::string::npos;
        });
    };
    QVERIFY(listed(":2", "cut off"));
    QVERIFY(listed(":3", "image too large"));
    QVERIFY(listed(":4", "too late"));
    QVERIFY(listed(":5", "0123456789abcdef"));
    QVERIFY(listed(":6", "no name"));
    QVERIFY(listed(":7", "custom_id"));
    QVERIFY(listed(":8", "JSON object"));
}

void CaptionBatchTest::every_file_must_be_there_before_the_first_is_read() {
    PicturesFixture f(1);
    const auto requests = exported(f, f.dir / "out.jsonl");
    writeRows(f.dir / "answers.jsonl", {answerTo(requests[0])});
    CaptionBatchImportJob job(f.project, {f.dir / "answers.jsonl", f.dir / "forgotten.jsonl"});
    const auto failure = failureOf(job);
    QVERIFY2(failure.find("forgotten.jsonl") != std::string::npos, failure.c_str());
    QCOMPARE(f.versions(0), std::size_t{0});
}

void CaptionBatchTest::files_of_which_nothing_was_usable_are_named() {
    PicturesFixture f(2);
    const auto requests = exported(f, f.dir / "out.jsonl");
    writeRows(f.dir / "answers.jsonl", {answerTo(requests[0])});
    writeBytes(f.dir / "empty.jsonl", "\n");
    CaptionBatchImportJob job(f.project, {f.dir / "answers.jsonl", f.dir / "out.jsonl", f.dir / "empty.jsonl"});
    QCOMPARE(failureOf(job), std::string());
    QCOMPARE(job.unusable().size(), std::size_t{2});
    QVERIFY(job.unusable()[0].first.ends_with("out.jsonl"));  // requests are no answers
    QVERIFY(job.unusable()[1].first.ends_with("empty.jsonl"));
    // Known answers are usable.
    CaptionBatchImportJob again(f.project, {f.dir / "answers.jsonl"});
    QCOMPARE(failureOf(again), std::string());
    QVERIFY(again.unusable().empty());
}

void CaptionBatchTest::what_people_approved_stays() {
    PicturesFixture f(2);
    const auto requests = exported(f, f.dir / "out.jsonl");
    for (const auto& image : f.images)
        f.project->captions().addVersion({image.id, "recap_long", "by hand", CaptionStatus::Edited, "a person"});
    writeRows(f.dir / "answers.jsonl", {answerTo(requests[0]), answerTo(requests[1])});
    const auto tally = imported(f, {f.dir / "answers.jsonl"});
    QCOMPARE(tally.written, std::int64_t{0});
    QCOMPARE(tally.skipped.size(), std::size_t{2});
    QCOMPARE(tally.approved, std::int64_t{2});
    QCOMPARE(f.text(0), std::string("by hand"));
}
