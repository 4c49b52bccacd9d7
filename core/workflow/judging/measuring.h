// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_card.h"
#include "metrics/prompt_metrics.h"
#include "workflow/judging/picture_judge.h"
#include "workflow/judging/readable_pictures.h"
#include "workflow/runs/work_shard.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// Pictures of one model. Those of one prompt share a number in `prompts`.
struct ModelPictures {
    std::string name;
    std::vector<PictureToJudge> pictures;
    std::vector<std::size_t> prompts;
};

struct MeasuredNumber {
    MetricValue value;
    MetricCard card;       // all but what the caller alone knows: how pictures were drawn
    std::size_t look = 0;  // which view of which judge: numbers that share it were read from the same judgements
    // By picture of the model: what it contributes, NaN where it does not count; empty where no single picture does.
    std::vector<double> pictures = {};
};

// A number over some of the prompts is no number of the prompt set: it loses its value and says why. One that has no
// value keeps its own reason.
void withdraw(MeasuredNumber& number, const Message& reason);

// What is kept of a picture that a view saw (judged_facts.h).
struct SeenPicture {
    Message problem = {};  // why it could not be judged, one sentence; empty: it was
    Json wanted, seen;
};

// Computes metrics of models by several judges: finds out which judge sees what for which metric, asks each view of a
// judge once, and takes features of reference pictures where a distance needs them.
class Measuring {
public:
    // The pictures that a view's distances are taken to; asked for once a view, and only where one is needed.
    using References = std::function<std::vector<std::filesystem::path>(std::string_view view)>;

    // `wanted`: names of the registry; empty: all that these judges can compute. A metric that several judges can
    // compute is computed by the one that has its name, else by the first. Throws Error(InvalidOption) for an unknown
    // metric and for one that no judge can compute, naming the kinds that could.
    Measuring(std::vector<std::shared_ptr<PictureJudge>> judges, std::vector<std::string> wanted,
              PromptMetricOptions options, References references);
    ~Measuring();

    // A model as every view saw it.
    struct JudgedModel {
        std::string name;
        std::vector<JudgedImages> by_view;
        // By view: pictures whose prompt names nothing that can be looked for, where objects are looked for.
        std::vector<std::int64_t> not_understood = {};
        std::vector<Message> unknown = {};  // by view: why its numbers would be wrong; empty: they are not
        std::vector<PictureToJudge> pictures = {};
        PictureProblems unreadable = {};
        // By view: pictures that could not be judged; nothing was seen in them.
        std::vector<PictureProblems> problems = {};
    };
    // A picture that cannot be read, or about which a judge says NaN, is a problem of the model and ends nothing: no
    // number of such a view has a value, and each says why.
    JudgedModel judge(const ModelPictures& model, JobContext& context);

    // Judges this share of the model's pictures and of the reference pictures, for judge() of another process, which
    // finds what was seen in the judges' cache. Of several models one after the other the reference pictures are looked
    // at once. Throws Error(InvalidOption) when none of the judges keeps anything.
    struct Kept {
        std::int64_t pictures = 0;  // of this share, by view
        std::int64_t judged = 0;    // of these, pictures that had not been judged before
    };
    Kept keep(const ModelPictures& model, const WorkShard& shard, JobContext& context);

    // In the order of the registry.
    std::vector<MeasuredNumber> numbers(const JudgedModel& model) const;
    // The same of the pictures at these places only, whose prompts `prompts` numbers, without what is extrapolated: of
    // models that were given the same prompts in the same order these can be compared (metric_difference.h).
    std::vector<MeasuredNumber> numbersOf(const JudgedModel& model, const std::vector<std::size_t>& places,
                                          const std::vector<std::size_t>& prompts) const;
    // Completes the cards of `numbers` that depend on how many pictures there were by NumberAtCount of `count`
    // pictures; does nothing for a model that has fewer.
    void addAtCount(const JudgedModel& model, std::int64_t count, std::vector<MeasuredNumber>& numbers) const;
    // The pictures as the view of a number's `look` saw them, in order.
    std::vector<SeenPicture> seen(const JudgedModel& model, std::size_t look) const;

private:
    struct Look;
    MetricCard cardOf(const Look& look) const;
    // `images` are of the look number `place`; what is extrapolated and what single pictures contribute is computed for
    // `whole` models only.
    void measure(std::size_t place, const JudgedModel& model, JudgedImages images, bool whole,
                 std::vector<MeasuredNumber>& out) const;
    void takeReference(Look& look, JobContext& context);
    Message withoutValue(const Look& look, const std::string& metric) const;

    std::vector<Look> looks_;
    PromptMetricOptions options_;
    References references_;
};

}  // namespace recap
