// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/blip_captioner.h"

#include "base/error.h"
#include "blip_captioner_test.h"
#include "caption/caption_loss.h"
#include "models/model_folder.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "tensor_io/safetensors.h"

#include <QtTest/QTest>
#include <cmath>

using namespace recap;

namespace {

struct BlipCase {
    std::filesystem::path folder;
    Json parameters, expected, tolerance;
    StateDict tensors;
};

std::vector<BlipCase> everyCase() {
    std::vector<BlipCase> cases;
    for (const auto& folder : recap::testing::goldenCases("blip")) {
        const Json json = recap::testing::goldenCase(folder);
        cases.push_back({folder, json["parameters"], json["expected"], json["tolerance"],
                         loadSafetensors(folder / "tensors.safetensors")});
    }
    if (cases.empty()) throw Error(ErrorCode::FileNotFound, "no BLIP case found under the golden folder");
    return cases;
}

BlipCase firstCase() {
    return everyCase().front();
}

BlipCaptioner captionerOf(const BlipCase& c) {
    return BlipCaptioner::load(c.folder / c.parameters["model"].get<std::string>());
}

// The reference stores normalised pixels; the captioner wants them in 0..1.
torch::Tensor unnormalized(const torch::Tensor& pixels, const BlipImageFormat& format) {
    auto channel = [](const std::array<double, 3>& v) { return torch::tensor({v[0], v[1], v[2]}).view({1, 3, 1, 1}); };
    return pixels * channel(format.image_std) + channel(format.image_mean);
}

torch::Tensor pixelsOf(const BlipCase& c, const BlipImageFormat& format) {
    return unnormalized(c.tensors.at("pixel_values"), format);
}

// Up to and with the first end token: how rows are padded behind it differs between the library's methods.
std::vector<TokenSequence> rowsOf(const torch::Tensor& ids, std::int64_t end) {
    std::vector<TokenSequence> rows;
    for (std::int64_t r = 0; r < ids.size(0); ++r) {
        auto& row = rows.emplace_back();
        for (std::int64_t k = 0; k < ids.size(1); ++k) {
            row.push_back(ids[r][k].item<std::int64_t>());
            if (row.back() == end) break;
        }
    }
    return rows;
}

std::string shown(const std::vector<TokenSequence>& rows) {
    return Json(rows).dump();
}

void compareIds(const BlipCase& c, const char* key, std::string_view prefix, const DecodingOptions& options) {
    auto captioner = captionerOf(c);
    const auto pixels = pixelsOf(c, captioner.format());
    const std::vector<TokenSequence> prompts(static_cast<std::size_t>(pixels.size(0)), captioner.promptIds(prefix));
    const auto actual = captioner.captionIds(pixels, prompts, options);
    const auto end = c.parameters["sep_and_eos_for_generate"].get<std::int64_t>();
    const auto expected = rowsOf(c.tensors.at(key), end);
    QVERIFY2(actual == expected,
             (std::string(key) + "\n ours " + shown(actual) + "\n reference " + shown(expected)).c_str());
}

std::int64_t maxLength(const BlipCase& c) {
    return c.parameters["max_length"].get<std::int64_t>();
}

// Reads every row from its beginning at each step and keeps nothing.
class ForgetfulModel final : public TokenModel {
public:
    ForgetfulModel(Blip& model, torch::Tensor embeds) : model_(model), embeds_(std::move(embeds)) {}
    torch::Tensor advance(const torch::Tensor& tokens) override {
        ids_ = ids_.defined() ? torch::cat({ids_, tokens}, 1) : tokens;
        return model_->decode(ids_, {}, embeds_).select(1, -1);
    }
    void keepRows(const torch::Tensor& rows, std::int64_t) override {
        ids_ = ids_.index_select(0, rows);
        embeds_ = embeds_.index_select(0, rows);
    }

private:
    Blip& model_;
    torch::Tensor embeds_, ids_;
};

}  // namespace

void TestBlipCaptioner::greedy_ids_and_texts_equal_the_reference() {
    for (const auto& c : everyCase()) {
        compareIds(c, "greedy.ids", "", {.max_length = maxLength(c)});
        auto captioner = captionerOf(c);
        const auto texts = captioner.caption(pixelsOf(c, captioner.format()), "", {.max_length = maxLength(c)});
        QVERIFY2(texts == c.expected["greedy_text"].get<std::vector<std::string>>(), Json(texts).dump().c_str());
    }
}

void TestBlipCaptioner::beam_search_ids_equal_the_reference() {
    for (const auto& c : everyCase()) {
        compareIds(c, "beam3.ids", "", {.num_beams = 3, .max_length = maxLength(c)});
        compareIds(c, "beam3_length_penalty.ids", "",
                   {.num_beams = 3,
                    .max_length = maxLength(c),
                    .length_penalty = c.parameters["length_penalty_of_variant"].get<double>(),
                    .early_stopping = true});
    }
}

void TestBlipCaptioner::processors_equal_the_reference() {
    for (const auto& c : everyCase()) {
        compareIds(c, "repetition_penalty.ids", "",
                   {.max_length = maxLength(c),
                    .repetition_penalty = c.parameters["repetition_penalty_of_variant"].get<double>()});
        compareIds(c, "beam3_min_length.ids", "",
                   {.num_beams = 3,
                    .max_length = maxLength(c),
                    .min_length = c.parameters["min_length_of_variant"].get<std::int64_t>()});
    }
}

void TestBlipCaptioner::prompted_ids_equal_the_reference() {
    for (const auto& c : everyCase()) {
        auto captioner = captionerOf(c);
        const auto prompt = c.tensors.at("prompt.input_ids")[0];
        TokenSequence ids;
        for (std::int64_t k = 1; k + 1 < prompt.size(0); ++k) ids.push_back(prompt[k].item<std::int64_t>());
        const auto prefix = captioner.tokenizer().decode(ids);
        QCOMPARE(captioner.promptIds(prefix).size(), static_cast<std::size_t>(prompt.size(0) - 1));
        compareIds(c, "prompt.greedy_ids", prefix, {.max_length = maxLength(c)});
    }
}

// Beams, penalties, lengths, repeated sequences and prompts of other lengths, as transformers' generate has them.
void TestBlipCaptioner::combined_options_equal_the_reference() {
    const Json json = recap::testing::goldenCase(recap::testing::goldenFixture("caption/decoding"));
    auto captioner = BlipCaptioner::load(recap::testing::goldenFixture(json["parameters"]["model"].get<std::string>()));
    const auto normalized =
        loadSafetensors(recap::testing::goldenFixture(json["parameters"]["pixel_values"].get<std::string>()))
            .at("pixel_values");
    const auto pixels = unnormalized(normalized, captioner.format());
    QVERIFY(json["expected"]["generate"].size() > 20);
    for (const auto& row : json["expected"]["generate"]) {
        DecodingOptions options;
        optionsFromJson(row["options"], options);
        const std::vector<TokenSequence> prompts(3, row["prompt"].get<TokenSequence>());
        const auto actual = captioner.captionIds(pixels, prompts, options);
        QVERIFY2(Json(actual) == row["ids"], (row.dump() + "\n ours " + shown(actual)).c_str());
    }
}

void TestBlipCaptioner::prompts_of_different_lengths_give_what_each_gives_alone() {
    const auto c = firstCase();
    auto captioner = captionerOf(c);
    const auto pixels = pixelsOf(c, captioner.format());
    const std::vector<TokenSequence> prompts{captioner.promptIds("three of"), captioner.promptIds(""),
                                             captioner.promptIds("a picture of black glass")};
    QVERIFY(prompts[0].size() != prompts[2].size());
    for (const std::int64_t beams : {1, 3})
        for (const bool sample : {false, true}) {
            if (sample && beams > 1) continue;
            const DecodingOptions options{.num_beams = beams, .max_length = 16, .do_sample = sample};
            const std::vector<std::uint64_t> seeds{5, 6, 7};
            const auto together = captioner.captionIds(pixels, prompts, options, seeds);
            for (std::int64_t r = 0; r < 3; ++r) {
                const auto i = static_cast<std::size_t>(r);
                const auto alone =
                    captioner.captionIds(pixels.narrow(0, r, 1), {prompts[i]}, options, std::span(&seeds[i], 1));
                QVERIFY2(alone.front() == together[i], shown({alone.front(), together[i]}).c_str());
            }
        }
}

void TestBlipCaptioner::what_the_cache_keeps_changes_no_caption() {
    const auto c = firstCase();
    auto captioner = captionerOf(c);
    const auto embeds = captioner.model()->encodeImage(c.tensors.at("pixel_values"));
    const std::vector<TokenSequence> prompts(3, captioner.promptIds("three of"));
    const auto pixels = pixelsOf(c, captioner.format());
    for (const DecodingOptions& options :
         {DecodingOptions{.max_length = 30}, DecodingOptions{.num_beams = 4},
          DecodingOptions{.num_beams = 3, .length_penalty = 2}, DecodingOptions{.max_length = 40, .do_sample = true}}) {
        ForgetfulModel forgetful(captioner.model(), embeds);
        const auto expected = decodeTokens(forgetful, prompts, captioner.tokenizer().sepId(), options);
        QCOMPARE(captioner.captionIds(pixels, prompts, options), expected);
    }
}

void TestBlipCaptioner::a_file_of_the_first_release_captions_like_its_conversion() {
    const auto folder = recap::testing::goldenRoot() / "judges/blip_lavis";
    const auto tensors = loadSafetensors(folder / "tensors.safetensors");
    const recap::testing::TempDir dir;
    std::filesystem::copy(folder / "model_original.pth", dir / "model_original.pth");
    for (const char* name : {"config.json", "vocab.txt", "preprocessor_config.json", "tokenizer_config.json"})
        std::filesystem::copy(folder / "model" / name, dir / name);
    const auto expected = tensors.at("greedy_ids");
    for (const auto& path : {dir.path(), dir / "model_original.pth", folder / "model"}) {
        auto captioner = BlipCaptioner::load(path);
        const auto pixels = unnormalized(tensors.at("pixel_values"), captioner.format());
        const std::vector<TokenSequence> prompts(2, captioner.promptIds(""));
        const auto ids = captioner.captionIds(pixels, prompts, {.max_length = expected.size(1)});
        const auto rows = rowsOf(expected, captioner.model()->config().text_config.sep_token_id);
        QVERIFY2(ids == rows, (shown(ids) + "\n reference " + shown(rows)).c_str());
    }
}

void TestBlipCaptioner::normalisation_equals_the_reference() {
    const auto c = firstCase();
    const auto captioner = captionerOf(c);
    // Zero and one map to the ends of the published range.
    const auto size = captioner.format().width;
    const auto black = captioner.format().normalized(torch::zeros({1, 3, size, size}));
    QVERIFY(std::abs(black[0][0][0][0].item<double>() + 0.48145466 / 0.26862954) < 1e-5);
    const auto white = captioner.format().normalized(torch::ones({1, 3, size, size}));
    QVERIFY(std::abs(white[0][2][0][0].item<double>() - (1 - 0.40821073) / 0.27577711) < 1e-5);
}

void TestBlipCaptioner::loss_with_masked_prompt_equals_the_reference() {
    for (const auto& c : everyCase()) {
        auto captioner = captionerOf(c);
        const torch::NoGradGuard noGrad;
        const auto& t = c.tensors;
        const auto embeds = captioner.model()->encodeImage(t.at("pixel_values"));
        const auto logits = captioner.model()->decode(t.at("input_ids"), t.at("attention_mask"), embeds);
        const double rtol = c.tolerance["loss_rtol"].get<double>();
        for (const auto& [labels, loss] :
             {std::pair{"labels", "loss"}, std::pair{"labels_prompt", "loss_prompt_masked"}}) {
            const double expected = c.parameters[loss].get<double>();
            const double actual = captionLoss(logits, t.at(labels)).item<double>();
            QVERIFY2(std::abs(actual - expected) <= rtol * expected, std::to_string(actual).c_str());
        }
    }
}

void TestBlipCaptioner::batch_masks_prompt_and_padding() {
    const WordPieceTokenizer tokenizer({"[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "picture", "of", "cat", "red"});
    const std::vector<CaptionExample> examples{{"a picture of", "a red cat"}, {"", "cat"}};
    const auto batch = captionBatch(tokenizer, examples, 9, 7);
    const auto rows = [](std::vector<std::int64_t> v) { return torch::tensor(v).view({2, 7}); };
    QVERIFY(torch::equal(batch.input_ids, rows({9, 4, 5, 6, 4, 8, 3, 9, 7, 3, 0, 0, 0, 0})));
    QVERIFY(torch::equal(batch.attention_mask, rows({1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0})));
    QVERIFY(torch::equal(batch.labels, rows({-100, -100, -100, -100, 4, 8, 3, -100, 7, 3, -100, -100, -100, -100})));
}

void TestBlipCaptioner::loss_without_labels_is_zero() {
    const auto loss = captionLoss(torch::randn({2, 4, 5}), torch::full({2, 4}, -100, torch::kInt64));
    QCOMPARE(loss.item<double>(), 0.0);
}

void TestBlipCaptioner::a_folder_without_vocabulary_takes_that_of_bert() {
    const recap::testing::TempDir dir;
    BlipConfig config;
    config.vision_config.hidden_size = config.text_config.hidden_size = config.text_config.encoder_hidden_size = 8;
    config.vision_config.intermediate_size = config.text_config.intermediate_size = 8;
    config.vision_config.num_hidden_layers = config.text_config.num_hidden_layers = 1;
    config.vision_config.num_attention_heads = config.text_config.num_attention_heads = 2;
    config.vision_config.image_size = 32;
    Blip model(config);
    saveBlip(model, dir.path());
    const auto captioner = BlipCaptioner::load(dir.path());
    QCOMPARE(captioner.tokenizer().decode(captioner.tokenizer().encode("a red cat")), std::string("a red cat"));
    QCOMPARE(captioner.promptIds("a picture of").size(), std::size_t{4});
    // Of another size, the words are not known.
    config.text_config.vocab_size = 100;
    config.text_config.bos_token_id = 98;
    config.text_config.sep_token_id = 97;
    Blip small(config);
    saveBlip(small, dir.path());
    QVERIFY_EXCEPTION_THROWN(BlipCaptioner::load(dir.path()), Error);
}

void TestBlipCaptioner::pictures_of_another_size_are_refused() {
    auto captioner = captionerOf(firstCase());
    QVERIFY_EXCEPTION_THROWN(captioner.caption(torch::rand({1, 3, 20, 20})), Error);
    QVERIFY_EXCEPTION_THROWN(captioner.caption(torch::rand({1, 3, captioner.format().height, captioner.format().width}),
                                               "", {.max_length = 10000}),
                             Error);
}
