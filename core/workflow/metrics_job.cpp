// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/metrics_job.h"

#include "base/error.h"
#include "base/paths.h"
#include "metrics/metric_card.h"
#include "metrics/prompt_metrics.h"
#include "tensor_io/weight_files.h"
#include "workflow/judging_internal.h"

#include <algorithm>
#include <map>

namespace recap {
namespace {

constexpr std::size_t kMostReferenceImages = 2000;

void requireKnown(const std::vector<std::string>& metrics) {
    std::string known;
    for (const auto& info : demoMetrics()) known += (known.empty() ? "" : ", ") + info.name;
    for (const auto& name : metrics)
        if (findMetric(name) == nullptr)
            throw Error(ErrorCode::InvalidOption, "There is no metric '" + name + "'; there are: " + known + ".");
}

std::shared_ptr<const FrechetReference> referenceOf(Project& project, demo::Judge& judge, JobContext& context) {
    std::vector<std::filesystem::path> pictures;
    for (const auto& [id, attributes] : project.images().attributesOf()) {
        if (!attributes.contains("objects") || pictures.size() >= kMostReferenceImages) continue;
        const auto image = project.images().get(id);
        if (image && !image->missing) pictures.emplace_back(image->path);
    }
    if (pictures.size() < 2) {
        context.say("The project has no images with known objects, so there is no FID.", MessageEvent::Level::Warning);
        return nullptr;
    }
    FeatureRows features;
    for (auto& judgement : judgePictures(judge, pictures, "Judge real images", context))
        features.push_back(std::move(judgement.features));
    return realReference(features);
}

// Images of one prompt share a number, so that they are resampled together.
JudgedImages judgedSamples(Project& project, const RunRecord& run, demo::Judge& judge, JobContext& context) {
    const auto steps = project.samples().steps(run.id);
    if (steps.empty()) throw Error(ErrorCode::NotFound, "The run '" + run.name + "' has no pictures to judge.");
    JudgedImages images;
    std::vector<std::filesystem::path> pictures;
    std::map<std::string, std::size_t> prompts;
    for (const auto& sample : project.samples().list(run.id, *std::max_element(steps.begin(), steps.end()))) {
        images.truths.push_back(truthFromPrompt(sample.prompt));
        images.prompts.push_back(prompts.emplace(sample.prompt, prompts.size()).first->second);
        pictures.push_back(project.resolve(sample.path));
    }
    images.judgements = judgePictures(judge, pictures, "Judge " + run.name, context);
    return images;
}

}  // namespace

MetricsJob::MetricsJob(std::shared_ptr<Project> project, MetricsRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void MetricsJob::run(JobContext& context) {
    requireKnown(request_.metrics);
    if (request_.runs.empty())
        throw Error(ErrorCode::InvalidOption, "No run was named whose pictures should be judged.");
    const auto folder = request_.judge.empty() ? resourceDirectory() / "demo/judge" : request_.judge;
    demo::Judge judge = demo::loadJudge(folder);
    const auto reference = referenceOf(*project_, judge, context);
    PromptMetricOptions options;
    options.replicates = static_cast<std::size_t>(request_.replicates);
    options.frechet_replicates = std::min(options.frechet_replicates, options.replicates);
    options.seed = static_cast<std::uint64_t>(request_.seed);
    MetricCard card;
    card.judge = "demo judge";
    card.judge_hash = weightsHash(folder, "judge");
    card.bootstrap_replicates = request_.replicates;
    card.bootstrap_seed = options.seed;
    card.resize = "central square, Lanczos to 32 x 32";
    card.code_version = RECAP_VERSION;
    std::map<RunId, PromptMetrics> judged;
    for (const RunId id : request_.runs) {
        const auto run = project_->runs().get(id);
        if (!run) throw Error(ErrorCode::NotFound, "The project has no run number " + std::to_string(id.value) + ".");
        const auto& metrics =
            judged.try_emplace(id, judgedSamples(*project_, *run, judge, context), reference, options).first->second;
        context.report({"Metrics of " + run->name, 0, 1});
        StudyRow row{run->name, {}};
        for (const auto& value : metrics.values()) {
            const auto& wanted = request_.metrics;
            if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), value.name) == wanted.end()) continue;
            card.metric = value.name;
            card.images = value.n;
            card.prompts = static_cast<std::int64_t>(metrics.promptCount());
            row.metrics.push_back(
                {id, value.name, value.value, value.low, value.high, value.n, card.judge, toJson(card)});
        }
        if (!project_->readOnly()) project_->metrics().addMany(row.metrics);
        rows_.push_back(std::move(row));
        context.report({"Metrics of " + run->name, 1, 1});
    }
    for (const auto& [first, second] : request_.pairs) {
        MetricDifferences difference{first, second, {}};
        for (const auto& value : pairedDifferences(judged.at(first), judged.at(second)))
            difference.metrics.push_back({{}, value.name, value.value, value.low, value.high, value.n, card.judge, {}});
        differences_.push_back(std::move(difference));
    }
}

}  // namespace recap
