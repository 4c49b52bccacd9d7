// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_request_test.h"

#include "remote/chat_request.h"

#include <QtTest/QTest>

#include <cmath>

using namespace recap;

namespace {

std::string answer(const std::string& message, const std::string& finish = "\"stop\"") {
    return R"({"model":"m","choices":[{"index":0,"message":)" + message + R"(,"finish_reason":)" + finish + "}]}";
}

}  // namespace

// The text is that of the published interface, written by hand.
void ChatRequestTest::the_request_is_the_one_that_every_server_takes() {
    const ChatSampling sampling{.max_tokens = 128, .temperature = 0.5, .top_p = 0.75, .seed = 1234, .stop = {"\n\n"}};
    const auto body = chatBody("qwen", "Describe \"it\".", "\xff\xd8\xff", samplingFields(sampling));
    QCOMPARE(QString::fromStdString(toJsonLine(body)),
             QStringLiteral(
                 R"({"model":"qwen","messages":[{"role":"user","content":[{"type":"text","text":"Describe \"it\"."},)"
                 R"({"type":"image_url","image_url":{"url":"data:image/jpeg;base64,/9j/"}}]}],)"
                 R"("max_tokens":128,"temperature":0.5,"top_p":0.75,"seed":1234,"stop":["\n\n"],"stream":false})"));
}

void ChatRequestTest::only_what_was_asked_for_is_sent() {
    QCOMPARE(toJsonLine(samplingFields({.max_tokens = 9})), std::string(R"({"max_tokens":9})"));
}

void ChatRequestTest::refused_options_are_left_out_and_the_cap_is_renamed() {
    const ChatSampling sampling{.max_tokens = 9, .temperature = 1.0, .top_p = 1.0, .seed = 3, .stop = {"x"}};
    QCOMPARE(toJsonLine(samplingFields(sampling, {"stop", "seed", "top_p", "max_tokens"})),
             std::string(R"({"max_completion_tokens":9,"temperature":1.0})"));
}

void ChatRequestTest::answers_are_captions_or_have_a_fault_data() {
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("fault");
    QTest::addColumn<std::string>("text");
    const auto row = [](const char* name, const std::string& body, AnswerFault fault, const std::string& text = {}) {
        QTest::newRow(name) << body << static_cast<int>(fault) << text;
    };
    row("text", answer(R"({"content":" A dog.\n"})"), AnswerFault::None, "A dog.");
    row("parts", answer(R"({"content":[{"type":"text","text":"A "},{"type":"text","text":"dog"}]})"), AnswerFault::None,
        "A dog");
    row("null", answer(R"({"content":null})"), AnswerFault::Empty);
    row("empty", answer(R"({"content":"  "})"), AnswerFault::Empty);
    row("no content", answer(R"({"role":"assistant"})"), AnswerFault::Empty);
    row("vLLM reasoning", answer(R"({"content":null,"reasoning":"Let me see"})", "\"length\""),
        AnswerFault::ReasoningOnly);
    row("llama.cpp reasoning", answer(R"({"content":"","reasoning_content":"Let me see"})"),
        AnswerFault::ReasoningOnly);
    row("thoughts alone", answer(R"({"content":"<think>Let me"})", "\"length\""), AnswerFault::ReasoningOnly);
    row("thoughts in front", answer(R"({"content":"<think>hm</think>\n\nA cat."})"), AnswerFault::None, "A cat.");
    row("cut off", answer(R"({"content":"A dog on"})", "\"length\""), AnswerFault::Length, "A dog on");
    row("filtered", answer(R"({"content":"A"})", "\"content_filter\""), AnswerFault::FinishReason, "A");
    row("generation failed", answer(R"({"content":"Generation failed"})", "\"error\""), AnswerFault::FinishReason,
        "Generation failed");
    row("no reason", answer(R"({"content":"A"})", "null"), AnswerFault::FinishReason, "A");
    row("controls", answer(R"({"content":"A\u0000 \u0007dog"})"), AnswerFault::None, "A dog");
    row("too long", answer(R"({"content":")" + std::string(70'000, 'a') + R"("})"), AnswerFault::TooLong,
        std::string(70'000, 'a'));
}

void ChatRequestTest::answers_are_captions_or_have_a_fault() {
    QFETCH(std::string, body);
    QFETCH(int, fault);
    QFETCH(std::string, text);
    const auto read = chatAnswer(body);
    QCOMPARE(static_cast<int>(read.fault), fault);
    if (!text.empty()) QCOMPARE(read.text, text);
    QCOMPARE(read.model, std::string("m"));
    QCOMPARE(faultSentence(read).empty(), read.fault == AnswerFault::None);
}

void ChatRequestTest::probabilities_of_tokens_are_asked_for_unless_refused() {
    const ChatSampling sampling{.max_tokens = 1, .temperature = 0.0, .top_logprobs = 20};
    QCOMPARE(toJsonLine(samplingFields(sampling)),
             std::string(R"({"max_tokens":1,"temperature":0.0,"logprobs":true,"top_logprobs":20})"));
    for (const char* refused : {"logprobs", "top_logprobs"})
        QCOMPARE(toJsonLine(samplingFields(sampling, {refused})), std::string(R"({"max_tokens":1,"temperature":0.0})"));
}

void ChatRequestTest::the_first_token_has_its_likeliest_alternatives() {
    const auto read = firstTokenAnswer(
        R"({"choices":[{"message":{"content":"Yes"},"finish_reason":"length","logprobs":{"content":[)"
        R"({"token":"Yes","logprob":-0.5,"top_logprobs":[{"token":"Yes","logprob":-0.5},{"token":" no","logprob":-2},)"
        R"({"token":3,"logprob":-1},{"token":"x"},{"token":"rare","logprob":-9999}]},{"token":"!","logprob":0}]}}]})");
    QVERIFY(read.fault == AnswerFault::None);
    QCOMPARE(read.first.size(), std::size_t{3});
    QCOMPARE(read.first[0].token, std::string("Yes"));
    QCOMPARE(read.first[0].probability, std::exp(-0.5));
    QCOMPARE(read.first[1].token, std::string(" no"));
    QCOMPARE(read.first[1].probability, std::exp(-2.0));
    QCOMPARE(read.first[2].probability, 0.0);
    // Some servers report the chosen token alone.
    const auto alone = firstTokenAnswer(
        R"({"choices":[{"message":{"content":""},"logprobs":{"content":[{"token":"No","logprob":-0.25}]}}]})");
    QVERIFY(alone.fault == AnswerFault::None);
    QCOMPARE(alone.first.at(0).token, std::string("No"));
}

void ChatRequestTest::an_answer_without_probabilities_has_that_fault() {
    for (const char* part : {"", R"(,"logprobs":null)", R"(,"logprobs":{"content":[]})",
                             R"(,"logprobs":{"content":[{"token":"Yes"}]})", R"(,"logprobs":{"tokens":["Yes"]})"}) {
        const auto read = firstTokenAnswer(R"({"choices":[{"message":{"content":"Yes"})" + std::string(part) + "}]}");
        QVERIFY2(read.fault == AnswerFault::NoProbabilities, part);
        QVERIFY(!faultSentence(read).empty());
    }
    QVERIFY(firstTokenAnswer("{}").fault == AnswerFault::Unreadable);
}

void ChatRequestTest::usage_takes_numbers_only() {
    const auto read = chatAnswer(std::string(
        R"({"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":3,"completion_tokens":"x","other":1}})"));
    QCOMPARE(toJsonLine(read.usage), std::string(R"({"prompt_tokens":3})"));
}

void ChatRequestTest::damaged_answers_are_unreadable() {
    for (const char* body : {"", "[]", "null", "{}", "<html>", R"({"choices":[]})", R"({"choices":{}})",
                             R"({"choices":[1]})", R"({"choices":[{"message":"x"}]})", R"({"choices":[{"mess)"})
        QVERIFY2(chatAnswer(std::string(body)).fault == AnswerFault::Unreadable, body);
}
