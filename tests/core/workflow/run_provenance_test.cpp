// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_provenance_test.h"

#include "models/model_folder.h"
#include "nn/interrupt.h"
#include "train_fixture.h"
#include "workflow/training/train_preflight.h"
#include "workflow/training/training_selection.h"

#include <QtTest/QTest>
#include <algorithm>
#include <array>
#include <stdexcept>

using namespace recap;
using namespace recap::testing;

void RunProvenanceTest::a_run_says_what_it_learned_from_and_with() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 4;
    const auto with = [&](RunId run) { return f.project->runs().get(run)->provenance; };
    const auto one = train(f.project, {options, "one"}), two = train(f.project, {options, "two"});
    const Json first = with(one.run);
    QCOMPARE(first.at("images").get<int>(), 7);
    QCOMPARE(first.at("data").get<std::string>().size(), std::size_t{16});
    QVERIFY(first.at("ran_on").get<std::string>().starts_with("cpu"));
    QVERIFY(!first.at("program").get<std::string>().empty() && !first.at("torch").get<std::string>().empty());
    QVERIFY(!first.contains("branch_step"));
    QVERIFY(with(two.run) == first);
    const auto start = parseJson(linesOf(f.project->runDirectory(one.run) / "log.jsonl").front(), "log");
    QVERIFY(start.at("with") == first);

    // Another caption is other data; a run that goes on says so and keeps what it began with.
    RecordingContext context;
    options.max_steps = 400;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "train" && p.done == 6) context.control().cancel();
    };
    const auto stopped = train(f.project, {options, "stopped"}, context);
    QVERIFY(std::holds_alternative<CancelledByUser>(stopped.outcome));
    QVERIFY(!preflightResume(*f.project, stopped.run).data_changed);
    const auto image = f.project->images().list().front().id;
    f.project->captions().addVersion({.image = image, .source = "alttext", .text = "another text", .author = "tester"});
    QVERIFY(preflightResume(*f.project, stopped.run).data_changed);
    RecordingContext again;
    again.onProgress = [&](const Progress& p) {
        if (p.stage == "train" && p.done == 8) again.control().cancel();
    };
    train(f.project, {.resume = stopped.run}, again);
    const auto said = again.eventsOf<MessageEvent>();
    QVERIFY(std::any_of(said.begin(), said.end(), [](const auto& m) {
        return m.text.find("have changed since it started") != std::string::npos;
    }));
    QVERIFY(with(stopped.run) == first);

    // From before provenance was recorded: what the first steps saw is not known, and nothing is claimed.
    f.project->runs().setProvenance(stopped.run, Json::object());
    QVERIFY(!preflightResume(*f.project, stopped.run).data_changed);
    RecordingContext older;
    older.onProgress = [&](const Progress& p) {
        if (p.stage == "train" && p.done == 10) older.control().cancel();
    };
    train(f.project, {.resume = stopped.run}, older);
    QVERIFY(with(stopped.run).empty());
    options.max_steps = 4;
    QVERIFY(with(train(f.project, {options, "three"}).run).at("data") != first.at("data"));
}

void RunProvenanceTest::a_branch_names_the_run_and_step_it_begins_with() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 8;
    const auto parent = train(f.project, {options, "parent"});
    const auto checkpoints = f.project->checkpoints().list(parent.run);
    QVERIFY(checkpoints.size() >= 2);
    const auto& begins = checkpoints.front();
    // However the path is written.
    const auto folder = f.project->resolve(begins.path);
    options.model = (folder / ".." / folder.filename()).string();
    const auto plan = preflight(*f.project, options);
    QVERIFY(plan.branch && plan.branch->run == parent.run);
    QCOMPARE(plan.branch->step, begins.step);
    const auto branch = train(f.project, {options, "branch"});
    QVERIFY2(std::holds_alternative<Completed>(branch.outcome), branch.failure().c_str());
    const auto record = f.project->runs().get(branch.run);
    QVERIFY(record->parent == parent.run);
    QCOMPARE(record->provenance.at("branch_step").get<std::int64_t>(), begins.step);
    QVERIFY(record->provenance.contains("data"));
    QVERIFY2(!preflightResume(*f.project, branch.run).branch, "it goes on from its own checkpoint");
    // A run that another program is to begin is the same branch.
    RecordingContext context;
    const auto waiting = createTraining(*f.project, context, "later", options);
    QVERIFY(waiting.parent == parent.run);
    QVERIFY(preflightResume(*f.project, waiting.id).branch.has_value());
    const auto later = train(f.project, {.resume = waiting.id});
    QVERIFY2(std::holds_alternative<Completed>(later.outcome), later.failure().c_str());
    QVERIFY(f.project->runs().get(waiting.id)->provenance == record->provenance);
    options.model = tinyModel().string();
    QVERIFY(!preflight(*f.project, options).branch);
}

void RunProvenanceTest::other_captions_or_pictures_are_other_data() {
    const auto digest = [](std::vector<std::array<std::string, 3>> images) {
        TrainingSelection selection;
        for (auto& [sha, shorter, longer] : images) {
            SelectedImage selected;
            selected.image.sha256 = sha;
            selected.image.path = "/somewhere/" + std::to_string(selection.images.size());
            selected.shorter = shorter;
            selected.longer = longer;
            selection.images.push_back(selected);
        }
        return dataDigest(selection);
    };
    const auto one = digest({{"aa", "a cat", ""}, {"bb", "a dog", ""}});
    QCOMPARE(digest({{"aa", "a cat", ""}, {"bb", "a dog", ""}}), one);
    // Each of them could be mistaken for another by a sum that only joins its parts.
    const std::vector<std::string> all{one,
                                       digest({{"bb", "a dog", ""}, {"aa", "a cat", ""}}),
                                       digest({{"aa", "a cat", ""}}),
                                       digest({{"aa", "", "a cat"}, {"bb", "a dog", ""}}),
                                       digest({{"aa", "a ca", "t"}, {"bb", "a dog", ""}}),
                                       digest({{"ac", "a cat", ""}, {"bb", "a dog", ""}}),
                                       digest({{"aa", "a cat0:\nbb 5:a dog0:", ""}})};
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) QVERIFY2(all[i] != all[k], all[i].c_str());
}

// As in a training of the text encoder alone: the gradient passes through a UNet that learns nothing.
void RunProvenanceTest::a_backward_pass_through_frozen_layers_can_be_given_up() {
    auto unet = loadUNet(tinyModel() / "unet");
    for (auto& p : unet->parameters()) p.set_requires_grad(false);
    const auto& config = unet->config();
    auto text = torch::randn({1, 5, config.cross_attention_dim}).requires_grad_();
    int points = 0, allowed = 1 << 30;
    const nn::InterruptScope scope([&] {
        if (++points > allowed) throw std::runtime_error("given up");
    });
    const auto loss = [&] {
        return unet->forward(torch::zeros({1, config.in_channels, 8, 8}), torch::tensor({3}), text).square().mean();
    };
    auto whole = loss();
    const int forward = points;
    whole.backward();
    const int both = points;
    QVERIFY2(both >= forward + 3, qPrintable(QStringLiteral("%1, then %2").arg(forward).arg(both)));
    points = 0;
    allowed = forward + 2;
    auto broken = loss();
    QVERIFY_EXCEPTION_THROWN(broken.backward(), std::runtime_error);
    QCOMPARE(points, allowed + 1);
}
