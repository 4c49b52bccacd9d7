// SPDX-License-Identifier: GPL-3.0-or-later
#include "secret_store_test.h"

#include "remote/secret_store.h"
#include "support/secret_tool.h"

#include <QtTest/QTest>

#include <filesystem>

using namespace recap;
using namespace recap::testing;

void SecretStoreTest::the_program_is_asked_for_the_server_without_a_shell() {
    const SecretTool tool("printf 'sk-from-store\\n'");
    // A shell would make a file of this address.
    const std::string address = "http://host:8000/;touch " + (tool.folder() / "made").string();
    QCOMPARE(storedKey(address, [] {}), std::string("sk-from-store"));
    QCOMPARE(tool.arguments(), "lookup\nservice\nrecap-workbench\nserver\n" + address + "\n");
    QVERIFY(!std::filesystem::exists(tool.folder() / "made"));
}

void SecretStoreTest::what_the_program_does_not_know_is_no_key() {
    const SecretTool fails("printf 'half a key'; exit 1");
    QCOMPARE(storedKey("http://host:8000", [] {}), std::string());
    const SecretTool floods("exec yes");
    QCOMPARE(storedKey("http://host:8000", [] {}), std::string());
}

void SecretStoreTest::without_the_program_there_is_no_key() {
    const TempDir empty;
    const PathForTest path(empty.path().string() + "::relative");
    QCOMPARE(storedKey("http://host:8000", [] {}), std::string());
}

void SecretStoreTest::waiting_can_be_stopped() {
    struct Stopped {};
    const SecretTool tool("exec sleep 1000");
    int turns = 0;
    const auto stop = [&] {
        if (++turns == 3) throw Stopped{};
    };
    QVERIFY_EXCEPTION_THROWN(storedKey("http://host:8000", stop), Stopped);
}
