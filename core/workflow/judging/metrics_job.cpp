// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/metrics_job.h"

#include "base/clock.h"
#include "base/describe.h"
#include "base/error.h"
#include "base/hash.h"
#include "data/metric_differences.h"
#include "metrics/judge_registry.h"
#include "metrics/judge_views.h"
#include "metrics/metric_card.h"
#include "metrics/metric_registry.h"
#include "metrics/prompt_set.h"
#include "workflow/judging/demo_judge.h"
#include "workflow/judging/judged_folder.h"
#include "workflow/judging/measuring.h"
#include "workflow/judging/run_differences.h"
#include "workflow/report/study_report.h"
#include "workflow/results/metric_facts.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_pictures.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace fs = std::filesystem;

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

// Of the demo's judge: images whose objects are known; of others every image.
std::vector<fs::path> projectPictures(Project& project, std::string_view view) {
    std::vector<fs::path> pictures;
    if (view == views::kDemo) {
        for (const auto& [id, attributes] : project.images().attributesOf()) {
            if (!attributes.contains("objects") || pictures.size() >= kMostReferenceImages) continue;
            const auto image = project.images().get(id);
            if (image && !image->missing) pictures.emplace_back(image->path);
        }
        return pictures;
    }
    for (const auto id : project.images().ids({})) {
        const auto image = project.images().get(id);
        if (image && !image->missing) pictures.emplace_back(image->path);
    }
    return pictures;
}

std::vector<fs::path> referencePictures(Project& project, const std::string& reference, std::string_view view) {
    if (reference.empty()) return projectPictures(project, view);
    if (fs::is_directory(reference)) return picturesBelow(reference);
    std::vector<fs::path> pictures;
    for (const auto& picture : runPictures(project, requireRun(project, reference).id).pictures)
        pictures.push_back(project.resolve(picture.path));
    return pictures;
}

// The pictures that stand for a run, and what was seen in each.
struct JudgedRun {
    RunRecord run;
    RunPictures drawn;
    std::vector<PromptItem> items;  // of the pictures, in order
    Measuring::JudgedModel seen;
    std::vector<MeasuredNumber> numbers = {};
};

// What each prompt asks for, by its text.
using Prompts = std::map<std::string, PromptItem>;

Prompts promptsOf(const fs::path& file) {
    Prompts prompts;
    if (file.empty()) return prompts;
    for (auto& item : readPromptSet(file).items) prompts.emplace(item.prompt, std::move(item));
    return prompts;
}

JudgedRun judgedRun(Project& project, RunId id, const Prompts& prompts, Measuring& measuring, JobContext& context) {
    const auto run = project.runs().get(id);
    if (!run) throw Error(ErrorCode::NotFound, message("The project has no run number %1.", id.value));
    JudgedRun judged{*run, runPictures(project, id), {}, {}, {}};
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
    std::int64_t without = 0;
    for (const auto& picture : pictures) {
        const auto found = prompts.find(picture.prompt);
        judged.items.push_back(found == prompts.end() ? PromptItem{{}, picture.prompt, {}} : found->second);
        without += found == prompts.end() ? 1 : 0;
    }
    if (!prompts.empty() && without > 0)
        context.say(message("Samples of '%1' whose prompt is not in the prompt set: %2 of %3.", run->name, without,
                            pictures.size()),
                    MessageEvent::Level::Warning);
    ModelPictures model{run->name, {}, promptNumbers(pictures)};
    for (std::size_t i = 0; i < pictures.size(); ++i)
        model.pictures.push_back({project.resolve(pictures[i].path), &judged.items[i]});
    judged.seen = measuring.judge(model, context);
    return judged;
}

void sayWhatIsNotUnderstood(const PictureJudge& judge, const std::vector<JudgedRun>& runs, JobContext& context) {
    std::set<std::string> prompts, all;
    for (const auto& judged : runs)
        for (const auto& item : judged.items) {
            all.insert(item.prompt);
            if (judge.truth(item).objects.empty()) prompts.insert(item.prompt);
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

MetricRecord recordOf(RunId run, const MeasuredNumber& number, const MetricCard& card) {
    const auto& value = number.value;
    return {run, value.name, value.value, value.low, value.high, value.n, card.judge, toJson(card)};
}

// What all numbers of one job share.
struct CommonFacts {
    std::string reference, prompt_set, code_version = RECAP_VERSION;
    MetricCard complete(MetricCard card) const {
        if (card.reference_images > 0) card.reference = reference;
        card.prompt_set = prompt_set;
        card.code_version = code_version;
        return card;
    }
};

MetricRow rowOf(const JudgedRun& judged, const CommonFacts& facts) {
    MetricRow row{judged.run.name, {}, isReferenceRun(judged.run)};
    const auto now = SystemClock().nowMs();
    for (const auto& number : judged.numbers) {
        auto card = facts.complete(number.card);
        card.drawing = judged.drawn.settings;
        card.computed_ms = now;
        row.metrics.push_back(recordOf(judged.run.id, number, card));
    }
    return row;
}

// The smallest number of pictures of a model, where models differ in it; 0 where they do not.
std::int64_t commonCount(const std::vector<JudgedRun>& runs) {
    std::int64_t fewest = 0, most = 0;
    for (const auto& judged : runs) {
        if (isReferenceRun(judged.run)) continue;
        const auto count = std::ssize(judged.drawn.pictures);
        fewest = fewest == 0 ? count : std::min(fewest, count);
        most = std::max(most, count);
    }
    return fewest == most ? 0 : fewest;
}

std::vector<MetricDifferences> differencesOf(const Measuring& measuring, const std::vector<JudgedRun>& runs,
                                             const MetricsRequest& request, const CommonFacts& facts,
                                             JobContext& context) {
    std::vector<ComparedRun> compared;
    for (const auto& judged : runs)
        compared.push_back({&judged.run, &judged.drawn, &judged.seen, &judged.numbers, isReferenceRun(judged.run)});
    return compareRuns(
        measuring, compared, {request.pairs, request.baseline}, facts.prompt_set,
        [&](MetricCard card) { return facts.complete(std::move(card)); }, context);
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

std::vector<std::shared_ptr<PictureJudge>> judgesOf(const MetricsRequest& request, const fs::path& cache) {
    if (request.judged_by) return {request.judged_by};
    if (request.judges.empty() || fs::is_directory(request.judges)) return {openDemoJudge(request.judges)};
    return openJudges(request.judges, request.device, cache);
}

}  // namespace

MetricsJob::MetricsJob(std::shared_ptr<Project> project, MetricsRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void MetricsJob::run(JobContext& context) {
    const auto wanted = wantedMetrics(request_.metrics);
    if (request_.runs.empty())
        throw Error(ErrorCode::InvalidOption, message("Name at least one run whose samples should be judged."));
    const auto cache = project_->readOnly() ? fs::path() : project_->cacheDirectory() / "judgements";
    const auto judges = judgesOf(request_, cache);
    PromptMetricOptions options;
    options.replicates = static_cast<std::size_t>(request_.replicates);
    options.frechet_replicates = std::min(options.frechet_replicates, options.replicates);
    options.seed = static_cast<std::uint64_t>(request_.seed ? *request_.seed
                                                            : bootstrapSeedOf(storedNumbers(*project_, request_.runs)));
    Measuring measuring(judges, wanted, options,
                        [&](std::string_view view) { return referencePictures(*project_, request_.reference, view); });
    const auto prompts = promptsOf(request_.prompts);
    std::vector<JudgedRun> runs;
    runs.reserve(request_.runs.size());  // judged pictures point to their items
    for (const RunId run : request_.runs) runs.push_back(judgedRun(*project_, run, prompts, measuring, context));
    for (const auto& judge : judges)
        if (judge->offers(views::kDemo)) sayWhatIsNotUnderstood(*judge, runs, context);
    sayWhereRunsDiffer(runs, context);
    CommonFacts facts;
    facts.reference = request_.reference;
    if (!request_.prompts.empty()) facts.prompt_set = sha256File(request_.prompts);
    const auto common = commonCount(runs);
    bool replaced = false;
    for (auto& judged : runs) {
        context.report({"Metrics of " + judged.run.name, 0, 1});
        judged.numbers = measuring.numbers(judged.seen);
        if (common > 0) measuring.addAtCount(judged.seen, common, judged.numbers);
        rows_.push_back(rowOf(judged, facts));
        if (!project_->readOnly()) {
            replaced = replaced || replacesNumbers(*project_, judged.run.id, rows_.back().metrics);
            project_->metrics().addMany(rows_.back().metrics);
        }
        context.report({"Metrics of " + judged.run.name, 1, 1});
    }
    if (replaced) markReportOlder(project_->path() / "exports" / "report.html", SystemClock().nowMs());
    sayAboutNumbers(rows_, context);
    differences_ = differencesOf(measuring, runs, request_, facts, context);
    if (!project_->readOnly())
        for (const auto& pair : differences_) storeMetricDifferences(project_->database(), pair.metrics);
}

}  // namespace recap
