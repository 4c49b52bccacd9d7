// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_caption_job_test.h"

#include "base/random.h"
#include "child_process.h"
#include "server_caption_fixture.h"
#include "support/free_port.h"

#include <QtTest/QTest>

#include <algorithm>
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

void ServerCaptionJobTest::every_image_gets_the_caption_of_its_own_picture() {
    PicturesFixture f(20);
    TestServer server(describePicture);
    const auto done = captionByServer(f.project, optionsFor(server));
    QVERIFY2(std::holds_alternative<Completed>(done.outcome), done.failure.c_str());
    QCOMPARE(done.written, std::int64_t{20});
    QVERIFY(done.skipped.empty() && done.flagged.empty());
    QVERIFY(f.eachHasOneVersion());
    QCOMPARE(server.count(), 20);
    const auto run = f.project->runs().get(done.run);
    QCOMPARE(run->kind, RunKind::ServerRecaption);
    QCOMPARE(run->state, RunState::Done);
    QCOMPARE(run->step, std::int64_t{20});
    QCOMPARE(run->config.at("model").get<std::string>(), std::string("test-model"));
}

void ServerCaptionJobTest::a_caption_says_where_it_is_from() {
    PicturesFixture f(1);
    TestServer server([](const ServedRequest& request) {
        if (request.path == "/version") return ServedReply{.body = R"({"version":"0.23.1"})"};
        return describePicture(request);
    });
    auto options = optionsFor(server);
    options.seed = 7;
    options.temperature = 0.25;
    captionByServer(f.project, options);
    const auto caption = f.project->captions().current(f.images[0].id, "recap_long");
    QCOMPARE(caption->status, CaptionStatus::New);
    QVERIFY2(caption->author.starts_with("test-model@"), caption->author.c_str());
    const auto& p = caption->provenance;
    QCOMPARE(p.at("run").get<std::int64_t>(), f.project->runs().list().back().id.value);
    QCOMPARE(p.at("server").get<std::string>(), server.address());
    QCOMPARE(p.at("server_kind").get<std::string>(), std::string("vLLM"));
    QCOMPARE(p.at("server_version").get<std::string>(), std::string("0.23.1"));
    QCOMPARE(p.at("model").get<std::string>(), std::string("test-model"));
    QCOMPARE(p.at("instruction_sha256").get<std::string>(), sha256("Describe it."));
    QCOMPARE(p.at("picture_sha256").get<std::string>(), sha256(jpegOf(server.requests().front())));
    QCOMPARE(p.at("picture_size").dump(), std::string("[80,40]"));
    QCOMPARE(p.at("finish_reason").get<std::string>(), std::string("stop"));
    QCOMPARE(p.at("usage").at("completion_tokens").get<int>(), 20);
    QCOMPARE(p.at("attempt").get<int>(), 1);
    QCOMPARE(toJsonLine(p.at("sampling")),
             std::string(R"({"max_tokens":256,"temperature":0.25,"top_p":0.95,"seed":7})"));
}

void ServerCaptionJobTest::large_pictures_are_sent_small_and_upright() {
    PicturesFixture f(0);
    f.add(ImageBuffer(301, 1200, 3, 50));
    TestServer server([](const ServedRequest& request) {
        return request.path.starts_with("/v1/chat") ? chatReply("tall") : otherReply(request);
    });
    auto options = optionsFor(server);
    options.image_size = 400;
    captionByServer(f.project, options);
    const auto sent = decodeImageBytes(jpegOf(server.requests().front()), "request");
    QCOMPARE(sent.height, 400);
    QCOMPARE(sent.width, 100);
    QCOMPARE(probeImageBytes(jpegOf(server.requests().front()), "request").format, std::string("jpeg"));
}

void ServerCaptionJobTest::the_instruction_is_filled_for_each_image() {
    PicturesFixture f(2);
    f.project->captions().addVersion(
        {f.images[0].id, "alttext", "Two dogs are playing in the snow", CaptionStatus::New});
    f.project->captions().addVersion(
        {f.images[1].id, "alttext", "Zwei Hunde spielen draußen im Schnee {alttext}", CaptionStatus::New});
    for (const auto& image : f.images) f.project->images().setAttributes(image.id, {{"place", "park"}, {"n", 3}});
    TestServer server(describePicture);
    auto options = optionsFor(server);
    options.instruction = "{{x}} In {language}: {alttext} / {attribute:place} {attribute:n}";
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{2});
    std::vector<std::string> asked;
    for (const auto& request : server.requests()) asked.push_back(instructionOf(request));
    std::sort(asked.begin(), asked.end());
    QCOMPARE(asked, (std::vector<std::string>{"{x} In de: Zwei Hunde spielen draußen im Schnee {alttext} / park 3",
                                              "{x} In en: Two dogs are playing in the snow / park 3"}));
}

void ServerCaptionJobTest::what_an_image_lacks_is_listed() {
    PicturesFixture f(3);
    f.project->captions().addVersion({f.images[1].id, "alttext", "Dogs", CaptionStatus::New});
    TestServer server(describePicture);
    auto options = optionsFor(server);
    options.instruction = "Given \"{alttext}\", describe it.";
    const auto done = captionByServer(f.project, options);
    QCOMPARE(done.written, std::int64_t{1});
    QCOMPARE(done.skipped.size(), std::size_t{2});
    QVERIFY(contains(done.skipped[0].reason.english(), "no alt text"));
    options.instruction = "{attribute:place}";
    QVERIFY(contains(captionByServer(f.project, options).skipped.front().reason.english(), "'place'"));
    QCOMPARE(server.count(), 1);
}

void ServerCaptionJobTest::a_wrong_instruction_is_named_before_anything_is_sent() {
    PicturesFixture f(1);
    TestServer server(describePicture);
    auto options = optionsFor(server);
    for (const char* instruction : {"{alt}", "{attribute:}", "say {alttext", "  ", ""}) {
        options.instruction = instruction;
        QVERIFY2(!captionByServer(f.project, options).failure.empty(), instruction);
    }
    options.instruction = "{caption}";
    QVERIFY(contains(captionByServer(f.project, options).failure, "{caption}"));
    // A name of a file means what is in it.
    writeBytes(f.dir / "instruction.txt", "What is {it}?\n");
    options.instruction = (f.dir / "instruction.txt").string();
    QVERIFY(contains(captionByServer(f.project, options).failure, "{it}"));
    QCOMPARE(server.count("/"), 0);
    QVERIFY(f.project->runs().list().empty());
}

void ServerCaptionJobTest::a_source_that_an_instruction_asks_for_must_exist() {
    PicturesFixture f(1);
    TestServer server(describePicture);
    auto options = optionsFor(server);
    options.instruction = "Shorten: {caption:recap_lnog}";
    const auto refused = captionByServer(f.project, options);
    QVERIFY2(contains(refused.failure, "no caption source 'recap_lnog'"), refused.failure.c_str());
    QVERIFY(f.project->runs().list().empty());
    QCOMPARE(server.requests().size(), std::size_t{0});
    // What the first instruction writes need not be there yet.
    options.instruction = "Describe it.";
    options.short_instruction = "Shorten: {caption:recap_long}";
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{2});
}

void ServerCaptionJobTest::a_source_of_people_is_refused() {
    PicturesFixture f(1);
    TestServer server(describePicture);
    auto options = optionsFor(server);
    options.source = "human_long";
    const auto refused = captionByServer(f.project, options);
    QVERIFY2(contains(refused.failure, "for what people write"), refused.failure.c_str());
    QCOMPARE(f.versions(0, "human_long"), std::size_t{0});
}

void ServerCaptionJobTest::what_people_approved_is_never_written_over() {
    PicturesFixture f(5);
    f.project->captions().addVersion({f.images[0].id, "recap_long", "accepted", CaptionStatus::Accepted, "a person"});
    f.project->captions().addVersion({f.images[1].id, "recap_long", "edited", CaptionStatus::Edited, "a person"});
    f.project->captions().addVersion({f.images[2].id, "recap_long", "rejected", CaptionStatus::Rejected, "other"});
    // A person accepts one while the server thinks about it.
    TestServer server([&](const ServedRequest& request) {
        const auto reply = describePicture(request);
        if (contains(reply.body, "red 30"))
            Project::open(f.project->path())
                ->captions()
                .addVersion({f.images[3].id, "recap_long", "by hand", CaptionStatus::Accepted, "a person"});
        return reply;
    });
    const auto done = captionByServer(f.project, optionsFor(server));
    QCOMPARE(done.written, std::int64_t{2});
    QCOMPARE(f.text(0), std::string("accepted"));
    QCOMPARE(f.text(1), std::string("edited"));
    QCOMPARE(f.text(2), std::string("red 20"));
    QCOMPARE(f.text(3), std::string("by hand"));
    QCOMPARE(server.count(), 3);
    QCOMPARE(done.skipped.size(), std::size_t{1});
    QCOMPARE(done.skipped[0].file, f.images[3].path);
}

void ServerCaptionJobTest::captions_that_are_there_are_not_asked_for_again() {
    PicturesFixture f(6);
    TestServer server(describePicture);
    auto options = optionsFor(server);
    options.filter = "key:" + f.images[2].key;
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{1});
    options.filter.clear();
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{5});
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{0});
    // Neither the server's address nor how it is asked changes what a caption is.
    TestServer other(describePicture);
    options.server = other.address();
    options.max_in_flight = 2;
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{0});
    QVERIFY(f.eachHasOneVersion());
}

void ServerCaptionJobTest::another_instruction_adds_versions() {
    PicturesFixture f(3);
    TestServer server(describePicture);
    auto options = optionsFor(server);
    captionByServer(f.project, options);
    options.instruction = "Describe it well.";
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{3});
    options.source = "another";
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(f.versions(i), std::size_t{2});
        QCOMPARE(f.versions(i, "another"), std::size_t{1});
    }
}

void ServerCaptionJobTest::a_stopped_run_continues() {
    PicturesFixture f(20);
    TestServer server(describePicture);
    RecordingContext context;
    context.onProgress = [&](const Progress& progress) {
        if (progress.done >= 4) context.control().cancel();
    };
    const auto stopped = captionByServer(f.project, optionsFor(server), context);
    QVERIFY(std::holds_alternative<CancelledByUser>(stopped.outcome));
    QVERIFY(stopped.written >= 4 && stopped.written < 20);
    QCOMPARE(f.project->runs().get(stopped.run)->state, RunState::Cancelled);
    QCOMPARE(captionByServer(f.project, optionsFor(server)).written, 20 - stopped.written);
    QVERIFY(f.eachHasOneVersion());
}

void ServerCaptionJobTest::a_server_killed_during_the_run_costs_nothing() {
    PicturesFixture f(20);
    TestServer server(describePicture);
    RecordingContext context;
    bool killed = false;
    context.onProgress = [&](const Progress& progress) {
        if (killed || progress.done < 5) return;
        killed = true;
        server.stop();
        server.start();
    };
    const auto done = captionByServer(f.project, optionsFor(server), context);
    QVERIFY2(std::holds_alternative<Completed>(done.outcome), done.failure.c_str());
    QVERIFY(killed);
    QCOMPARE(done.written, std::int64_t{20});
    QVERIFY(f.eachHasOneVersion());
}

void ServerCaptionJobTest::a_process_killed_during_the_run_costs_what_was_on_its_way() {
    PicturesFixture f(20);
    const auto path = f.project->path();
    f.project.reset();  // the second process writes
    std::atomic<int> chats{0};
    // The first ones are answered, the others only to the process that comes later.
    std::atomic<bool> later{false};
    TestServer server([&](const ServedRequest& request) {
        auto reply = describePicture(request);
        if (request.path.starts_with("/v1/chat") && !later && chats++ >= 8) reply.delay_ms = 1'000'000;
        return reply;
    });
    {
        Child child({QStringLiteral("caption"), QString::fromStdString(path.string()),
                     QString::fromStdString(server.address())});
        QVERIFY(child.waitFor("at 8"));
        child.kill();
    }
    later = true;
    f.project = Project::open(path);
    QVERIFY(!f.project->readOnly());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < 20; ++i) kept += f.versions(i);
    QCOMPARE(kept, std::size_t{8});
    QCOMPARE(captionByServer(f.project, optionsFor(server)).written, std::int64_t{12});
    QVERIFY(f.eachHasOneVersion());
}

void ServerCaptionJobTest::kills_at_any_moment_leave_one_version_an_image() {
    constexpr int kRounds = 5;
    const int chosen = qEnvironmentVariableIntValue("RECAP_TEST_IMAGES");  // more of them for a longer look
    const int images = chosen > 0 ? chosen : 120;
    PicturesFixture f(0);
    Random random(23);
    for (int i = 0; i < images; ++i) {
        ImageBuffer picture(16, 16);
        for (auto& byte : picture.pixels) byte = static_cast<std::uint8_t>(random.below(256));
        f.add(picture);
    }
    const auto path = f.project->path();
    f.project.reset();  // the second process writes
    // Slow enough that a kill finds requests on their way.
    TestServer server([&](const ServedRequest& request) {
        auto reply = describePicture(request);
        reply.delay_ms = 3;
        return reply;
    });
    for (int round = 0; round < kRounds; ++round) {
        Child child({QStringLiteral("caption"), QString::fromStdString(path.string()),
                     QString::fromStdString(server.address())});
        const auto until = static_cast<int>(random.below(images / kRounds));
        for (int heard = 0; heard <= until; ++heard)
            if (!child.waitFor("at ")) break;
        child.kill();
    }
    f.project = Project::open(path);
    QVERIFY(!f.project->readOnly());
    std::int64_t kept = 0;
    for (std::size_t i = 0; i < f.images.size(); ++i) kept += static_cast<std::int64_t>(f.versions(i));
    const auto done = captionByServer(f.project, optionsFor(server));
    QVERIFY2(std::holds_alternative<Completed>(done.outcome), done.failure.c_str());
    QCOMPARE(kept + done.written, static_cast<std::int64_t>(images));
    for (std::size_t i = 0; i < f.images.size(); ++i) QCOMPARE(f.versions(i), std::size_t{1});
    for (const auto& run : f.project->runs().list()) QVERIFY(run.state != RunState::Running);
}

void ServerCaptionJobTest::answers_that_are_no_captions_are_counted_and_listed() {
    PicturesFixture f(8);
    TestServer server([](const ServedRequest& request) {
        const auto reply = describePicture(request);
        if (contains(reply.body, "red 10\"")) return chatReply("A dog on a", "length");
        if (contains(reply.body, "red 20\"")) return chatReply("");
        if (contains(reply.body, "red 30\""))
            return ServedReply{
                .body =
                    R"({"choices":[{"message":{"content":null,"reasoning_content":"Hm"},"finish_reason":"length"}]})"};
        if (contains(reply.body, "red 40\"")) return ServedReply{.body = "<html>no json"};
        if (contains(reply.body, "red 50\"")) return errorReply(400, "cannot identify image file");
        return reply;
    });
    const auto done = captionByServer(f.project, optionsFor(server));
    QVERIFY(std::holds_alternative<Completed>(done.outcome));
    QCOMPARE(done.written, std::int64_t{3});
    QCOMPARE(done.flagged,
             (FaultCounts{{"empty", 1}, {"length", 1}, {"reasoning_only", 1}, {"refused", 1}, {"unreadable", 1}}));
    QCOMPARE(done.skipped.size(), std::size_t{5});
    for (std::size_t i = 1; i <= 5; ++i) QCOMPARE(f.versions(i), std::size_t{0});
    QCOMPARE(f.project->runs().get(done.run)->step, std::int64_t{8});
}

void ServerCaptionJobTest::a_picture_that_cannot_be_read_is_listed() {
    PicturesFixture f(4);
    writeBytes(f.images[2].path, "no picture");
    TestServer server(describePicture);
    const auto done = captionByServer(f.project, optionsFor(server));
    QVERIFY(std::holds_alternative<Completed>(done.outcome));
    QCOMPARE(done.written, std::int64_t{3});
    QCOMPARE(done.skipped.size(), std::size_t{1});
    QCOMPARE(done.skipped[0].file, f.images[2].path);
    QVERIFY(done.flagged.empty());
}

void ServerCaptionJobTest::a_key_that_is_refused_is_stored_nowhere() {
    const std::string key = "sk-4f9a1c77e0";
    const VariableForTest variable("RECAP_TEST_SERVER_KEY", key.c_str());
    PicturesFixture f(3);
    std::atomic<bool> accept{true};
    TestServer server([&](const ServedRequest& request) {
        if (request.headers.at("authorization") != "Bearer " + key || !accept)
            return errorReply(401, "Incorrect API key provided: " + key);
        accept = !request.path.starts_with("/v1/chat");  // the first caption is the last one
        return describePicture(request);
    });
    auto options = optionsFor(server);
    options.api_key_env = "RECAP_TEST_SERVER_KEY";
    options.max_in_flight = 1;
    RecordingContext context;
    const auto done = captionByServer(f.project, options, context);
    QVERIFY2(contains(done.failure, "RECAP_TEST_SERVER_KEY") && !contains(done.failure, key), done.failure.c_str());
    QCOMPARE(done.written, std::int64_t{1});
    QCOMPARE(f.project->runs().get(done.run)->state, RunState::Failed);
    for (const auto& event : context.eventsOf<MessageEvent>()) QVERIFY(!contains(event.text, key));
    f.project.reset();
    for (const auto& file : fs::recursive_directory_iterator(f.dir.path()))
        if (file.is_regular_file()) QVERIFY2(!contains(readBytes(file.path()), key), file.path().c_str());
}

void ServerCaptionJobTest::a_key_variable_that_is_not_set_is_named() {
    PicturesFixture f(1);
    TestServer server(describePicture);
    auto options = optionsFor(server);
    options.api_key_env = "RECAP_TEST_NOT_SET";
    QVERIFY(contains(captionByServer(f.project, options).failure, "RECAP_TEST_NOT_SET"));
    const VariableForTest variable("RECAP_TEST_NOT_SET", "two\r\nlines");
    QVERIFY(contains(captionByServer(f.project, options).failure, "RECAP_TEST_NOT_SET"));
    QCOMPARE(server.count("/"), 0);
}

void ServerCaptionJobTest::the_only_model_is_taken_and_several_are_listed() {
    PicturesFixture f(1);
    std::string list;
    TestServer server([&](const ServedRequest& request) {
        return request.path == "/v1/models" ? ServedReply{.body = list} : describePicture(request);
    });
    auto options = optionsFor(server);
    list = R"({"data":[{"id":"qwen"},{"id":"llava"}]})";
    QVERIFY(contains(captionByServer(f.project, options).failure, "qwen, llava"));
    list = "500";
    QVERIFY(contains(captionByServer(f.project, options).failure, "does not list its models"));
    QCOMPARE(server.count(), 0);
    options.model = "llava";
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{1});
    QCOMPARE(Json::parse(server.requests().front().body)["model"].get<std::string>(), std::string("llava"));
}

void ServerCaptionJobTest::servers_that_cannot_be_reached_are_named_before_the_run() {
    PicturesFixture f(1);
    ServerCaptionOptions options;
    QVERIFY(!captionByServer(f.project, options).failure.empty());
    options.server = "http://127.0.0.1:" + std::to_string(freePort());
    QVERIFY(contains(captionByServer(f.project, options).failure, options.server));
    options.server = "localhost:8000";
    QVERIFY(contains(captionByServer(f.project, options).failure, "'localhost:8000'"));
    options.server = "http://127.0.0.1:1";
    options.source = "not a name";
    QVERIFY(contains(captionByServer(f.project, options).failure, "'not a name'"));
    QVERIFY(f.project->runs().list().empty());
}

void ServerCaptionJobTest::a_model_without_eyes_is_refused_before_the_run() {
    PicturesFixture f(1);
    TestServer server([](const ServedRequest& request) {
        if (request.path == "/props") return ServedReply{.body = R"({"total_slots":1,"modalities":{"vision":false}})"};
        return describePicture(request);
    });
    QVERIFY(contains(captionByServer(f.project, optionsFor(server)).failure, "--mmproj"));
    QCOMPARE(server.count(), 0);
}

void ServerCaptionJobTest::a_second_server_helps_and_may_be_away() {
    PicturesFixture f(20);
    TestServer one(describePicture), two(describePicture);
    auto options = optionsFor(one);
    options.server = one.address() + ", " + two.address() + "/v1,http://127.0.0.1:" + std::to_string(freePort());
    const auto done = captionByServer(f.project, options);
    QCOMPARE(done.written, std::int64_t{20});
    QVERIFY(one.count() > 0 && two.count() > 0);
    QVERIFY(f.eachHasOneVersion());
}
