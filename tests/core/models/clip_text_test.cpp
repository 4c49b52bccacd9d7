// SPDX-License-Identifier: GPL-3.0-or-later
#include "clip_text_test.h"

#include "base/error.h"
#include "golden_tensors.h"
#include "models/clip_text.h"
#include "models/model_folder.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>

using namespace recap;
using recap::testing::goldenCases;
using recap::testing::GoldenTensors;
using recap::testing::TempDir;

namespace {

ClipTextConfig tinyConfig() {
    ClipTextConfig c;
    c.vocab_size = 50;
    c.hidden_size = 8;
    c.intermediate_size = 16;
    c.num_hidden_layers = 2;
    c.num_attention_heads = 2;
    c.max_position_embeddings = 10;
    c.eos_token_id = 49;
    return c;
}

// The rows that the case keeps of a tensor: "...; rows 2 and 3" in its description, else the first ones.
torch::Tensor rowsKept(const GoldenTensors& golden, const std::string& name, const torch::Tensor& all) {
    constexpr std::string_view kRows = "rows ";
    const Json& described = golden.info.at("tensors").at(name);
    const auto words = described.value("is", std::string());
    const auto at = words.find(kRows);
    const std::int64_t first = at == std::string::npos ? 0 : std::atoll(words.c_str() + at + kRows.size());
    return all.narrow(0, first, golden[name].size(0));
}

}  // namespace

void TestClipText::outputs_equal_the_reference_data() {
    QTest::addColumn<QString>("folder");
    const auto folders = goldenCases("clip_text");
    QVERIFY(!folders.empty());
    for (const auto& folder : folders)
        QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
}

void TestClipText::outputs_equal_the_reference() {
    QFETCH(QString, folder);
    const GoldenTensors golden(folder.toStdString());
    ClipText encoder = loadTextEncoder(golden.model());
    const torch::NoGradGuard noGrad;
    const auto out = encoder(golden["input_ids"]);
    RECAP_COMPARE_TENSORS(out.last_hidden_state, golden["last_hidden_state"]);
    RECAP_COMPARE_TENSORS(out.pooler_output, golden["pooler_output"]);
    RECAP_COMPARE_TENSORS(rowsKept(golden, "hidden_states_m2", out.hidden_states.at(out.hidden_states.size() - 2)),
                          golden["hidden_states_m2"]);
    RECAP_COMPARE_TENSORS(rowsKept(golden, "clip_skip_2", encoder->hiddenLayer(out, 2)), golden["clip_skip_2"]);
    QVERIFY(torch::equal(encoder->hiddenLayer(out, 1), out.last_hidden_state));
    const auto masked = encoder(golden["input_ids"], golden["attention_mask"]);
    RECAP_COMPARE_TENSORS(rowsKept(golden, "masked.last_hidden_state", masked.last_hidden_state),
                          golden["masked.last_hidden_state"]);
    RECAP_COMPARE_TENSORS(masked.pooler_output, golden["masked.pooler_output"]);
    const auto brief = encoder(golden["short.input_ids"], golden["short.attention_mask"]);
    RECAP_COMPARE_TENSORS(brief.last_hidden_state, golden["short.last_hidden_state"]);
    RECAP_COMPARE_TENSORS(brief.pooler_output, golden["short.pooler_output"]);
}

void TestClipText::later_tokens_do_not_change_earlier_states() {
    torch::manual_seed(1);
    ClipText encoder(tinyConfig());
    const torch::NoGradGuard noGrad;
    const auto a = torch::tensor({{48, 3, 4, 5, 49}}), b = torch::tensor({{48, 3, 4, 9, 7}});
    const auto first = encoder(a).last_hidden_state, second = encoder(b).last_hidden_state;
    RECAP_COMPARE_TENSORS(first.narrow(1, 0, 3), second.narrow(1, 0, 3), 1e-6);
    QVERIFY(!torch::allclose(first.narrow(1, 3, 1), second.narrow(1, 3, 1)));
}

void TestClipText::clip_skip_outside_the_layers_is_refused() {
    ClipText encoder(tinyConfig());
    const auto out = encoder(torch::tensor({{48, 3, 49}}));
    QVERIFY_EXCEPTION_THROWN(encoder->hiddenLayer(out, 0), Error);
    QVERIFY_EXCEPTION_THROWN(encoder->hiddenLayer(out, 4), Error);
    (void)encoder->hiddenLayer(out, 3);
}

void TestClipText::too_long_input_is_refused() {
    ClipText encoder(tinyConfig());
    QVERIFY_EXCEPTION_THROWN(encoder(torch::zeros({1, 11}, torch::kInt64)), Error);
    QVERIFY_EXCEPTION_THROWN(encoder(torch::zeros({4}, torch::kInt64)), Error);
}

void TestClipText::unknown_config_fields_are_written_back() {
    for (const auto& folder : goldenCases("clip_text")) {
        Json json = readJsonFile(folder / "model/config.json");
        json["a_field_of_tomorrow"] = nullptr;
        QCOMPARE(ClipTextConfig::fromJson(json).toJson().dump(), json.dump());
    }
}

void TestClipText::saved_keys_carry_the_published_prefix() {
    torch::manual_seed(2);
    ClipText encoder(tinyConfig());
    const TempDir dir;
    saveTextEncoder(encoder, dir.path(), torch::kFloat16);
    const SafetensorsFile file(dir / "model.safetensors");
    for (const auto& name : file.names()) {
        QVERIFY(name.starts_with("text_model."));
        QCOMPARE(file.dtype(name), torch::kFloat16);
    }
    ClipText again = loadTextEncoder(dir.path());
    const torch::NoGradGuard noGrad;
    const auto ids = torch::tensor({{48, 3, 49}});
    RECAP_COMPARE_TENSORS(again(ids).last_hidden_state, encoder(ids).last_hidden_state, 2e-3);
}
