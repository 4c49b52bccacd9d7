// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/metrics_job.h"

#include "base/clock.h"
#include "base/describe.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/stored_message.h"
#include "data/metric_differences.h"
#include "metrics/judge_registry.h"
#include "metrics/judge_views.h"
#include "metrics/metric_card.h"
#include "metrics/metric_registry.h"
#include "workflow/judging/demo_judge.h"
#include "workflow/judging/judged_folder.h"
#include "workflow/judging/measuring.h"
#include "workflow/judging/pictures_to_judge.h"
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

// The pictures of a run, and what was seen in each.
struct JudgedRun : RunToJudge {
    Measuring::JudgedModel seen;
    std::vector<MeasuredNumber> numbers = {};
};

// All but what is seen.
JudgedRun drawnRun(Project& project, RunId id, std::int64_t step, const PromptsByText& prompts, JobContext& context) {
    return {picturesToJudge(project, id, step, prompts, context), {}, {}};
}

ModelPictures picturesOf(const Project& project, const JudgedRun& drawn) {
    const auto& pictures = drawn.drawn.pictures;
    ModelPictures model{drawn.run.name, {}, promptNumbers(pictures)};
    for (std::size_t i = 0; i < pictures.size(); ++i)
        model.pictures.push_back({project.resolve(pictures[i].path), &drawn.items[i]});
    return model;
}

void judgeRun(const Project& project, JudgedRun& judged, Measuring& measuring, JobContext& context) {
    judged.seen = measuring.judge(picturesOf(project, judged), context);
    for (const auto& [place, problem] : judged.seen.unreadable)
        context.say(message("A sample of '%1' cannot be judged: %2", judged.run.name, problem),
                    MessageEvent::Level::Warning);
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

MetricRecord recordOf(RunId run, std::int64_t step, const MeasuredNumber& number, const MetricCard& card) {
    const auto& value = number.value;
    MetricRecord record{run,        value.name,   value.value, value.low, value.high,      value.n,
                        card.judge, toJson(card), step,        {},        card.prompt_set, card.judge_hash};
    if (const auto weights = record.card.find("weights"); weights != record.card.end() && weights->is_string())
        record.weights = weights->get<std::string>();
    return record;
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

struct RunNumbers {
    MetricRow row;
    std::vector<JudgedNumbers> judged;  // the same numbers with their pictures, by what they were read from
};

// The pictures of a view that looks at single ones; of another those alone that could not be judged.
std::vector<JudgedPicture> picturesOf(const Measuring& measuring, const JudgedRun& judged, std::size_t look,
                                      bool single) {
    const auto seen = measuring.seen(judged.seen, look);
    std::vector<JudgedPicture> pictures;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (!single && seen[i].problem.empty()) continue;
        const auto& sample = judged.drawn.pictures[i];
        pictures.push_back(
            {sample.path, sample.prompt, sample.seed, storedText(seen[i].problem), seen[i].wanted, seen[i].seen});
    }
    return pictures;
}

RunNumbers numbersOf(const Measuring& measuring, const JudgedRun& judged, const CommonFacts& facts) {
    RunNumbers out{{judged.run.name, {}, isReferenceRun(judged.run)}, {}};
    const auto now = SystemClock().nowMs();
    std::map<std::size_t, JudgedNumbers> looks;
    for (const auto& number : judged.numbers) {
        auto card = facts.complete(number.card);
        card.drawing = judged.drawn.settings;
        card.computed_ms = now;
        out.row.metrics.push_back(recordOf(judged.run.id, judged.drawn.step, number, card));
        auto& look = looks[number.look];
        look.view = card.view;
        look.numbers.push_back(out.row.metrics.back());
        look.contributions.push_back(number.pictures);
    }
    for (auto& [place, look] : looks) {
        const bool single = std::any_of(look.contributions.begin(), look.contributions.end(),
                                        [](const auto& values) { return !values.empty(); });
        look.pictures = picturesOf(measuring, judged, place, single);
        out.judged.push_back(std::move(look));
    }
    return out;
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
            if (sameNumber(metric, old) &&
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
    // Also of a project that is open for reading only: each process writes a file of its own.
    const auto judges = judgesOf(request_, project_->cacheDirectory() / "judgements");
    PromptMetricOptions options;
    options.replicates = static_cast<std::size_t>(request_.replicates);
    options.frechet_replicates = std::min(options.frechet_replicates, options.replicates);
    options.seed = static_cast<std::uint64_t>(request_.seed ? *request_.seed
                                                            : bootstrapSeedOf(storedNumbers(*project_, request_.runs)));
    Measuring measuring(judges, wanted, options,
                        [&](std::string_view view) { return referencePictures(*project_, request_.reference, view); });
    const auto prompts = promptsByText(request_.prompts, context);
    std::vector<JudgedRun> runs;
    runs.reserve(request_.runs.size());  // judged pictures point to their items
    for (const RunId run : request_.runs) runs.push_back(drawnRun(*project_, run, request_.step, prompts, context));
    if (request_.shard) {
        for (const auto& drawn : runs) {
            const auto kept = measuring.keep(picturesOf(*project_, drawn), *request_.shard, context);
            kept_.pictures += kept.pictures;
            kept_.judged += kept.judged;
        }
        return;
    }
    for (auto& judged : runs) judgeRun(*project_, judged, measuring, context);
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
        if (!judged.missing.empty())
            for (auto& number : judged.numbers) withdraw(number, judged.missing);
        if (common > 0) measuring.addAtCount(judged.seen, common, judged.numbers);
        auto numbers = numbersOf(measuring, judged, facts);
        rows_.push_back(std::move(numbers.row));
        if (!project_->readOnly()) {
            replaced = replaced || replacesNumbers(*project_, judged.run.id, rows_.back().metrics);
            project_->contributions().addMany(numbers.judged);
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
