// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect_commands_test.h"

#include "cli_run.h"

#include "support/golden.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>

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

std::string refusal(const QStringList& arguments) {
    const auto run = runCli(arguments + QStringList{"--json"});
    return run.exit_code == 1 ? run.last().value("message", "") : std::string();
}

// A safetensors file of zeros, written by hand: this program knows no torch.
void writeZeros(const fs::path& path, const std::vector<std::pair<std::string, std::vector<std::int64_t>>>& tensors) {
    Json header = Json::object();
    std::int64_t end = 0;
    for (const auto& [name, shape] : tensors) {
        std::int64_t bytes = 4;
        for (const auto side : shape) bytes *= side;
        header[name] = {{"dtype", "F32"}, {"shape", shape}, {"data_offsets", {end, end + bytes}}};
        end += bytes;
    }
    const std::string text = header.dump();
    std::string head;
    for (int i = 0; i < 8; ++i) head += static_cast<char>(text.size() >> (8 * i) & 0xff);
    writeBytes(path, head + text + std::string(static_cast<std::size_t>(end), '\0'));
}

// The bytes of a float in the data of a safetensors file, set to NaN.
void poison(const fs::path& path, const std::string& tensor) {
    std::string bytes = readBytes(path);
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i) length = length << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
    const Json header = Json::parse(bytes.substr(8, length));
    const auto begin = header.at(tensor).at("data_offsets")[0].get<std::uint64_t>();
    bytes.replace(8 + length + begin, 4, std::string("\xff\xff\xff\x7f", 4));
    fs::remove(path);
    writeBytes(path, bytes);
}

Json inspected(const fs::path& path) {
    const auto run = runCli({"inspect", text(path), "--json"});
    if (run.exit_code != 0) qWarning("%s%s", run.out.c_str(), run.err.c_str());
    return run.exit_code == 0 ? run.last() : Json::object();
}

// A safetensors file of `bytes` bytes of zeros behind its header, without using the disk for them.
void writeSparse(const fs::path& path, std::uint64_t bytes) {
    const std::string header = R"({"w":{"dtype":"F16","shape":[)" + std::to_string(bytes / 2) +
                               R"(],"data_offsets":[0,)" + std::to_string(bytes) + "]}}";
    std::string head;
    for (int i = 0; i < 8; ++i) head += static_cast<char>(header.size() >> (8 * i) & 0xff);
    writeBytes(path, head + header);
    fs::resize_file(path, 8 + header.size() + bytes);
}

}  // namespace

void InspectCommandsTest::inspect_says_what_any_file_is() {
    const TempDir dir;
    const auto kindOf = [](const fs::path& path) {
        return runCli({"inspect", text(path), "--json"}).last().value("kind", "");
    };
    const Json single = runCli({"inspect", text(singleFile()), "--json"}).last();
    QCOMPARE(single["kind"].get<std::string>(), std::string("single-file Stable Diffusion checkpoint"));
    QCOMPARE(single["missing"].dump(), std::string("[]"));
    QCOMPARE(single["unexpected"].dump(), std::string("[]"));
    const Json lora = runCli({"inspect", text(kohyaFile()), "--json"}).last();
    QCOMPARE(lora["kind"].get<std::string>(), std::string("LoRA"));
    QVERIFY(lora["details"].dump().find("kohya") != std::string::npos);
    const fs::path source = std::getenv("RECAP_SOURCE_DIR");
    QCOMPARE(kindOf(source / "tests/core/tensor_io/data/plain.bin"), std::string("pickled tensors"));
    writeBytes(dir / "a.png", "\x89PNG\r\n\x1a\n");
    QCOMPARE(kindOf(dir / "a.png"), std::string("PNG image"));
    writeBytes(dir / "lfs.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n");
    QVERIFY(kindOf(dir / "lfs.safetensors").find("was not downloaded") != std::string::npos);
    QVERIFY(refusal({"inspect", text(source / "tests/core/tensor_io/data/hostile.bin")}).find("posix.system") !=
            std::string::npos);
}

void InspectCommandsTest::inspect_lists_and_names_what_it_cannot_use() {
    const TempDir dir;
    const auto file = dir / "x.safetensors";
    const std::string unet = "model.diffusion_model.", lora = "lora_unet_mid_block_attentions_0_proj_in";
    struct Row {
        std::vector<std::pair<std::string, std::vector<std::int64_t>>> tensors;
        std::string kind, word;  // of the details or problems
    };
    const Row rows[] = {
        {{{unet + "input_blocks.0.0.weight", {8, 4, 3, 3}}, {unet + "out.2.weight", {4, 8, 3, 3}}},
         "UNet of a single-file Stable Diffusion checkpoint",
         "the autoencoder and the text encoder"},
        {{{unet + "joint_blocks.0.x_block.attn.proj.weight", {2, 2}}},
         "single-file Stable Diffusion 3 checkpoint",
         "Stable Diffusion 3"},
        {{{unet + "input_blocks.0.0.weight", {8, 9, 3, 3}}, {unet + "out.2.weight", {4, 8, 3, 3}}},
         "UNet of a single-file Stable Diffusion checkpoint",
         "inpainting"},
        {{{lora + ".hada_w1_a", {2, 2}}, {lora + ".alpha", {}}}, "LoRA", "LoHa"},
        {{{lora + ".diff", {2, 2}}}, "LoRA", "full difference"},
        {{{lora + ".lora_down.weight", {2, 8, 1, 1}},
          {lora + ".lora_up.weight", {8, 2, 1, 1}},
          {lora + ".lora_mid.weight", {2, 2, 3, 3}}},
         "LoRA",
         "Tucker"},
        {{{lora + ".lora_down.weight", {2, 8}}, {lora + ".lora_up.weight", {8, 2}}, {lora + ".dora_scale", {8}}},
         "LoRA",
         "DoRA"},
        {{{lora + ".lora_down.weight", {2, 8}}, {lora + ".lora_up.weight", {8, 2}}, {"bundle_emb.x.emb", {8}}},
         "LoRA",
         "belong to no adapter"},
        {{{"lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight", {2, 8}},
          {"lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_up.weight", {8, 2}}},
         "LoRA",
         "Stable Diffusion XL"},
    };
    for (const auto& [tensors, kind, word] : rows) {
        writeZeros(file, tensors);
        const Json report = inspected(file);
        QCOMPARE(report.value("kind", ""), kind);
        QCOMPARE(report["tensors"].size(), tensors.size());
        const std::string said = report["details"].dump() + report["problems"].dump();
        QVERIFY2(said.find(word) != std::string::npos, (word + ": " + said).c_str());
    }
}

void InspectCommandsTest::inspect_names_what_is_special_about_a_folder() {
    const TempDir dir;
    const auto folder = dir / "m";
    fs::copy(modelFolder(), folder, fs::copy_options::recursive);
    QCOMPARE(inspected(folder)["problems"].dump(), std::string("[]"));
    fs::remove(folder / "unet/diffusion_pytorch_model.safetensors");
    writeZeros(folder / "unet/diffusion_pytorch_model.safetensors",
               {{"conv_in.weight", {8, 9, 3, 3}},
                {"conv_out.weight", {4, 8, 3, 3}},
                {"down_blocks.0.resnets.0.conv1.weight", {8, 8, 3, 3}},
                {"time_embedding.linear_1.weight", {8, 8}}});
    QVERIFY(inspected(folder)["problems"].dump().find("inpainting") != std::string::npos);
    fs::remove(folder / "model_index.json");
    writeJsonFile(folder / "model_index.json", {{"_class_name", "StableDiffusionXLPipeline"},
                                                {"unet", {"diffusers", "UNet2DConditionModel"}},
                                                {"safety", {"x", "OtherClass"}}});
    writeBytes(folder / "safety/config.json", "{}");
    writeZeros(folder / "safety/model.safetensors", {{"w", {2}}});
    const Json report = inspected(folder);
    QVERIFY(report["problems"].dump().find("Stable Diffusion XL") != std::string::npos);
    QVERIFY2(report["tensors"].dump().find("safety.w") != std::string::npos, report["tensors"].dump().c_str());
}

void InspectCommandsTest::models_and_adapters_that_cannot_be_drawn_with_are_refused_by_name() {
    const TempDir dir;
    const auto sample = [&](const fs::path& model, const QStringList& more = {}) {
        return refusal(
            QStringList{"sample", "--model", text(model), "--prompt", "a", "--steps", "1", "--out", text(dir / "out")} +
            more);
    };
    const std::string unet = "model.diffusion_model.", lora = "lora_unet_mid_block_attentions_0_proj_in";
    writeZeros(dir / "unet.safetensors", {{unet + "input_blocks.0.0.weight", {8, 4, 3, 3}}});
    QVERIFY(sample(dir / "unet.safetensors").find("the autoencoder and the text encoder") != std::string::npos);
    writeZeros(dir / "vae.safetensors", {{"decoder.conv_in.weight", {2}}, {"decoder.up_blocks.0.x.weight", {2}}});
    QVERIFY(sample(dir / "vae.safetensors").find("AutoencoderKL") != std::string::npos);
    QVERIFY(sample(kohyaFile()).find("--lora") != std::string::npos);
    writeZeros(dir / "loha.safetensors", {{lora + ".hada_w1_a", {2, 2}},
                                          {lora + ".lora_down.weight", {2, 16, 1, 1}},
                                          {lora + ".lora_up.weight", {16, 2, 1, 1}}});
    QVERIFY(sample(modelFolder(), {"--lora", text(dir / "loha.safetensors")}).find("LoHa") != std::string::npos);
    QVERIFY(refusal({"convert", text(dir / "loha.safetensors"), text(dir / "p.safetensors"), "--to", "peft"})
                .find("LoHa") != std::string::npos);
    writeZeros(dir / "more.safetensors", {{lora + ".lora_down.weight", {2, 16, 1, 1}},
                                          {lora + ".lora_up.weight", {16, 2, 1, 1}},
                                          {"bundle_emb.cat.emb", {2}}});
    const auto used = runCli({"sample", "--model", text(modelFolder()), "--prompt", "a", "--steps", "1", "--lora",
                              text(dir / "more.safetensors"), "--out", text(dir / "used")});
    QCOMPARE(used.exit_code, 0);
    QVERIFY2(used.err.find("bundle_emb.cat.emb") != std::string::npos, used.err.c_str());
}

void InspectCommandsTest::a_black_picture_is_never_drawn_from_broken_weights() {
    const TempDir dir;
    fs::copy(modelFolder(), dir / "m", fs::copy_options::recursive);
    poison(dir / "m/unet/diffusion_pytorch_model.safetensors", "conv_in.bias");
    const auto message =
        refusal({"sample", "--model", text(dir / "m"), "--prompt", "a", "--steps", "1", "--out", text(dir / "out")});
    QVERIFY2(message.find("unet/diffusion_pytorch_model.safetensors") != std::string::npos, message.c_str());
    QVERIFY2(message.find("conv_in.bias") != std::string::npos, message.c_str());
    QVERIFY(!fs::exists(dir / "out/0_42.png"));
}

void InspectCommandsTest::inspect_reads_the_head_of_a_huge_file_only() {
    const TempDir dir;
    const auto path = dir / "huge.safetensors";
    writeSparse(path, std::uint64_t{4} << 30);
    const Json result = runCli({"inspect", text(path), "--json"}).last();
    QCOMPARE(result["tensors"][0]["shape"][0].get<std::int64_t>(), std::int64_t{1} << 31);
}

void InspectCommandsTest::judges_are_listed_and_checked() {
    const std::vector<std::string> keys{"name", "kind", "path", "sha256", "known", "problem"};
    const Json own = runCli({"judges", "list", "--json"}).last();
    QVERIFY(own["judges"].size() > 0 && hasKeys(own["judges"].back(), keys));
    const TempDir dir;
    const Json file{{"judge",
                     {{"boxes", {{"kind", "detr"}, {"path", goldenFixture("judges/detr/model").string()}}},
                      {"texts", {{"kind", "blip_itm"}, {"path", goldenFixture("judges/blip_vqa/model").string()}}}}}};
    writeBytes(dir / "judges.json", file.dump());
    const auto checked = runCli({"judges", "check", text(dir / "judges.json"), "--json"});
    QCOMPARE(checked.exit_code, 0);
    const Json judges = checked.last()["judges"];
    QCOMPARE(judges.size(), std::size_t{2});
    QVERIFY(hasKeys(judges[0], keys));
    QCOMPARE(judges[0]["name"].get<std::string>(), std::string("boxes"));
    QCOMPARE(judges[0]["sha256"].get<std::string>().size(), std::size_t{64});
    QVERIFY(!judges[0]["known"].get<bool>() && judges[0]["problem"].get<std::string>().empty());
    QVERIFY(judges[1]["problem"].get<std::string>().find("'blip_vqa'") != std::string::npos);
    const auto fresh = runCli({"judges", "new", text(dir / "new.toml"), "--json"});
    QCOMPARE(fresh.exit_code, 0);
    QCOMPARE(fresh.last()["file"].get<std::string>(), (dir / "new.toml").string());
    QCOMPARE(runCli({"judges", "check", text(dir / "new.toml")}).exit_code, 0);
    // Neither is a file replaced, nor one written that would be read as JSON.
    QCOMPARE(runCli({"judges", "new", text(dir / "new.toml")}).exit_code, 2);
    QCOMPARE(runCli({"judges", "new", text(dir / "new.json")}).exit_code, 2);
    const auto listed = runCli({"judges", "list", "--judges", text(dir / "judges.json")});
    QVERIFY(listed.out.find("first seen") != std::string::npos);
}

void InspectCommandsTest::folders_of_pictures_are_measured() {
    const TempDir dir;
    const auto pictures = goldenFixture("judges/detr/images");
    fs::create_directories(dir / "a");
    std::string prompts;
    int number = 0;
    for (const auto& entry : fs::directory_iterator(pictures)) {
        const auto id = std::to_string(number++);
        fs::copy_file(entry.path(), dir / "a" / (id + ".png"));
        prompts += R"({"id": ")" + id + R"(", "prompt": "a car )" + id + R"(", "expect": {"classes": ["car"]}})" + "\n";
    }
    writeBytes(dir / "prompts.jsonl", prompts);
    writeBytes(dir / "judges.toml",
               "[judge.boxes]\nkind = \"detr\"\npath = \"" + goldenFixture("judges/detr/model").string() + "\"\n");
    const QStringList command{"metrics",
                              "folder",
                              text(dir / "a"),
                              "--judges",
                              text(dir / "judges.toml"),
                              "--prompts",
                              text(dir / "prompts.jsonl"),
                              "--metrics",
                              "soa_i,ca",
                              "--no-cache"};
    const auto run = runCli(command + QStringList{"--json"});
    QVERIFY2(run.exit_code == 0, run.err.c_str());
    const Json rows = run.last()["rows"];
    QCOMPARE(rows.size(), std::size_t{2});
    QVERIFY(hasKeys(rows[0], {"metric", "value", "low", "high", "n", "judge", "card"}));
    QCOMPARE(rows[0]["metric"].get<std::string>(), std::string("soa_i"));
    QCOMPARE(rows[0]["n"].get<int>(), number);
    QCOMPARE(rows[0]["card"]["judge_hash"].get<std::string>().size(), std::size_t{64});
    QVERIFY(rows[1]["value"].is_null());
    QCOMPARE(rows[1]["undefined"].get<std::string>(), std::string("no prompt asks for a number of objects"));
    const Json again = runCli(command + QStringList{"--json"}).last();
    QCOMPARE(again["rows"].dump(), rows.dump());
    QVERIFY(refusal({"metrics", "folder", text(dir / "a"), "--judges", text(dir / "judges.toml"), "--metrics", "fid"})
                .find("inception_fid") != std::string::npos);
    writeBytes(dir / "broken.toml", "[judge.a]\nkind = \n");
    QVERIFY(refusal({"judges", "list", "--judges", text(dir / "broken.toml")}).find("line 2") != std::string::npos);
}

void InspectCommandsTest::a_judges_file_that_cannot_be_read_is_named() {
    const TempDir dir;
    writeBytes(dir / "judges.json", R"({"judge": {"mine": {"kind": "clip"}}})");
    const auto message = refusal({"judges", "check", text(dir / "judges.json")});
    QVERIFY2(message.find("'mine' has no 'path'") != std::string::npos, message.c_str());
    QVERIFY(refusal({"judges", "list", "--judges", text(dir / "none.json")}).find("none.json") != std::string::npos);
}
