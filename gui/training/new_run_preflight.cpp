// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/new_run_preflight.h"

#include "base/error.h"
#include "caption/caption_train_options.h"
#include "data/caption_use.h"
#include "gui/base/error_text.h"
#include "gui/training/model_facts.h"
#include "train/diffusion_train_options.h"
#include "workflow/captioning/caption_curve_job.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/captioning/recaption_options.h"
#include "workflow/captioning/server_captions.h"
#include "workflow/captioning/server_connection.h"
#include "workflow/judging/judges_file.h"
#include "workflow/judging/metrics_options.h"
#include "workflow/prompts/prompt_import.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_pictures.h"
#include "workflow/sampling/prompt_file.h"
#include "workflow/sampling/sample_run_options.h"
#include "workflow/training/train_preflight.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <string>

namespace recap::gui {

namespace {

struct NewRunText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::NewRunText)
};

QString count(std::int64_t number) {
    return QLocale().toString(static_cast<qlonglong>(number));
}

// Captions that a run would use.
std::int64_t usableCaptions(Project& project, const std::string& source, const ImageQuery& query, bool approvedOnly) {
    const auto captions = project.captions().forSource(source, query);
    return std::count_if(captions.begin(), captions.end(), [&](const CaptionText& caption) {
        return !captionRefusal(caption.text, caption.status, approvedOnly);
    });
}

}  // namespace

PreflightText diffusionPreflight(Project& project, const Json& values) {
    const auto options = optionsOf<DiffusionTrainOptions>(values);
    PreflightText text;
    const auto plan = preflight(project, options);
    for (const auto& problem : plan.problems) text.problems << coreText(problem);
    // Without images there is nothing to say about steps and time.
    if (plan.images == 0) return text;
    const auto images = static_cast<int>(plan.images);
    text.facts << NewRunText::tr("%n image(s) with a usable caption.", nullptr, images);
    if (plan.branch)
        text.facts << NewRunText::tr(
                          "Starts with the weights of step %1 of %2. Optimiser, learning-rate schedule and step count "
                          "start from the beginning.")
                          .arg(count(plan.branch->step), QString::fromStdString(plan.branch->name));
    text.facts << NewRunText::tr("%1 steps of %2 images: %3 passes through the data.")
                      .arg(count(plan.steps), count(options.batch_size), QLocale().toString(plan.epochs, 'f', 1));
    text.facts << (plan.seconds > 0 ? NewRunText::tr("About %1 on this machine.").arg(durationText(plan.seconds))
                                    : NewRunText::tr("The time is not known before the first steps on this machine."));
    if (plan.memory_bytes > 0)
        text.facts << (plan.memory_measured
                           ? NewRunText::tr("About %1 of memory.")
                           : NewRunText::tr("More than %1 of memory: weights, optimiser and latents. What a step needs "
                                            "in addition is known after the first run."))
                          .arg(bytesText(plan.memory_bytes));
    if (plan.disk_bytes > 0) text.facts << NewRunText::tr("About %1 of disk space.").arg(bytesText(plan.disk_bytes));
    if (plan.without_caption > 0)
        text.warnings << NewRunText::tr("%n image(s) have no such caption and are left out.", nullptr,
                                        static_cast<int>(plan.without_caption));
    if (plan.over_limit > 0)
        text.warnings << NewRunText::tr("%n caption(s) are longer than the text encoder reads and will be truncated.",
                                        nullptr, static_cast<int>(plan.over_limit));
    const int native = nativeResolution(QString::fromStdString(options.model));
    if (native > 0 && options.resolution > 2 * native)
        text.warnings
            << NewRunText::tr(
                   "The model is designed for pictures of %1 pixels; at %2 pixels a step takes about %3 times as long.")
                   .arg(native)
                   .arg(options.resolution)
                   .arg(count(options.resolution * options.resolution / (native * native)));
    if (options.sample_every > 0 && options.sample_prompts.empty())
        text.warnings << NewRunText::tr(
            "Without sample prompts no previews are generated during training, and there will be nothing to compare.");
    return text;
}

PreflightText captionerPreflight(Project& project, const Json& values) {
    const auto options = optionsOf<CaptionTrainOptions>(values);
    PreflightText text;
    const auto query = parseImageQuery(options.filter);
    std::int64_t total = 0;
    for (const auto& [style, source] :
         {std::pair{"short", options.short_source}, std::pair{"long", options.long_source}}) {
        if (options.style != "both" && options.style != style) continue;
        const auto captions = usableCaptions(project, source, query, options.accepted_only);
        total += captions;
        const QString name = captionSourceText(QString::fromStdString(source));
        if (captions == 0) {
            text.warnings << NewRunText::tr("No image has a caption in %1.").arg(name);
            if (text.write_into.isEmpty()) text.write_into = QString::fromStdString(source);
        } else
            text.facts << NewRunText::tr("%n caption(s) in %1.", nullptr, static_cast<int>(captions)).arg(name);
    }
    if (total == 0) {
        text.problems << NewRunText::tr(
            "There is no human caption to learn from. Write some in the Dataset workspace, or choose other sources.");
        return text;
    }
    const auto perStep = options.batch_size * options.gradient_accumulation;
    const double epochs = static_cast<double>(options.max_steps * perStep) /
                          (static_cast<double>(total) * (1 - options.validation_share));
    text.facts << NewRunText::tr("%1 steps of %2 captions: %3 passes through the data.")
                      .arg(count(options.max_steps), count(perStep), QLocale().toString(epochs, 'f', 1));
    if (options.validation_share > 0)
        text.facts << NewRunText::tr("%1 % of the images are held out for the validation loss.")
                          .arg(QLocale().toString(100 * options.validation_share, 'f', 0));
    return text;
}

PreflightText captionCurvePreflight(Project& project, const Json& values) {
    const auto options = optionsOf<CaptionCurveOptions>(values);
    // Without captions the answer is the same as for one captioner.
    auto text = captionerPreflight(project, optionsToJson(options.training));
    text.facts.clear();
    if (!text.ready()) return text;
    CaptionCurvePlan plan;
    try {
        plan = captionCurvePlan(project, options, false);
    } catch (const Error& error) {
        text.problems << coreText(error.message());
        return text;
    }
    QStringList counts;
    for (const auto& point : plan.points)
        if (const auto shown = count(point.captions); point.captions > 0 && !counts.contains(shown)) counts << shown;
    text.facts << NewRunText::tr("%n captioner(s), each trained for %1 steps, on %2 of %3 human captions.", nullptr,
                                 static_cast<int>(plan.points.size()) - 1)
                      .arg(count(options.training.max_steps), counts.join(QStringLiteral(", ")), count(plan.available));
    text.facts << NewRunText::tr("All are compared on the captions of %n held-out image(s).", nullptr,
                                 static_cast<int>(plan.held_out_images));
    text.facts << NewRunText::tr(
        "Captioners that were made before with the same captions and options are not made "
        "again.");
    for (const auto number : plan.left_out)
        text.warnings << NewRunText::tr("%1 captions are left out: there are not so many.").arg(count(number));
    if (options.seeds < 2) text.warnings << NewRunText::tr("With one seed per number the answer has no interval.");
    return text;
}

PreflightText recaptionPreflight(Project& project, const Json& values) {
    const auto options = optionsOf<RecaptionOptions>(values);
    PreflightText text;
    try {
        captionerPath(project, options.captioner);
    } catch (const Error& error) {
        text.problems << coreText(error.message());
    }
    const auto query = parseImageQuery(options.filter);
    const auto images = project.images().count(query);
    const auto have = usableCaptions(project, "recap_" + options.style, query, false);
    if (images == 0)
        text.problems << NewRunText::tr("The filter selects no image.");
    else
        text.facts << NewRunText::tr("%n image(s) are selected.", nullptr, static_cast<int>(images));
    if (have > 0)
        text.warnings << NewRunText::tr(
            "%n image(s) already have such a caption; captions of another captioner get a new version, and nothing is "
            "overwritten.",
            nullptr, static_cast<int>(have));
    return text;
}

PreflightText serverRecaptionPreflight(Project& project, const Json& values) {
    const auto options = optionsOf<ServerCaptionOptions>(values);
    PreflightText text;
    try {
        requireUsable(options);
        requireInstructionSources(project, options);
        serverAddresses(options);
        keyFromEnvironment(options);
    } catch (const Error& error) {
        text.problems << coreText(error.message());
        return text;
    }
    const auto query = parseImageQuery(options.filter);
    const auto images = project.images().count(query);
    if (images == 0)
        text.problems << NewRunText::tr("The filter selects no image.");
    else
        text.facts << NewRunText::tr("%n image(s) are selected.", nullptr, static_cast<int>(images));
    text.facts << NewRunText::tr("Every image is sent to %1, at most %2 pixels long.")
                      .arg(QString::fromStdString(options.server).split(u',').join(QStringLiteral(", ")),
                           count(options.image_size));
    if (const auto have = usableCaptions(project, options.source, query, false); have > 0)
        text.warnings << NewRunText::tr(
            "%n image(s) already have such a caption; captions of another captioner get a new version, and nothing is "
            "overwritten.",
            nullptr, static_cast<int>(have));
    return text;
}

PreflightText samplesPreflight(Project&, const Json& values) {
    const auto options = optionsOf<SampleRunOptions>(values);
    PreflightText text;
    auto prompts = static_cast<std::int64_t>(promptLines(options.prompts).size());
    try {
        if (!options.prompt_set.empty()) prompts += std::ssize(readPromptFile(options.prompt_set, 0));
    } catch (const Error& error) {
        text.problems << coreText(error.message());
    }
    text.facts << NewRunText::tr("%n sample(s) will be generated, as a run of their own.", nullptr,
                                 static_cast<int>(prompts * options.drawing.count));
    text.facts << NewRunText::tr("Compare shows them beside the samples of other runs with the same prompt and seed.");
    return text;
}

namespace {

// Who will judge: those of the judges file, else the demo's.
void sayJudges(const std::string& judges, PreflightText& text) {
    if (judges.empty() || std::filesystem::is_directory(judges)) {
        text.warnings << NewRunText::tr("The judges are the demo's own: they know only its objects and prompts.");
        return;
    }
    try {
        QStringList names;
        for (const auto& judge : readJudgesFile(judges)) names << QString::fromStdString(judge.name);
        text.facts << NewRunText::tr("Judges: %1.").arg(names.join(QStringLiteral(", ")));
    } catch (const Error& error) {
        text.problems << coreText(error.message());
    }
}

// Whether the set says what the samples' prompts ask for.
void sayPromptSet(const std::string& file, const std::set<std::string>& prompts, PreflightText& text) {
    if (file.empty()) return;
    try {
        const auto set = readPromptSet(file);
        std::set<std::string> known;
        for (const auto& item : set.items)
            if (prompts.contains(item.prompt)) known.insert(item.prompt);
        const QString sentence = NewRunText::tr("The prompt set says what %1 of the samples' %2 prompts ask for.")
                                     .arg(count(std::ssize(known)), count(std::ssize(prompts)));
        (known.size() == prompts.size() ? text.facts : text.warnings) << sentence;
    } catch (const Error& error) {
        text.problems << coreText(error.message());
    }
}

// What distances are taken to.
void sayReference(Project& project, const std::string& reference, PreflightText& text) {
    if (reference.empty()) return;
    if (std::filesystem::is_directory(reference)) {
        text.facts << NewRunText::tr("Distances are taken to the pictures of the folder %1.")
                          .arg(QString::fromStdString(reference));
        return;
    }
    try {
        text.facts << NewRunText::tr("Distances are taken to the samples of %1.")
                          .arg(QString::fromStdString(requireRun(project, reference).name));
    } catch (const Error&) {
        text.problems
            << NewRunText::tr("The reference %1 is neither a run nor a folder.").arg(QString::fromStdString(reference));
    }
}

}  // namespace

PreflightText metricsPreflight(Project& project, const Json& values) {
    const auto options = optionsOf<MetricsOptions>(values);
    PreflightText text;
    int replaced = 0;
    std::set<std::string> prompts;
    for (const auto& name : options.runs) {
        RunId run;
        try {
            run = requireRun(project, name).id;
        } catch (const Error& error) {
            text.problems << coreText(error.message());
            continue;
        }
        const QString shown = QString::fromStdString(name);
        const auto samples =
            (options.step == 0 ? runPictures(project, run) : runPictures(project, run, options.step)).pictures;
        const auto pictures = samples.size();
        for (const auto& sample : samples) prompts.insert(sample.prompt);
        replaced += project.metrics().list(run).empty() ? 0 : 1;
        if (pictures == 0)
            text.problems << NewRunText::tr(
                                 "The run %1 has no samples to judge; previews of a training run are not judged.")
                                 .arg(shown);
        else
            text.facts
                << NewRunText::tr("%1: %n sample(s) will be judged.", nullptr, static_cast<int>(pictures)).arg(shown);
    }
    if (replaced > 0)
        text.warnings << NewRunText::tr(
            "%n run(s) already have metrics; the replaced values stay in the project's history. The same resampling "
            "seed gives the same intervals for the same samples.",
            nullptr, replaced);
    text.facts << (options.metrics.empty() ? NewRunText::tr("Every metric is computed that these judges can compute.")
                                           : NewRunText::tr("%n metric(s) are computed.", nullptr,
                                                            static_cast<int>(options.metrics.size())));
    sayJudges(options.judges, text);
    sayPromptSet(options.prompt_set, prompts, text);
    sayReference(project, options.reference, text);
    return text;
}

}  // namespace recap::gui
