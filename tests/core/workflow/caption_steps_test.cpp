// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_steps_test.h"

#include "caption_training_fixture.h"
#include "image/decode.h"
#include "metrics/clip_scorer.h"
#include "models/blip_files.h"
#include "tensor_io/safetensors.h"
#include "train/checkpoint_folder.h"
#include "workflow/dataset/clip_score_job.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <sstream>
#include <utility>
#include <vector>

using namespace recap;
using namespace recap::testing;

void CaptionStepsTest::the_moving_average_is_what_is_measured_and_saved() {
    Study study;
    auto request = study.request(8);
    request.options.use_ema = true;
    request.options.lr_schedule = "constant";
    const auto ran = train(study.project, request);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    const auto state = loadSafetensors(fs::path(ran.checkpoint) / "train_state.safetensors");
    const auto saved = loadBlip(ran.checkpoint);
    bool differs = false;
    for (const auto& item : saved->named_parameters()) {
        QVERIFY2(torch::equal(item.value(), state.at("ema." + item.key())), item.key().c_str());
        differs = differs || !torch::equal(item.value(), state.at("weights." + item.key()));
    }
    QVERIFY(differs);
    // A run that begins with what was saved measures it first.
    auto next = study.request(1);
    next.name = "next";
    next.options.base = ran.checkpoint;
    const auto again = train(study.project, next);
    QVERIFY2(std::holds_alternative<Completed>(again.outcome), again.failure().c_str());
    for (const char* measure : {"validation_loss", "rouge_l"})
        QCOMPARE(study.project->runs().scalars(ran.run, measure).back().second,
                 study.project->runs().scalars(again.run, measure).front().second);
}

// The first step of plain AdamW at either rate moves each tower to where it must be.
void CaptionStepsTest::each_tower_follows_its_own_learning_rate() {
    Study study;
    const auto weightsAfter = [&](double rate, double vision, double text) {
        auto request = study.request(1);
        request.options.lr_schedule = "constant";
        request.options.weight_decay = 0.05;
        request.options.learning_rate = rate;
        request.options.vision_learning_rate = vision;
        request.options.text_learning_rate = text;
        const auto ran = train(study.project, request);
        if (!std::holds_alternative<Completed>(ran.outcome)) qFatal("%s", ran.failure().c_str());
        return std::pair(loadBlip(ran.checkpoint), ran.run);
    };
    const auto [apart, run] = weightsAfter(5e-4, 1e-3, 1e-4);
    const auto fast = weightsAfter(1e-3, 0, 0).first, slow = weightsAfter(1e-4, 0, 0).first;
    const auto fastWeights = fast->named_parameters(), slowWeights = slow->named_parameters();
    for (const auto& item : apart->named_parameters()) {
        const auto distance = [&](const auto& weights) {
            return (item.value() - weights[item.key()]).abs().max().template item<double>();
        };
        const bool vision = item.key().starts_with("vision_model.");
        const double own = distance(vision ? fastWeights : slowWeights);
        QVERIFY2(own < 3e-7, qPrintable(QStringLiteral("%1: %2").arg(QString::fromStdString(item.key())).arg(own)));
    }
    const auto patches = std::string("vision_model.embeddings.patch_embedding.weight");
    QVERIFY((fastWeights[patches] - slowWeights[patches]).abs().max().item<double>() > 1e-4);
    QCOMPARE(study.project->runs().scalars(run, "lr").front().second, 5e-4);
    QCOMPARE(study.project->runs().scalars(run, "lr_vision").front().second, 1e-3);
    QCOMPARE(study.project->runs().scalars(run, "lr_text").front().second, 1e-4);
}

void CaptionStepsTest::recomputed_layers_train_the_same_weights() {
    Study study;
    auto request = study.request(4);
    const auto kept = train(study.project, request);
    request.options.gradient_checkpointing = true;
    const auto recomputed = train(study.project, request);
    QVERIFY2(std::holds_alternative<Completed>(recomputed.outcome), recomputed.failure().c_str());
    const auto losses = [&](const Ran& ran) { return study.project->runs().scalars(ran.run, "loss"); };
    const auto first = losses(kept), second = losses(recomputed);
    QCOMPARE(second.size(), first.size());
    // Dropout included: it is drawn again as it was.
    QCOMPARE(second.front(), first.front());
    for (std::size_t i = 0; i < first.size(); ++i) QVERIFY(std::abs(first[i].second - second[i].second) < 1e-4);
}

void CaptionStepsTest::the_clip_score_is_measured_and_can_decide_what_is_best() {
    Study study;
    auto request = study.request(12);
    request.options.clip = "demo";
    request.options.save_every = 2;
    request.options.keep_checkpoints = 100;
    request.options.keep_best = true;
    request.options.metric_for_best_model = "clipscore";
    request.options.learning_rate = 5e-3;
    const auto ran = train(study.project, request);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    // The cosines of the captions that were kept: all, because there are no more than eight.
    auto scorer = ClipScorer::load(demoClip());
    std::map<std::int64_t, std::vector<double>> cosines;
    std::istringstream in(readBytes(study.project->runDirectory(ran.run) / "captions.jsonl"));
    for (std::string line; std::getline(in, line);) {
        const auto json = parseJson(line, "captions");
        const auto picture = scorer.embedImages({scorer.pixels(decodeImage(json["image"].get<std::string>()))});
        const auto text = scorer.embedTexts({json["caption"].get<std::string>()});
        cosines[json["step"].get<std::int64_t>()].push_back((picture * text).sum().item<double>());
    }
    auto values = study.project->runs().scalars(ran.run, "clipscore");
    QCOMPARE(values.size(), std::size_t{7});
    for (const auto& [step, value] : values) {
        const auto& each = cosines.at(step);
        const double mean = std::accumulate(each.begin(), each.end(), 0.0) / static_cast<double>(each.size());
        QVERIFY2(std::abs(value - mean) < 1e-5, qPrintable(QString::number(value - mean)));
    }
    values.erase(values.begin());  // of the base: no checkpoint
    const auto best = std::max_element(values.begin(), values.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    QCOMPARE(fs::path(ran.checkpoint).filename().string(), checkpointName(best->first));
}
