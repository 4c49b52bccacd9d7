// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/paths.h"
#include "cli/commands/commands.h"
#include "cli/project_access.h"
#include "data/export/layout.h"
#include "text/clip_tokenizer.h"
#include "workflow/dataset_stats.h"
#include "workflow/export_job.h"
#include "workflow/import_job.h"

#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, path, kind = "auto", source, images, query, key;
    std::vector<std::string> columns;
    std::int64_t limit = 100;
    ExportRequest exported;
};

Json skippedJson(const std::vector<SkippedFile>& skipped, ConsoleContext& console) {
    Json list = Json::array();
    for (const auto& entry : skipped) {
        list.push_back({{"file", entry.file}, {"reason", entry.reason}});
        console.print("skipped " + entry.file + ": " + entry.reason);
    }
    return list;
}

void import(const Arguments& arguments, ConsoleContext& console) {
    ImportJob job(openProject(arguments.project, console),
                  {arguments.path, arguments.kind, arguments.source, arguments.images, arguments.columns});
    runJob(job, console);
    const auto& report = job.report();
    const Json skipped = skippedJson(report.skipped, console);
    for (const auto& note : report.notes) console.print(note);
    if (report.moved > 0) console.print(std::to_string(report.moved) + " images were found under a new path.");
    if (report.changed > 0) console.print(std::to_string(report.changed) + " files hold another picture than before.");
    console.print(std::to_string(report.images) + " new images, " + std::to_string(report.known) + " known already, " +
                  std::to_string(report.captions) + " captions, " + std::to_string(report.skipped.size()) +
                  " files skipped (" + report.kind + ").");
    console.result({{"images", report.images},
                    {"captions", report.captions},
                    {"skipped", skipped},
                    {"known", report.known},
                    {"moved", report.moved},
                    {"changed", report.changed},
                    {"notes", report.notes},
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
    console.print(std::to_string(count) + " images.");
    console.result({{"count", count}, {"items", items}});
}

void show(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto image = requireImage(*project, arguments.key);
    const auto tokenizer = ClipTokenizer::fromFolder(resourceDirectory() / "vocab/clip");
    Json captions = Json::array();
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
            console.print(std::string(version.current ? "* " : "  ") + version.source + " v" +
                          std::to_string(version.version) + " (" + std::string(enumName(kCaptionStatusNames, status)) +
                          ", " + version.author + ", " + std::to_string(tokens) + " tokens): " + version.text);
        }
    console.result({{"key", image.key}, {"path", image.path}, {"captions", captions}});
}

void stats(const Arguments& arguments, ConsoleContext& console) {
    DatasetStatsJob job(openProject(arguments.project, console), parseImageQuery(arguments.query));
    runJob(job, console);
    const auto& s = job.statistics();
    console.print(std::to_string(s.images) + " images, " + std::to_string(s.missing) + " missing, " +
                  std::to_string(s.duplicates) + " duplicate files.");
    for (const auto& source : s.sources)
        console.print("  " + source.source + ": " + std::to_string(source.captions) + " captions, tokens mean " +
                      std::to_string(source.tokens.mean).substr(0, 5) + ", median " +
                      std::to_string(source.tokens.p50) + ", 95 % " + std::to_string(source.tokens.p95) + ", longest " +
                      std::to_string(source.tokens.max) + ", " + std::to_string(source.over_limit) + " over the limit");
    console.result(datasetStatisticsToJson(s));
}

void exportImages(const Arguments& arguments, ConsoleContext& console) {
    auto request = arguments.exported;
    request.out = arguments.path;
    ExportJob job(openProject(arguments.project, console), request);
    runJob(job, console);
    const auto& report = job.report();
    const Json skipped = skippedJson(report.skipped, console);
    console.print(std::to_string(report.images) + " images with " + std::to_string(report.captions) +
                  " captions written to " + arguments.path);
    console.result({{"images", report.images}, {"captions", report.captions}, {"skipped", skipped}});
}

}  // namespace

void addDataset(CommandTable& table) {
    auto* group = table.group("dataset", "Import, search, show, count and export images with captions");
    const auto a = std::make_shared<Arguments>();
    auto* importing = table.command(group, "import", "Read a data set into a project; images stay where they are",
                                    [a](ConsoleContext& c) { import(*a, c); });
    auto* querying =
        table.command(group, "query", "List the images that a query finds", [a](ConsoleContext& c) { query(*a, c); });
    auto* showing =
        table.command(group, "show", "One image with every caption version", [a](ConsoleContext& c) { show(*a, c); });
    auto* counting = table.command(group, "stats", "Counts and token lengths by caption source",
                                   [a](ConsoleContext& c) { stats(*a, c); });
    auto* exporting = table.command(group, "export", "Write images and captions in a layout that trainers read",
                                    [a](ConsoleContext& c) { exportImages(*a, c); });
    for (auto* command : {importing, querying, showing, counting, exporting})
        command->add_option("project", a->project, "Project folder")->required();
    counting->add_option("--filter", a->query, "Query that selects the images");
    exporting->add_option("out", a->path, "Folder to make")->required();
    exporting->add_option("--kind", a->exported.kind, "imagefolder, sidecar, coco, webdataset, csv or parquet")
        ->check(CLI::IsMember(exportKinds()));
    exporting->add_option("--sources", a->exported.sources, "Caption sources; default all")->delimiter(',');
    exporting
        ->add_option("--fallback", a->exported.fallback, "Sources that stand in where the chosen caption is missing")
        ->delimiter(',');
    exporting->add_option("--shard-size", a->exported.samples_per_shard, "webdataset: samples per tar, at most 10000")
        ->check(CLI::Range(1, 10'000));
    exporting->add_option("--filter", a->exported.filter, "Query that selects the images");
    exporting->add_flag("--accepted-only", a->exported.accepted_only, "Only captions that were accepted or edited");
    importing->add_option("path", a->path, "Folder, captions.json, shard, {00000..00127}.tar, .csv or .parquet")
        ->required();
    importing->add_option("--kind", a->kind, "What the path is; auto finds out")
        ->check(CLI::IsMember({"auto", "folder", "sidecar", "imagefolder", "coco", "webdataset", "parquet", "csv"}));
    importing->add_option("--images", a->images, "coco, csv, parquet: folder of the pictures");
    importing->add_option("--column", a->columns, "csv, parquet: image=COLUMN or SOURCE=COLUMN; may be repeated");
    importing->add_option("--source", a->source, "Name of the caption source; default by kind");
    querying->add_option("query", a->query, "E.g. 'two dogs source:alttext -status:rejected'; empty finds all")
        ->required();
    querying->add_option("--limit", a->limit, "Items listed at most")->check(CLI::NonNegativeNumber);
    showing->add_option("key", a->key, "Key of the image, or its first digits")->required();
}

}  // namespace recap::cli
