// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_loss_test.h"

#include "caption/caption_loss.h"
#include "support/golden.h"
#include "tensor_io/safetensors.h"

#include <QtTest/QTest>

#include <cmath>
#include <vector>

using namespace recap;
using namespace recap::testing;

namespace {

std::filesystem::path goldenCase() {
    return goldenRoot() / "blip/captioning";
}

StateDict goldenTensors() {
    return loadSafetensors(goldenCase() / "tensors.safetensors");
}

const std::vector<CaptionExample> kExamples{{"a picture of", "two dogs"}, {"a picture of", "a large red bus"}};

struct Batch {
    WordPieceTokenizer tokenizer = WordPieceTokenizer::fromFolder(goldenCase() / "model");
    std::int64_t dec = readJsonFile(goldenCase() / "model/config.json")["text_config"]["bos_token_id"];
    CaptionBatch ids;
    explicit Batch(CaptionTargets targets) : ids(captionBatch(tokenizer, kExamples, dec, 64, targets)) {}
};

}  // namespace

void TestCaptionLoss::the_loss_is_that_of_transformers() {
    const auto tensors = goldenTensors();
    const Json parameters = recap::testing::goldenCase(goldenCase())["parameters"];
    const auto loss = [&](const char* labels) {
        return captionLoss(tensors.at("logits"), tensors.at(labels)).item<double>();
    };
    const auto close = [](double ours, double theirs) { return std::abs(ours - theirs) <= 1e-4 * theirs; };
    QVERIFY(close(loss("labels"), parameters["loss"].get<double>()));
    QVERIFY(close(loss("labels_prompt"), parameters["loss_prompt_masked"].get<double>()));
}

// Szegedy et al. 2016, equation 4 with a uniform prior: (1 - e) H(q, p) + e H(u, p).
void TestCaptionLoss::label_smoothing_mixes_in_the_mean_over_the_vocabulary() {
    const auto tensors = goldenTensors();
    const auto logits = tensors.at("logits").to(torch::kFloat64), labels = tensors.at("labels_prompt");
    const auto predicted = torch::log_softmax(logits.narrow(1, 0, logits.size(1) - 1), -1);
    const auto wanted = labels.narrow(1, 1, labels.size(1) - 1);
    const auto learned = wanted.ne(-100);
    const auto uniform = -predicted.mean(-1).masked_select(learned).mean().item<double>();
    const double plain = captionLoss(logits, labels).item<double>();
    for (const double e : {0.1, 0.5}) {
        const double smoothed = captionLoss(logits, labels, e).item<double>();
        QVERIFY(std::abs(smoothed - ((1 - e) * plain + e * uniform)) < 1e-9);
    }
}

void TestCaptionLoss::original_targets_leave_out_start_prompt_and_padding() {
    const Batch batch(CaptionTargets::Original);
    const auto ids = batch.ids.input_ids, labels = batch.ids.labels;
    const auto length = ids.size(1);
    for (std::int64_t row = 0; row < 2; ++row) {
        QCOMPARE(ids[row][0].item<std::int64_t>(), batch.dec);
        const auto prompt = static_cast<std::int64_t>(batch.tokenizer.encode("a picture of").size()) - 1;
        for (std::int64_t k = 0; k < length; ++k) {
            const bool learned = k >= prompt && batch.ids.attention_mask[row][k].item<std::int64_t>() == 1;
            QCOMPARE(labels[row][k].item<std::int64_t>(), learned ? ids[row][k].item<std::int64_t>() : -100);
        }
    }
    // The shorter example is padded, and its end token is learned.
    QCOMPARE(ids[0][length - 1].item<std::int64_t>(), batch.tokenizer.padId());
    QVERIFY(labels[0].eq(batch.tokenizer.sepId()).any().item<bool>());
}

void TestCaptionLoss::parts_of_a_batch_add_up_to_its_loss_data() {
    QTest::addColumn<int>("targets");
    QTest::newRow("original") << static_cast<int>(CaptionTargets::Original);
    QTest::newRow("transformers") << static_cast<int>(CaptionTargets::Transformers);
}

// As processes do it: padded to the longest of all, and weighted by tokens.
void TestCaptionLoss::parts_of_a_batch_add_up_to_its_loss() {
    QFETCH(const int, targets);
    const Batch whole(static_cast<CaptionTargets>(targets));
    const auto length = whole.ids.input_ids.size(1);
    torch::manual_seed(3);
    const auto logits = torch::randn({2, length, 50}, torch::kFloat64);
    const auto clipped = [](const torch::Tensor& labels) { return labels.where(labels < 0, labels.remainder(50)); };
    double sum = 0;
    std::int64_t tokens = 0;
    for (std::int64_t row = 0; row < 2; ++row) {
        const auto part =
            captionBatch(whole.tokenizer, std::span(kExamples).subspan(static_cast<std::size_t>(row), 1), whole.dec, 64,
                         static_cast<CaptionTargets>(targets), static_cast<std::size_t>(length));
        QVERIFY(torch::equal(part.labels[0], whole.ids.labels[row]));
        QVERIFY(torch::equal(part.attention_mask[0], whole.ids.attention_mask[row]));
        const auto own = learnedTokens(part);
        sum += captionLoss(logits.narrow(0, row, 1), clipped(part.labels)).item<double>() * static_cast<double>(own);
        tokens += own;
    }
    QCOMPARE(learnedTokens(whole.ids), tokens);
    const double loss = captionLoss(logits, clipped(whole.ids.labels)).item<double>();
    QVERIFY(std::abs(sum / static_cast<double>(tokens) - loss) < 1e-9);
}

void TestCaptionLoss::transformers_targets_are_the_input_itself() {
    const Batch batch(CaptionTargets::Transformers), original(CaptionTargets::Original);
    QVERIFY(torch::equal(batch.ids.labels, batch.ids.input_ids));
    QVERIFY(batch.ids.input_ids.select(1, 0).eq(batch.tokenizer.clsId()).all().item<bool>());
    const auto rest = batch.ids.input_ids.size(1) - 1;
    QVERIFY(torch::equal(batch.ids.input_ids.narrow(1, 1, rest), original.ids.input_ids.narrow(1, 1, rest)));
    QVERIFY(batch.ids.labels.eq(batch.tokenizer.padId()).any().item<bool>());
}
