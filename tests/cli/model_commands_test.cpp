// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_commands_test.h"

#include "cli_run.h"

#include "support/golden.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>

#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

std::filesystem::path pipelineFolder() {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(goldenRoot() / "pipeline"))
        if (entry.path().filename() == "model_index.json") return entry.path().parent_path();
    return {};
}

}  // namespace

void ModelCommandsTest::doctor_reports_versions_devices_and_files() {
    const auto run = runCli({"doctor", "--json"});
    QCOMPARE(run.exit_code, 0);
    const Json result = run.last();
    QVERIFY(hasKeys(result, {"version", "torch", "qt", "opencv", "sqlite", "devices", "files"}));
    QCOMPARE(result["devices"][0]["name"].get<std::string>(), std::string("cpu"));
    for (const auto* key : {"version", "torch", "qt", "opencv", "sqlite"})
        QVERIFY2(QString::fromStdString(result[key].get<std::string>()).contains(QLatin1Char('.')), key);
    std::set<std::string> names;
    for (const auto& file : result["files"]) names.insert(file["name"].get<std::string>());
    for (const auto* name : {"CLIP vocabulary", "Parquet module", "ONNX module"}) QVERIFY2(names.contains(name), name);
}

void ModelCommandsTest::print_options_lists_type_default_range_and_help() {
    const Json options = runCli({"train", "--print-options", "--json"}).last()["options"];
    QVERIFY(options.size() > 20);
    std::set<std::string> names;
    for (const auto& option : options) {
        QVERIFY(hasKeys(option, {"name", "type", "default", "help"}));
        QVERIFY(!option["help"].get<std::string>().empty());
        names.insert(option["name"].get<std::string>());
        if (option["name"] == "batch_size") {
            QCOMPARE(option["type"].get<std::string>(), std::string("int"));
            QCOMPARE(option["min"].get<double>(), 1.0);
        }
        if (option["name"] == "train_parts") QCOMPARE(option["choices"].size(), std::size_t{3});
    }
    for (const auto* name : {"model", "learning_rate", "caption_source", "seed"}) QVERIFY(names.contains(name));
}

void ModelCommandsTest::inspect_names_tensors_of_a_file() {
    const auto file = goldenFixture("metrics/fid_kid/tensors.safetensors");
    const Json result = runCli({"inspect", text(file), "--json"}).last();
    QVERIFY(hasKeys(result, {"kind", "tensors", "metadata", "missing", "unexpected"}));
    bool found = false;
    for (const auto& tensor : result["tensors"])
        if (tensor["name"] == "real") {
            found = true;
            QCOMPARE(tensor["shape"].dump(), std::string("[500,64]"));
            QCOMPARE(tensor["dtype"].get<std::string>(), std::string("F32"));
        }
    QVERIFY(found);
}

void ModelCommandsTest::inspect_compares_a_pipeline_with_our_modules() {
    const Json result = runCli({"inspect", text(pipelineFolder()), "--json"}).last();
    QCOMPARE(result["kind"].get<std::string>(), std::string("diffusers pipeline"));
    QCOMPARE(result["missing"].dump(), std::string("[]"));
    QCOMPARE(result["unexpected"].dump(), std::string("[]"));
    std::set<std::string> parts;
    for (const auto& tensor : result["tensors"]) {
        const auto name = tensor["name"].get<std::string>();
        parts.insert(name.substr(0, name.find('.')));
    }
    QCOMPARE(parts, (std::set<std::string>{"text_encoder", "unet", "vae"}));
}

void ModelCommandsTest::inspect_finds_what_is_missing() {
    const TempDir folder;
    const auto copy = folder / "unet";
    std::filesystem::copy(pipelineFolder() / "unet", copy, std::filesystem::copy_options::recursive);
    Json config = readJsonFile(copy / "config.json");
    config["layers_per_block"] = config["layers_per_block"].get<int>() + 1;
    writeJsonFile(copy / "config.json", config);
    const Json result = runCli({"inspect", text(copy), "--json"}).last();
    QCOMPARE(result["kind"].get<std::string>(), std::string("UNet2DConditionModel"));
    QVERIFY(!result["missing"].empty());
}

void ModelCommandsTest::every_malformed_file_is_refused_in_one_sentence() {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(goldenRoot() / "io/safetensors/malformed")) {
        if (entry.path().extension() != ".safetensors") continue;
        const auto run = runCli({"inspect", text(entry.path()), "--json"});
        QVERIFY2(run.exit_code == 1 && run.errorLines() == 1,
                 (entry.path().string() + ": " + run.out + run.err).c_str());
        QCOMPARE(run.last().value("event", ""), std::string("error"));
        ++files;
    }
    QVERIFY(files > 30);
}
