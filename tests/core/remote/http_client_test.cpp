// SPDX-License-Identifier: GPL-3.0-or-later
#include "http_client_test.h"

#include "remote/http_client.h"
#include "support/free_port.h"
#include "support/test_server.h"

#include <QtTest/QTest>

#include <map>

using namespace recap;
using namespace recap::testing;

namespace {

HttpAnswer ask(const HttpRequest& request, const HttpLimits& limits = {}) {
    return askOnce(request, limits, [] {});
}

}  // namespace

void HttpClientTest::requests_carry_body_and_key() {
    TestServer server([](const ServedRequest&) { return ServedReply{.status = 418, .body = "tea"}; });
    const auto answer = ask({.url = server.address() + "/a?b", .body = "{\"x\":1}", .key = "secret"});
    QCOMPARE(answer.end, HttpEnd::Answered);
    QCOMPARE(answer.status, 418L);
    QCOMPARE(answer.body, std::string("tea"));
    ask({.url = server.address() + "/b"});
    const auto seen = server.requests("/");
    QCOMPARE(seen.size(), std::size_t{2});
    QCOMPARE(seen[0].method, std::string("POST"));
    QCOMPARE(seen[0].path, std::string("/a?b"));
    QCOMPARE(seen[0].body, std::string("{\"x\":1}"));
    QCOMPARE(seen[0].headers.at("authorization"), std::string("Bearer secret"));
    QCOMPARE(seen[0].headers.at("content-type"), std::string("application/json"));
    QCOMPARE(seen[1].method, std::string("GET"));
    QVERIFY(seen[1].headers.count("authorization") == 0);
}

void HttpClientTest::many_requests_are_in_flight_at_once() {
    std::mutex mutex;
    std::condition_variable all;
    int here = 0;
    // No request is answered before all have come.
    TestServer server([&](const ServedRequest& request) {
        std::unique_lock lock(mutex);
        ++here;
        all.notify_all();
        all.wait(lock, [&] { return here == 12; });
        return ServedReply{.body = request.path};
    });
    HttpClient client;
    std::map<std::uint64_t, std::string> sent;
    for (int i = 0; i < 12; ++i) {
        const std::string path = "/" + std::to_string(i);
        sent[client.send({.url = server.address() + path})] = path;
    }
    std::size_t got = 0;
    while (got < sent.size())
        for (const auto& [id, answer] : client.wait(1000)) {
            QCOMPARE(answer.body, sent.at(id));
            ++got;
        }
}

void HttpClientTest::an_answer_of_twenty_megabytes_is_given_up_early() {
    TestServer server([](const ServedRequest&) { return ServedReply{.body = std::string(20'000'000, 'x')}; });
    const auto answer = ask({.url = server.address()});
    QCOMPARE(answer.end, HttpEnd::TooLarge);
    QVERIFY(answer.body.empty());
}

void HttpClientTest::a_slow_drip_ends_at_its_limit() {
    TestServer server(
        [](const ServedRequest&) { return ServedReply{.body = std::string(1'000'000, 'x'), .drip_ms = 5}; });
    HttpLimits limits;
    limits.body_seconds = 0.2;
    QCOMPARE(ask({.url = server.address()}, limits).end, HttpEnd::Timeout);
}

void HttpClientTest::a_server_that_says_nothing_ends_at_the_limit() {
    TestServer server([](const ServedRequest&) { return ServedReply{.delay_ms = 1'000'000}; });
    HttpLimits limits;
    limits.total_seconds = 0.2;
    const auto answer = ask({.url = server.address()}, limits);
    QCOMPARE(answer.end, HttpEnd::Timeout);
    QVERIFY(!answer.reason.empty());
    QCOMPARE(ask({.url = server.address(), .seconds = 0.2}).end, HttpEnd::Timeout);
}

void HttpClientTest::an_answer_cut_in_the_middle_is_broken() {
    for (const std::size_t cut : {0, 3}) {
        TestServer server([&](const ServedRequest&) { return ServedReply{.body = "{\"a\":1}", .cut = cut}; });
        QCOMPARE(ask({.url = server.address()}).end, HttpEnd::Broken);
    }
}

void HttpClientTest::nobody_listening_is_unreachable() {
    const auto answer = ask({.url = "http://127.0.0.1:" + std::to_string(freePort())});
    QCOMPARE(answer.end, HttpEnd::Unreachable);
    QVERIFY(!answer.reason.empty());
}

void HttpClientTest::redirects_are_not_followed() {
    TestServer other([](const ServedRequest&) { return ServedReply{}; });
    TestServer server([&](const ServedRequest&) {
        return ServedReply{.status = 302, .body = "", .header = "Location: " + other.address() + "/x\r\n"};
    });
    const auto answer = ask({.url = server.address(), .key = "secret"});
    QCOMPARE(answer.status, 302L);
    QCOMPARE(answer.redirect, other.address() + "/x");
    QCOMPARE(other.count("/"), 0);
}

void HttpClientTest::addresses_that_are_none_are_named() {
    QCOMPARE(ask({.url = "nonsense://x"}).end, HttpEnd::BadAddress);
}
