// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/decoding.h"

#include "base/error.h"
#include "base/random.h"
#include "decoding_test.h"
#include "support/golden.h"

#include <QtTest/QTest>
#include <cmath>
#include <map>

using namespace recap;

namespace {

constexpr std::int64_t kEnd = 0;

// Next-token probabilities that depend on the last token only: table[last][next]. Remembers how much it was asked.
class TableModel final : public TokenModel {
public:
    explicit TableModel(torch::Tensor probabilities) : logits_(probabilities.log()) {}
    torch::Tensor advance(const torch::Tensor& tokens) override {
        rowsAsked.push_back(tokens.size(0));
        return logits_.index_select(0, tokens.select(1, -1)).to(torch::kFloat32);
    }
    void keepRows(const torch::Tensor&, std::int64_t) override {}
    std::vector<std::int64_t> rowsAsked;

private:
    torch::Tensor logits_;
};

// From 1: 2 looks best, but leads to an even spread; 3 is followed by the end with certainty.
torch::Tensor gardenPath() {
    return torch::tensor({{1.0, 0.0, 0.0, 0.0, 0.0},
                          {0.0, 0.0, 0.6, 0.4, 0.0},
                          {0.4, 0.0, 0.2, 0.2, 0.2},
                          {1.0, 0.0, 0.0, 0.0, 0.0},
                          {1.0, 0.0, 0.0, 0.0, 0.0}},
                         torch::kFloat64) +
           1e-9;
}

double scoreOf(const torch::Tensor& table, const TokenSequence& ids) {
    double score = 0;
    for (std::size_t i = 0; i + 1 < ids.size(); ++i) score += std::log(table[ids[i]][ids[i + 1]].item<double>());
    return score;
}

}  // namespace

void TestDecoding::greedy_takes_the_most_likely_token() {
    TableModel model(gardenPath());
    QVERIFY((decodeTokens(model, {{1}}, kEnd, {})[0] == TokenSequence{1, 2, 0}));
}

void TestDecoding::finished_rows_leave_the_batch() {
    TableModel model(gardenPath());
    const auto out = decodeTokens(model, {{3}, {1}, {4}}, kEnd, {});
    QVERIFY((out == std::vector<TokenSequence>{{3, 0}, {1, 2, 0}, {4, 0}}));
    QVERIFY((model.rowsAsked == std::vector<std::int64_t>{3, 1}));
}

void TestDecoding::beam_search_finds_what_greedy_misses() {
    TableModel model(gardenPath());
    const auto out = decodeTokens(model, {{1}}, kEnd, {.num_beams = 2, .length_penalty = 0});
    QVERIFY((out[0] == TokenSequence{1, 3, 0}));
}

void TestDecoding::minimum_length_forbids_an_early_end() {
    TableModel model(gardenPath());
    for (const std::int64_t beams : {1, 2}) {
        const auto out = decodeTokens(model, {{1}}, kEnd, {.num_beams = beams, .max_length = 8, .min_length = 5})[0];
        QVERIFY(out.size() >= 6);
        QVERIFY(std::find(out.begin(), out.begin() + 5, kEnd) == out.begin() + 5);
    }
}

void TestDecoding::maximum_length_counts_the_prompt() {
    TableModel model(torch::full({5, 5}, 0.1, torch::kFloat64) + 0.5 * torch::eye(5, torch::kFloat64));
    for (const std::int64_t beams : {1, 3}) {
        const auto out = decodeTokens(model, {{1, 2}}, kEnd, {.num_beams = beams, .max_length = 6})[0];
        QVERIFY((out == TokenSequence{1, 2, 2, 2, 2, 2}));
    }
}

void TestDecoding::repetition_penalty_avoids_seen_tokens() {
    // Logits, not probabilities: 2 repeats itself by a small margin.
    TableModel model(torch::tensor(
        {{1.0, 1.0, 1.0, 1.0}, {1.0, 1.0, 9.0, 2.0}, {1.0, 1.0, 9.0, 8.0}, {9.0, 1.0, 2.0, 2.0}}, torch::kFloat64));
    QVERIFY((decodeTokens(model, {{1}}, kEnd, {.max_length = 5})[0] == TokenSequence{1, 2, 2, 2, 2}));
    QVERIFY((decodeTokens(model, {{1}}, kEnd, {.max_length = 5, .repetition_penalty = 1.5})[0] ==
             TokenSequence{1, 2, 3, 0}));
}

void TestDecoding::many_beams_find_the_best_sequence_of_all() {
    torch::manual_seed(3);
    for (int round = 0; round < 20; ++round) {
        const auto table = torch::softmax(2 * torch::randn({4, 4}, torch::kFloat64), 1);
        // All sequences of at most three new tokens that end, and those of three that do not.
        TokenSequence best;
        double bestScore = -1e9;
        for (std::int64_t code = 0; code < 64; ++code) {
            TokenSequence ids{1};
            for (const auto token : {code / 16, code / 4 % 4, code % 4}) {
                ids.push_back(token);
                if (token == kEnd) break;
            }
            const double score = scoreOf(table, ids);
            if (score <= bestScore) continue;
            best = ids;
            bestScore = score;
        }
        TableModel model(table);
        const auto out = decodeTokens(model, {{1}}, kEnd, {.num_beams = 32, .max_length = 4, .length_penalty = 0})[0];
        QVERIFY2(std::abs(scoreOf(table, out) - bestScore) < 1e-5, std::to_string(round).c_str());
    }
}

void TestDecoding::length_penalty_favours_longer_captions() {
    // Ends at once with probability 0.5, or goes on with 0.5 and then ends with 0.9.
    const auto table = torch::tensor({{1.0, 0.0, 0.0}, {0.5, 0.0, 0.5}, {0.9, 0.05, 0.05}}, torch::kFloat64) + 1e-9;
    TableModel model(table);
    QCOMPARE(decodeTokens(model, {{1}}, kEnd, {.num_beams = 2, .length_penalty = 0})[0].size(), std::size_t{2});
    QCOMPARE(decodeTokens(model, {{1}}, kEnd, {.num_beams = 2, .length_penalty = 2})[0].size(), std::size_t{3});
}

// Which of the chances of the reference are left, and what they are.
void TestDecoding::chances_equal_the_reference() {
    const Json json = recap::testing::goldenCase(recap::testing::goldenFixture("caption/decoding"));
    std::vector<float> scores;
    for (const auto& score : json["parameters"]["scores"])
        scores.push_back(score.is_null() ? -std::numeric_limits<float>::infinity() : score.get<float>());
    QVERIFY(json["expected"]["chances"].size() > 5);
    for (const auto& row : json["expected"]["chances"]) {
        DecodingOptions options;
        optionsFromJson(row["options"], options);
        std::vector<double> actual(scores.size(), 0.0);
        for (const auto& chance : tokenChances(scores, options))
            actual[static_cast<std::size_t>(chance.token)] = chance.probability;
        for (std::size_t v = 0; v < actual.size(); ++v)
            QVERIFY2(std::abs(actual[v] - row["probabilities"][v].get<double>()) < 1e-6, row.dump().c_str());
    }
}

void TestDecoding::samples_have_the_frequencies_of_their_chances() {
    TableModel model(gardenPath());
    std::map<std::int64_t, int> counts;
    const int drawn = 4000;
    std::vector<std::uint64_t> seeds;
    for (int i = 0; i < drawn; ++i) seeds.push_back(deriveSeed(7, static_cast<std::uint64_t>(i)));
    const std::vector<TokenSequence> prompts(drawn, TokenSequence{2});
    for (const auto& ids : decodeTokens(model, prompts, kEnd, {.max_length = 2, .do_sample = true}, seeds))
        ++counts[ids.at(1)];
    // From 2: 0 with 0.4, and 2, 3 and 4 with 0.2 each; five standard deviations.
    for (const auto& [token, expected] : {std::pair{0, 0.4}, {2, 0.2}, {3, 0.2}, {4, 0.2}}) {
        const double deviation = std::sqrt(drawn * expected * (1 - expected));
        QVERIFY2(std::abs(counts[token] - drawn * expected) < 5 * deviation, std::to_string(counts[token]).c_str());
    }
    QCOMPARE(counts[1], 0);
}

void TestDecoding::a_sample_depends_on_its_seed_alone() {
    const DecodingOptions options{.max_length = 12, .do_sample = true};
    TableModel model(torch::full({5, 5}, 0.2, torch::kFloat64));
    const std::vector<std::uint64_t> seeds{11, 12, 13};
    const auto together = decodeTokens(model, {{1}, {1}, {1}}, kEnd, options, seeds);
    for (std::size_t r = 0; r < seeds.size(); ++r)
        QCOMPARE(decodeTokens(model, {{1}}, kEnd, options, std::span(&seeds[r], 1)).front(), together[r]);
    QVERIFY(together[0] != together[1] || together[1] != together[2]);
}

void TestDecoding::wrong_options_are_refused() {
    TableModel model(gardenPath());
    QVERIFY_EXCEPTION_THROWN(decodeTokens(model, {{1}}, kEnd, {.num_beams = 0}), Error);
    QVERIFY_EXCEPTION_THROWN(decodeTokens(model, {{1, 2}}, kEnd, {.max_length = 2}), Error);
    QVERIFY_EXCEPTION_THROWN(decodeTokens(model, {{1}, {1, 2}}, kEnd, {}), Error);
    QVERIFY_EXCEPTION_THROWN(decodeTokens(model, {{1}}, kEnd, {.repetition_penalty = 0}), Error);
    QVERIFY_EXCEPTION_THROWN(decodeTokens(model, {{1}}, kEnd, {.num_beams = 2, .do_sample = true}), Error);
    QVERIFY_EXCEPTION_THROWN(decodeTokens(model, {{1}}, kEnd, {.do_sample = true, .temperature = 0}), Error);
    QVERIFY(decodeTokens(model, {}, kEnd, {}).empty());
}
