// SPDX-License-Identifier: GPL-3.0-or-later
#include "files_test.h"

#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/json_problem.h"
#include "base/memory.h"
#include "base/paths.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>
#include <ostream>

#include <unistd.h>

using namespace recap;
using recap::testing::readBytes;
using recap::testing::TempDir;
using recap::testing::writeBytes;
namespace fs = std::filesystem;

namespace {

int filesIn(const fs::path& folder) {
    return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

template <class Work>
ErrorCode codeOf(Work work) {
    try {
        work();
    } catch (const Error& e) {
        return e.code();
    }
    return ErrorCode::Internal;
}

}  // namespace

void FilesTest::a_failing_writer_leaves_the_old_file() {
    const TempDir dir;
    writeTextAtomically(dir / "a.txt", "old");
    QVERIFY_EXCEPTION_THROWN(writeAtomically(dir / "a.txt",
                                             [](std::ostream& out) {
                                                 out << "half of the n";
                                                 throw std::runtime_error("no more");
                                             }),
                             std::runtime_error);
    QCOMPARE(readBytes(dir / "a.txt"), std::string("old"));
    QCOMPARE(filesIn(dir.path()), 1);
}

void FilesTest::a_missing_folder_is_not_writable() {
    const TempDir dir;
    QCOMPARE(codeOf([&] { writeTextAtomically(dir / "no/such/a.txt", "x"); }), ErrorCode::FileNotWritable);
    writeBytes(dir / "file", "x");
    QCOMPARE(codeOf([&] { ensureDirectory(dir / "file/below"); }), ErrorCode::FileNotWritable);
}

void FilesTest::a_full_disk_is_told_apart() {
    if (!fs::exists("/dev/full")) QSKIP("this machine has no /dev/full");
    // A link that stands where the temporary will be made leads to a device that is always full.
    const TempDir dir;
    fs::create_symlink("/dev/full", dir / ("a.txt.tmp" + std::to_string(QCoreApplication::applicationPid())));
    QCOMPARE(codeOf([&] { writeTextAtomically(dir / "a.txt", std::string(1 << 20, 'x')); }), ErrorCode::DiskFull);
    QVERIFY(!fs::exists(dir / "a.txt"));
}

void FilesTest::a_replaced_folder_holds_only_the_new_files() {
    const TempDir dir;
    writeDirectoryAtomically(dir / "c", [](const fs::path& folder) { writeBytes(folder / "one", "1"); });
    writeDirectoryAtomically(dir / "c", [](const fs::path& folder) { writeBytes(folder / "two", "2"); });
    QVERIFY(!fs::exists(dir / "c/one"));
    QCOMPARE(readBytes(dir / "c/two"), std::string("2"));
    QCOMPARE(filesIn(dir.path()), 1);
}

void FilesTest::a_failing_folder_writer_leaves_the_old_folder() {
    const TempDir dir;
    writeDirectoryAtomically(dir / "c", [](const fs::path& folder) { writeBytes(folder / "one", "1"); });
    QVERIFY_EXCEPTION_THROWN(writeDirectoryAtomically(dir / "c",
                                                      [](const fs::path& folder) {
                                                          writeBytes(folder / "two", "2");
                                                          throw std::runtime_error("no more");
                                                      }),
                             std::runtime_error);
    QCOMPARE(readBytes(dir / "c/one"), std::string("1"));
    QCOMPARE(filesIn(dir.path()), 1);
}

void FilesTest::reading_respects_the_limit() {
    const TempDir dir;
    writeBytes(dir / "a", std::string(100, 'x'));
    QCOMPARE(readTextFile(dir / "a", 100).size(), std::size_t{100});
    QCOMPARE(codeOf([&] { readTextFile(dir / "a", 99); }), ErrorCode::BadFormat);
}

void FilesTest::reading_a_folder_is_file_not_found() {
    const TempDir dir;
    QCOMPARE(codeOf([&] { readTextFile(dir.path()); }), ErrorCode::FileNotFound);
    QCOMPARE(codeOf([&] { readTextFile(dir / "nothing"); }), ErrorCode::FileNotFound);
}

void FilesTest::digests_are_those_of_the_standard() {
    // FIPS 180-4 examples.
    QCOMPARE(sha256(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    QCOMPARE(sha256(std::string(1'000'000, 'a')),
             std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

void FilesTest::base64_follows_rfc_4648() {
    QCOMPARE(base64(""), std::string(""));
    QCOMPARE(base64("f"), std::string("Zg=="));
    QCOMPARE(base64("fo"), std::string("Zm8="));
    QCOMPARE(base64("foo"), std::string("Zm9v"));
    QCOMPARE(base64("foobar"), std::string("Zm9vYmFy"));
    QCOMPARE(base64("\xff\xfe"), std::string("//4="));
}

void FilesTest::base64_round_trips_and_refuses_other_texts() {
    std::string bytes;
    for (int length = 0; length < 70; ++length) {
        QCOMPARE(bytesFromBase64(base64(bytes)), bytes);
        bytes += static_cast<char>(length * 37 + 200);
    }
    for (const char* wrong : {"A", "AB=", "AAAAA===", "A===", "AA*A", "=AAA", "AA=A", " AAA", "AAA ", "    AAAA",
                              "AAAA\n   ", "AAAA----", "\xff\xff\xff\xff"})
        QVERIFY_EXCEPTION_THROWN(bytesFromBase64(wrong), Error);
}

void FilesTest::a_files_digest_is_that_of_its_bytes() {
    const TempDir dir;
    const std::string bytes(3'000'001, 'q');
    writeBytes(dir / "a", bytes);
    QCOMPARE(sha256File(dir / "a"), sha256(bytes));
    QCOMPARE(codeOf([&] { sha256File(dir / "b"); }), ErrorCode::FileNotFound);
}

void FilesTest::broken_json_names_its_origin() {
    try {
        parseJson("{\"a\": ", "row 7 of x.jsonl");
        QFAIL("it was accepted");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::BadFormat);
        QVERIFY(std::string(e.what()).starts_with("row 7 of x.jsonl is not valid JSON"));
    }
}

void FilesTest::broken_json_is_said_in_plain_words_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("cut off") << QByteArray("{\"a\": ") << QByteArray("f is not valid JSON: it ends too early.");
    QTest::newRow("empty") << QByteArray(" \n") << QByteArray("f is not valid JSON: it is empty.");
    QTest::newRow("one line") << QByteArray("{\"ä\": x}")
                              << QByteArray("f is not valid JSON: there is a mistake at character 7.");
    QTest::newRow("lines") << QByteArray("{\n\"a\": 1,\n\"b\" 2}\n")
                           << QByteArray("f is not valid JSON: there is a mistake in line 3, at character 5.");
    QTest::newRow("large number") << QByteArray("[1e999]") << QByteArray("f is not valid JSON: a number is too large.");
}

void FilesTest::broken_json_is_said_in_plain_words() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, sentence);
    try {
        parseJson(text.toStdString(), "f");
        QFAIL("it was accepted");
    } catch (const Error& e) {
        QCOMPARE(QByteArray(e.what()), sentence);
    }
}

void FilesTest::what_json_lacks_is_said_in_plain_words() {
    const auto said = [](auto&& reads) {
        try {
            reads(Json{{"a", "text"}});
        } catch (const Json::exception& e) {
            return jsonProblem(e).english();
        }
        return std::string("nothing");
    };
    QCOMPARE(said([](const Json& json) { json.at("items"); }), std::string("the field 'items' is missing"));
    QCOMPARE(said([](const Json& json) { json.at("a").get<int>(); }),
             std::string("a field holds a value of another kind than it should"));
}

void FilesTest::json_keeps_the_order_of_keys() {
    const TempDir dir;
    const std::string text = R"({"z":1,"a":{"y":2,"b":3}})";
    QCOMPARE(toJsonLine(parseJson(text, "text")), text);
    writeJsonFile(dir / "a.json", parseJson(text, "text"));
    QCOMPARE(toJsonLine(readJsonFile(dir / "a.json")), text);
}

void FilesTest::json_lines_replace_bad_bytes() {
    QCOMPARE(toJsonLine(Json("a\xFFz")), std::string("\"a\xEF\xBF\xBDz\""));
}

void FilesTest::times_are_written_as_utc() {
    QCOMPARE(isoTime(0), std::string("1970-01-01T00:00:00Z"));
    QCOMPARE(isoTime(1'700'000'000'123), std::string("2023-11-14T22:13:20Z"));
}

void FilesTest::given_resources_win() {
    const QByteArray before = qgetenv("RECAP_RESOURCES");
    qputenv("RECAP_RESOURCES", "/some/where");
    QCOMPARE(resourceDirectory(), fs::path("/some/where"));
    qputenv("RECAP_RESOURCES", before);
    const TempDir dir;
    qputenv("RECAP_HOME", QByteArray::fromStdString((dir / "home").string()));
    QCOMPARE(userDataDirectory(), dir / "home");
    QVERIFY(fs::is_directory(dir / "home"));
    qunsetenv("RECAP_HOME");
}

void FilesTest::available_memory_is_at_most_what_is_installed() {
    const std::int64_t installed =
        static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::int64_t>(sysconf(_SC_PAGE_SIZE));
    QVERIFY(availableMemory() > 0);
    QVERIFY(availableMemory() <= installed);
}
