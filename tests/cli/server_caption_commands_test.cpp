// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_caption_commands_test.h"

#include "cli_run.h"

#include "image/encode.h"
#include "support/test_server.h"

#include <QtTest/QTest>

#include <sstream>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kImages = 4;

ServedReply serve(const ServedRequest& request) {
    return request.path.starts_with("/v1/chat") ? chatReply("A caption.") : otherReply(request);
}

}  // namespace

QString ServerCaptionCommandsTest::project() const {
    return text(*folder_ / "p.recap");
}

void ServerCaptionCommandsTest::init() {
    folder_ = std::make_unique<TempDir>();
    std::filesystem::create_directories(*folder_ / "pictures");
    for (int i = 0; i < kImages; ++i)
        writePng(*folder_ / "pictures" / (std::to_string(i) + ".png"),
                 ImageBuffer(32, 32, 3, static_cast<std::uint8_t>(20 * i)));
    QCOMPARE(runCli({QStringLiteral("project"), QStringLiteral("create"), project()}).exit_code, 0);
    QCOMPARE(
        runCli({QStringLiteral("dataset"), QStringLiteral("import"), project(), text(*folder_ / "pictures")}).exit_code,
        0);
}

void ServerCaptionCommandsTest::a_run_by_server_writes_captions() {
    TestServer server(serve);
    const QStringList command{QStringLiteral("caption"),
                              QStringLiteral("run"),
                              project(),
                              QStringLiteral("--server"),
                              QString::fromStdString(server.address()),
                              QStringLiteral("--instruction"),
                              QStringLiteral("Describe it."),
                              QStringLiteral("--source"),
                              QStringLiteral("by_server"),
                              QStringLiteral("--seed"),
                              QStringLiteral("5"),
                              QStringLiteral("--filter"),
                              QStringLiteral("width>=32"),
                              QStringLiteral("--json")};
    const auto run = runCli(command);
    QVERIFY2(run.exit_code == 0, run.err.c_str());
    const auto result = run.last();
    QVERIFY(hasKeys(result, {"run", "written", "skipped", "flagged", "decoded_again"}));
    QCOMPARE(result["written"].get<int>(), kImages);
    QVERIFY(result["flagged"] == Json({{"short", kImages}}));
    QCOMPARE(Json::parse(server.requests().front().body)["seed"].get<int>(), 5);
    QCOMPARE(runCli(command).last()["written"].get<int>(), 0);
    QCOMPARE(server.count(), kImages);
}

void ServerCaptionCommandsTest::options_of_the_other_way_are_refused() {
    const auto both = runCli({QStringLiteral("caption"), QStringLiteral("run"), project(), QStringLiteral("--server"),
                              QStringLiteral("http://127.0.0.1:1"), QStringLiteral("--style"), QStringLiteral("long")});
    QCOMPARE(both.exit_code, 2);
    QVERIFY2(both.err.find("--style") != std::string::npos, both.err.c_str());
    const auto neither = runCli({QStringLiteral("caption"), QStringLiteral("run"), project(),
                                 QStringLiteral("--instruction"), QStringLiteral("Describe it.")});
    QCOMPARE(neither.exit_code, 2);
    QVERIFY2(neither.err.find("--server") != std::string::npos, neither.err.c_str());
    const auto nobody = runCli({QStringLiteral("caption"), QStringLiteral("run"), project(), QStringLiteral("--server"),
                                QStringLiteral("http://127.0.0.1:1")});
    QCOMPARE(nobody.exit_code, 1);
    QCOMPARE(nobody.errorLines(), 1);
}

void ServerCaptionCommandsTest::options_without_an_effect_are_refused() {
    for (const auto& [option, needed] :
         {std::pair{"--temperature", "--do-sample"}, {"--length-penalty", "--num-beams"}}) {
        const auto refused = runCli({"caption", "run", project(), "--captioner", "any", option, "0.5"});
        QCOMPARE(refused.exit_code, 2);
        QVERIFY2(refused.err.find(needed) != std::string::npos, refused.err.c_str());
    }
}

void ServerCaptionCommandsTest::a_batch_goes_out_and_comes_back() {
    const auto out = *folder_ / "out.jsonl", answers = *folder_ / "answers.jsonl";
    const auto exported = runCli({QStringLiteral("caption"), QStringLiteral("batch-export"), project(), text(out),
                                  QStringLiteral("--model"), QStringLiteral("test-model"), QStringLiteral("--source"),
                                  QStringLiteral("by_batch"), QStringLiteral("--json")});
    QVERIFY2(exported.exit_code == 0, exported.err.c_str());
    QCOMPARE(exported.last()["requests"].get<int>(), kImages);
    QVERIFY(exported.last()["files"] == Json::array({out.string()}));
    std::istringstream lines(readBytes(out));
    std::string rows;
    for (std::string line; std::getline(lines, line);)
        rows += Json{{"custom_id", Json::parse(line)["custom_id"]},
                     {"response", {{"status_code", 200}, {"body", Json::parse(chatReply("A caption.").body)}}},
                     {"error", nullptr}}
                    .dump() +
                "\n";
    writeBytes(answers, rows);
    const QStringList command{QStringLiteral("caption"), QStringLiteral("batch-import"), project(), text(answers),
                              QStringLiteral("--json")};
    const auto imported = runCli(command).last();
    QVERIFY(hasKeys(imported, {"written", "known", "skipped", "flagged"}));
    QCOMPARE(imported["written"].get<int>(), kImages);
    QCOMPARE(runCli(command).last()["known"].get<int>(), kImages);
}

void ServerCaptionCommandsTest::a_second_instruction_writes_short_captions() {
    TestServer server(serve);
    const QStringList command{"caption",
                              "run",
                              project(),
                              "--server",
                              QString::fromStdString(server.address()),
                              "--instruction",
                              "Describe it.",
                              "--short-instruction",
                              "Shorten: {caption:recap_long}",
                              "--retry-loops",
                              "false"};
    const auto run = runCli(command);
    QVERIFY2(run.exit_code == 0, run.err.c_str());
    QVERIFY2(run.out.find("8 captions written.") != std::string::npos, run.out.c_str());
    QVERIFY2(run.out.find("8 written captions: shorter than 16 characters (is:short).") != std::string::npos,
             run.out.c_str());
    int second = 0;
    for (const auto& request : server.requests())
        second += request.body.find("Shorten: A caption.") == std::string::npos ? 0 : 1;
    QCOMPARE(second, kImages);
}

void ServerCaptionCommandsTest::garbage_fails_a_run_and_an_import() {
    TestServer server([](const ServedRequest& request) {
        return request.path.starts_with("/v1/chat") ? ServedReply{.body = "<html>"} : otherReply(request);
    });
    const auto run = runCli({"caption", "run", project(), "--server", QString::fromStdString(server.address())});
    QCOMPARE(run.exit_code, 1);
    QVERIFY2(run.err.find("no captions") != std::string::npos && run.err.find("<html>") != std::string::npos,
             run.err.c_str());
    const auto rows = *folder_ / "rows.jsonl";
    writeBytes(rows, "{\"custom_id\": \"x\"}\n{\"cut\n");
    const auto imported = runCli({"caption", "batch-import", project(), text(rows)});
    QCOMPARE(imported.exit_code, 1);
    QVERIFY2(imported.err.find("Nothing in " + rows.string()) != std::string::npos, imported.err.c_str());
    QVERIFY2(imported.out.find("1 answer was not stored: foreign_id.") != std::string::npos, imported.out.c_str());
    QVERIFY2(imported.out.find("1 answer was not stored: not_json.") != std::string::npos, imported.out.c_str());
    QVERIFY(imported.out.find("json.exception") == std::string::npos);
    const auto missing = runCli({"caption", "batch-import", project(), text(rows), text(*folder_ / "none.jsonl")});
    QCOMPARE(missing.exit_code, 1);
    QVERIFY2(missing.err.find("none.jsonl") != std::string::npos, missing.err.c_str());
}
