// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/metrics_job.h"

#include "base/clock.h"
#include "base/describe.h"
#include "base/error.h"
#include "metrics/judge_registry.h"
#include "metrics/metric_card.h"
#include "metrics/metric_registry.h"
#include "metrics/prompt_metrics.h"
#include "workflow/judging/judges.h"
#include "workflow/report/study_report.h"
#include "workflow/results/metric_facts.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_pictures.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace recap {
namespace {

constexpr std::size_t kMostReferenceImages = 2000;

// Names as in exported tables ("demo_fid") are the same metrics.
std::vector<std::string> wantedMetrics(std::vector<std::string> names) {
    for (auto& name : names) {
        for (const auto& judge : judgeRegistry())
            if (name.starts_with(judge.export_prefix)) name.erase(0, judge.export_prefix.size());
        if (findMetric(name) == nullptr)
            throw Error(ErrorCode::InvalidOption,
                        message("There is no metric '%1'; there are: %2.", name, listOf(metricChoices())));
    }
    return names;
}

std::shared_ptr<const FrechetReference> referenceOf(Project& project, PictureJudge& judge, JobContext& context) {
    std::vector<std::filesystem::path> pictures;
    for (const auto& [id, attributes] : project.images().attributesOf()) {
        if (!attributes.contains("objects") || pictures.size() >= kMostReferenceImages) continue;
        const auto image = project.images().get(id);
        if (image && !image->missing) pictures.emplace_back(image->path);
    }
    if (pictures.size() < 2) return nullptr;
    std::vector<std::vector<double>> features;
    for (auto& judgement : judge.judge(pictures, "Judge real images", context))
        features.push_back(std::move(judgement.features));
    return realReference(featureMatrix(features));
}

// The pictures that stand for a run, and what was seen in each.
struct JudgedRun {
    RunRecord run;
    RunPictures drawn;
    JudgedImages images;

    std::int64_t notUnderstood() const {
        return std::count_if(images.truths.begin(), images.truths.end(),
                             [](const PromptTruth& truth) { return truth.objects.empty(); });
    }
};

// Images of one prompt share a number, so that they are resampled together.
std::vector<std::size_t> promptNumbers(const std::vector<SampleRecord>& pictures) {
    std::map<std::string, std::size_t> numbers;
    std::vector<std::size_t> numberOf;
    for (const auto& picture : pictures)
        numberOf.push_back(numbers.emplace(picture.prompt, numbers.size()).first->second);
    return numberOf;
}

JudgedRun judgedRun(Project& project, RunId id, PictureJudge& judge, JobContext& context) {
    const auto run = project.runs().get(id);
    if (!run) throw Error(ErrorCode::NotFound, message("The project has no run number %1.", id.value));
    JudgedRun judged{*run, runPictures(project, id), {}};
    const auto& pictures = judged.drawn.pictures;
    if (pictures.empty())
        throw Error(ErrorCode::NotFound, message("The run '%1' has no samples to judge; previews of a training run are "
                                                 "not judged. Generate samples with it first.",
                                                 run->name));
    if (judged.drawn.others > 0)
        context.say(
            message("The run '%1' has %2 more samples that were generated with other settings; they are not judged.",
                    run->name, judged.drawn.others),
            MessageEvent::Level::Warning);
    std::vector<std::filesystem::path> files;
    for (const auto& picture : pictures) {
        judged.images.truths.push_back(judge.truth(picture.prompt));
        files.push_back(project.resolve(picture.path));
    }
    judged.images.prompts = promptNumbers(pictures);
    judged.images.judgements = judge.judge(files, "Judge " + run->name, context);
    return judged;
}

// The pictures at `places`, numbered anew by prompt.
JudgedImages partOf(const JudgedRun& judged, const std::vector<std::size_t>& places) {
    JudgedImages part;
    std::vector<SampleRecord> pictures;
    for (const auto place : places) {
        part.truths.push_back(judged.images.truths[place]);
        part.judgements.push_back(judged.images.judgements[place]);
        pictures.push_back(judged.drawn.pictures[place]);
    }
    part.prompts = promptNumbers(pictures);
    return part;
}

void sayWhatIsNotUnderstood(const std::vector<JudgedRun>& runs, JobContext& context) {
    std::set<std::string> prompts, all;
    for (const auto& judged : runs)
        for (std::size_t i = 0; i < judged.images.size(); ++i) {
            const auto& prompt = judged.drawn.pictures[i].prompt;
            all.insert(prompt);
            if (judged.images.truths[i].objects.empty()) prompts.insert(prompt);
        }
    if (prompts.empty()) return;
    context.say(message("%1 of %2 prompts name no object that the demo's judge knows, e.g. '%3'. Their pictures count "
                        "for the Frechet distance only.",
                        prompts.size(), all.size(), *prompts.begin()),
                MessageEvent::Level::Warning);
}

// Numbers of runs with other pictures may stand side by side, but a reader has to know.
void sayWhereRunsDiffer(const std::vector<JudgedRun>& runs, JobContext& context) {
    for (std::size_t i = 1; i < runs.size(); ++i) {
        const auto& first = runs.front().drawn.pictures;
        const auto& other = runs[i].drawn.pictures;
        const auto same = matchedPictures(first, other).size();
        if (same == first.size() && same == other.size()) continue;
        context.say(message("'%1' is judged by %2 pictures and '%3' by %4; %5 are of the same prompt and seed.",
                            runs.front().run.name, first.size(), runs[i].run.name, other.size(), same),
                    MessageEvent::Level::Warning);
    }
}

// Each sentence once, with the models that it is about.
void sayAboutNumbers(const std::vector<MetricRow>& rows, JobContext& context) {
    std::vector<std::pair<Message, std::string>> said;  // what about a metric, models
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) {
            const auto reason = undefinedReason(metric);
            const auto text =
                reason.empty() ? metricWarning(metric) : message("it is not defined, because %1.", reason);
            if (text.empty()) continue;
            const auto sentence = message("%1: %2", metricTitle(metric.name, metric.judge, metric.card), text);
            const auto it = std::find_if(said.begin(), said.end(),
                                         [&](const auto& s) { return s.first.english() == sentence.english(); });
            if (it == said.end())
                said.emplace_back(sentence, row.model);
            else
                it->second += ", " + row.model;
        }
    for (const auto& [sentence, models] : said)
        context.say(message("%1 (%2)", sentence, models), MessageEvent::Level::Warning);
}

MetricRecord recordOf(RunId run, const MetricValue& value, MetricCard card) {
    card.metric = value.name;
    card.undefined = value.undefined;
    card.warning = value.warning;
    return {run, value.name, value.value, value.low, value.high, value.n, card.judge, toJson(card)};
}

// What all numbers of one job share.
struct Measuring {
    std::shared_ptr<const FrechetReference> reference;
    PromptMetricOptions options;
    std::vector<std::string> wanted;
    MetricCard card;

    bool wants(std::string_view name) const {
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    }
    bool needsReference() const {
        return std::any_of(metricRegistry().begin(), metricRegistry().end(),
                           [&](const MetricInfo& info) { return info.computed.needs_reference && wants(info.name); });
    }
    MetricRow row(const JudgedRun& judged) const;
    MetricDifferences difference(const JudgedRun& first, const JudgedRun& second) const;
};

MetricRow Measuring::row(const JudgedRun& judged) const {
    const PromptMetrics metrics(judged.images, reference, options);
    MetricCard own = card;
    own.drawing = judged.drawn.settings;
    own.images = static_cast<std::int64_t>(judged.images.size());
    own.prompts = static_cast<std::int64_t>(metrics.promptCount());
    own.not_understood = judged.notUnderstood();
    own.computed_ms = SystemClock().nowMs();
    MetricRow row{judged.run.name, {}, isReferenceRun(judged.run)};
    for (const auto& value : metrics.values())
        if (wants(value.name)) row.metrics.push_back(recordOf(judged.run.id, value, own));
    return row;
}

MetricDifferences Measuring::difference(const JudgedRun& first, const JudgedRun& second) const {
    std::vector<std::size_t> inFirst, inSecond;
    for (const auto& [a, b] : matchedPictures(first.drawn.pictures, second.drawn.pictures)) {
        inFirst.push_back(a);
        inSecond.push_back(b);
    }
    if (inFirst.empty())
        throw Error(ErrorCode::InvalidOption, message("The runs '%1' and '%2' have no samples with the same prompt and "
                                                      "seed, so they have no paired difference.",
                                                      first.run.name, second.run.name));
    MetricCard own = card;
    own.images = static_cast<std::int64_t>(inFirst.size());
    MetricDifferences difference{first.run.id, second.run.id, {}};
    for (const auto& value : pairedDifferences(PromptMetrics(partOf(first, inFirst), reference, options),
                                               PromptMetrics(partOf(second, inSecond), reference, options)))
        if (wants(value.name)) difference.metrics.push_back(recordOf({}, value, own));
    return difference;
}

std::vector<MetricRecord> storedNumbers(Project& project, const std::vector<RunId>& runs) {
    std::vector<MetricRecord> all;
    for (const RunId run : runs)
        for (auto& metric : project.metrics().list(run)) all.push_back(std::move(metric));
    return all;
}

// Whether a stored number becomes another one. A value that was undefined before and is again has not changed.
bool replacesNumbers(Project& project, RunId run, const std::vector<MetricRecord>& now) {
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    for (const auto& old : project.metrics().list(run))
        for (const auto& metric : now)
            if (metric.name == old.name && metric.judge == old.judge &&
                !(same(metric.value, old.value) && same(metric.low, old.low) && same(metric.high, old.high)))
                return true;
    return false;
}

const JudgedRun& judgedOf(const std::vector<JudgedRun>& runs, RunId id) {
    const auto it = std::find_if(runs.begin(), runs.end(), [&](const auto& judged) { return judged.run.id == id; });
    if (it == runs.end()) throw Error(ErrorCode::InvalidOption, message("A pair names a run that is not judged."));
    return *it;
}

Measuring measuringOf(const MetricsRequest& request, const PictureJudge::Facts& judge, std::int64_t seed) {
    Measuring measuring;
    measuring.wanted = wantedMetrics(request.metrics);
    auto& options = measuring.options;
    options.replicates = static_cast<std::size_t>(request.replicates);
    options.frechet_replicates = std::min(options.frechet_replicates, options.replicates);
    options.seed = static_cast<std::uint64_t>(seed);
    auto& card = measuring.card;
    card.judge = judge.name;
    card.judge_hash = judge.hash;
    card.resize = judge.resize;
    card.bootstrap_replicates = request.replicates;
    card.bootstrap_seed = options.seed;
    card.code_version = RECAP_VERSION;
    return measuring;
}

}  // namespace

MetricsJob::MetricsJob(std::shared_ptr<Project> project, MetricsRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void MetricsJob::run(JobContext& context) {
    wantedMetrics(request_.metrics);
    if (request_.runs.empty())
        throw Error(ErrorCode::InvalidOption, message("Name at least one run whose samples should be judged."));
    std::shared_ptr<PictureJudge> judge = request_.judged_by;
    if (!judge) judge = openJudge(kDemoJudge, request_.judge);
    const auto seed = request_.seed ? *request_.seed : bootstrapSeedOf(storedNumbers(*project_, request_.runs));
    Measuring measuring = measuringOf(request_, judge->facts(), seed);
    if (measuring.needsReference()) measuring.reference = referenceOf(*project_, *judge, context);
    std::vector<JudgedRun> runs;
    for (const RunId id : request_.runs) runs.push_back(judgedRun(*project_, id, *judge, context));
    sayWhatIsNotUnderstood(runs, context);
    sayWhereRunsDiffer(runs, context);
    bool replaced = false;
    for (const auto& judged : runs) {
        context.report({"Metrics of " + judged.run.name, 0, 1});
        rows_.push_back(measuring.row(judged));
        if (!project_->readOnly()) {
            replaced = replaced || replacesNumbers(*project_, judged.run.id, rows_.back().metrics);
            project_->metrics().addMany(rows_.back().metrics);
        }
        context.report({"Metrics of " + judged.run.name, 1, 1});
    }
    if (replaced) markReportOlder(project_->path() / "exports" / "report.html", SystemClock().nowMs());
    sayAboutNumbers(rows_, context);
    for (const auto& [first, second] : request_.pairs)
        differences_.push_back(measuring.difference(judgedOf(runs, first), judgedOf(runs, second)));
}

}  // namespace recap
