// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_pool_test.h"

#include "base/error.h"
#include "remote/server_pool.h"
#include "support/free_port.h"
#include "support/test_server.h"

#include <QtTest/QTest>

#include <memory>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

struct Stopped {};

// Rows 0 .. n-1, whose instruction is their number.
class Rows final : public PoolWork {
public:
    explicit Rows(std::int64_t rows) : rows_(rows) {}
    Supply next(PoolRow& row) override {
        if (given_ == rows_) return Supply::None;
        row = {.row = given_, .instruction = "row " + std::to_string(given_), .jpeg = "full"};
        ++given_;
        return Supply::Row;
    }
    std::optional<std::string> smallerPicture(std::int64_t row) override {
        halved.insert(row);
        return "half";
    }
    void finished(PoolAnswer answer) override {
        answers.push_back(std::move(answer));
        if (onAnswer) onAnswer(answers.size());
    }
    void turn(std::size_t inFlight) override {
        if (onTurn) onTurn(inFlight);
    }
    bool paused() const override { return isPaused; }
    void say(Message sentence) override { said.push_back(sentence.english()); }
    bool repeatsItself(const ChatAnswer& answer) override { return answer.text.starts_with("loop"); }

    std::size_t captions() const {
        return static_cast<std::size_t>(std::count_if(answers.begin(), answers.end(), [](const auto& answer) {
            return answer.answer.fault == AnswerFault::None;
        }));
    }
    // Each row once.
    bool complete() const {
        std::set<std::int64_t> seen;
        for (const auto& answer : answers) seen.insert(answer.row);
        return static_cast<std::int64_t>(seen.size()) == rows_ && seen.size() == answers.size();
    }
    bool saidThat(const std::string& words) const {
        return std::any_of(said.begin(), said.end(),
                           [&](const auto& sentence) { return sentence.find(words) != std::string::npos; });
    }

    std::vector<PoolAnswer> answers;
    std::vector<std::string> said;
    std::set<std::int64_t> halved;
    std::function<void(std::size_t)> onAnswer;
    std::function<void(std::size_t)> onTurn;
    bool isPaused = false;

private:
    const std::int64_t rows_;
    std::int64_t given_ = 0;
};

PoolSettings settings() {
    PoolSettings out;
    out.model = "test-model";
    out.sampling.max_tokens = 50;
    out.key_name = "THE_KEY";
    out.retry = {.first = 0.001, .longest = 0.004, .jitter = 0.25};
    return out;
}

std::vector<ServerFacts> at(const std::vector<std::string>& addresses) {
    std::vector<ServerFacts> out;
    for (const auto& address : addresses) out.push_back({.address = address});
    return out;
}

// Echoes the instruction; everything but chats as otherReply.
ServedReply echo(const ServedRequest& request) {
    if (!request.path.starts_with("/v1/chat")) return otherReply(request);
    return chatReply(Json::parse(request.body)["messages"][0]["content"][0]["text"].get<std::string>());
}

std::string pictureOf(const ServedRequest& request) {
    return Json::parse(request.body)["messages"][0]["content"][1]["image_url"]["url"].get<std::string>();
}

// A server whose first `count` chats get `reply`, all others echo.
std::unique_ptr<TestServer> firstChats(int count, const ServedReply& reply) {
    const auto left = std::make_shared<std::atomic<int>>(count);
    return std::make_unique<TestServer>([=](const ServedRequest& request) {
        if (request.path.starts_with("/v1/chat") && left->fetch_sub(1) > 0) return reply;
        return echo(request);
    });
}

std::string failureOf(const std::vector<ServerFacts>& servers, const PoolSettings& settings, Rows& rows) {
    try {
        runPool(servers, settings, rows);
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

}  // namespace

void ServerPoolTest::every_row_is_answered_once() {
    TestServer server(echo);
    Rows rows(100);
    runPool(at({server.address()}), settings(), rows);
    QVERIFY(rows.complete());
    for (const auto& answer : rows.answers) {
        QCOMPARE(answer.answer.text, "row " + std::to_string(answer.row));
        QCOMPARE(answer.attempt, 1);
    }
    QCOMPARE(server.count(), 100);
}

void ServerPoolTest::storms_of_refusals_pass_data() {
    QTest::addColumn<int>("status");
    for (const int status : {429, 502, 503, 504}) QTest::newRow(std::to_string(status).c_str()) << status;
}

void ServerPoolTest::storms_of_refusals_pass() {
    QFETCH(int, status);
    const auto server = firstChats(60, errorReply(status, "later"));
    Rows rows(40);
    runPool(at({server->address()}), settings(), rows);
    QVERIFY(rows.complete());
    QCOMPARE(rows.captions(), std::size_t{40});
    QCOMPARE(server->count(), 100);
    QVERIFY(rows.saidThat("Waiting") && rows.saidThat("answers again"));
}

void ServerPoolTest::what_a_server_asks_to_wait_is_waited_no_longer_than_the_longest() {
    auto reply = errorReply(429, "later");
    reply.header = "Retry-After: 86400\r\n";
    const auto server = firstChats(1, reply);
    Rows rows(3);
    runPool(at({server->address()}), settings(), rows);
    QCOMPARE(rows.captions(), std::size_t{3});
}

void ServerPoolTest::answers_cut_in_the_middle_are_asked_for_again() {
    auto reply = chatReply("cut");
    reply.cut = 20;
    const auto server = firstChats(3, reply);
    Rows rows(20);
    runPool(at({server->address()}), settings(), rows);
    QVERIFY(rows.complete());
    QCOMPARE(rows.captions(), std::size_t{20});
    QCOMPARE(server->count(), 23);
}

void ServerPoolTest::an_answer_that_nobody_can_read_is_given_up_after_some_attempts() {
    const auto twice = firstChats(2, {.body = "{\"choices\":"});
    Rows rows(1);
    runPool(at({twice->address()}), settings(), rows);
    QCOMPARE(rows.answers.front().attempt, 3);
    QCOMPARE(rows.captions(), std::size_t{1});

    TestServer always([](const ServedRequest&) { return ServedReply{.body = "<html>"}; });
    Rows lost(2);
    runPool(at({always.address()}), settings(), lost);
    QVERIFY(lost.complete());
    QCOMPARE(lost.answers.front().answer.fault, AnswerFault::Unreadable);
    QVERIFY(!lost.answers.front().problem.empty());
}

void ServerPoolTest::an_answer_of_twenty_megabytes_costs_its_row_only() {
    const auto server = firstChats(1, {.body = std::string(20'000'000, 'x')});
    Rows rows(5);
    runPool(at({server->address()}), settings(), rows);
    QVERIFY(rows.complete());
    QCOMPARE(rows.captions(), std::size_t{4});
    QCOMPARE(server->count(), 5);
}

void ServerPoolTest::a_row_that_is_too_long_is_asked_again_with_half_the_picture() {
    TestServer server([](const ServedRequest& request) {
        if (pictureOf(request).ends_with("ZnVsbA=="))  // "full"
            return errorReply(400, "request (4165 tokens) exceeds the available context size");
        return echo(request);
    });
    Rows rows(3);
    runPool(at({server.address()}), settings(), rows);
    QCOMPARE(rows.captions(), std::size_t{3});
    QCOMPARE(rows.halved.size(), std::size_t{3});
    QCOMPARE(rows.answers.front().attempt, 2);

    TestServer never([](const ServedRequest&) { return errorReply(400, "maximum context length is 10"); });
    Rows lost(2);
    runPool(at({never.address()}), settings(), lost);
    QVERIFY(lost.complete());
    QCOMPARE(never.count(), 4);  // each once in full and once at half its size
    QVERIFY(lost.answers.front().problem.english().find("maximum context length") != std::string::npos);
}

void ServerPoolTest::an_option_that_is_named_is_left_out() {
    TestServer server([](const ServedRequest& request) {
        const Json body = Json::parse(request.body);
        if (body.contains("seed")) return errorReply(400, "unknown field 'seed'");
        if (body.contains("max_tokens")) return errorReply(400, "Use 'max_completion_tokens', not 'max_tokens'.");
        return echo(request);
    });
    auto options = settings();
    options.sampling.seed = 5;
    options.sampling.temperature = 0.5;
    Rows rows(30);
    runPool(at({server.address()}), options, rows);
    QCOMPARE(rows.captions(), std::size_t{30});
    QCOMPARE(toJsonLine(rows.answers.back().sampling),
             std::string(R"({"max_completion_tokens":50,"temperature":0.5})"));
    QVERIFY(rows.saidThat("'seed'") && rows.saidThat("max_completion_tokens"));
    QCOMPARE(rows.said.size(), std::size_t{2});
    // Only the rows that were on their way before the first answer paid for it.
    QVERIFY(server.count() < 30 + 2 * 10);
}

void ServerPoolTest::options_are_tried_without_when_the_first_rows_fail() {
    TestServer server([](const ServedRequest& request) {
        return Json::parse(request.body).contains("stop") ? errorReply(500, "internal error") : echo(request);
    });
    auto options = settings();
    options.sampling.stop = {"\n"};
    Rows rows(10);
    runPool(at({server.address()}), options, rows);
    QCOMPARE(rows.captions(), std::size_t{10});
    QVERIFY(rows.saidThat("'stop'"));

    // Where leaving them out does not help, they are not to blame.
    TestServer broken([](const ServedRequest&) { return errorReply(400, "no"); });
    Rows lost(1);
    runPool(at({broken.address()}), options, lost);
    QCOMPARE(lost.captions(), std::size_t{0});
    QVERIFY(lost.said.empty());
}

void ServerPoolTest::a_wrong_key_ends_the_work_without_saying_it() {
    TestServer server([](const ServedRequest&) { return errorReply(401, "Incorrect key: sk-secret"); });
    auto servers = at({server.address()});
    servers.front().key = "sk-secret";
    Rows rows(50);
    const auto failure = failureOf(servers, settings(), rows);
    QVERIFY2(failure.find("refuses the key") != std::string::npos, failure.c_str());
    QVERIFY2(failure.find("THE_KEY") != std::string::npos, failure.c_str());
    QVERIFY2(failure.find("sk-secret") == std::string::npos, failure.c_str());
    QVERIFY(server.count() <= startInFlight({}));
    QCOMPARE(server.requests().front().headers.at("authorization"), std::string("Bearer sk-secret"));
}

void ServerPoolTest::a_model_that_is_not_there_ends_the_work() {
    TestServer server([](const ServedRequest&) { return errorReply(404, "The model `test-model` does not exist."); });
    Rows rows(50);
    const auto failure = failureOf(at({server.address()}), settings(), rows);
    QVERIFY2(failure.find("'test-model'") != std::string::npos && failure.find(server.address()) == 0, failure.c_str());
}

void ServerPoolTest::a_model_that_sees_nothing_ends_the_work() {
    TestServer server([](const ServedRequest&) {
        return errorReply(500, "image input is not supported - hint: you may need to provide the mmproj");
    });
    Rows rows(50);
    const auto failure = failureOf(at({server.address()}), settings(), rows);
    QVERIFY2(failure.find("does not take images") != std::string::npos, failure.c_str());
}

void ServerPoolTest::each_server_gets_its_own_key_only() {
    TestServer one(echo), two(echo);
    auto servers = at({one.address(), two.address()});
    servers[0].key = "key-one";
    Rows rows(40);
    runPool(servers, settings(), rows);
    QVERIFY(rows.complete() && one.count() > 0 && two.count() > 0);
    for (const auto& request : one.requests())
        QCOMPARE(request.headers.at("authorization"), std::string("Bearer key-one"));
    for (const auto& request : two.requests()) QVERIFY(!request.headers.contains("authorization"));
}

void ServerPoolTest::a_server_that_answers_garbage_ends_the_work_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("no JSON") << QByteArray("<html>Welcome to nginx") << QByteArray("'<html>Welcome to nginx'");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("no content");
    QTest::newRow("another JSON") << QByteArray("{\"detail\":\"ok\"}") << QByteArray("not a chat completion");
    QTest::newRow("empty captions") << QByteArray::fromStdString(chatReply("").body)
                                    << QByteArray("The answer is empty");
    QTest::newRow("cut off") << QByteArray::fromStdString(chatReply("A dog", "length").body)
                             << QByteArray("max_tokens");
}

void ServerPoolTest::a_server_that_answers_garbage_ends_the_work() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, reason);
    TestServer server([&](const ServedRequest&) { return ServedReply{.body = body.toStdString()}; });
    Rows rows(10'000);
    const auto failure = failureOf(at({server.address()}), settings(), rows);
    QVERIFY2(failure.find("The last 20 answers of " + server.address()) == 0, failure.c_str());
    QVERIFY2(failure.find(reason.toStdString()) != std::string::npos, failure.c_str());
    QVERIFY(server.count() < 100);
}

void ServerPoolTest::a_server_that_wrote_captions_is_given_up_later() {
    std::atomic<int> chats{0};
    TestServer breaks(
        [&](const ServedRequest& request) { return chats++ < 10 ? echo(request) : errorReply(400, "out of memory"); });
    Rows rows(10'000);
    const auto failure = failureOf(at({breaks.address()}), settings(), rows);
    QVERIFY2(failure.find("The last 100 answers") == 0 && failure.find("out of memory") != std::string::npos,
             failure.c_str());
    QCOMPARE(rows.captions(), std::size_t{10});

    // Nineteen of twenty that are no captions are many, but there are captions.
    std::atomic<int> others{0};
    TestServer poor([&](const ServedRequest& request) {
        return others++ % 20 == 0 ? echo(request) : chatReply("A dog on", "length");
    });
    Rows more(200);
    runPool(at({poor.address()}), settings(), more);
    QVERIFY(more.complete());
    QCOMPARE(more.captions(), std::size_t{10});
}

void ServerPoolTest::an_answer_that_repeats_itself_is_asked_for_with_another_temperature() {
    TestServer server([](const ServedRequest& request) {
        const auto temperature = Json::parse(request.body)["temperature"].get<double>();
        const auto row = [&](const char* words) { return request.body.find(words) != std::string::npos; };
        if (temperature > 0.5) {
            if (row("\"row 3\"")) return chatReply("loop and loop");
            if (row("\"row 4\"")) return chatReply("loop", "length");
            if (row("\"row 5\"")) return errorReply(400, "no");
            return echo(request);
        }
        if (row("\"row 1\"")) return chatReply("loop loop");
        if (row("\"row 2\"")) return chatReply("loop loop loop", "length");
        if (row("\"row 3\"") || row("\"row 4\"") || row("\"row 5\"")) return chatReply("loop first");
        return echo(request);
    });
    auto options = settings();
    options.sampling.temperature = 0.2;
    Rows rows(8);
    runPool(at({server.address()}), options, rows);
    QVERIFY(rows.complete());
    QCOMPARE(server.count(), 8 + 5);
    std::map<std::int64_t, const PoolAnswer*> byRow;
    for (const auto& answer : rows.answers) byRow[answer.row] = &answer;
    for (const int row : {0, 6, 7}) QVERIFY(!byRow[row]->decoded_again);
    for (const int row : {1, 2}) {
        QCOMPARE(byRow[row]->answer.text, "row " + std::to_string(row));
        QVERIFY(byRow[row]->decoded_again);
        QCOMPARE(byRow[row]->sampling["temperature"].get<double>(), changedTemperature(0.2));
        QCOMPARE(byRow[row]->attempt, 2);
    }
    // No better the second time: the first caption counts.
    for (const int row : {3, 4, 5}) {
        QCOMPARE(byRow[row]->answer.text, std::string("loop first"));
        QCOMPARE(byRow[row]->answer.fault, AnswerFault::None);
        QCOMPARE(byRow[row]->sampling["temperature"].get<double>(), 0.2);
        QVERIFY(byRow[row]->problem.empty());
    }
}

void ServerPoolTest::a_bad_row_does_not_end_the_work() {
    TestServer server([](const ServedRequest& request) {
        if (request.body.find("\"row 3\"") != std::string::npos) return errorReply(400, "cannot identify image file");
        if (request.body.find("\"row 4\"") != std::string::npos) return errorReply(500, "it crashed");
        if (request.body.find("\"row 5\"") != std::string::npos) return chatReply("A dog on", "length");
        if (request.body.find("\"row 6\"") != std::string::npos) return errorReply(503, "never");
        return echo(request);
    });
    Rows rows(40);
    runPool(at({server.address()}), settings(), rows);
    QVERIFY(rows.complete());
    QCOMPARE(rows.captions(), std::size_t{36});
    std::map<std::int64_t, const PoolAnswer*> byRow;
    for (const auto& answer : rows.answers) byRow[answer.row] = &answer;
    QCOMPARE(byRow[3]->answer.fault, AnswerFault::Refused);
    QCOMPARE(byRow[3]->attempt, 1);
    QVERIFY(byRow[3]->problem.english().find("cannot identify image file") != std::string::npos);
    QCOMPARE(byRow[4]->attempt, 2);
    QCOMPARE(byRow[5]->answer.fault, AnswerFault::Length);
    QCOMPARE(byRow[6]->answer.fault, AnswerFault::Refused);
}

void ServerPoolTest::two_servers_share_the_rows_and_one_may_die() {
    TestServer good(echo);
    auto dying = std::make_unique<TestServer>(echo);
    Rows rows(300);
    rows.onAnswer = [&](std::size_t count) {
        if (count == 30) dying->stop();
    };
    runPool(at({good.address(), dying->address()}), settings(), rows);
    QVERIFY(rows.complete());
    QCOMPARE(rows.captions(), std::size_t{300});
    QVERIFY(dying->count() > 0 && good.count() > 200);
    QVERIFY(!rows.saidThat("Waiting"));
}

void ServerPoolTest::a_server_may_be_killed_and_come_back() {
    TestServer server(echo);
    Rows rows(200);
    bool up = true;
    rows.onAnswer = [&](std::size_t count) {
        if (count != 50) return;
        server.stop();
        up = false;
    };
    rows.onTurn = [&](std::size_t) {
        if (up || !rows.saidThat("Waiting")) return;
        server.start();
        up = true;
    };
    runPool(at({server.address()}), settings(), rows);
    QVERIFY(rows.complete());
    QCOMPARE(rows.captions(), std::size_t{200});
    QVERIFY(server.count("/health") > 0);
}

void ServerPoolTest::a_pool_whose_server_is_away_says_that_it_waits() {
    TestServer server(echo);
    server.stop();
    Rows rows(5);
    std::optional<std::size_t> saidBefore;
    rows.onTurn = [&](std::size_t) {
        if (saidBefore || !rows.saidThat("Waiting")) return;
        saidBefore = rows.answers.size();
        server.start();
    };
    auto servers = at({server.address()});
    servers[0].end = HttpEnd::Unreachable;
    runPool(servers, settings(), rows);
    QVERIFY(saidBefore == std::size_t{0});
    QCOMPARE(rows.captions(), std::size_t{5});
    QCOMPARE(rows.said.size(), std::size_t{2});
    QVERIFY(rows.saidThat("answers again"));
}

void ServerPoolTest::the_work_can_be_stopped_at_any_time() {
    TestServer server([](const ServedRequest&) { return ServedReply{.delay_ms = 1'000'000}; });
    Rows rows(5);
    rows.onTurn = [&](std::size_t inFlight) {
        if (inFlight > 0) throw Stopped{};
    };
    QVERIFY_EXCEPTION_THROWN(runPool(at({server.address()}), settings(), rows), Stopped);
}

void ServerPoolTest::a_pause_lets_the_answers_arrive_and_sends_nothing() {
    TestServer server(echo);
    Rows rows(50);
    rows.onAnswer = [&](std::size_t count) {
        if (count == 10) rows.isPaused = true;
    };
    int sent = 0;
    rows.onTurn = [&](std::size_t inFlight) {
        if (!rows.isPaused || inFlight > 0) return;
        sent = server.count();
        QCOMPARE(static_cast<std::size_t>(sent), rows.answers.size());
        rows.isPaused = false;
    };
    runPool(at({server.address()}), settings(), rows);
    QVERIFY(sent >= 10 && sent < 50);
    QVERIFY(rows.complete());
}
