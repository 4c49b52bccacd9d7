// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_caption_faults_test.h"

#include "server_caption_fixture.h"
#include "support/secret_tool.h"
#include "workflow/captioning/server_connection.h"
#include "workflow/upkeep/bench_server.h"

#include <QtTest/QTest>

#include <atomic>
#include <cstdlib>
#include <filesystem>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

struct VariableForTest {
    explicit VariableForTest(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
    ~VariableForTest() { ::unsetenv(name_); }
    const char* name_;
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

void ServerCaptionFaultsTest::a_key_from_the_secret_store_is_stored_nowhere() {
    const std::string key = "sk-51b0a7f3de";
    PicturesFixture f(3);
    std::atomic<bool> refuses{false};
    TestServer server([&](const ServedRequest& request) {
        if (request.headers.at("authorization") != "Bearer " + key || refuses)
            return errorReply(401, "Incorrect API key provided: " + key);
        return describePicture(request);
    });
    const SecretTool tool("printf '%s' " + key);
    RecordingContext context;
    auto options = optionsFor(server);
    QCOMPARE(captionByServer(f.project, options, context).written, std::int64_t{3});
    QVERIFY2(contains(tool.arguments(), server.address() + "\n"), tool.arguments().c_str());
    // The environment comes first.
    const VariableForTest variable("RECAP_SERVER_KEY", "sk-another");
    options.instruction = "Describe it well.";
    QVERIFY(contains(captionByServer(f.project, options, context).failure, "secret-tool store"));
    refuses = true;
    ::unsetenv("RECAP_SERVER_KEY");
    const auto refused = captionByServer(f.project, options, context);
    QVERIFY(!refused.failure.empty() && !contains(refused.failure, key));
    for (const auto& event : context.eventsOf<MessageEvent>()) QVERIFY(!contains(event.text, key));
    f.project.reset();
    for (const auto& file : fs::recursive_directory_iterator(f.dir.path()))
        if (file.is_regular_file()) QVERIFY2(!contains(readBytes(file.path()), key), file.path().c_str());
}

void ServerCaptionFaultsTest::a_model_that_the_server_does_not_list_is_refused_before_the_run() {
    PicturesFixture f(1);
    std::string list = R"({"data":[{"id":"qwen2.5vl:latest"},{"id":"llava"},{"id":"a/b@main"}]})";
    std::string props = "{}";
    TestServer server([&](const ServedRequest& request) {
        if (request.path == "/props") return ServedReply{.body = props};
        return request.path == "/v1/models" ? ServedReply{.body = list} : describePicture(request);
    });
    auto options = optionsFor(server);
    options.model = "lava";
    const auto failure = captionByServer(f.project, options).failure;
    QVERIFY2(contains(failure, "'lava'") && contains(failure, "qwen2.5vl:latest, llava, a/b@main"), failure.c_str());
    QVERIFY(f.project->runs().list().empty());
    for (const char* name : {"llava", "qwen2.5vl", "a/b"}) {
        options.model = name;
        QCOMPARE(captionByServer(f.project, options).written, std::int64_t{1});
    }
    // llama.cpp with one model answers to every name.
    list = R"({"data":[{"id":"/models/some.gguf"}]})";
    props = R"({"total_slots":1})";
    options.model = "lava";
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{1});
}

void ServerCaptionFaultsTest::a_model_that_ignores_images_is_refused_before_the_run() {
    PicturesFixture f(2);
    TestServer server(describePicture);
    server.answers_sight = false;
    TestServer blind([](const ServedRequest& request) {
        return asksAboutSight(request) ? chatReply("A", "length") : describePicture(request);
    });
    blind.answers_sight = false;
    const auto options = optionsFor(blind);
    const auto failure = captionByServer(f.project, options).failure;
    QVERIFY2(contains(failure, "'test-model'") && contains(failure, "ignores images"), failure.c_str());
    QVERIFY(f.project->runs().list().empty());
    RecordingContext context;
    const auto described = describeServers(options, [] {});
    QCOMPARE(described.size(), std::size_t{1});
    QVERIFY(contains(described.front().english(), "ignores images"));
}

void ServerCaptionFaultsTest::a_server_that_answers_garbage_fails_the_run_which_continues_later() {
    PicturesFixture f(60);
    std::atomic<bool> broken{true};
    TestServer server([&](const ServedRequest& request) {
        if (request.path.starts_with("/v1/chat") && broken) return ServedReply{.body = "<html>Welcome"};
        return describePicture(request);
    });
    auto options = optionsFor(server);
    options.filter = "key:" + f.images[0].key;
    const auto single = captionByServer(f.project, options);
    QVERIFY2(contains(single.failure, "None of the answers was a caption"), single.failure.c_str());
    options.filter.clear();
    const auto failed = captionByServer(f.project, options);
    QVERIFY2(contains(failed.failure, "no captions") && contains(failed.failure, "<html>Welcome"),
             failed.failure.c_str());
    QCOMPARE(f.project->runs().get(failed.run)->state, RunState::Failed);
    QVERIFY(server.count() < 100);
    broken = false;
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{60});
}

void ServerCaptionFaultsTest::faults_of_stored_captions_are_counted() {
    PicturesFixture f(6);
    TestServer server([](const ServedRequest& request) {
        const auto reply = describePicture(request);
        if (!request.path.starts_with("/v1/chat")) return reply;
        if (contains(reply.body, "red 0\"")) return chatReply("I'm sorry, I cannot see the image you mean.");
        if (contains(reply.body, "red 10\"")) return chatReply("The image shows a red square on a black ground.");
        if (contains(reply.body, "red 20\"")) return chatReply("A caption that was cut", "length");
        if (contains(reply.body, "red 30\"")) return chatReply("red");
        return chatReply("A square of one dark colour fills the whole picture.");
    });
    const auto done = captionByServer(f.project, optionsFor(server));
    QCOMPARE(done.written, std::int64_t{5});
    QCOMPARE(done.flagged, (FaultCounts{{"length", 1}}));
    QCOMPARE(done.faults, (FaultCounts{{"boilerplate", 1}, {"refusal", 1}, {"short", 1}}));
    const auto facts = f.project->runs().get(done.run)->provenance;
    QCOMPARE(facts.at("flagged").at("length").get<int>(), 1);
    QCOMPARE(facts.at("flagged").at("refusal").get<int>(), 1);
}

void ServerCaptionFaultsTest::a_caption_that_repeats_itself_is_asked_for_again() {
    const std::string loop = "a dog and a dog and a dog and a dog and a dog and a dog and a dog and a dog";
    PicturesFixture f(3);
    TestServer server([&](const ServedRequest& request) {
        const auto reply = describePicture(request);
        if (!request.path.starts_with("/v1/chat")) return reply;
        const bool first = Json::parse(request.body)["temperature"].get<double>() < 0.65;
        if (contains(reply.body, "red 10\"")) return chatReply(first ? loop : "A dark red square.");
        if (contains(reply.body, "red 20\"")) return chatReply(loop);
        return chatReply("A black square, nothing else.");
    });
    auto options = optionsFor(server);
    const auto done = captionByServer(f.project, options);
    QCOMPARE(done.written, std::int64_t{3});
    QCOMPARE(done.decoded_again, std::int64_t{2});
    QCOMPARE(done.faults, (FaultCounts{{"loop", 1}}));
    QCOMPARE(f.text(1), std::string("A dark red square."));
    const auto mended = f.project->captions().current(f.images[1].id, "recap_long")->provenance;
    QCOMPARE(mended.at("decoded_again").get<std::string>(), std::string("loop"));
    QVERIFY(mended.at("sampling").at("temperature").get<double>() > 0.65);
    QVERIFY(!f.project->captions().current(f.images[0].id, "recap_long")->provenance.contains("decoded_again"));
    QCOMPARE(server.count(), 5);
    options.retry_loops = false;
    options.source = "once";
    QCOMPARE(captionByServer(f.project, options).decoded_again, std::int64_t{0});
    QCOMPARE(server.count(), 8);
}

void ServerCaptionFaultsTest::short_captions_are_made_from_the_long_ones() {
    PicturesFixture f(4);
    std::atomic<bool> answersShort{true};
    TestServer server([&](const ServedRequest& request) {
        const auto reply = describePicture(request);
        if (!request.path.starts_with("/v1/chat") || !contains(instructionOf(request), "Shorten")) return reply;
        if (!answersShort) return errorReply(400, "not now");
        return chatReply(instructionOf(request));
    });
    auto options = optionsFor(server);
    options.short_instruction = "Shorten: {caption:recap_long}";
    const auto done = captionByServer(f.project, options);
    QVERIFY2(std::holds_alternative<Completed>(done.outcome), done.failure.c_str());
    QCOMPARE(done.written, std::int64_t{8});
    QCOMPARE(server.count(), 8);
    QCOMPARE(f.project->runs().get(done.run)->step, std::int64_t{8});
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(f.text(i), "red " + std::to_string(10 * i));
        QCOMPARE(f.text(i, "recap_short"), "Shorten: red " + std::to_string(10 * i));
    }
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{0});

    // Where the long ones are there already, only the short ones are asked for.
    options.short_source = "brief";
    options.short_instruction = "Shorten it: {caption:recap_long}";
    answersShort = false;
    QVERIFY(!captionByServer(f.project, options).failure.empty());
    answersShort = true;
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{4});
    QCOMPARE(f.text(3, "brief"), std::string("Shorten it: red 30"));
    for (std::size_t i = 0; i < 4; ++i) QCOMPARE(f.versions(i), std::size_t{1});

    // Other long captions make other short ones.
    options.instruction = "Describe it well.";
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{8});

    // An image without a long caption is listed.
    f.project->captions().setStatus(f.images[0].id, "recap_long", CaptionStatus::Rejected);
    options.short_source = "third";
    const auto listed = captionByServer(f.project, options);
    QCOMPARE(listed.written, std::int64_t{3});
    QVERIFY(contains(listed.skipped.front().reason.english(), "no caption of 'recap_long'"));
}

void ServerCaptionFaultsTest::two_stages_need_two_sources() {
    PicturesFixture f(1);
    ServerCaptionOptions options;
    options.server = "http://127.0.0.1:1";
    options.short_instruction = "Shorten: {caption:recap_long}";
    options.short_source = options.source;
    QVERIFY(contains(captionByServer(f.project, options).failure, "two sources"));
    options.short_source = "recap_short";
    options.short_instruction = "Shorten: {caption}";
    QVERIFY(contains(captionByServer(f.project, options).failure, "{caption:SOURCE}"));
}

void ServerCaptionFaultsTest::the_benchmark_gives_its_rows_and_cleans_up() {
    const TempDir dir;
    ServerBenchRequest request;
    request.folder = dir / "bench";
    request.images = 12;
    request.servers = {{4, 0.002, true}, {2, 0.002, false}};
    request.long_images = 20;
    request.long_server = {8, 0.001, true};
    const auto rows = benchServer(request);
    std::size_t speeds = 0, memories = 0;
    for (const auto& row : rows) {
        QVERIFY(row.value > 0);
        speeds += row.possible > 0 ? 1 : 0;
        memories += row.unit == "MB" ? 1 : 0;
    }
    QCOMPARE(speeds, std::size_t{3});
    QCOMPARE(memories, std::size_t{3});
    QCOMPARE(rows[0].possible, 2000.0);
    QVERIFY(!fs::exists(dir / "bench"));
}
