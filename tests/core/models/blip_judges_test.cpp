// SPDX-License-Identifier: GPL-3.0-or-later
#include "blip_judges_test.h"

#include "base/error.h"
#include "golden_tensors.h"
#include "models/blip_files.h"
#include "models/blip_judges.h"
#include "support/temp_dir.h"
#include "tensor_io/load_report.h"
#include "tensor_io/weight_files.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

using namespace recap;
using recap::testing::goldenCases;
using recap::testing::goldenFixture;
using recap::testing::GoldenTensors;
using recap::testing::TempDir;

namespace {

std::vector<GoldenTensors> casesCalled(const std::string& begin) {
    std::vector<GoldenTensors> out;
    for (const auto& folder : goldenCases("judges"))
        if (folder.filename().string().starts_with(begin)) out.emplace_back(folder);
    if (out.empty()) throw std::runtime_error("there is no golden case of " + begin);
    return out;
}

struct Reading {
    const char* name;  // of the first token
    const char* ids;
};
constexpr Reading kReadings[] = {{"cls", "input_ids"}, {"enc", "input_ids_enc"}};

double farthest(const torch::Tensor& actual, const torch::Tensor& expected) {
    return actual.sizes() == expected.sizes() ? (actual - expected).abs().max().item<double>() : 1e9;
}

// The vision tower under the names of the first release; the other parts kept theirs.
StateDict firstRelease(const StateDict& weights) {
    constexpr std::pair<const char*, const char*> kParts[] = {{"embeddings.class_embedding", "cls_token"},
                                                              {"embeddings.position_embedding", "pos_embed"},
                                                              {"embeddings.patch_embedding.", "patch_embed.proj."},
                                                              {"post_layernorm.", "norm."},
                                                              {"encoder.layers.", "blocks."},
                                                              {".self_attn.qkv.", ".attn.qkv."},
                                                              {".self_attn.projection.", ".attn.proj."},
                                                              {".layer_norm1.", ".norm1."},
                                                              {".layer_norm2.", ".norm2."}};
    StateDict out;
    for (const auto& [name, tensor] : weights) {
        std::string old = name;
        if (name.starts_with("vision_model.")) {
            old = "visual_encoder." + name.substr(13);
            for (const auto& [current, before] : kParts)
                if (const auto at = old.find(current); at != std::string::npos)
                    old.replace(at, std::string(current).size(), before);
        }
        out[old] = tensor;
    }
    return out;
}

struct Questions {
    torch::Tensor states, mask;
};

// transformers (5.23 and 5.24) hands the question's mask to the decoder's cross-attention under a name that this does
// not read, so its numbers are those without a mask, also where they are called masked.
Questions questionsOf(BlipAnswerer& model, const GoldenTensors& golden, const Reading& reading) {
    const auto images = model->encodeImage(golden["pixel_values"]).index_select(0, golden["image_of_question"]);
    return {model->readQuestions(images, golden[reading.ids], golden["attention_mask"]), golden["attention_mask"]};
}

}  // namespace

void TestBlipJudges::matching_equals_the_reference_for_every_pair() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : casesCalled("blip_itm")) {
        BlipMatcher model = loadBlipMatcher(golden.model());
        const auto images = model->encodeImage(golden["pixel_values"]);
        const auto& mask = golden["attention_mask"];
        for (const auto& reading : kReadings) {
            const auto& ids = golden[reading.ids];
            const std::string name = reading.name;
            QVERIFY(farthest(model->matchLogits(images, ids, mask), golden[name + ".itm_logits"]) <= 2e-5);
            std::vector<torch::Tensor> columns;
            for (std::int64_t text = 0; text < ids.size(0); ++text) {
                const auto row = [&](const torch::Tensor& x) {
                    return x.narrow(0, text, 1).expand({images.size(0), -1});
                };
                columns.push_back(torch::softmax(model->matchLogits(images, row(ids), row(mask)), -1).select(1, 1));
            }
            QVERIFY(farthest(torch::stack(columns, 1), golden[name + ".itm_prob"]) <= 2e-5);
        }
    }
}

void TestBlipJudges::cosines_equal_the_reference() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : casesCalled("blip_itm")) {
        BlipMatcher model = loadBlipMatcher(golden.model());
        const auto images = model->encodeImage(golden["pixel_values"]);
        const auto cosines = model->cosines(images, golden["input_ids"], golden["attention_mask"]);
        QVERIFY(farthest(cosines, golden["itc_cosine"]) <= 2e-5);
    }
}

void TestBlipJudges::questions_are_read_and_answered_as_the_reference_does() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : casesCalled("blip_vqa")) {
        BlipAnswerer model = loadBlipAnswerer(golden.model());
        RECAP_COMPARE_TENSORS(model->encodeImage(golden["pixel_values"]), golden["vision_states"]);
        const Json& parameters = golden.info["parameters"];
        for (const auto& reading : kReadings) {
            const std::string name = reading.name;
            const auto questions = questionsOf(model, golden, reading);
            const auto all = torch::ones_like(questions.mask);
            if (golden.has(name + ".question_states"))
                QVERIFY(farthest(questions.states, golden[name + ".question_states"]) <= 5e-5);
            const auto logits = model->firstLogits(questions.states, torch::Tensor());
            QVERIFY(farthest(logits, golden[name + ".first_logits_masked"]) <= 5e-5);
            if (golden.has(name + ".first_logits_ones"))
                QVERIFY(farthest(logits, golden[name + ".first_logits_ones"]) <= 5e-5);
            const auto written = model->answer(questions.states, all, parameters["max_length_generate"]);
            QVERIFY(torch::equal(written, golden[name + ".greedy_ids"]));
        }
    }
}

void TestBlipJudges::padding_behind_a_question_changes_nothing_with_its_mask() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : casesCalled("blip_vqa")) {
        BlipAnswerer model = loadBlipAnswerer(golden.model());
        const auto images = model->encodeImage(golden["pixel_values"]).index_select(0, golden["image_of_question"]);
        const auto& answers = golden["answer_candidates"];
        for (const auto& reading : kReadings) {
            const auto questions = questionsOf(model, golden, reading);
            const auto logits = model->firstLogits(questions.states, questions.mask);
            const auto ranked = model->answerLogLikelihoods(questions.states, questions.mask, answers);
            double moved = 0;  // by padding, without the mask
            for (std::int64_t i = 0; i < images.size(0); ++i) {
                const auto row = [&](const torch::Tensor& x) { return x.narrow(0, i, 1); };
                const auto length = questions.mask[i].sum().item<std::int64_t>();
                const auto ids = row(golden[reading.ids]).narrow(1, 0, length);
                const auto states = model->readQuestions(row(images), ids, torch::ones_like(ids));
                const auto alone = model->firstLogits(states, torch::Tensor());
                QVERIFY(farthest(row(logits), alone) <= 5e-5);
                QVERIFY(farthest(row(ranked), model->answerLogLikelihoods(states, torch::Tensor(), answers)) <= 1e-4);
                moved = std::max(moved, farthest(row(model->firstLogits(questions.states, torch::Tensor())), alone));
            }
            QVERIFY(moved > 1e-2);
        }
    }
}

void TestBlipJudges::likelihoods_of_answers_equal_the_reference() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : casesCalled("blip_vqa")) {
        BlipAnswerer model = loadBlipAnswerer(golden.model());
        for (const auto& reading : kReadings) {
            const auto questions = questionsOf(model, golden, reading);
            const auto ranked =
                model->answerLogLikelihoods(questions.states, torch::Tensor(), golden["answer_candidates"]);
            QVERIFY(farthest(ranked, golden[std::string(reading.name) + ".answer_loglik"]) <= 1e-4);
        }
    }
}

void TestBlipJudges::the_share_of_yes_multiplies_to_the_published_score() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : casesCalled("blip_vqa")) {
        BlipAnswerer model = loadBlipAnswerer(golden.model());
        const Json& parameters = golden.info["parameters"];
        const std::int64_t yes = parameters["yes"], no = parameters["no"];
        torch::Tensor published;
        for (const auto& reading : kReadings) {
            const std::string name = reading.name;
            const auto questions = questionsOf(model, golden, reading);
            const auto logits = model->firstLogits(questions.states, torch::Tensor());
            QVERIFY(farthest(yesShare(logits, yes, no), golden[name + ".p_yes_norm_masked"]) <= 1e-5);
            QVERIFY(farthest(yesShare(logits, yes, no), golden[name + ".p_yes_norm_ones"]) <= 1e-5);
            QVERIFY(farthest(torch::softmax(logits, -1).select(1, yes), golden[name + ".p_yes_full_masked"]) <= 1e-5);
            published = yesShare(logits, yes, no);  // the last reading is that of T2I-CompBench
        }
        const Json& products = golden.info["expected"]["t2i_compbench_product"];
        for (std::size_t i = 0; i < products["images"].size(); ++i) {
            // A probability that lies on the edge between two roundings, within what the network is exact to, may fall
            // on either side.
            double lowest = 1, highest = 1;
            for (const std::int64_t question : products["images"][i]) {
                const double p = published[question].item<double>();
                lowest *= std::nearbyint((p - 1e-5) * 1e4) / 1e4;
                highest *= std::nearbyint((p + 1e-5) * 1e4) / 1e4;
            }
            const double score = products["score"][i].get<double>();
            QVERIFY(lowest - 1e-9 <= score && score <= highest + 1e-9);
        }
    }
}

void TestBlipJudges::the_first_release_gives_the_same_judges() {
    const torch::NoGradGuard noGrad;
    const TempDir dir;
    for (const auto& [begin, answers] : {std::pair{"blip_itm", false}, std::pair{"blip_vqa", true}}) {
        for (const auto& golden : casesCalled(begin)) {
            auto old = firstRelease(loadWeightFiles(golden.model(), kTransformersWeights));
            old["text_encoder_m.embeddings.LayerNorm.bias"] = torch::zeros({1});  // a momentum copy
            old["temp"] = torch::zeros({});
            saveSafetensors(dir.path() / "old.safetensors", old);
            std::filesystem::copy_file(golden.model() / "config.json", dir.path() / "config.json",
                                       std::filesystem::copy_options::overwrite_existing);
            const auto expected = answers ? stateDictOf(*loadBlipAnswerer(golden.model()))
                                          : stateDictOf(*loadBlipMatcher(golden.model()));
            const auto got = answers ? stateDictOf(*loadBlipAnswerer(dir.path() / "old.safetensors"))
                                     : stateDictOf(*loadBlipMatcher(dir.path() / "old.safetensors"));
            QCOMPARE(got.size(), expected.size());
            for (const auto& [name, tensor] : expected) QVERIFY2(torch::equal(got.at(name), tensor), name.c_str());
        }
    }
}

void TestBlipJudges::blip_of_another_task_is_refused() {
    const auto itm = goldenFixture("judges/blip_itm/model"), vqa = goldenFixture("judges/blip_vqa/model"),
               captioner = goldenFixture("blip/captioning/model");
    QVERIFY_THROWS_EXCEPTION(Error, loadBlipMatcher(vqa));
    QVERIFY_THROWS_EXCEPTION(Error, loadBlipMatcher(captioner));
    QVERIFY_THROWS_EXCEPTION(Error, loadBlipAnswerer(itm));
    QVERIFY_THROWS_EXCEPTION(Error, loadBlipAnswerer(captioner));
    QVERIFY_THROWS_EXCEPTION(Error, loadBlip(itm));
    QVERIFY_THROWS_EXCEPTION(Error, loadBlip(vqa));
}
