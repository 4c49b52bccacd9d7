// SPDX-License-Identifier: GPL-3.0-or-later
#include "sight_test.h"

#include "remote/sight.h"
#include "support/test_server.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

SightFacts sightAt(const TestServer& server) {
    ServerFacts facts{.address = server.address()};
    facts.key = "key";
    return sightOf(facts, "test-model", "picture", "4711", 20, [] {});
}

ServedReply counted(int tokens) {
    return {.body = Json{{"choices", Json::array({{{"message", {{"content", "A"}}}, {"finish_reason", "length"}}})},
                         {"usage", {{"prompt_tokens", tokens}}}}
                        .dump()};
}

bool hasPicture(const ServedRequest& request) {
    return request.body.find("image_url") != std::string::npos;
}

}  // namespace

void SightTest::a_model_that_reads_more_with_a_picture_sees_it() {
    TestServer server([](const ServedRequest& request) { return counted(hasPicture(request) ? 270 : 14); });
    server.answers_sight = false;
    QCOMPARE(sightAt(server).sight, Sight::Sees);
    const auto asked = server.requests();
    QCOMPARE(asked.size(), std::size_t{2});
    QVERIFY(hasPicture(asked[0]) && !hasPicture(asked[1]));
    const auto textOf = [](const ServedRequest& request) {
        return Json::parse(request.body)["messages"][0]["content"][0]["text"].get<std::string>();
    };
    QCOMPARE(textOf(asked[0]), textOf(asked[1]));
    QVERIFY(textOf(asked[0]).starts_with("4711"));
    for (const auto& request : asked) {
        QCOMPARE(Json::parse(request.body)["max_tokens"].get<int>(), 1);
        QCOMPARE(request.headers.at("authorization"), std::string("Bearer key"));
    }
}

void SightTest::a_model_that_reads_as_much_without_a_picture_is_blind() {
    TestServer server([](const ServedRequest&) { return counted(14); });
    server.answers_sight = false;
    const auto sight = sightAt(server);
    QCOMPARE(sight.sight, Sight::Blind);
    const auto sentence = blindSentence(server.address(), "test-model", sight).english();
    QVERIFY2(sentence.find("ignores images") != std::string::npos, sentence.c_str());
}

void SightTest::a_server_that_refuses_the_picture_says_why() {
    for (const char* words :
         {"qwen is not a multimodal model", "image input is not supported",
          "Failed to deserialize the JSON body: messages[0]: unknown variant `image_url`, expected `text`"}) {
        TestServer server([&](const ServedRequest&) { return errorReply(400, words); });
        server.answers_sight = false;
        const auto sight = sightAt(server);
        QCOMPARE(sight.sight, Sight::Blind);
        const auto sentence = blindSentence(server.address(), "test-model", sight).english();
        QVERIFY2(sentence.find(words) != std::string::npos, sentence.c_str());
    }
}

void SightTest::a_server_that_counts_nothing_is_unknown() {
    for (const auto& reply :
         {ServedReply{.body = R"({"choices":[{"message":{"content":"A"}}]})"}, counted(0),
          errorReply(400, "no such field"), errorReply(503, "busy"), ServedReply{.body = "<html>"}}) {
        TestServer server([&](const ServedRequest&) { return reply; });
        server.answers_sight = false;
        QCOMPARE(sightAt(server).sight, Sight::Unknown);
    }
}
