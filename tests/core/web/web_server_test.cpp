// SPDX-License-Identifier: GPL-3.0-or-later
#include "web_server_test.h"

#include "base/error.h"
#include "remote/http_client.h"
#include "support/temp_dir.h"
#include "support/test_main.h"
#include "web/rate_limit.h"
#include "web/web_server.h"

#include <QRegularExpression>
#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

#define SKIP_WITHOUT_SERVER() \
    if (!WebServer::available()) QSKIP("this build has no HTTP server (packaging/setup installs libcpp-httplib-dev)")

HttpAnswer ask(const std::string& url, const std::string& body = {}) {
    return askOnce({.url = url, .body = body}, {}, [] {});
}

}  // namespace

void WebServerTest::an_address_is_host_and_port_data() {
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::newRow("both") << "192.168.0.7:80"
                          << "192.168.0.7" << 80;
    QTest::newRow("a host") << "lab.example"
                            << "lab.example" << 0;
    QTest::newRow("a port") << ":8642"
                            << "127.0.0.1" << 8642;
    QTest::newRow("IPv6") << "[::1]:8642"
                          << "::1" << 8642;
    QTest::newRow("IPv6 without a port") << "[::1]"
                                         << "::1" << 0;
    QTest::newRow("nothing") << ""
                             << "127.0.0.1" << 0;
}

void WebServerTest::an_address_is_host_and_port() {
    QFETCH(QString, address);
    QFETCH(QString, host);
    QFETCH(int, port);
    const auto options = webServerAt(address.toStdString());
    QCOMPARE(QString::fromStdString(options.host), host);
    QCOMPARE(options.port, port);
}

void WebServerTest::a_server_says_where_others_reach_it() {
    const auto address = [](const std::string& host, const std::string& certificate = {}) {
        WebServerOptions options;
        options.host = host;
        options.certificate = certificate;
        return webAddress(options, 80);
    };
    QCOMPARE(address("lab.example"), std::string("http://lab.example:80"));
    QCOMPARE(address("lab.example", "c.pem"), std::string("https://lab.example:80"));
    QCOMPARE(address("::1"), std::string("http://[::1]:80"));
    for (const char* everywhere : {"0.0.0.0", "::"}) {
        const auto own = address(everywhere);
        QVERIFY2(QRegularExpression(QStringLiteral("^http://([1-9][0-9]*)(\\.[0-9]+){3}:80$"))
                     .match(QString::fromStdString(own))
                     .hasMatch(),
                 own.c_str());
    }
}

void WebServerTest::a_wrong_address_is_refused_data() {
    QTest::addColumn<QString>("address");
    for (const char* address : {"host:", "host:port", "host:65536", "host:-1", "host:80a", "[::1", "::1"})
        QTest::newRow(address) << address;
}

void WebServerTest::a_wrong_address_is_refused() {
    QFETCH(QString, address);
    QVERIFY_EXCEPTION_THROWN(webServerAt(address.toStdString()), Error);
}

void WebServerTest::a_client_may_ask_in_bursts_and_then_at_a_rate() {
    RateLimit limit(2, 3);
    for (const bool allowed : {true, true, true, false}) QCOMPARE(limit.take("anna", 1000), allowed);
    QVERIFY(limit.take("ben", 1000));
    QVERIFY(!limit.take("anna", 1400));
    QVERIFY(limit.take("anna", 1600));
    QVERIFY(!limit.take("anna", 1600));
    // A clock that is set back gives nothing, and goes on from there.
    QVERIFY(!limit.take("anna", 100));
    QVERIFY(limit.take("anna", 700));
    for (const bool allowed : {true, true, true, false}) QCOMPARE(limit.take("anna", 1000000), allowed);
}

void WebServerTest::the_handler_answers_and_nobody_else() {
    SKIP_WITHOUT_SERVER();
    const WebServer server({.body_bytes = 1000}, [](const WebRequest& request) -> WebReply {
        if (request.path != "/a b") return {};
        return {.status = 200, .type = "text/x-test", .body = request.method + " " + request.body};
    });
    QVERIFY(server.address().starts_with("http://127.0.0.1:"));
    QCOMPARE(ask(server.address() + "/a%20b?query").body, std::string("GET "));
    QCOMPARE(ask(server.address() + "/a%20b", "text").body, std::string("POST text"));
    QCOMPARE(ask(server.address() + "/b").status, 404L);
    QCOMPARE(ask(server.address() + "/a%20b/" + std::string(2000, 'x')).status, 404L);
    const auto large = ask(server.address() + "/a%20b", std::string(1001, 'x'));
    QVERIFY(large.end != HttpEnd::Answered || large.status == 413);
}

void WebServerTest::what_a_handler_throws_stays_here() {
    SKIP_WITHOUT_SERVER();
    const WebServer server({}, [](const WebRequest&) -> WebReply { throw std::runtime_error("/home/secret"); });
    const auto answer = ask(server.address() + "/");
    QCOMPARE(answer.status, 500L);
    QCOMPARE(answer.body, std::string("failed\n"));
}

void WebServerTest::a_taken_port_and_a_missing_certificate_are_refused() {
    SKIP_WITHOUT_SERVER();
    const auto nothing = [](const WebRequest&) { return WebReply{}; };
    const WebServer server({}, nothing);
    const int port = std::stoi(server.address().substr(server.address().rfind(':') + 1));
    QVERIFY_EXCEPTION_THROWN(WebServer({.port = port}, nothing), Error);
    const TempDir folder;
    writeBytes(folder / "no.pem", "no certificate");
    QVERIFY_EXCEPTION_THROWN(WebServer({.certificate = folder / "no.pem"}, nothing), Error);
    QVERIFY_EXCEPTION_THROWN(WebServer({.certificate = folder / "no.pem", .key = folder / "gone.pem"}, nothing), Error);
    QVERIFY_EXCEPTION_THROWN(WebServer({.certificate = folder / "no.pem", .key = folder / "no.pem"}, nothing), Error);
}

RECAP_TEST_MAIN(WebServerTest)
