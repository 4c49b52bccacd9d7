// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/metrics_job.h"

#include "base/paths.h"
#include "base/stored_message.h"
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "cli/shard_flag.h"
#include "cli/study_table.h"
#include "workflow/judging/folder_metrics_job.h"
#include "workflow/judging/metrics_options.h"
#include "workflow/project/project_sharing.h"
#include "workflow/results/differences_export.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/repeated_models.h"
#include "workflow/results/results_export.h"

#include <cmath>
#include <memory>

namespace recap::cli {
namespace {

constexpr const char* kShardHelp =
    "i/n: be the i-th (from 0) of n processes that judge the pictures together. Each judges its share and keeps what "
    "was seen; the same command without it computes from what all have kept";

// What a shard did instead of computing.
void reportKept(const WorkShard& shard, const Measuring::Kept& kept, ConsoleContext& console) {
    console.print("Shard " + textOfShard(shard) + ": " + std::to_string(kept.judged) + " of " +
                  std::to_string(kept.pictures) +
                  " pictures judged, the others were judged before. The same command without --shard computes.");
    console.result(
        {{"shard", textOfShard(shard)}, {"pictures", kept.pictures}, {"judged", kept.judged}, {"rows", Json::array()}});
}

struct ComputeArguments {
    std::string project, shard;
    std::vector<std::string> runs;
    std::unique_ptr<OptionFlags> flags;
};

std::vector<MetricDifferenceRecord> recordsOf(const std::vector<MetricDifferences>& pairs) {
    std::vector<MetricDifferenceRecord> records;
    for (const auto& pair : pairs) records.insert(records.end(), pair.metrics.begin(), pair.metrics.end());
    return records;
}

std::string differencesAsText(const DifferencesTable& table) {
    auto text = table.empty() ? std::string(
                                    "There are no paired differences of these runs; 'recap metrics compute' with "
                                    "all of them computes them.\n")
                              : aligned(differencesAsCells(table));
    for (const auto& remark : differenceRemarks(table)) text.append(remark.english()).append("\n");
    return text;
}

void compute(const ComputeArguments& arguments, ConsoleContext& console) {
    const auto shard = chosenShard(arguments.shard);
    const auto project = shard ? openForReading(arguments.project) : openProject(arguments.project, console);
    MetricsRequest request;
    request.shard = shard;
    for (const auto& name : arguments.runs) request.runs.push_back(requireRun(*project, name).id);
    MetricsOptions options;
    optionsFromJson(arguments.flags->given(console.options()), options, "the command line");
    request.metrics = options.metrics;  // the job knows them by their exported names as well
    request.judges = options.judges;
    request.prompts = options.prompt_set;
    request.reference = options.reference;
    if (!options.baseline.empty()) request.baseline = requireRun(*project, options.baseline).id;
    request.step = options.step;
    request.replicates = options.replicates;
    request.device = console.options().device;
    if (console.options().seed) request.seed = *console.options().seed;
    MetricsJob job(project, request);
    runJob(job, console);
    if (shard) return reportKept(*shard, job.kept(), console);
    const auto differences = recordsOf(job.differences());
    console.print(rowsAsText(job.rows(), differences));
    console.print(request.judges.empty()
                      ? "Values with 95 % intervals over prompts, judged by the demo's own small judge; '-': no value."
                      : "Values with 95 % intervals over prompts; '-': no value.");
    const auto table = differencesTable(differences, job.rows());
    if (!table.empty()) console.print(differencesAsText(table));
    console.result({{"rows", rowsAsJson(job.rows())}, {"differences", differencesToJson(table)}});
}

struct FolderArguments {
    std::string pictures, reference, judges, prompts, shard;
    std::vector<std::string> metrics;
    std::int64_t replicates = 2000;
    bool no_cache = false;
};

std::string numberText(const MeasuredNumber& number) {
    const auto& value = number.value;
    if (!value.undefined.empty()) return "no value, because " + value.undefined.english();
    char text[128];
    std::snprintf(text, sizeof text, "%.6g [%.6g, %.6g]", value.value, value.low, value.high);
    return text + (value.warning.empty() ? std::string() : "; " + value.warning.english());
}

void computeFolder(const FolderArguments& arguments, ConsoleContext& console) {
    FolderMetricsRequest request;
    request.pictures = arguments.pictures;
    request.reference = arguments.reference;
    request.judges = arguments.judges;
    request.prompts = arguments.prompts;
    request.metrics = arguments.metrics;
    request.replicates = arguments.replicates;
    request.device = console.options().device;
    request.seed = console.options().seed.value_or(1);
    request.shard = chosenShard(arguments.shard);
    if (arguments.no_cache && request.shard) throw UsageError("--shard keeps what was seen; leave out --no-cache.");
    if (!arguments.no_cache) request.cache = userDataDirectory() / "judgements";
    FolderMetricsJob job(request);
    runJob(job, console);
    if (request.shard) return reportKept(*request.shard, job.kept(), console);
    Json rows = Json::array();
    for (const auto& number : job.numbers()) {
        const auto& value = number.value;
        const auto card = englishCard(toJson(number.card));
        console.print(value.name + ": " + numberText(number) + " (" + number.card.judge + ")");
        Json row{{"metric", value.name}, {"value", value.value}, {"low", value.low},
                 {"high", value.high},   {"n", value.n},         {"judge", number.card.judge}};
        if (!value.undefined.empty()) row["undefined"] = value.undefined.english();
        row["card"] = card;
        row["card"].erase("computed_ms");  // the same pictures print the same
        rows.push_back(std::move(row));
    }
    console.result({{"rows", rows}});
}

enum class Format { Text, Csv, Markdown, Latex, JsonLines };
const std::map<std::string, Format> kFormats{{"text", Format::Text},
                                             {"csv", Format::Csv},
                                             {"markdown", Format::Markdown},
                                             {"latex", Format::Latex},
                                             {"json", Format::JsonLines}};

struct ShowArguments {
    std::string project;
    std::vector<std::string> runs;
    Format format = Format::Text;
    bool differences = false;
    std::vector<std::string> repeats;
};

void showNumbers(Format format, const std::vector<MetricRow>& rows,
                 const std::vector<MetricDifferenceRecord>& differences, ConsoleContext& console) {
    switch (format) {
        case Format::Text: console.print(rowsAsText(rows, differences)); break;
        case Format::Csv: console.print(resultsToCsv(resultsTable(rows, differences))); break;
        case Format::Markdown: console.print(resultsToMarkdown(resultsTable(rows, differences))); break;
        case Format::Latex: console.print(resultsToLatex(resultsTable(rows, differences))); break;
        case Format::JsonLines: console.print(rowsAsJson(rows).dump(2)); break;
    }
}

void showDifferences(Format format, const DifferencesTable& table, ConsoleContext& console) {
    switch (format) {
        case Format::Text: console.print(differencesAsText(table)); break;
        case Format::Csv: console.print(differencesToCsv(table)); break;
        case Format::Markdown: console.print(differencesToMarkdown(table)); break;
        case Format::Latex: console.print(differencesToLatex(table)); break;
        case Format::JsonLines: console.print(differencesToJson(table).dump(2)); break;
    }
}

void show(const ShowArguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    std::vector<RunRecord> runs;
    for (const auto& name : arguments.runs) runs.push_back(requireRun(*project, name));
    if (runs.empty()) runs = project->runs().list();
    std::vector<MetricRow> rows;
    for (const auto& run : runs)
        if (auto metrics = project->metrics().list(run.id); !metrics.empty())
            rows.push_back({run.name, std::move(metrics), isReferenceRun(run)});
    if (rows.empty() && !console.json())
        console.print("No run has numbers yet; 'recap metrics compute' computes them.");
    const auto differences = metricDifferences(project->database());
    std::vector<RepeatedModel> repeated;
    for (const auto& text : arguments.repeats) {
        repeated.push_back(repeatedModelFromText(text));
        for (auto& run : repeated.back().runs) run = requireRun(*project, run).name;
    }
    rows = withRepeats(rows, repeated, differences);
    const auto table = differencesTable(differences, rows);
    if (arguments.differences)
        showDifferences(arguments.format, table, console);
    else
        showNumbers(arguments.format, rows, differences, console);
    console.result({{"rows", rowsAsJson(rows)}, {"differences", differencesToJson(table)}});
}

void addCompute(CommandTable& table, CLI::App* group) {
    const auto arguments = std::make_shared<ComputeArguments>();
    auto* command = table.command(group, "compute",
                                  "Compute metrics of the samples of runs with 95 % intervals, by the judges of a "
                                  "judges file or by the demo's judge",
                                  [arguments](ConsoleContext& console) { compute(*arguments, console); });
    command->add_option("project", arguments->project, "Project folder")->required();
    command
        ->add_option("--runs", arguments->runs,
                     "Runs with samples, by name or number; previews of a training run are not judged")
        ->delimiter(',')
        ->required();
    command->add_option("--shard", arguments->shard, kShardHelp);
    arguments->flags =
        std::make_unique<OptionFlags>(*command, listFields(MetricsOptions{}), std::vector<std::string>{"runs"});
}

void addFolder(CommandTable& table, CLI::App* group) {
    const auto arguments = std::make_shared<FolderArguments>();
    auto* command = table.command(group, "folder",
                                  "Compute metrics of a folder of pictures against real pictures or with a prompt set; "
                                  "no project is needed",
                                  [arguments](ConsoleContext& console) { computeFolder(*arguments, console); });
    command->add_option("pictures", arguments->pictures, "Folder of generated pictures")->required();
    command->add_option("reference", arguments->reference, "Folder of real pictures that distances are taken to");
    command->add_option("--metrics", arguments->metrics, "Metrics to compute; default: all that the judges can")
        ->delimiter(',');
    command->add_option("--judges", arguments->judges, "Judges file (TOML or JSON)")->required();
    command->add_option("--prompts", arguments->prompts,
                        "Prompt set (JSONL); a picture belongs to the prompt whose id its name begins with: ID.png, "
                        "ID_0.png or ID/...");
    command->add_option("--replicates", arguments->replicates, "Resamplings of the prompts for the intervals")
        ->check(CLI::Range(100, 1000000))
        ->capture_default_str();
    command->add_option("--shard", arguments->shard, kShardHelp);
    command->add_flag("--no-cache", arguments->no_cache,
                      "Neither read nor keep what the judges saw; it is kept in the user's data folder");
}

void addShow(CommandTable& table, CLI::App* group) {
    const auto arguments = std::make_shared<ShowArguments>();
    auto* command = table.command(group, "show", "Show the numbers of a project's runs as a table",
                                  [arguments](ConsoleContext& console) { show(*arguments, console); });
    command->add_option("project", arguments->project, "Project folder")->required();
    command->add_option("--runs", arguments->runs, "Runs, by name or number; default: all that have numbers")
        ->delimiter(',');
    command->add_option("--as", arguments->format, "text, csv, markdown, latex or json; default: text")
        ->transform(CLI::CheckedTransformer(kFormats, CLI::ignore_case));
    command->add_option("--repeats", arguments->repeats,
                        "NAME=run1,run2,...: one row for runs that differ in their training seed only, with means and "
                        "intervals over trainings and prompts; may be given several times");
    command->add_flag(
        "--differences", arguments->differences,
        "Show the paired differences of these runs instead of their numbers: interval, p, p adjusted for all "
        "comparisons of a metric, and how many prompts would be needed where two are not separated");
}

}  // namespace

void addMetrics(CommandTable& table) {
    auto* group = table.group("metrics", "Compute metrics of pictures, and show those of a project");
    addCompute(table, group);
    addFolder(table, group);
    addShow(table, group);
    addMetricPictures(table, group);
}

}  // namespace recap::cli
