// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_curve_internal.h"

#include "workflow/study/study_captions_internal.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace recap {
namespace {

constexpr std::int64_t kKnownScenes = 200;

// An interval over seeds may leave 0..1, a share cannot.
double within01(double v) {
    return std::isnan(v) ? v : std::clamp(v, 0.0, 1.0);
}

}  // namespace

KnownImages knownScenes(StudyWork& work) {
    KnownImages known;
    std::map<std::string, Json> truths;
    const auto facts = work.project->images().attributesOf();
    const auto first = std::min<std::int64_t>(std::ssize(facts), work.scale.human);
    const auto last = std::min<std::int64_t>(std::ssize(facts), first + kKnownScenes);
    for (auto i = first; i < last; ++i) {
        const auto& [image, truth] = facts[static_cast<std::size_t>(i)];
        known.pictures.push_back(work.project->images().get(image)->path);
        truths[known.pictures.back()] = truth;
    }
    known.name = "scenes of the demo, seed " + std::to_string(work.request.seed) + ", " + std::to_string(first) +
                 " to " + std::to_string(last);
    known.judge = [truths = std::move(truths)](const std::string& picture, const std::string& style,
                                               const std::string& caption) {
        StudyCaptions one;
        addCaption(one, caption, truths.at(picture));
        std::map<std::string, double> worth{{"right_objects", static_cast<double>(one.objects)},
                                            {"right_numbers", static_cast<double>(one.counts)}};
        if (one.related > 0 && style == "long") worth["right_relation"] = static_cast<double>(one.relations);
        return worth;
    };
    return known;
}

void compareCounts(StudyWork& work, const CaptionTrainOptions& training, JobContext& context) {
    CaptionCurveRequest request;
    request.name = "demo caption curve";
    request.options.training = training;
    request.options.training.warmup_steps = std::min(training.warmup_steps, training.max_steps / 5);
    request.options.counts = work.scale.curve_counts;
    request.options.seeds = work.scale.curve_seeds;
    request.known = knownScenes(work);
    // An interrupted run of that name continues.
    CaptionCurveJob job(work.project, request);
    job.run(context);
    work.memory.set("run:curve", job.runId().value);
}

CaptionCurve curveOf(const StudyWork& work) {
    const Json run = work.memory.get("run:curve");
    if (!run.is_number_integer()) return {};
    return readCaptionCurve(work.project->runDirectory(RunId{run.get<std::int64_t>()})).value_or(CaptionCurve{});
}

std::vector<ReportShares> curveShares(const StudyWork& work) {
    const auto say = [&](const Message& sentence) { return said(sentence, work.request.words); };
    const auto curve = curveOf(work);
    const auto means = curveMeans(curve);
    std::vector<ReportShares> groups;
    for (const auto& measure : knownMeasures()) {
        ReportShares group{
            say(message("%1 by the number of human captions (mean and interval over %2 seeds; before fine-tuning over "
                        "images)",
                        measure.label, work.scale.curve_seeds)),
            {}};
        for (const auto& mean : means) {
            const auto it = mean.metrics.find(measure.name);
            if (it == mean.metrics.end()) continue;
            std::int64_t judged = 0;
            for (const auto& point : curve.points)
                if (point.captions == mean.captions) judged += point.metrics.at(measure.name).n;
            const auto label =
                mean.captions == 0 ? message("before fine-tuning") : message("%1 human captions", mean.captions);
            const auto& [value, low, high, seeds] = it->second;
            group.shares.push_back({say(label), value, within01(low), within01(high), judged});
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<std::string> curveFindings(const StudyWork& work) {
    const auto curve = curveOf(work);
    if (curve.points.empty()) return {};
    std::vector<std::string> findings;
    for (const auto& measure : knownMeasures())
        findings.push_back(said(together(curveAnswer(curve, measure).sentences), work.request.words));
    return findings;
}

}  // namespace recap
