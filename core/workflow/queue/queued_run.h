// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs that wait in a project: what the window's form asks for, how it is stored, and the job that does it. The window
// works the queue off, or the command line program when the window was closed (recap train --queue).
#pragma once

#include "caption/caption_train_options.h"
#include "train/diffusion_train_options.h"
#include "workflow/project/project.h"
#include "workflow/sampling/sample_job.h"

#include <memory>
#include <string>
#include <vector>

namespace recap {

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

// Options of a form from its values. Throws Error(InvalidOption).
template <class T>
T optionsOf(const Json& values) {
    T options;
    optionsFromJson(values, options, "the form");
    return options;
}

// The lines of a text that hold something, without the blanks around them.
std::vector<std::string> linesOf(const std::string& text);

struct QueuedRun {
    std::string kind;  // diffusion, captioner, recaption, samples, metrics
    std::string name;
    Json values = Json::object();  // of the kind's options; empty for a training that is continued
    RunId continues = {};
};

struct StoredQueue {
    bool stops_on_error = false;  // a run that failed holds those behind it
    bool pauses_between = false;  // every run does
    std::vector<QueuedRun> runs;
};

// Any thread. What is not understood is left out.
StoredQueue storedQueue(Project& project);
std::string queueText(const StoredQueue& queue);
StoredQueue queueFromText(const std::string& text);
void storeQueue(Project& project, const StoredQueue& queue);

// `takesWishes`: trainings listen for wishes of other programs (run_inbox.h). Throws Error(InvalidOption) when the
// values cannot be used.
std::unique_ptr<Job> makeQueuedRun(std::shared_ptr<Project> project, const QueuedRun& run, bool takesWishes = false);

}  // namespace recap
