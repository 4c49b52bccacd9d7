// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shared by the sources of "New run" only.
#pragma once

#include "gui/training/new_run.h"
#include "workflow/caption_jobs.h"
#include "workflow/sample_job.h"

#include <QCoreApplication>

#include <string>
#include <vector>

namespace recap::gui {

struct NewRunText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::NewRunText)
};

// CaptionRunRequest as options of a form.
struct RecaptionOptions {
    std::string captioner;
    std::string style = "short";
    std::string filter;
    std::int64_t batch_size = 32;
    std::int64_t threads = 0;
};

template <class Visitor>
void describe(RecaptionOptions& o, Visitor&& field) {
    field("captioner", o.captioner,
          FieldInfo{.help = "Folder of a captioner, or the name of a captioner run of this project",
                    .group = "Captioner"});
    field("style", o.style,
          FieldInfo{.help = "Short or long captions; they become new versions of recap_short or recap_long",
                    .choices = {"short", "long"},
                    .group = "Captioner"});
    field("filter", o.filter, FieldInfo{.help = "Query that selects the images; empty takes all", .group = "Captions"});
    field("batch_size", o.batch_size,
          FieldInfo{.help = "Images captioned at once", .min = 1, .max = 1024, .group = "Machine"});
    field(
        "threads", o.threads,
        FieldInfo{
            .help = "Compute threads; 0 takes all cores", .min = 0, .max = 1024, .group = "Machine", .advanced = true});
}

// SampleRunRequest as options of a form.
struct SampleRunOptions {
    std::string model;
    std::string prompts;
    SampleOptions drawing;
};

template <class Visitor>
void describe(SampleRunOptions& o, Visitor&& field) {
    field("model", o.model,
          FieldInfo{.help = "The model that draws: a diffusers folder or a single file", .group = "Model"});
    field("prompts", o.prompts, FieldInfo{.help = "What to draw, one prompt a line", .group = "Model"});
    describe(o.drawing, field);
}

// MetricsRequest as options of a form.
struct MetricsOptions {
    std::vector<std::string> runs;
    std::vector<std::string> metrics;
    std::int64_t replicates = 2000;
    std::int64_t seed = 1;
};

template <class Visitor>
void describe(MetricsOptions& o, Visitor&& field) {
    field("runs", o.runs, FieldInfo{.help = "Names of the runs whose pictures are judged, one a line"});
    field("metrics", o.metrics,
          FieldInfo{.help = "Of fid soa_c soa_i ca pa rp count_exact pa_both, one a line; empty takes all"});
    field(
        "replicates", o.replicates,
        FieldInfo{
            .help = "Resamplings of the prompts for the 95 % intervals", .min = 100, .max = 1000000, .advanced = true});
    field("seed", o.seed, FieldInfo{.help = "Seed of the resampling", .min = 0, .max = 9e15, .advanced = true});
}

template <class T>
T optionsOf(const Json& values) {
    T options;
    optionsFromJson(values, options, "the form");
    return options;
}

// Calls `use` with the options of the kind, read from the form's values.
template <class Use>
auto withOptions(NewRunKind kind, const Json& values, Use use) {
    switch (kind) {
        case NewRunKind::Captioner: return use(optionsOf<CaptionTrainOptions>(values));
        case NewRunKind::Recaption: return use(optionsOf<RecaptionOptions>(values));
        case NewRunKind::Samples: return use(optionsOf<SampleRunOptions>(values));
        case NewRunKind::Metrics: return use(optionsOf<MetricsOptions>(values));
        case NewRunKind::Diffusion: break;
    }
    return use(optionsOf<DiffusionTrainOptions>(values));
}

// The lines of a text that hold something.
inline std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (const QString& line : QString::fromStdString(text).split(u'\n'))
        if (!line.trimmed().isEmpty()) lines.push_back(line.trimmed().toStdString());
    return lines;
}

}  // namespace recap::gui
