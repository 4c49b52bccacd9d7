// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_plan_internal.h"

#include "base/error.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>

namespace recap {

StudyScale studyScale(const StudyRequest& request) {
    StudyScale scale = request.quick ? StudyScale{.scenes = 800,
                                                  .human = 200,
                                                  .captioner_steps = 150,
                                                  .arm_steps = 240,
                                                  .arm_batch = 24,
                                                  .prompts = 80,
                                                  .sample_steps = 12,
                                                  .curve_steps = 20,
                                                  .curve_seeds = 2,
                                                  .curve_counts = {"25", "all"}}
                                     : StudyScale{.scenes = 4000,
                                                  .human = 400,
                                                  .captioner_steps = 600,
                                                  .arm_steps = 2400,
                                                  .arm_batch = 32,
                                                  .prompts = 400,
                                                  .sample_steps = 25,
                                                  .curve_steps = 120,
                                                  .curve_seeds = 3,
                                                  .curve_counts = {"25", "100", "all"}};
    if (!(request.scale > 0 && request.scale <= 1))
        throw Error(ErrorCode::InvalidOption, message("The scale of the demo must be above 0 and at most 1."));
    auto shrink = [&](std::int64_t& size, std::int64_t least) {
        size = std::max(least, static_cast<std::int64_t>(static_cast<double>(size) * request.scale));
    };
    shrink(scale.scenes, 40);
    shrink(scale.human, 16);
    shrink(scale.captioner_steps, 4);
    shrink(scale.arm_steps, 8);
    shrink(scale.arm_batch, 8);
    shrink(scale.prompts, 12);
    shrink(scale.sample_steps, 4);
    shrink(scale.curve_steps, 4);
    return scale;
}

std::vector<StudyArm> studyArms(const StudyRequest& request) {
    static const std::vector<StudyArm> kArms{{"alttext", "Alttext", "alttext"},
                                             {"recap_short", "RECAP Short", "recap_short"},
                                             {"recap_long", "RECAP Long", "recap_long"},
                                             {"recap_mix", "RECAP Mix", "mix"}};
    const auto wanted = request.arms.empty() ? std::vector<std::string>{"alttext", "recap_mix"} : request.arms;
    std::vector<StudyArm> arms;
    for (const auto& name : wanted)
        if (std::none_of(kArms.begin(), kArms.end(), [&](const StudyArm& arm) { return arm.key == name; }))
            throw Error(ErrorCode::InvalidOption,
                        message("There is no arm '%1'; arms are alttext, recap_short, recap_long, recap_mix.", name));
    for (const auto& arm : kArms)
        if (std::find(wanted.begin(), wanted.end(), arm.key) != wanted.end()) arms.push_back(arm);
    return arms;
}

std::vector<StudyStage> studyStages(const StudyRequest& request) {
    const auto arms = studyArms(request);
    std::vector<StudyStage> stages{{"data", "Compose and import the data set", {}},
                                   {"prompts", "Draw held-out prompts", {}},
                                   {"captioner", "Fine-tune the captioner", {"data"}},
                                   {"recaption", "Write RECAP captions", {"captioner"}}};
    // The arm that waits for captions is the longest way through the graph, so it is taken first.
    for (auto arm = arms.rbegin(); arm != arms.rend(); ++arm)
        stages.push_back(
            {"train:" + arm->key, "Train " + arm->title, {arm->source == "alttext" ? "data" : "recaption", "prompts"}});
    stages.push_back({"samples:baseline", "Generate samples of Baseline", {"prompts"}});
    std::vector<std::string> all{"samples:baseline", "recaption"};
    for (const auto& arm : arms) {
        stages.push_back({"samples:" + arm.key, "Generate samples of " + arm.title, {"prompts", "train:" + arm.key}});
        all.push_back("samples:" + arm.key);
    }
    // Not beside the captioner's own training: both may draw from torch's one generator.
    stages.push_back({"curve", "Compare numbers of human captions", {"captioner"}});
    stages.push_back({"metrics", "Judge the samples", all});
    stages.push_back({"report", "Write the report", {"metrics", "curve"}});
    return stages;
}

std::int64_t StudyWork::seed(const std::string& purpose) const {
    return static_cast<std::int64_t>(deriveSeed(static_cast<std::uint64_t>(request.seed), purpose) % 1000000007u);
}

}  // namespace recap
