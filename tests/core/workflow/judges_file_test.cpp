// SPDX-License-Identifier: GPL-3.0-or-later
#include "judges_file_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/paths.h"
#include "metrics/onnx_detector.h"
#include "support/golden.h"
#include "support/onnx_bytes.h"
#include "support/temp_dir.h"
#include "workflow/judging/judge_check.h"
#include "workflow/judging/judges_file.h"
#include "workflow/judging/judges_template.h"
#include "workflow/models/model_zoo.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

std::string refusalOf(const fs::path& file) {
    try {
        readJudgesFile(file);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

JudgeEntry entryOf(const std::string& kind, const fs::path& path) {
    JudgeEntry entry;
    entry.name = "mine";
    entry.kind = kind;
    entry.path = path;
    return entry;
}

std::string problemOf(const JudgeEntry& entry) {
    return checkedJudge(entry).problem.english();
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

void JudgesFileTest::a_file_names_its_judges() {
    const TempDir dir;
    writeBytes(dir / "judges.json", R"({"judge": {
        "b": {"kind": "clip", "path": "models/clip", "device": "cuda:1", "batch": 8},
        "a": {"kind": "detr", "path": "/models/detr", "sha256": ")" +
                                        std::string(64, 'A') + R"("}}})");
    const auto judges = readJudgesFile(dir / "judges.json");
    QCOMPARE(judges.size(), std::size_t{2});
    QCOMPARE(judges[0].name, std::string("a"));
    QCOMPARE(judges[0].path, fs::path("/models/detr"));
    QCOMPARE(judges[0].sha256, std::string(64, 'a'));
    QCOMPARE(judges[1].path, dir / "models/clip");
    QCOMPARE(judges[1].device, std::string("cuda:1"));
    QCOMPARE(judges[1].batch, std::int64_t{8});
}

void JudgesFileTest::a_new_file_names_the_judges_that_were_found() {
    const TempDir dir;
    JudgeEntry odd = entryOf("clip", "/models/with \"quotes\" and \\");
    odd.name = "a name.with dots";
    odd.sha256 = std::string(64, 'b');
    odd.device = "cuda:1";
    odd.batch = 8;
    JudgeEntry plain = entryOf("detr", "/models/detr");
    plain.name = "detr-resnet-50";
    JudgeEntry demo;
    demo.name = demo.kind = "demo";
    writeTextAtomically(dir / "new.toml", judgesFileTemplate({odd, plain, demo}));
    const auto judges = readJudgesFile(dir / "new.toml");
    QCOMPARE(judges.size(), std::size_t{2});
    QCOMPARE(judges[0].name, odd.name);
    QCOMPARE(judges[0].path, odd.path);
    QCOMPARE(judges[0].sha256, odd.sha256);
    QCOMPARE(judges[0].device, odd.device);
    QCOMPARE(judges[0].batch, odd.batch);
    QCOMPARE(judges[1].name, plain.name);
    // Where there is no other, the demo's judge is one.
    writeTextAtomically(dir / "demo.toml", judgesFileTemplate({demo}));
    QCOMPARE(readJudgesFile(dir / "demo.toml").size(), std::size_t{1});
}

void JudgesFileTest::a_new_file_has_an_example_of_every_kind() {
    const TempDir dir;
    JudgeEntry demo;
    demo.name = demo.kind = "demo";
    // The examples without their marks; what explains the keys is above the first table.
    std::string text = judgesFileTemplate({demo}), examples;
    for (auto at = text.find("\n\n"); at != std::string::npos; at = text.find("\n\n", at + 1)) {
        auto table = text.substr(at + 2, text.find("\n\n", at + 2) - at - 2);
        for (auto mark = table.find("# "); mark != std::string::npos; mark = table.find("# ")) table.erase(mark, 2);
        examples.append(table).append("\n");
    }
    writeTextAtomically(dir / "all.toml", examples);
    std::vector<std::string> kinds;
    for (const auto& judge : readJudgesFile(dir / "all.toml")) kinds.push_back(judge.kind);
    auto known = judgeKindNames();
    std::sort(kinds.begin(), kinds.end());
    std::sort(known.begin(), known.end());
    QCOMPARE(kinds, known);
}

void JudgesFileTest::what_is_wrong_is_named_with_file_judge_and_key() {
    const TempDir dir;
    const auto refused = [&](const char* judge, const char* reason) {
        writeBytes(dir / "j.json", std::string(R"({"judge": {"mine": )") + judge + "}}");
        const auto sentence = refusalOf(dir / "j.json");
        return contains(sentence, "j.json") && contains(sentence, "mine") && contains(sentence, reason);
    };
    QVERIFY(refused(R"(["clip"])", "not a table"));
    QVERIFY(refused(R"({"path": "x"})", "'kind'"));
    QVERIFY(refused(R"({"kind": "yolo", "path": "x"})", "inception_fid, inception_torchvision, clip"));
    QVERIFY(refused(R"({"kind": "clip"})", "'path'"));
    QVERIFY(refused(R"({"kind": "clip", "path": 5})", "'path'"));
    QVERIFY(refused(R"({"kind": "clip", "path": "x", "colour": 1})", "'colour'"));
    QVERIFY(refused(R"({"kind": "clip", "path": "x", "sha256": "12"})", "64 hexadecimal digits"));
    QVERIFY(refused(R"({"kind": "clip", "path": "x", "device": "gpu"})", "auto, cpu, cuda or cuda:N"));
    QVERIFY(refused(R"({"kind": "clip", "path": "x", "batch": 0})", "'batch'"));
    writeBytes(dir / "j.json", R"({"clip": {}})");
    QVERIFY(contains(refusalOf(dir / "j.json"), "not a judges file"));
}

void JudgesFileTest::keys_belong_to_kinds() {
    const TempDir dir;
    const auto refused = [&](const std::string& judge, const char* reason) {
        writeBytes(dir / "j.json", R"({"judge": {"mine": )" + judge + "}}");
        const auto sentence = refusalOf(dir / "j.json");
        return contains(sentence, "mine") && contains(sentence, reason);
    };
    QVERIFY(refused(R"({"kind": "server"})", "'url'"));
    QVERIFY(refused(R"({"kind": "server", "url": "http://x", "path": "y"})", "kind, url, model, api_key_env"));
    QVERIFY(refused(R"({"kind": "clip", "path": "x", "url": "http://x"})", "'url'"));
    QVERIFY(refused(R"({"kind": "dinov2", "path": "x", "dtype": "fp8"})", "float32 or float16"));
    QVERIFY(refused(R"({"kind": "counter_torchscript", "path": "x"})", "'labels'"));
    const auto counter = [](const char* more) {
        return std::string(R"({"kind": "counter_torchscript", "path": "x", "labels": ["car", "dog"], )") + more + "}";
    };
    QVERIFY(refused(counter(R"("labels": ["car", "car"])"), "no name comes twice"));
    QVERIFY(refused(counter(R"("labels": ["car", 3])"), "a list of names"));
    QVERIFY(refused(counter(R"("size": 0)"), "'size'"));
    QVERIFY(refused(counter(R"("size": [1, 2, 3])"), "'size'"));
    QVERIFY(refused(counter(R"("mean": [1, 2])"), "three numbers"));
    QVERIFY(refused(counter(R"("std": [1, 0, 1])"), "above zero"));
    writeBytes(dir / "j.json", R"({"judge": {
        "a": )" + counter(R"("size": [64, 32], "mean": [0, 0.5, 1], "std": [1, 1, 2])") +
                                   R"(,
        "b": {"kind": "server", "url": "http://localhost:8000", "model": "qwen", "api_key_env": "MY_KEY"}}})");
    const auto judges = readJudgesFile(dir / "j.json");
    QCOMPARE(judges[0].counter.labels, (std::vector<std::string>{"car", "dog"}));
    QCOMPARE(judges[0].counter.size, (std::array<int, 2>{64, 32}));
    QCOMPARE(judges[0].counter.mean, (std::array<double, 3>{0, 0.5, 1}));
    QCOMPARE(judges[0].counter.std, (std::array<double, 3>{1, 1, 2}));
    QCOMPARE(judges[1].url, std::string("http://localhost:8000"));
    QCOMPARE(judges[1].model, std::string("qwen"));
    QCOMPARE(judges[1].api_key_env, std::string("MY_KEY"));
    QVERIFY(contains(judgeFacts(entryOf("server", {})).problem.english(), "No server is named"));
}

void JudgesFileTest::a_judge_of_objects_needs_a_detector_of_the_same_file() {
    const TempDir dir;
    const auto file = [&](const char* detector, const char* kind) {
        writeBytes(dir / "j.json", std::string(R"({"judge": {"o": {"kind": "inception_objects", "path": "x", )") +
                                       detector + R"("batch": 8}, "d": {"kind": ")" + kind + R"(", "path": "y"}}})");
        return refusalOf(dir / "j.json");
    };
    QVERIFY(contains(file("", "detr"), "'detector'"));
    QVERIFY(contains(file(R"("detector": "e", )", "detr"), "detr, onnx_detector"));
    QVERIFY(contains(file(R"("detector": "d", )", "clip"), "detr, onnx_detector"));
    QVERIFY(file(R"("detector": "d", )", "detr").empty());
    QCOMPARE(readJudgesFile(dir / "j.json").at(1).detector, std::string("d"));
}

void JudgesFileTest::half_precision_is_refused_on_the_cpu() {
    auto entry = entryOf("dinov2", goldenFixture("judges/dinov2/model"));
    entry.dtype = "float16";
    entry.device = "cpu";
    QVERIFY(contains(problemOf(entry), "float16, which is computed on a GPU"));
    entry.dtype = "float32";
    QVERIFY(problemOf(entry).empty());
}

void JudgesFileTest::judges_of_every_kind_load() {
    for (const auto& [kind, folder] :
         {std::pair{"clip", "judges/clip_gelu/model"}, std::pair{"open_clip", "judges/open_clip/model"},
          std::pair{"dinov2", "judges/dinov2/model"}, std::pair{"detr", "judges/detr/model"},
          std::pair{"blip_itm", "judges/blip_itm/model"}, std::pair{"blip_vqa", "judges/blip_vqa/model"}}) {
        const auto facts = checkedJudge(entryOf(kind, goldenFixture(folder)));
        QCOMPARE(facts.problem.english(), std::string());
        QCOMPARE(facts.sha256.size(), std::size_t{64});
        QVERIFY(facts.published.empty());
    }
}

void JudgesFileTest::a_detector_in_an_onnx_file_says_its_licence() {
    const TempDir dir;
    const auto detector = readBytes(goldenFixture("judges/yolo_onnx/yolov5_op12.onnx"));
    writeBytes(dir / "mine.onnx", detector + onnx::metadata({{"license", "AGPL-3.0"}}));
    const auto facts = judgeFacts(entryOf("onnx_detector", dir / "mine.onnx"));
    QCOMPARE(facts.sha256.size(), std::size_t{64});
    if (!onnxAvailable()) {
        QVERIFY(contains(facts.problem.english(), "packaging/setup"));
        return;
    }
    QCOMPARE(facts.problem.english(), std::string());
    QCOMPARE(facts.licence, std::string("AGPL-3.0"));
    QVERIFY(contains(problemOf(entryOf("onnx_detector", goldenFixture("judges/detr/model/config.json"))), "ONNX"));
}

void JudgesFileTest::weights_of_another_kind_are_named() {
    const auto clip = goldenFixture("judges/clip_gelu/model");
    QVERIFY(contains(problemOf(entryOf("detr", clip)), "holds weights of kind 'clip'"));
    QVERIFY(contains(problemOf(entryOf("blip_vqa", goldenFixture("judges/blip_itm/model"))), "of kind 'blip_itm'"));
    QVERIFY(contains(problemOf(entryOf("clip", goldenFixture("blip/captioning/model"))),
                     "is BlipForConditionalGeneration"));
    QVERIFY(contains(problemOf(entryOf("inception_fid", goldenFixture("judges/dinov2/model"))), "of kind 'dinov2'"));
}

void JudgesFileTest::another_digest_is_named() {
    auto entry = entryOf("clip", goldenFixture("judges/clip_gelu/model"));
    const auto digest = judgeFacts(entry).sha256;
    entry.sha256 = digest;
    QVERIFY(problemOf(entry).empty());
    entry.sha256 = std::string(64, '0');
    QVERIFY(contains(problemOf(entry), digest));
}

void JudgesFileTest::a_missing_file_is_named_and_the_others_are_read() {
    const auto problem = problemOf(entryOf("inception_fid", "/nowhere/pt_inception.pth"));
    QVERIFY(contains(problem, "mine") && contains(problem, "/nowhere/pt_inception.pth"));
    const TempDir dir;
    QVERIFY(contains(problemOf(entryOf("clip", dir.path())), "mine"));
    writeBytes(dir / "broken.pth", "no weights");
    QVERIFY(contains(problemOf(entryOf("inception_fid", dir / "broken.pth")), "broken.pth"));
}

void JudgesFileTest::published_weights_are_known_by_their_digest() {
    for (const auto& model : readZoo(resourceDirectory() / "zoo.json")) {
        if (model.judge.empty()) continue;
        const auto kinds = judgeKindNames();
        QVERIFY2(std::find(kinds.begin(), kinds.end(), model.judge) != kinds.end(), model.id.c_str());
        for (const auto& file : model.files)
            QVERIFY2(file.sha256_begin.empty() || contains(file.path, file.sha256_begin), file.path.c_str());
    }
}

void JudgesFileTest::the_judge_of_the_demo_needs_no_path() {
    const TempDir dir;
    writeBytes(dir / "j.json", R"({"judge": {"mine": {"kind": "demo"}}})");
    const auto facts = checkedJudge(readJudgesFile(dir / "j.json").at(0));
    QCOMPARE(facts.problem.english(), std::string());
    QCOMPARE(facts.entry.path, resourceDirectory() / "demo/judge");
    const auto found = foundJudges();
    QVERIFY(std::any_of(found.begin(), found.end(), [](const JudgeEntry& judge) { return judge.kind == "demo"; }));
}
