// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_network_test.h"

#include "base/error.h"
#include "models/scripted_network.h"
#include "support/golden.h"
#include "support/temp_dir.h"

#include <torch/csrc/jit/api/module.h>

#include <QtTest/QTest>

using namespace recap;
using recap::testing::goldenFixture;
using recap::testing::readBytes;
using recap::testing::TempDir;
using recap::testing::writeBytes;
namespace fs = std::filesystem;

namespace {

fs::path written(const TempDir& dir, const char* program) {
    torch::jit::Module module("Network");
    module.define(program);
    module.save((dir / "network.pt").string());
    return dir / "network.pt";
}

template <class Work>
std::string refusalOf(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

void TestScriptedNetwork::a_program_computes_with_its_flags_and_parts() {
    const TempDir dir;
    torch::jit::Module part("Part"), module("Network");
    part.define("def forward(self, x):\n    return x + 1\n");
    module.register_module("part", part);
    module.register_parameter("scale", torch::full({1}, 3.0), false);
    module.define(
        "def forward(self, x, twice: bool = False):\n    y = self.scale * x\n    return y * 2 if twice else y\n");
    module.save((dir / "n.pt").string());
    ScriptedNetwork network(dir / "n.pt");
    const auto x = torch::tensor({1.0F, -2.0F});
    QVERIFY(torch::equal(network.forward(x), 3 * x));
    QVERIFY(torch::equal(network.forward(x, {"twice"}), 6 * x));
    QVERIFY(torch::equal(network.forwardPart("part", x), x + 1));
    QVERIFY(network.hasPart("part") && !network.hasPart("scale") && !network.hasPart("other"));
    QVERIFY(network.takes("twice") && !network.takes("thrice"));
}

void TestScriptedNetwork::words_that_touch_files_or_extensions_are_refused_data() {
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("save") << QByteArray("  torch.save(x, \"/tmp/x\")") << QByteArray("save");
    QTest::newRow("operators") << QByteArray("y = ops.aten.save(x, name)") << QByteArray("save");
    QTest::newRow("file") << QByteArray("torch.from_file(name, True, 10)") << QByteArray("from_file");
    QTest::newRow("state") << QByteArray("def __setstate__(self, state):") << QByteArray("__setstate__");
    QTest::newRow("extension") << QByteArray("z = ops.mine.run(x)") << QByteArray("ops.mine");
    QTest::newRow("debug") << QByteArray("ops.debugprims.load_tensor(\"x\")") << QByteArray("ops.debugprims");
    QTest::newRow("class") << QByteArray("x : __torch__.torch.classes.mine.Thing") << QByteArray("torch.classes");
    QTest::newRow("usual") << QByteArray("n = ops.prim.NumToTensor(torch.size(x, 0))") << QByteArray();
    QTest::newRow("parts of words") << QByteArray("saved = self.save_dir; self.my_ops.weight") << QByteArray();
}

void TestScriptedNetwork::words_that_touch_files_or_extensions_are_refused() {
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, word);
    QCOMPARE(refusedWord(code.toStdString()), word.toStdString());
}

void TestScriptedNetwork::an_archive_that_writes_files_is_not_run() {
    const TempDir dir;
    const auto target = (dir / "taken").string();
    const auto writes = "def forward(self, x):\n    torch.save(x, \"" + target + "\")\n    return x\n";
    const auto file = written(dir, writes.c_str());
    const auto refusal = refusalOf([&] { ScriptedNetwork{file}; });
    QVERIFY2(refusal.find("'save'") != std::string::npos, refusal.c_str());
    const auto maps = "def forward(self, x):\n    return torch.from_file(\"" + target + "\", True, 8)\n";
    QVERIFY(refusalOf([&] { ScriptedNetwork{written(dir, maps.c_str())}; }).find("'from_file'") != std::string::npos);
    // Runs while the archive is loaded, were it not refused.
    const auto loads =
        "def forward(self, x):\n    return x\ndef __getstate__(self):\n    return 1\n"
        "def __setstate__(self, state: int):\n    torch.from_file(\"" +
        target + "\", True, 8)\n";
    QVERIFY(!refusalOf([&] { ScriptedNetwork{written(dir, loads.c_str())}; }).empty());
    QVERIFY(!fs::exists(target));
}

void TestScriptedNetwork::what_is_no_archive_is_named() {
    const TempDir dir;
    QVERIFY(refusalOf([&] { ScriptedNetwork{dir / "nowhere.pt"}; }).find("nowhere.pt") != std::string::npos);
    writeBytes(dir / "text.pt", "no archive");
    QVERIFY(refusalOf([&] { ScriptedNetwork{dir / "text.pt"}; }).find("text.pt is not a TorchScript archive") !=
            std::string::npos);
    // An archive of tensors alone.
    QVERIFY(refusalOf([&] {
                ScriptedNetwork{goldenFixture("judges/blip_lavis/model_original.pth")};
            }).find("is not a TorchScript archive") != std::string::npos);
    const auto whole = readBytes(written(dir, "def forward(self, x):\n    return x\n"));
    for (const std::size_t length : {whole.size() / 3, whole.size() / 2, whole.size() - 30}) {
        writeBytes(dir / "cut.pt", whole.substr(0, length));
        QVERIFY(refusalOf([&] { ScriptedNetwork{dir / "cut.pt"}; }).find("cut.pt") != std::string::npos);
    }
    QVERIFY(refusalOf([&] { ScriptedNetwork{written(dir, "def other(self, x):\n    return x\n")}; }).find("forward") !=
            std::string::npos);
}

void TestScriptedNetwork::a_program_that_stops_says_why() {
    const TempDir dir;
    ScriptedNetwork narrow(written(dir, "def forward(self, x):\n    return torch.matmul(x, torch.ones([3, 3]))\n"));
    QVERIFY(refusalOf([&] { narrow.forward(torch::ones({2, 2})); }).find("network.pt stopped") != std::string::npos);
    ScriptedNetwork list(written(dir, "def forward(self, x):\n    return [x, x]\n"));
    QVERIFY(refusalOf([&] { list.forward(torch::ones({2})); }).find("returns no tensor") != std::string::npos);
    // As the interpreter reports what a GPU's allocator throws.
    ScriptedNetwork full(
        written(dir, "def forward(self, x):\n    assert False, \"CUDA out of memory\"\n    return x\n"));
    QVERIFY_EXCEPTION_THROWN(full.forward(torch::ones({2})), c10::OutOfMemoryError);
}
