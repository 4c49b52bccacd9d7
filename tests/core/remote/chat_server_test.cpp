// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_server_test.h"

#include "base/error.h"
#include "remote/chat_server.h"
#include "support/free_port.h"
#include "support/test_server.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

ServerFacts found(const std::map<std::string, std::string>& answers) {
    TestServer server([&](const ServedRequest& request) {
        const auto it = answers.find(request.path);
        return it == answers.end() ? errorReply(404, "not found") : ServedReply{.body = it->second};
    });
    return findServer(server.address(), {}, [] {});
}

}  // namespace

void ChatServerTest::addresses_are_taken_in_every_usual_form_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("address");
    const auto row = [](const char* text, const char* address) {
        QTest::newRow(text) << std::string(text) << std::string(address);
    };
    row("http://localhost:8000", "http://localhost:8000");
    row(" http://localhost:8000/ ", "http://localhost:8000");
    row("http://localhost:8000/v1", "http://localhost:8000");
    row("http://localhost:8000/v1/", "http://localhost:8000");
    row("http://localhost:8000/v1/chat/completions", "http://localhost:8000");
    row("https://openrouter.ai/api/v1", "https://openrouter.ai/api");
    row("http://[::1]:8080", "http://[::1]:8080");
}

void ChatServerTest::addresses_are_taken_in_every_usual_form() {
    QFETCH(std::string, text);
    QFETCH(std::string, address);
    QCOMPARE(serverAddress(text), address);
}

void ChatServerTest::what_is_no_address_is_refused_data() {
    QTest::addColumn<std::string>("text");
    for (const char* text : {"", "localhost:8000", "file:///etc/passwd", "http://", "http:///v1", "http://a b",
                             "http://user:word@host", "http://host?key=1"})
        QTest::newRow(text) << std::string(text);
}

void ChatServerTest::what_is_no_address_is_refused() {
    QFETCH(std::string, text);
    QVERIFY_EXCEPTION_THROWN(serverAddress(text), Error);
}

void ChatServerTest::a_server_is_known_by_what_only_its_kind_answers() {
    const std::string list = R"({"object":"list","data":[{"id":"one"},{"id":"two"}]})";
    const auto llama = found(
        {{"/props", R"({"total_slots":3,"build_info":"b6139","modalities":{"vision":false}})"}, {"/v1/models", list}});
    QCOMPARE(llama.kind, ServerKind::LlamaCpp);
    QCOMPARE(llama.version, std::string("b6139"));
    QCOMPARE(startInFlight(llama), 3);
    QVERIFY(!llama.takes_pictures.value());
    QCOMPARE(llama.models, (std::vector<std::string>{"one", "two"}));

    const auto ollama = found({{"/api/version", R"({"version":"0.30.1"})"}, {"/v1/models", list}});
    QCOMPARE(ollama.kind, ServerKind::Ollama);
    QCOMPARE(ollama.version, std::string("0.30.1"));

    const auto vllm = found({{"/version", R"({"version":"0.23.1"})"}});
    QCOMPARE(vllm.kind, ServerKind::Vllm);
    QVERIFY(vllm.models.empty());
    const auto owned = found({{"/v1/models", R"({"data":[{"id":"m","owned_by":"vllm"}]})"}});
    QCOMPARE(owned.kind, ServerKind::Vllm);
    QVERIFY(serverSentence(vllm).english().find("vLLM, version 0.23.1") != std::string::npos);
    // Nothing of this is a number of slots that could be used.
    QCOMPARE(found({{"/props", R"({"total_slots":"many"})"}}).kind, ServerKind::Generic);
    QCOMPARE(startInFlight(found({{"/props", R"({"total_slots":-5})"}})), 1);
}

void ChatServerTest::a_server_that_lists_nothing_is_a_generic_one() {
    const auto facts = found({});
    QCOMPARE(facts.end, HttpEnd::Answered);
    QCOMPARE(facts.kind, ServerKind::Generic);
    QCOMPARE(facts.status, 404L);
    QVERIFY(!facts.takes_pictures.has_value());
    for (const char* list : {"{\"data\":5}", "[]", "no json", "{\"data\":[{\"id\":5},7,{}]}"})
        QVERIFY2(found({{"/v1/models", list}}).models.empty(), list);
}

void ChatServerTest::a_server_that_is_not_there_is_no_kind() {
    const auto address = "http://127.0.0.1:" + std::to_string(freePort());
    const auto facts = findServer(address, {}, [] {});
    QCOMPARE(facts.end, HttpEnd::Unreachable);
    QVERIFY(unreachedSentence(address, facts.end, facts.reason).english().find(address) == 0);
}

// Words of the servers as their sources and their users' reports have them.
void ChatServerTest::refusals_are_told_apart_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("refusal");
    QTest::addColumn<std::string>("option");
    const auto row = [](const char* name, int status, const std::string& body, Refusal refusal,
                        const std::string& option = {}) {
        QTest::newRow(name) << status << body << static_cast<int>(refusal) << option;
    };
    const auto error = [](const std::string& words) { return Json{{"error", {{"message", words}}}}.dump(); };
    row("llama.cpp loading", 503, R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})",
        Refusal::Busy);
    row("ollama full", 503, error("server busy, please try again. maximum pending requests exceeded"), Refusal::Busy);
    row("rate", 429, error("slow down"), Refusal::Busy);
    row("gateway", 502, "<html>Bad Gateway</html>", Refusal::Busy);
    row("key", 401, R"({"error":{"message":"Invalid API Key","type":"authentication_error"}})", Refusal::Key);
    row("forbidden", 403, "", Refusal::Key);
    row("moved", 301, "", Refusal::Address);
    row("vLLM model", 404, error("The model `x` does not exist."), Refusal::Model);
    row("llama.cpp without projector", 500,
        error("image input is not supported - hint: if this is unexpected, you may need to provide the mmproj"),
        Refusal::NoPictures);
    row("ollama text model", 400, error("this model does not support image input (ref: b8bd)"), Refusal::NoPictures);
    row("vLLM text model", 400, error("x is not a multimodal model"), Refusal::NoPictures);
    row("vLLM long", 400, error("This model's maximum context length is 4096 tokens. However, max_tokens"),
        Refusal::TooLong);
    row("llama.cpp long", 400, R"({"error":{"message":"too large","type":"exceed_context_size_error"}})",
        Refusal::TooLong);
    row("ollama long", 400, error("request (4165 tokens) exceeds the available context size"), Refusal::TooLong);
    row("nginx large", 413, "<html>", Refusal::TooLong);
    row("stop", 500, error("generate() got an unexpected argument 'stop'"), Refusal::Option, "stop");
    row("cap", 400, error("Unsupported parameter: 'max_tokens' is not supported with this model."), Refusal::Option,
        "max_tokens");
    row("another word", 400, error("the seeds stopped growing"), Refusal::Request);
    row("flat", 400, R"({"object":"error","message":"bad image"})", Refusal::Request);
    row("ollama native", 500, R"({"error":"something"})", Refusal::Request);
}

void ChatServerTest::refusals_are_told_apart() {
    QFETCH(int, status);
    QFETCH(std::string, body);
    QFETCH(int, refusal);
    QFETCH(std::string, option);
    HttpAnswer answer;
    answer.end = HttpEnd::Answered;
    answer.status = status;
    answer.body = body;
    const auto facts = refusalOf(answer, {"max_tokens", "seed", "stop", "temperature"}, {});
    QCOMPARE(static_cast<int>(facts.refusal), refusal);
    QCOMPARE(facts.option, option);
}

void ChatServerTest::the_key_is_in_no_sentence() {
    HttpAnswer answer;
    answer.end = HttpEnd::Answered;
    for (const int status : {400, 401, 404, 500}) {
        answer.status = status;
        answer.body =
            Json{{"error", {{"message", "Incorrect API key provided: sk-123456789.\nSee sk-123456789"}}}}.dump();
        const auto facts = refusalOf(answer, {}, "sk-123456789");
        const auto sentence = refusalSentence("http://h", answer, facts, "m", "THE_KEY").english();
        QVERIFY2(sentence.find("123456") == std::string::npos, sentence.c_str());
        QVERIFY2(sentence.find('\n') == std::string::npos, sentence.c_str());
    }
    answer.status = 401;
    const auto sentence = refusalSentence("http://h", answer, refusalOf(answer, {}, {}), "m", "THE_KEY").english();
    QVERIFY2(sentence.find("THE_KEY") != std::string::npos, sentence.c_str());
}
