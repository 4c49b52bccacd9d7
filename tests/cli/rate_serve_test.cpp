// SPDX-License-Identifier: GPL-3.0-or-later
#include "rate_serve_test.h"

#include "cli_run.h"
#include "core/workflow/rating_fixture.h"
#include "image/decode.h"
#include "remote/http_client.h"
#include "support/test_main.h"
#include "web/web_server.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QtTest/QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 12;

// A project with a rating study, and the program that serves it.
class Served {
public:
    Served() {
        {
            RatingFixture fixture;
            fixture.addRun("Alttext", kPrompts, [](int) { return ImageBuffer(8, 8, 3, 20); });
            fixture.addRun("RECAP Mix", kPrompts, [](int) { return ImageBuffer(8, 8, 3, 220); });
            fixture.makeStudy("blind", "Alttext", "RECAP Mix");
            fixture.project.reset();
            std::filesystem::copy(fixture.folder / "study.recap", folder / "study.recap",
                                  std::filesystem::copy_options::recursive);
        }
        project = text(folder / "study.recap");
    }
    ~Served() { kill(); }

    // Serves from now on, at any free port, and reads the links.
    void start(const QStringList& more) {
        links.clear();
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start(text(cliProgram()),
                       QStringList{"rate", "serve", project, "blind", "--listen", "127.0.0.1:0", "--json"} + more);
        for (;;) {
            while (process_.canReadLine()) {
                const Json line = Json::parse(process_.readLine().toStdString(), nullptr, false);
                if (!line.is_object() || line.value("event", "") != "listening") continue;
                for (const auto& rater : line.at("raters"))
                    links[rater.at("name").get<std::string>()] = rater.at("url").get<std::string>();
                address = line.at("url").get<std::string>();
                return;
            }
            if (!process_.waitForReadyRead(kPatienceMs)) throw std::runtime_error("the server did not start");
        }
    }
    void kill() {
        process_.kill();
        process_.waitForFinished();
    }
    // As Ctrl-C does; the last line of its output.
    Json stop() {
        process_.terminate();
        process_.waitForFinished(kPatienceMs);
        const auto lines = process_.readAllStandardOutput().trimmed().split('\n');
        return Json::parse(lines.last().toStdString());
    }
    int exitCode() const { return process_.exitCode(); }

    std::vector<ResponseRecord> stored() const {
        const auto opened = Project::open(folder / "study.recap");
        return opened->ratings().responses(opened->ratings().findStudy("blind")->id, "", true);
    }

    TempDir folder;
    QString project;
    std::string address;
    std::map<std::string, std::string> links;

private:
    QProcess process_;
};

HttpAnswer ask(const std::string& url, const std::string& body = {}) {
    return askOnce({.url = url, .body = body}, {}, [] {});
}

// What the page's script would send, in the order of its items.
std::vector<std::string> answersOf(const std::string& link, const std::string& answer = "left") {
    const std::string page = ask(link).body, begin = "id=\"data\">";
    const auto from = page.find(begin) + begin.size();
    const Json session = Json::parse(page.substr(from, page.find("</script>", from) - from));
    std::vector<std::string> bodies;
    for (const auto& item : session["items"])
        bodies.push_back(Json{
            {"item", item["item"]},
            {"answer", answer},
            {"left", item["codes"][0]},
            {"right", item["codes"][1]},
            {"shown_ms", 1000},
            {"answered_ms", 2000},
            {"visible_ms",
             900}}.dump());
    return bodies;
}

std::set<std::string> itemsKept(const std::string& link) {
    std::set<std::string> items;
    const Json kept = Json::parse(ask(link + "answers").body);
    for (const auto& answer : kept["answers"]) items.insert(answer["item"].get<std::string>());
    return items;
}

}  // namespace

void RateServeTest::initTestCase() {
    if (!WebServer::available()) QSKIP("this build has no HTTP server (packaging/setup installs libcpp-httplib-dev)");
}

void RateServeTest::a_link_shows_the_page_its_pictures_and_takes_answers() {
    Served served;
    served.start({"--raters", "anna,ben"});
    QCOMPARE(served.links.size(), std::size_t{2});
    static const QRegularExpression pattern(QStringLiteral("^http://127\\.0\\.0\\.1:\\d+/r/[0-9a-f]{32}/$"));
    for (const auto& [rater, link] : served.links)
        QVERIFY2(pattern.match(QString::fromStdString(link)).hasMatch(), link.c_str());
    const auto link = served.links.at("anna");
    const std::string page = ask(link).body;
    QVERIFY(page.starts_with("<!doctype html>"));
    for (const char* word : {"Alttext", "RECAP", "Mix", "study.recap", "id=\"picture-", "Download"})
        QVERIFY2(page.find(word) == std::string::npos, word);
    const auto bodies = answersOf(link);
    QCOMPARE(bodies.size(), std::size_t{kPrompts});
    const Json first = Json::parse(bodies[0]);
    for (const char* side : {"left", "right"}) {
        const auto picture = ask(link + "picture/" + first[side].get<std::string>());
        QCOMPARE(picture.status, 200L);
        QCOMPARE(decodeImageBytes(picture.body, "picture").width, 8);
    }
    const Json answered = Json::parse(ask(link + "answer", bodies[0]).body);
    QCOMPARE(answered["changed"].get<bool>(), true);
    QCOMPARE(answered["answers"].size(), std::size_t{1});
    // Again: the first one counts.
    const Json again = Json::parse(ask(link + "answer", answersOf(link, "tie")[0]).body);
    QCOMPARE(again["changed"].get<bool>(), false);
    QCOMPARE(again["answers"].size(), std::size_t{1});
    QCOMPARE(itemsKept(served.links.at("ben")).size(), std::size_t{0});
    // Only the newest answer can be taken back.
    ask(link + "answer", bodies[1]);
    QCOMPARE(Json::parse(ask(link + "undo", Json{{"item", first["item"]}}.dump()).body)["changed"].get<bool>(), false);
    const Json undone = Json::parse(ask(link + "undo", Json{{"item", Json::parse(bodies[1])["item"]}}.dump()).body);
    QCOMPARE(undone["changed"].get<bool>(), true);
    QCOMPARE(undone["answers"].size(), std::size_t{1});
    const Json result = served.stop();
    QCOMPARE(served.exitCode(), 0);
    QCOMPARE(result["event"].get<std::string>(), std::string("result"));
    QCOMPARE(result["answers"].get<int>(), 2);
    const auto stored = served.stored();
    QCOMPARE(stored.size(), std::size_t{2});
    QCOMPARE(stored[0].rater, std::string("anna"));
    QCOMPARE(stored[0].answer, std::string("left"));
    QCOMPARE(stored[0].details["visible_ms"].get<int>(), 900);
    QVERIFY(stored[1].retracted);
}

void RateServeTest::confirmed_answers_survive_a_killed_server_and_none_is_doubled() {
    Served served;
    QStringList raters;
    for (int i = 0; i < 8; ++i) raters << QStringLiteral("rater%1").arg(i);
    std::map<std::string, std::set<std::string>> confirmed;
    std::map<std::string, std::vector<std::string>> bodies;
    served.start({"--raters", raters.join(',')});
    for (const auto& [rater, link] : served.links) bodies[rater] = answersOf(link);
    const auto links = served.links;
    for (int round = 0; round < 4; ++round) {
        // Each rater sends three answers at once; the server is killed while they come in.
        HttpClient client;
        std::map<std::uint64_t, std::pair<std::string, std::string>> sent;
        for (const auto& [rater, link] : served.links)
            for (int i = 3 * round; i < 3 * round + 3; ++i) {
                const auto& body = bodies[rater][static_cast<std::size_t>(i)];
                const auto item = Json::parse(body)["item"].get<std::string>();
                sent[client.send({.url = link + "answer", .body = body})] = {rater, item};
            }
        std::size_t ended = 0, good = 0;
        while (ended < sent.size()) {
            for (const auto& [id, answer] : client.wait(1000)) {
                ++ended;
                if (answer.end != HttpEnd::Answered || answer.status != 200) continue;
                ++good;
                confirmed[sent[id].first].insert(sent[id].second);
            }
            if (good >= sent.size() / 2) served.kill();
        }
        QVERIFY(good >= sent.size() / 2);
        served.start({});
        // Links are those of before; the port may be another one.
        for (const auto& [rater, link] : served.links) {
            QCOMPARE(link.substr(link.find("/r/")), links.at(rater).substr(links.at(rater).find("/r/")));
            const auto kept = itemsKept(link);
            for (const auto& item : confirmed[rater]) QVERIFY2(kept.contains(item), item.c_str());
        }
        // Whoever saw no confirmation answers again.
        for (const auto& [id, what] : sent) {
            const auto& [rater, item] = what;
            for (const auto& body : bodies[rater])
                if (Json::parse(body)["item"] == item) QCOMPARE(ask(served.links[rater] + "answer", body).status, 200L);
        }
    }
    served.stop();
    std::map<std::pair<std::string, std::string>, int> times;
    for (const auto& response : served.stored()) {
        QVERIFY(!response.retracted);
        ++times[{response.rater, response.item}];
    }
    QCOMPARE(times.size(), std::size_t{8 * kPrompts});
    for (const auto& [what, count] : times) QCOMPARE(count, 1);
}

void RateServeTest::fifty_raters_at_once_are_all_confirmed() {
    constexpr int kRaters = 50;
    Served served;
    QStringList raters;
    for (int i = 0; i < kRaters; ++i) raters << QStringLiteral("rater%1").arg(i);
    served.start({"--raters", raters.join(',')});
    std::map<std::string, std::vector<std::string>> bodies;
    for (const auto& [rater, link] : served.links) bodies[rater] = answersOf(link);
    HttpClient client;
    std::vector<double> seconds;
    for (std::size_t i = 0; i < kPrompts; ++i) {
        for (const auto& [rater, link] : served.links) client.send({.url = link + "answer", .body = bodies[rater][i]});
        // Looked at afterwards: what the test does meanwhile would count as waiting.
        std::vector<HttpAnswer> answers;
        while (answers.size() < kRaters)
            for (auto& finished : client.wait(1000)) answers.push_back(std::move(finished.answer));
        for (const auto& answer : answers) {
            QCOMPARE(answer.status, 200L);
            QCOMPARE(Json::parse(answer.body)["changed"].get<bool>(), true);
            seconds.push_back(answer.seconds);
        }
    }
    std::sort(seconds.begin(), seconds.end());
    qInfo("%zu answers of %d raters at once: median %.1f ms, 95 %% below %.1f ms, longest %.1f ms", seconds.size(),
          kRaters, 1000 * seconds[seconds.size() / 2], 1000 * seconds[seconds.size() * 95 / 100],
          1000 * seconds.back());
    QCOMPARE(served.stop()["answers"].get<int>(), kRaters * kPrompts);
    QCOMPARE(served.stored().size(), std::size_t{kRaters * kPrompts});
}

void RateServeTest::foreign_links_and_paths_lead_nowhere_data() {
    QTest::addColumn<QString>("path");
    QTest::newRow("nothing") << "/";
    QTest::newRow("no token") << "/r/";
    QTest::newRow("a token that nobody has") << "/r/00000000000000000000000000000000/";
    QTest::newRow("part of a token") << "/r/HALF/";
    QTest::newRow("a token without its slash") << "/r/TOKEN";
    QTest::newRow("a name") << "/r/anna/";
    QTest::newRow("the database") << "/r/TOKEN/project.sqlite";
    QTest::newRow("the folder above") << "/r/TOKEN/../../project.sqlite";
    QTest::newRow("the folder above, in percent signs") << "/r/TOKEN/picture/%2e%2e%2f%2e%2e%2fproject.sqlite";
    QTest::newRow("a file of the machine") << "/r/TOKEN/picture//etc/passwd";
    QTest::newRow("a picture that is not of the study") << "/r/TOKEN/picture/0123456789abcdef";
    QTest::newRow("a picture by its file's name") << "/r/TOKEN/picture/1.png";
    QTest::newRow("a long path") << "/r/TOKEN/" + QString(4000, u'a');
}

void RateServeTest::foreign_links_and_paths_lead_nowhere() {
    QFETCH(QString, path);
    static Served served;
    if (served.links.empty()) served.start({"--raters", "anna"});
    const auto link = served.links.at("anna");
    const auto token = QString::fromStdString(link.substr(link.size() - 33, 32));
    path.replace(QStringLiteral("TOKEN"), token).replace(QStringLiteral("HALF"), token.left(16));
    for (const char* body : {"", "{}"}) {
        const auto answer = ask(served.address + path.toStdString(), body);
        QCOMPARE(answer.status, 404L);
        QCOMPARE(answer.body, std::string("not found\n"));
    }
}

void RateServeTest::what_is_no_answer_is_refused_and_changes_nothing() {
    Served served;
    served.start({"--raters", "anna,ben"});
    const auto link = served.links.at("anna");
    const auto bodies = answersOf(link);
    const auto changed = [&](const char* field, const Json& value) {
        Json json = Json::parse(bodies[0]);
        json[field] = value;
        return json.dump();
    };
    const std::string evil = "<script>alert(1)</script>";
    for (const std::string& body :
         {std::string("{"), std::string("[]"), std::string("7"), std::string("null"), changed("item", evil),
          changed("item", 5), changed("answer", evil), changed("answer", std::string(40000, 'x')),
          changed("left", "0123456789abcdef"), changed("shown_ms", -1), changed("shown_ms", "noon"),
          changed("left", Json::parse(bodies[1])["left"])}) {
        const auto answer = ask(link + "answer", body);
        QCOMPARE(answer.status, 400L);
        QVERIFY2(answer.body.find("study.recap") == std::string::npos && answer.body.size() < 500, answer.body.c_str());
    }
    for (const char* body : {"{}", "[]", "{\"item\": 5}"}) {
        const auto answer = ask(link + "undo", body);
        QVERIFY(answer.status == 400 || !Json::parse(answer.body)["changed"].get<bool>());
    }
    const auto large = ask(link + "answer", changed("answer", std::string(10'000'000, 'x')));
    QVERIFY(large.end != HttpEnd::Answered || large.status == 413);
    QCOMPARE(itemsKept(link).size(), std::size_t{0});
    served.stop();
    QCOMPARE(served.stored().size(), std::size_t{0});
}

void RateServeTest::whoever_asks_too_often_is_told_to_wait() {
    Served served;
    served.start({"--raters", "anna,ben"});
    const auto link = served.links.at("anna");
    const auto body = answersOf(link)[0];
    HttpClient client;
    for (int i = 0; i < 300; ++i) client.send({.url = link + "answer", .body = body});
    int good = 0, refused = 0;
    while (good + refused < 300)
        for (const auto& [id, answer] : client.wait(1000)) {
            QVERIFY(answer.status == 200 || answer.status == 429);
            ++(answer.status == 200 ? good : refused);
        }
    QVERIFY(good > 0 && refused > 0);
    // Another rater is not held up.
    const auto other = served.links.at("ben");
    QCOMPARE(ask(other + "answer", answersOf(other)[0]).status, 200L);
    served.stop();
    QCOMPARE(served.stored().size(), std::size_t{2});
}

void RateServeTest::links_stay_and_raters_without_a_name_are_asked_for() {
    Served served;
    const auto nobody = runCli({"rate", "serve", served.project, "blind", "--listen", "127.0.0.1:0"});
    QCOMPARE(nobody.exit_code, 1);
    QVERIFY2(nobody.err.find("no raters with links") != std::string::npos, nobody.err.c_str());
    served.start({"--raters", "anna"});
    const auto link = served.links.at("anna");
    served.stop();
    served.start({"--raters", "ben,anna"});
    QCOMPARE(served.links.size(), std::size_t{2});
    QCOMPARE(served.links.at("anna").substr(link.size() - 33), link.substr(link.size() - 33));
    QVERIFY(served.links.at("ben").substr(link.size() - 33) != link.substr(link.size() - 33));
    // The port of a server that runs is taken.
    const auto second =
        runCli({"rate", "serve", served.project, "blind", "--listen",
                QString::fromStdString(served.address.substr(served.address.find("127"))), "--raters", "anna"});
    QCOMPARE(second.exit_code, 1);
    const auto wrong =
        runCli({"rate", "serve", served.project, "blind", "--listen", "127.0.0.1:port", "--raters", "anna"});
    QCOMPARE(wrong.exit_code, 1);
}

void RateServeTest::a_certificate_gives_an_encrypted_link() {
    Served served;
    const auto certificate = served.folder / "certificate.pem", key = served.folder / "key.pem";
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                   QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
                   QStringLiteral("-days"), QStringLiteral("1"), QStringLiteral("-subj"), QStringLiteral("/CN=test"),
                   QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-out"),
                   text(certificate), QStringLiteral("-keyout"), text(key)});
    if (!openssl.waitForStarted()) QSKIP("openssl is not installed, which makes the certificate of this test");
    QVERIFY(openssl.waitForFinished(kPatienceMs));
    served.start({"--raters", "anna", "--certificate", text(certificate), "--key", text(key)});
    const auto link = served.links.at("anna");
    QVERIFY(link.starts_with("https://127.0.0.1:"));
    QCOMPARE(ask(link).end, HttpEnd::Certificate);  // nobody vouches for it yet
    qputenv("SSL_CERT_FILE", text(certificate).toUtf8());
    QCOMPARE(ask(link).status, 200L);
    QCOMPARE(ask(link + "answer", answersOf(link)[0]).status, 200L);
    qunsetenv("SSL_CERT_FILE");
    const auto wrong = runCli({"rate", "serve", served.project, "blind", "--listen", "127.0.0.1:0", "--raters", "anna",
                               "--certificate", text(key), "--key", text(certificate)});
    QCOMPARE(wrong.exit_code, 1);
}

RECAP_TEST_MAIN(RateServeTest)
