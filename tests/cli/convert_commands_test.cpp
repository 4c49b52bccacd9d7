// SPDX-License-Identifier: GPL-3.0-or-later
#include "convert_commands_test.h"

#include "cli_run.h"

#include "base/hash.h"
#include "support/golden.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>

#include <map>
#include <set>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

fs::path modelFolder() {
    return goldenFixture("pipeline/tiny_sd/model");
}

fs::path singleFile() {
    return goldenFixture("formats/ldm_single_file/tiny_sd_ldm.safetensors");
}

fs::path kohyaFile() {
    return goldenFixture("training/lora/kohya_lora.safetensors");
}

Json convert(const fs::path& in, const fs::path& out, const QStringList& options) {
    const auto run = runCli(QStringList{"convert", text(in), text(out), "--json"} + options);
    if (run.exit_code != 0) qWarning("%s%s", run.out.c_str(), run.err.c_str());
    return run.exit_code == 0 ? run.last() : Json::object();
}

std::string refusal(const QStringList& arguments, int exitCode = 1) {
    const auto run = runCli(arguments + QStringList{"--json"});
    return run.exit_code == exitCode ? run.last().value("message", "") : std::string();
}

// Sums of all files below a folder by relative path.
std::map<std::string, std::string> sums(const fs::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) out[entry.path().lexically_relative(folder).string()] = sha256File(entry.path());
    return out;
}

// The program writes one model always in the same way, so equal sums are equal bits; `normal` is the folder rewritten.
void rewriteFolder(const fs::path& normal) {
    const Json result = convert(modelFolder(), normal, {"--to", "diffusers"});
    QVERIFY(hasKeys(result, {"kind", "written", "unmatched"}));
    QCOMPARE(result["unmatched"].dump(), std::string("[]"));
}

}  // namespace

void ConvertCommandsTest::models_survive_both_layouts_to_the_bit() {
    const TempDir dir;
    rewriteFolder(dir / "normal");
    const Json toFile = convert(dir / "normal", dir / "one.safetensors", {"--to", "ldm"});
    QCOMPARE(toFile["kind"].get<std::string>(), std::string("model"));
    QCOMPARE(toFile["written"][0].get<std::string>(), (dir / "one.safetensors").string());
    convert(dir / "one.safetensors", dir / "back", {"--to", "diffusers"});
    auto before = sums(dir / "normal"), after = sums(dir / "back");
    for (auto* part : {&before, &after}) part->erase("model_index.json");  // a single file has none
    QCOMPARE(after, before);
    convert(dir / "back", dir / "two.safetensors", {"--to", "ldm"});
    const auto names = [](const Json& result) { return result["tensors"].dump(); };
    QCOMPARE(names(runCli({"inspect", text(dir / "two.safetensors"), "--json"}).last()),
             names(runCli({"inspect", text(dir / "one.safetensors"), "--json"}).last()));
}

void ConvertCommandsTest::a_published_single_file_becomes_the_folder_it_was_made_of() {
    const TempDir dir;
    rewriteFolder(dir / "normal");
    const auto expected = sums(dir / "normal");
    const Json exact = convert(singleFile(), dir / "exact", {"--to", "diffusers", "--config", text(modelFolder())});
    QCOMPARE(exact["unmatched"].dump(), std::string("[]"));
    const Json info = goldenCase(singleFile().parent_path());
    QCOMPARE(exact["left_out"].get<std::set<std::string>>(),
             info["parameters"]["extra_tensors_to_ignore"].get<std::set<std::string>>());
    auto actual = sums(dir / "exact");
    for (const auto& [file, sum] : expected)
        if (file != "model_index.json") QCOMPARE(actual[file], sum);
    // Without configuration the weights are the same, and what was assumed is said.
    convert(singleFile(), dir / "assumed", {"--to", "diffusers"});
    for (const auto* weights : {"unet/diffusion_pytorch_model.safetensors", "vae/diffusion_pytorch_model.safetensors",
                                "text_encoder/model.safetensors"})
        QCOMPARE(sha256File(dir / "assumed" / weights), expected.at(weights));
    const auto run = runCli({"convert", text(singleFile()), text(dir / "again"), "--to", "diffusers"});
    QVERIFY2(run.err.find("assumed") != std::string::npos, run.err.c_str());
}

void ConvertCommandsTest::half_precision_halves_the_files() {
    const TempDir dir;
    rewriteFolder(dir / "normal");
    for (const QString dtype : {"fp16", "bf16"}) {
        const fs::path out = dir / dtype.toStdString();
        convert(dir / "normal", out, {"--to", "diffusers", "--dtype", dtype});
        const Json report = runCli({"inspect", text(out), "--json"}).last();
        for (const auto& tensor : report["tensors"])
            QCOMPARE(tensor["dtype"].get<std::string>(), std::string(dtype == "fp16" ? "F16" : "BF16"));
        QCOMPARE(report["missing"].dump(), std::string("[]"));
    }
}

void ConvertCommandsTest::shards_and_variants_are_written_and_read() {
    const TempDir dir;
    rewriteFolder(dir / "normal");
    convert(dir / "normal", dir / "v", {"--to", "diffusers", "--dtype", "fp16", "--write-variant", "fp16"});
    QVERIFY(fs::exists(dir / "v/unet/diffusion_pytorch_model.fp16.safetensors"));
    // The halves are found without being asked for, because nothing else is there, and become floats again.
    convert(dir / "v", dir / "f", {"--to", "diffusers", "--dtype", "fp32"});
    convert(dir / "f", dir / "h", {"--to", "diffusers", "--dtype", "fp16", "--write-variant", "fp16"});
    QCOMPARE(sums(dir / "h"), sums(dir / "v"));
}

void ConvertCommandsTest::adapters_survive_both_dialects_to_the_bit() {
    const TempDir dir;
    const Json peft = convert(kohyaFile(), dir / "peft.safetensors", {"--to", "peft"});
    QCOMPARE(peft["kind"].get<std::string>(), std::string("LoRA"));
    QCOMPARE(peft["unmatched"].dump(), std::string("[]"));
    convert(dir / "peft.safetensors", dir / "kohya.safetensors", {"--to", "kohya"});
    convert(dir / "kohya.safetensors", dir / "peft2.safetensors", {"--to", "peft"});
    convert(dir / "peft2.safetensors", dir / "kohya2.safetensors", {"--to", "kohya"});
    QCOMPARE(sha256File(dir / "kohya2.safetensors"), sha256File(dir / "kohya.safetensors"));
    const auto nameSet = [](const fs::path& file) {
        std::set<std::string> names;
        for (const auto& tensor : runCli({"inspect", text(file), "--json"}).last()["tensors"])
            names.insert(tensor["name"].get<std::string>());
        return names;
    };
    QCOMPARE(nameSet(dir / "kohya.safetensors"), nameSet(kohyaFile()));
    QCOMPARE(nameSet(dir / "peft2.safetensors"), nameSet(dir / "peft.safetensors"));
    for (const auto& name : nameSet(dir / "peft.safetensors"))
        QVERIFY2(name.find(".lora_A.weight") != std::string::npos || name.find(".lora_B.weight") != std::string::npos,
                 name.c_str());
}

void ConvertCommandsTest::a_result_that_is_there_is_kept() {
    const TempDir dir;
    writeBytes(dir / "one.safetensors", "mine");
    const QStringList line{"convert", text(modelFolder()), text(dir / "one.safetensors"), "--to", "ldm"};
    QVERIFY(refusal(line).find("already exists") != std::string::npos);
    QCOMPARE(readBytes(dir / "one.safetensors"), std::string("mine"));
    QCOMPARE(runCli(line + QStringList{"--overwrite"}).exit_code, 0);
    QVERIFY(fs::file_size(dir / "one.safetensors") > 100000);
}

void ConvertCommandsTest::layouts_that_cannot_be_are_refused() {
    const TempDir dir;
    const auto out = text(dir / "out.safetensors");
    QVERIFY(refusal({"convert", text(modelFolder()), out, "--to", "kohya"}).find("is a model") != std::string::npos);
    QVERIFY(refusal({"convert", text(kohyaFile()), out, "--to", "ldm"}).find("adapter") != std::string::npos);
    QVERIFY(!refusal({"convert", text(dir / "nothing"), out, "--to", "ldm"}).empty());
    QVERIFY(!refusal({"convert", text(modelFolder()), out, "--to", "gguf"}, 2).empty());
    QVERIFY(!refusal({"convert", text(modelFolder()), out}, 2).empty());
    QVERIFY(!fs::exists(dir / "out.safetensors"));
}

// Published folders have the whole model as one file beside the parts.
void ConvertCommandsTest::weights_beside_the_parts_of_a_folder_stay_behind() {
    const TempDir dir;
    fs::copy(modelFolder(), dir / "m", fs::copy_options::recursive);
    for (const char* name : {"v1-5-pruned.ckpt", "README.md", "safety_checker/model.safetensors"})
        writeBytes(dir / "m" / name, "as published");
    convert(dir / "m", dir / "out", {"--to", "diffusers", "--dtype", "fp16"});
    QVERIFY(fs::exists(dir / "out/README.md") && fs::exists(dir / "out/safety_checker/model.safetensors"));
    QVERIFY(!fs::exists(dir / "out/v1-5-pruned.ckpt"));
}

void ConvertCommandsTest::a_picture_from_a_single_file_equals_that_from_its_folder() {
    const TempDir dir;
    convert(modelFolder(), dir / "one.safetensors", {"--to", "ldm"});
    const auto sample = [&](const fs::path& model, const fs::path& out) {
        return runCli({"sample", "--model", text(model), "--prompt", "a red cat", "--seed", "42", "--steps", "3",
                       "--scheduler", "pndm", "--out", text(out), "--json"})
            .last();
    };
    const Json folder = sample(modelFolder(), dir / "a"), file = sample(dir / "one.safetensors", dir / "b");
    QCOMPARE(sha256File(file["images"][0]["file"].get<std::string>()),
             sha256File(folder["images"][0]["file"].get<std::string>()));
}

void ConvertCommandsTest::raw_results_adapters_and_cut_prompts_are_reported() {
    const TempDir dir;
    std::string prompt = "begin";
    for (int i = 0; i < 90; ++i) prompt += " apple";
    const QStringList line{"sample",
                           "--model",
                           text(modelFolder()),
                           "--prompt",
                           QString::fromStdString(prompt),
                           "--steps",
                           "2",
                           "--negative",
                           "blurry",
                           "--guidance",
                           "3",
                           "--width",
                           "64",
                           "--height",
                           "48",
                           "--count",
                           "2",
                           "--raw",
                           "--json",
                           "--dtype",
                           "bf16"};
    const auto plain = runCli(line + QStringList{"--out", text(dir / "plain")});
    QVERIFY2(plain.exit_code == 0, (plain.out + plain.err).c_str());
    const Json result = plain.last();
    QCOMPARE(result["images"].size(), std::size_t{2});
    QCOMPARE(result["prompts"][0]["limit"].get<int>(), 75);
    QVERIFY(result["prompts"][0]["unread"].get<std::string>().ends_with("apple"));
    const Json raw =
        runCli({"inspect", QString::fromStdString(result["images"][0]["raw"].get<std::string>()), "--json"}).last();
    QCOMPARE(raw["tensors"].dump(), std::string(R"([{"name":"image","shape":[3,48,64],"dtype":"F32"},)"
                                                R"({"name":"latents","shape":[4,6,8],"dtype":"F32"}])"));
    const auto adapted = runCli(line + QStringList{"--out", text(dir / "adapted"), "--lora", text(kohyaFile()) + ":0.7",
                                                   "--lora", text(kohyaFile())});
    QVERIFY2(adapted.exit_code == 0, (adapted.out + adapted.err).c_str());
    QVERIFY(sha256File(adapted.last()["images"][0]["file"].get<std::string>()) !=
            sha256File(result["images"][0]["file"].get<std::string>()));
}
