// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_judge_test.h"

#include "judging_fixture.h"

#include "base/json.h"
#include "support/free_port.h"
#include "support/test_server.h"
#include "workflow/judging/judge_check.h"
#include "workflow/judging/judges_file.h"
#include "workflow/judging/server_judge.h"

#include <QtTest/QTest>

#include <atomic>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

using Tokens = std::vector<TokenProbability>;

ServedReply probabilities(const Tokens& tokens) {
    Json top = Json::array();
    for (const auto& token : tokens) top.push_back({{"token", token.token}, {"logprob", std::log(token.probability)}});
    const Json first{{"token", tokens.front().token},
                     {"logprob", std::log(tokens.front().probability)},
                     {"top_logprobs", std::move(top)}};
    const Json body{{"model", "test-model"},
                    {"choices", Json::array({{{"index", 0},
                                              {"message", {{"role", "assistant"}, {"content", tokens.front().token}}},
                                              {"logprobs", {{"content", Json::array({first})}}},
                                              {"finish_reason", "length"}}})}};
    return {.body = body.dump()};
}

bool isChat(const ServedRequest& request) {
    return request.path.starts_with("/v1/chat");
}

std::string questionOf(const ServedRequest& request) {
    return Json::parse(request.body)["messages"][0]["content"][0]["text"].get<std::string>();
}

bool isAboutSight(const ServedRequest& request) {
    return questionOf(request).find("What is this?") != std::string::npos;
}

// Answers questions about prompts by `answer`, and those about the server as one whose model takes pictures.
class Server {
public:
    using Answer = std::function<ServedReply(const ServedRequest& request)>;
    explicit Server(Answer answer)
        : answer_(std::move(answer)), server_([this](const ServedRequest& request) { return reply(request); }) {
        server_.answers_sight = false;
    }
    std::string judge() const { return "[judge.model]\nkind = \"server\"\nurl = \"" + server_.address() + "\"\n"; }
    JudgeEntry entry() const {
        JudgeEntry entry;
        entry.name = "model";
        entry.kind = "server";
        entry.url = server_.address();
        return entry;
    }
    std::vector<ServedRequest> questions() const {
        auto all = server_.requests();
        std::erase_if(all, isAboutSight);
        return all;
    }

private:
    ServedReply reply(const ServedRequest& request) {
        if (!isChat(request)) return otherReply(request);
        if (!isAboutSight(request)) return answer_(request);
        const int tokens = request.body.find("image_url") == std::string::npos ? 12 : 600;
        return {.body = Json{{"choices", Json::array({{{"message", {{"content", "A"}}}}})},
                             {"usage", {{"prompt_tokens", tokens}}}}
                            .dump()};
    }
    Answer answer_;
    TestServer server_;
};

struct JudgedFixture : Fixture {
    explicit JudgedFixture(const Server& server, const std::string& others = {}) : Fixture(3) {
        judges(server.judge() + others);
        prompts(line(0, "a red car", "{}") + line(1, "two dogs", "{}") + line(2, "a \\\"big\\\" cat", "{}"));
        request.metrics = {"vqascore"};
    }
};

}  // namespace

void ServerJudgeTest::yes_is_the_sum_of_its_spellings() {
    const auto yes = [](const Tokens& tokens) { return yesProbability(tokens).value_or(-1); };
    QCOMPARE(yes({{"Yes", 0.5},
                  {"yes", 0.125},
                  {" Yes", 0.0625},
                  {"\u2581yes", 0.03125},
                  {"\u0120YES", 0.015625},
                  {"No", 0.125},
                  {"Yesterday", 0.1},
                  {"eyes", 0.1}}),
             0.734375);
    QCOMPARE(yes({{"No", 0.9}, {"The", 0.1}}), 0.0);  // not divided by that of yes and no
    QCOMPARE(yes({{"yes", 0.75}, {"Yes", 0.5}}), 1.0);
    QVERIFY(!yesProbability({{"The", 0.9}, {"<think>", 0.1}}));
    QVERIFY(!yesProbability({}));
    QCOMPARE(vqaQuestion("a dog"), std::string("Does this figure show \"a dog\"? Please answer yes or no."));
}

void ServerJudgeTest::the_score_is_the_mean_probability_of_yes() {
    Server server([](const ServedRequest& request) {
        const bool car = questionOf(request).find("car") != std::string::npos;
        return probabilities(car ? Tokens{{"Yes", 0.625}, {" yes", 0.125}, {"No", 0.25}}
                                 : Tokens{{"No", 0.75}, {"Yes", 0.25}});
    });
    JudgedFixture f(server);
    const auto number = f.run().front();
    QVERIFY(near(number.value.value, 100 * (0.75 + 0.25 + 0.25) / 3, 1e-12));
    QCOMPARE(number.value.n, std::int64_t{3});
    QVERIFY(number.value.warning.empty());
    QCOMPARE(number.card.judge_kind, std::string("server"));
    QCOMPARE(number.card.judge_facts["judge_model"].get<std::string>(), std::string("test-model"));
    QCOMPARE(number.card.judge_facts["server"].get<std::string>(), std::string("generic"));
    QCOMPARE(number.card.judge_facts["question"].get<std::string>(), vqaQuestion("{text}"));
    const auto asked = server.questions();
    QCOMPARE(asked.size(), std::size_t{3});
    std::vector<std::string> questions;
    for (const auto& request : asked) {
        questions.push_back(questionOf(request));
        const Json body = Json::parse(request.body);
        QCOMPARE(body["max_tokens"].get<int>(), 1);
        QCOMPARE(body["temperature"].get<double>(), 0.0);
        QVERIFY(body["logprobs"].get<bool>());
        QCOMPARE(body["top_logprobs"].get<int>(), 20);
        QVERIFY(contains(request.body, "data:image/jpeg;base64,"));
    }
    std::sort(questions.begin(), questions.end());
    QCOMPARE(questions, (std::vector<std::string>{vqaQuestion("a \"big\" cat"), vqaQuestion("a red car"),
                                                  vqaQuestion("two dogs")}));
}

void ServerJudgeTest::what_was_answered_is_not_asked_again() {
    Server server([](const ServedRequest&) { return probabilities({{"Yes", 0.5}, {"No", 0.5}}); });
    JudgedFixture f(server);
    f.request.cache = f.dir / "cache";
    const auto first = f.run().front().value.value;
    QCOMPARE(f.run().front().value.value, first);
    QCOMPARE(server.questions().size(), std::size_t{3});
    f.prompts(line(0, "a red car", "{}") + line(1, "three dogs", "{}") + line(2, "a \\\"big\\\" cat", "{}"));
    f.run();
    QCOMPARE(server.questions().size(), std::size_t{4});  // the changed prompt
}

void ServerJudgeTest::a_server_without_probabilities_leaves_one_sentence_and_no_number() {
    Server server([](const ServedRequest&) { return chatReply("Yes"); });
    JudgedFixture f(server, clipJudge());
    f.request.metrics = {"vqascore", "clipscore"};
    const auto numbers = f.run();
    const auto& number = find(numbers, "vqascore");
    QVERIFY(std::isnan(number.value.value) && number.value.n == 0);
    const auto reason = number.card.undefined.english();
    QVERIFY2(contains(reason, "test-model") && contains(reason, "without log-probabilities"), reason.c_str());
    QVERIFY(std::isfinite(find(numbers, "clipscore").value.value));  // the other judge's
}

void ServerJudgeTest::a_server_that_refuses_probabilities_is_no_judge() {
    Server server([](const ServedRequest& request) {
        return contains(request.body, "logprobs") ? errorReply(400, "logprobs is not supported") : chatReply("Yes");
    });
    JudgedFixture f(server);
    QVERIFY(contains(f.run().front().card.undefined.english(), "without log-probabilities"));
}

void ServerJudgeTest::a_full_server_is_asked_again() {
    std::atomic<int> requests{0};
    Server server([&](const ServedRequest&) {
        return requests++ == 0 ? errorReply(503, "busy") : probabilities({{"Yes", 0.5}, {"No", 0.5}});
    });
    JudgedFixture f(server);
    QVERIFY(near(f.run().front().value.value, 50, 1e-12));
    QVERIFY(server.questions().size() > 3);
}

void ServerJudgeTest::a_server_that_is_not_there_is_named() {
    Fixture f(2);
    const auto address = "http://127.0.0.1:" + std::to_string(freePort());
    f.judges("[judge.model]\nkind = \"server\"\nurl = \"" + address + "\"\nmodel = \"m\"\n");
    f.prompts(line(0, "a car", "{}") + line(1, "a dog", "{}"));
    f.request.metrics = {"vqascore"};
    const auto refusal = f.refusal();
    QVERIFY2(contains(refusal, address) && contains(refusal, "cannot be reached"), refusal.c_str());
}

void ServerJudgeTest::an_answer_that_is_neither_yes_nor_no_has_no_score() {
    Server server([](const ServedRequest& request) {
        const bool car = questionOf(request).find("car") != std::string::npos;
        return probabilities(car ? Tokens{{"<think>", 0.9}} : Tokens{{"Yes", 0.25}, {"No", 0.75}});
    });
    JudgedFixture f(server);
    const auto number = f.run().front();
    QVERIFY(near(number.value.value, 25, 1e-12));
    QCOMPARE(number.value.n, std::int64_t{2});
    QVERIFY(contains(number.value.warning.english(), "1 of 3 pictures have no answer"));
    bool said = false;
    for (const auto& event : f.context.eventsOf<MessageEvent>())
        said = said || (contains(event.text, "0.png") && contains(event.text, "<think>"));
    QVERIFY(said);
}

void ServerJudgeTest::a_check_asks_one_question() {
    Server able([](const ServedRequest&) { return probabilities({{"No", 0.75}, {"Yes", 0.25}}); });
    QCOMPARE(checkedJudge(able.entry()).problem.english(), std::string());
    QCOMPARE(able.questions().size(), std::size_t{1});
    Server unable([](const ServedRequest&) { return chatReply("Yes"); });
    const auto problem = checkedJudge(unable.entry()).problem.english();
    QVERIFY2(contains(problem, "Judge 'model'") && contains(problem, "without log-probabilities"), problem.c_str());
    QCOMPARE(judgeFacts(unable.entry()).problem.english(), std::string());  // a list asks nobody
    QCOMPARE(unable.questions().size(), std::size_t{1});
}
