// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"
#include "base/clock.h"
#include "base/paths.h"
#include "cli/at_least.h"
#include "cli/commands/commands.h"
#include "cli/commands/dataset_audit.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "cli/user_name.h"
#include "cli/wording.h"
#include "data/clip_score_repository.h"
#include "data/draft_repository.h"
#include "data/export/layout.h"
#include "data/query_hints.h"
#include "text/caption_faults.h"
#include "text/clip_tokenizer.h"
#include "workflow/dataset/bulk_edit.h"
#include "workflow/dataset/clip_score_job.h"
#include "workflow/dataset/dataset_stats.h"
#include "workflow/dataset/export_job.h"
#include "workflow/dataset/import_job.h"
#include "workflow/report/dataset_report.h"
#include "workflow/training/trainer_view.h"

#include <cmath>
#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, path, source, query, key, training, clip;
    std::string html, csv, status = "accepted";
    std::vector<std::string> columns;
    bool quick = false, preview = false, accepted_only = false;
    BulkEditRequest edit;
    std::int64_t limit = 100;
    std::unique_ptr<OptionFlags> import_flags, export_flags;
    ClipScoreRequest scored;
};

enum class Outcome { Skipped, Remark, PassedOver };

// The entries of one outcome.
Json skippedJson(const std::vector<SkippedFile>& skipped, ConsoleContext& console, Outcome wanted = Outcome::Skipped) {
    Json list = Json::array();
    for (const auto& entry : skipped) {
        const auto outcome = entry.taken ? Outcome::Remark : entry.passed_over ? Outcome::PassedOver : Outcome::Skipped;
        if (outcome != wanted) continue;
        list.push_back({{"file", entry.file}, {"reason", entry.reason.english()}});
        const char* word = wanted == Outcome::Skipped ? "skipped " : wanted == Outcome::Remark ? "remark " : "ignored ";
        console.print(word + entry.file + ": " + entry.reason.english());
    }
    return list;
}

void import(const Arguments& arguments, ConsoleContext& console) {
    ImportRequest request;
    optionsFromJson(arguments.import_flags->given(console.options()), request, "the command line");
    requireValidFlags(request);
    request.path = arguments.path;
    request.columns = arguments.columns;
    ImportJob job(openProject(arguments.project, console), std::move(request));
    runJob(job, console);
    const auto& report = job.report();
    const Json remarks = skippedJson(report.skipped, console, Outcome::Remark),
               passed = skippedJson(report.skipped, console, Outcome::PassedOver),
               skipped = skippedJson(report.skipped, console);
    if (report.moved > 0) console.print(counted(report.moved, "image was", "images were") + " found under a new path.");
    if (report.changed > 0)
        console.print(counted(report.changed, "file now contains", "files now contain") + " a different picture.");
    if (report.replaced > 0)
        console.print(counted(report.replaced, "caption") + " of an earlier import replaced by another text.");
    console.print(counted(report.images, "new image") + ", " + std::to_string(report.known) +
                  " already in the project, " + counted(report.captions, "caption") + ", " +
                  counted(std::ssize(skipped), "entry", "entries") + " skipped, " +
                  counted(std::ssize(remarks), "remark") + " (" + report.kind + ").");
    const auto& files = report.files;
    console.print(counted(files.seen, "file") + " found: " + std::to_string(files.taken) + " imported, " +
                  std::to_string(files.listed) + " skipped, " + std::to_string(files.passed_over) + " ignored.");
    console.result(
        {{"images", report.images},
         {"captions", report.captions},
         {"replaced", report.replaced},
         {"skipped", skipped},
         {"remarks", remarks},
         {"passed_over", passed},
         {"files",
          {{"seen", files.seen}, {"taken", files.taken}, {"listed", files.listed}, {"passed_over", files.passed_over}}},
         {"known", report.known},
         {"moved", report.moved},
         {"changed", report.changed},
         {"notes", englishOf(report.notes)},
         {"kind", report.kind}});
}

void query(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto filter = parseImageQuery(arguments.query);
    const auto count = project->images().count(filter);
    Json items = Json::array();
    for (const auto& image : project->images().list(filter, 0, arguments.limit)) {
        items.push_back({{"key", image.key}, {"path", image.path}});
        console.print(image.key + "  " + image.path);
    }
    Json hints = Json::array();
    for (const auto& hint : queryHints(project->database(), arguments.query)) {
        hints.push_back(queryHintText(hint));
        console.print(queryHintText(hint));
    }
    console.print(counted(count, "image") + ".");
    console.result({{"count", count}, {"items", items}, {"hints", hints}});
}

constexpr int kVisitsShown = 5;

// What a training run with this configuration sees of the image.
Json trainingJson(Project& project, const ImageRecord& image, const std::string& runOrFile, ConsoleContext& console) {
    const auto options = trainingConfiguration(project, runOrFile);
    const auto view = trainerViewOf(project, image.id, options, kVisitsShown);
    for (const auto refusal : view.refusals)
        console.print("This image is not used because " + refusalText(refusal, options) + ".");
    if (view.used()) {
        console.print("The trainer sees " + std::to_string(view.size.width) + " x " + std::to_string(view.size.height) +
                      " pixels" + (view.mirrors ? ", mirrored half of the time" : "") + ", with");
        for (const auto& caption : view.captions)
            console.print("  " + std::to_string(std::lround(100 * caption.share)) + " % " + caption.source + " (" +
                          counted(caption.tokens, "token") + "): " + caption.text.substr(0, caption.cut_byte));
        if (view.empty_share > 0)
            console.print("  " + std::to_string(std::lround(100 * view.empty_share)) + " % no caption");
    }
    if (view.used() && view.visits.empty()) console.print("The run ends before it reaches this image.");
    for (const auto& visit : view.visits)
        console.print("  step " + std::to_string(visit.step) + ": " +
                      (visit.source.empty() ? std::string("no caption") : visit.source) +
                      (visit.mirrored ? ", mirrored" : ""));
    return trainerViewToJson(view, options);
}

void show(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto image = requireImage(*project, arguments.key);
    const auto tokenizer = ClipTokenizer::fromFolder(resourceDirectory() / "vocab/clip");
    Json captions = Json::array();
    const auto scores = ClipScoreRepository(project->database()).scores(image.id);
    console.print(image.key + "  " + image.path + "  " + std::to_string(image.width) + " x " +
                  std::to_string(image.height));
    for (const auto& current : project->captions().current(image.id))
        for (const auto& version : project->captions().history(image.id, current.source)) {
            const auto tokens = tokenizer.count(version.text).tokens;
            const auto status = version.current ? current.status : CaptionStatus::New;
            captions.push_back({{"source", version.source},
                                {"text", version.text},
                                {"status", enumName(kCaptionStatusNames, status)},
                                {"tokens", tokens},
                                {"author", version.author},
                                {"time", isoTime(version.created_ms)},
                                {"version", version.version},
                                {"current", version.current}});
            std::string score;
            if (const auto it = scores.find(version.id); it != scores.end()) {
                captions.back()["clip"] = it->second;
                score = ", CLIPScore " + std::to_string(it->second).substr(0, it->second < 0 ? 6 : 5);
            }
            console.print(std::string(version.current ? "* " : "  ") + version.source + " v" +
                          std::to_string(version.version) + " (" + std::string(enumName(kCaptionStatusNames, status)) +
                          ", " + version.author + ", " + counted(static_cast<std::int64_t>(tokens), "token") + score +
                          "): " + version.text);
        }
    Json drafts = Json::array();
    for (const auto& draft : DraftRepository(project->database()).of(image.id)) {
        drafts.push_back({{"source", draft.source}, {"text", draft.text}, {"time", isoTime(draft.changed_ms)}});
        console.print("  " + draft.source + " (draft, not saved): " + draft.text);
    }
    Json result{{"key", image.key}, {"path", image.path}, {"captions", captions}, {"drafts", drafts}};
    if (!arguments.training.empty()) result["training"] = trainingJson(*project, image, arguments.training, console);
    console.result(result);
}

void stats(const Arguments& arguments, ConsoleContext& console) {
    DatasetStatsJob job(openProject(arguments.project, console), parseImageQuery(arguments.query));
    job.setReadPictures(!arguments.quick);
    runJob(job, console);
    const auto& s = job.statistics();
    const auto project = openProject(arguments.project, console);
    if (!arguments.html.empty()) writeTextAtomically(arguments.html, datasetReportHtml(*project, s));
    if (!arguments.csv.empty())
        writeTextAtomically(arguments.csv, datasetReportCsv(*project, parseImageQuery(arguments.query)));
    console.print(counted(s.images, "image") + ", " + std::to_string(s.missing) + " missing, " +
                  counted(s.duplicates, "duplicate file") + ".");
    if (s.pictures_read)
        console.print(counted(std::ssize(s.near_duplicates), "group") + " of near duplicates, " +
                      counted(std::ssize(s.unreadable), "unreadable image") + ".");
    for (const auto& broken : s.unreadable) console.print("unreadable " + broken.path + ": " + broken.reason.english());
    for (const auto& source : s.sources)
        console.print("  " + source.source + ": " + counted(source.captions, "caption") + ", tokens mean " +
                      std::to_string(source.tokens.mean).substr(0, 5) + ", median " +
                      std::to_string(source.tokens.p50) + ", 95 % " + std::to_string(source.tokens.p95) + ", longest " +
                      std::to_string(source.tokens.max) + ", " + std::to_string(source.over_limit) + " over the limit");
    for (const auto& source : s.sources)
        for (std::size_t i = 0; i < source.faults.size(); ++i)
            if (const auto& info = captionFaultInfos()[i]; source.faults[i] > 0)
                console.print("  " + source.source + ": " + std::to_string(source.faults[i]) + " " +
                              info.title.english() + " (source:" + source.source + " is:" + std::string(info.name) +
                              ")");
    for (const auto& source : s.clip)
        console.print("  " + source.source + ": CLIPScore " + std::to_string(source.mean) + " on average over " +
                      counted(source.captions, "caption"));
    for (const auto& c : s.clip_comparisons)
        console.print("  " + c.second + " compared with " + c.first + ": " + std::to_string(c.mean_difference) +
                      " on average, higher for " + std::to_string(c.second_wins) + " of " + counted(c.images, "image"));
    console.result(datasetStatisticsToJson(s, project.get()));
}

void score(const Arguments& arguments, ConsoleContext& console) {
    auto request = arguments.scored;
    const auto project = openProject(arguments.project, console);
    request.clip = clipFor(*project, arguments.clip);
    request.threads = console.options().threads;
    request.device = console.options().device;
    ClipScoreJob job(project, request);
    runJob(job, console);
    const auto& report = job.report();
    const Json skipped = skippedJson(report.skipped, console);
    console.print(counted(report.written, "caption") + " scored, " + counted(report.pictures, "image") + " read, " +
                  std::to_string(report.skipped.size()) + " skipped.");
    console.result({{"written", report.written},
                    {"pictures", report.pictures},
                    {"skipped", skipped},
                    {"clip_model", report.model_hash}});
}

void edit(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto progress = [&](std::int64_t done, std::int64_t total) { console.report({"searching", done, total}); };
    const auto changes = previewBulkEdit(*project, arguments.edit, progress);
    Json items = Json::array();
    for (const auto& change : changes) {
        console.print(change.key + " " + change.source + "\n- " + change.before + "\n+ " + change.after);
        items.push_back(
            {{"key", change.key}, {"source", change.source}, {"before", change.before}, {"after", change.after}});
    }
    BulkEditResult result;
    if (!arguments.preview)
        result = applyBulkEdit(*project, changes, "Replace '" + arguments.edit.find + "'", userName());
    console.print(arguments.preview ? counted(std::ssize(changes), "caption") + " would change."
                                    : counted(result.changed, "caption") + " changed.");
    console.result({{"count", changes.size()}, {"changed", result.changed}, {"items", items}});
}

void review(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto status = enumFromName(kCaptionStatusNames, arguments.status, message("A status"));
    const auto [count, overturned] = countForStatus(*project, arguments.query, arguments.source, status);
    std::int64_t changed = 0;
    if (!arguments.preview)
        changed = setStatusOfAll(*project, arguments.query, arguments.source, status,
                                 "Set " + counted(count, "caption") + " to " + arguments.status, userName());
    console.print((arguments.preview ? counted(count, "caption would become", "captions would become")
                                     : counted(count, "caption is now", "captions are now")) +
                  ' ' + arguments.status + ".");
    if (overturned > 0)
        console.print(std::to_string(overturned) + " of them had been decided the other way by a reviewer.");
    console.result({{"count", count}, {"changed", changed}, {"overturned", overturned}});
}

void exportImages(const Arguments& arguments, ConsoleContext& console) {
    ExportRequest request;
    optionsFromJson(arguments.export_flags->given(console.options()), request, "the command line");
    requireValidFlags(request);
    request.accepted_only = arguments.accepted_only;
    request.out = arguments.path;
    ExportJob job(openProject(arguments.project, console), request);
    runJob(job, console);
    const auto& report = job.report();
    const Json skipped = skippedJson(report.skipped, console);
    console.print(counted(report.images, "image") + " with " + counted(report.captions, "caption") + " written to " +
                  arguments.path);
    console.result({{"images", report.images}, {"captions", report.captions}, {"skipped", skipped}});
}

}  // namespace

void addDataset(CommandTable& table) {
    auto* group = table.group("dataset", "Import, search, show, count and export images with captions");
    const auto a = std::make_shared<Arguments>();
    auto* importing = table.command(group, "import", "Read a data set into a project; images stay where they are",
                                    [a](ConsoleContext& c) { import(*a, c); });
    auto* querying =
        table.command(group, "query", "List the images that a query selects", [a](ConsoleContext& c) { query(*a, c); });
    auto* showing = table.command(group, "show", "Show one image with every caption version",
                                  [a](ConsoleContext& c) { show(*a, c); });
    auto* counting = table.command(group, "stats", "Count images, captions and lengths by caption source",
                                   [a](ConsoleContext& c) { stats(*a, c); });
    auto* exporting = table.command(group, "export", "Write images and captions in a layout that trainers read",
                                    [a](ConsoleContext& c) { exportImages(*a, c); });
    auto* editing = table.command(group, "edit", "Find and replace in captions by a regular expression, as one step",
                                  [a](ConsoleContext& c) { edit(*a, c); });
    auto* reviewing =
        table.command(group, "review", "Set the status of every caption that a query selects, as one step",
                      [a](ConsoleContext& c) { review(*a, c); });
    auto* scoring = table.command(
        group, "score", "Compute the CLIPScore of every caption that has none yet; can be stopped and continued",
        [a](ConsoleContext& c) { score(*a, c); });
    scoring->add_option(
        "--clip", a->clip,
        "Folder of a CLIP model in the transformers layout; 'demo' is the demo's own, the default in its project");
    scoring->add_option("--filter", a->scored.filter, "Query that selects the images");
    scoring->add_option("--batch", a->scored.batch_size, "Images per batch")->check(CLI::Range(1, 4096));
    for (auto* command : {editing, reviewing})
        command->add_flag("--preview", a->preview, "Only show what would change");
    editing->add_option("--find", a->edit.find, "Regular expression (PCRE)")->required();
    editing->add_option("--replace", a->edit.replacement, "Replacement; $1 stands for the first group");
    editing->add_option("--sources", a->edit.sources, "Caption sources; default all")->delimiter(',');
    editing->add_option("--filter", a->edit.filter, "Query that selects the images");
    editing->add_flag("--match-case", a->edit.match_case, "Distinguish upper and lower case");
    editing->add_flag("--literal", a->edit.literal, "Take both texts literally");
    reviewing->add_option("--source", a->source, "Caption source")->required();
    reviewing->add_option("--filter", a->query, "Query that selects the images");
    reviewing->add_option("--status", a->status, "new, accepted, edited, rejected or flagged");
    counting->add_option("--html", a->html, "File for the statistics as a web page with pictures");
    counting->add_option("--csv", a->csv, "File for a table of all captions with lengths and language");
    counting->add_flag("--quick", a->quick, "Do not read the images: no near duplicates, no unreadable files");
    for (auto* command : {importing, querying, showing, counting, exporting, editing, reviewing, scoring})
        command->add_option("project", a->project, "Project folder")->required();
    counting->add_option("--filter", a->query, "Query that selects the images");
    exporting->add_option("out", a->path, "Folder to create")->required();
    a->export_flags = std::make_unique<OptionFlags>(*exporting, listFields(ExportRequest{}),
                                                    std::vector<std::string>{"accepted_only"});
    // A plain flag: an optional value would take the folder that may follow it.
    exporting->add_flag("--accepted-only", a->accepted_only, "Use only captions that were accepted or edited");
    importing
        ->add_option("path", a->path,
                     "Folder, picture, captions.json, shard, {00000..00127}.tar, .csv, .jsonl or .parquet")
        ->required();
    a->import_flags =
        std::make_unique<OptionFlags>(*importing, listFields(ImportRequest{}), std::vector<std::string>{"columns"});
    importing->add_option("--column", a->columns, "csv, parquet: image=COLUMN or SOURCE=COLUMN; may be repeated");
    querying
        ->add_option("query", a->query,
                     "E.g. 'two dogs source:alttext -status:rejected' or 'lang:en is:repeated'; empty selects all")
        ->required();
    querying->add_option("--limit", a->limit, "Largest number of items to list")->check(atLeast(0));
    showing->add_option("key", a->key, "Key of the image, or its first digits")->required();
    showing->add_option("--training", a->training,
                        "Also show what a training run sees of it: a JSON file of options, or a run of the project");
    addDatasetAudit(table, group);
}

}  // namespace recap::cli
