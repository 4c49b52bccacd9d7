// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/new_run.h"

#include "base/paths.h"
#include "gui/shell/error_text.h"
#include "workflow/caption_jobs.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <filesystem>

namespace recap::gui {

struct NewRunText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::NewRunText)
};

namespace {

namespace fs = std::filesystem;

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
        case NewRunKind::Diffusion: break;
    }
    return use(optionsOf<DiffusionTrainOptions>(values));
}

QString count(std::int64_t number) {
    return QLocale().toString(static_cast<qlonglong>(number));
}

// Which field holds the folder of the model.
const char* modelField(NewRunKind kind) {
    return kind == NewRunKind::Diffusion ? "model" : kind == NewRunKind::Captioner ? "base" : "captioner";
}

void addFolders(QStringList& found, const fs::path& root, const char* marker) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(root, error))
        if (fs::exists(entry.path() / marker)) found << QString::fromStdString(entry.path().string());
    found.sort();
}

bool isCaptioner(const QString& folder) {
    try {
        const auto config = readJsonFile(fs::path(folder.toStdString()) / "config.json");
        return config.value("model_type", std::string()) == "blip";
    } catch (const std::exception&) {
        return false;
    }
}

PreflightText diffusionPreflight(Project& project, const DiffusionTrainOptions& options) {
    PreflightText text;
    const auto plan = preflight(project, options);
    for (const auto& problem : plan.problems) text.problems << QString::fromStdString(problem);
    // Without images there is nothing to say about steps and time.
    if (plan.images == 0) return text;
    const auto images = static_cast<int>(plan.images);
    text.facts << NewRunText::tr("%n image(s) with a usable caption.", nullptr, images);
    text.facts << NewRunText::tr("%1 steps of %2 images: %3 times through the data.")
                      .arg(count(plan.steps), count(options.batch_size), QLocale().toString(plan.epochs, 'f', 1));
    text.facts << (plan.seconds > 0 ? NewRunText::tr("About %1 on this machine.").arg(durationText(plan.seconds))
                                    : NewRunText::tr("The time is not known before the first steps on this machine."));
    if (plan.memory_bytes > 0) text.facts << NewRunText::tr("About %1 of memory.").arg(bytesText(plan.memory_bytes));
    if (plan.disk_bytes > 0) text.facts << NewRunText::tr("About %1 on the disk.").arg(bytesText(plan.disk_bytes));
    if (plan.without_caption > 0)
        text.warnings << NewRunText::tr("%n image(s) have no such caption and are left out.", nullptr,
                                        static_cast<int>(plan.without_caption));
    if (plan.over_limit > 0)
        text.warnings << NewRunText::tr("%n caption(s) are longer than the text encoder reads; their ends are cut.",
                                        nullptr, static_cast<int>(plan.over_limit));
    return text;
}

std::int64_t captionCount(Project& project, const std::string& source, const ImageQuery& query) {
    return static_cast<std::int64_t>(project.captions().forSource(source, query).size());
}

PreflightText captionerPreflight(Project& project, const CaptionTrainOptions& options) {
    PreflightText text;
    const auto query = parseImageQuery(options.filter);
    std::int64_t total = 0;
    for (const auto& [style, source] :
         {std::pair{"short", options.short_source}, std::pair{"long", options.long_source}}) {
        if (options.style != "both" && options.style != style) continue;
        const auto captions = captionCount(project, source, query);
        total += captions;
        const QString name = captionSourceText(QString::fromStdString(source));
        if (captions == 0)
            text.warnings << NewRunText::tr("No image has a caption of the source %1.").arg(name);
        else
            text.facts
                << NewRunText::tr("%n caption(s) of the source %1.", nullptr, static_cast<int>(captions)).arg(name);
    }
    if (total == 0) {
        text.problems << NewRunText::tr(
            "There is no human caption to learn from. Write some in the Dataset workspace, or choose other sources.");
        return text;
    }
    const double epochs = static_cast<double>(options.max_steps * options.batch_size) /
                          (static_cast<double>(total) * (1 - options.validation_share));
    text.facts << NewRunText::tr("%1 steps of %2 captions: %3 times through the data.")
                      .arg(count(options.max_steps), count(options.batch_size), QLocale().toString(epochs, 'f', 1));
    if (options.validation_share > 0)
        text.facts << NewRunText::tr("%1 % of the images are held out for the validation loss.")
                          .arg(QLocale().toString(100 * options.validation_share, 'f', 0));
    return text;
}

PreflightText recaptionPreflight(Project& project, const RecaptionOptions& options) {
    PreflightText text;
    const auto query = parseImageQuery(options.filter);
    const auto images = project.images().count(query);
    const auto have = captionCount(project, "recap_" + options.style, query);
    if (images == 0)
        text.problems << NewRunText::tr("The filter selects no image.");
    else
        text.facts << NewRunText::tr("%n image(s) are selected.", nullptr, static_cast<int>(images));
    if (have > 0)
        text.warnings << NewRunText::tr(
            "%n image(s) have such a caption already; those of another captioner get a new version, nothing is "
            "overwritten.",
            nullptr, static_cast<int>(have));
    return text;
}

}  // namespace

QString newRunTitle(NewRunKind kind) {
    switch (kind) {
        case NewRunKind::Captioner: return NewRunText::tr("Fine-tune a captioner");
        case NewRunKind::Recaption: return NewRunText::tr("Recaption the images");
        case NewRunKind::Diffusion: break;
    }
    return NewRunText::tr("Fine-tune the diffusion model");
}

std::vector<FieldDescription> newRunFields(NewRunKind kind, const RunChoices& choices) {
    auto fields = withOptions(kind, Json::object(), [](const auto& options) { return listFields(options); });
    const auto& models = kind == NewRunKind::Diffusion ? choices.models : choices.captioners;
    if (!models.isEmpty())
        for (auto& field : fields)
            if (field.name == modelField(kind)) field.value = models.front().toStdString();
    return fields;
}

std::vector<std::pair<QString, QStringList>> newRunSuggestions(NewRunKind kind, const RunChoices& choices) {
    const auto& models = kind == NewRunKind::Diffusion ? choices.models : choices.captioners;
    std::vector<std::pair<QString, QStringList>> suggestions = {{newRunModelField(kind), models}};
    if (kind == NewRunKind::Diffusion) {
        QStringList sources = choices.sources;
        // Mix draws from these two, so it makes sense as soon as one of them is there.
        if (sources.contains(QStringLiteral("recap_short")) || sources.contains(QStringLiteral("recap_long")))
            sources << QStringLiteral("mix");
        suggestions.emplace_back(QStringLiteral("caption_source"), sources);
    }
    if (kind == NewRunKind::Captioner)
        for (const auto& field : {QStringLiteral("short_source"), QStringLiteral("long_source")})
            suggestions.emplace_back(field, choices.sources);
    return suggestions;
}

QString newRunModelField(NewRunKind kind) {
    return QString::fromLatin1(modelField(kind));
}

std::vector<RunPreset> newRunPresets(NewRunKind kind) {
    if (kind == NewRunKind::Captioner)
        return {{QStringLiteral("quick"),
                 NewRunText::tr("Quick test"),
                 NewRunText::tr("Fifty steps, to see whether everything works."),
                 {{"max_steps", 50}, {"batch_size", 8}, {"warmup_steps", 5}}},
                {QStringLiteral("standard"),
                 NewRunText::tr("Small set of human captions"),
                 NewRunText::tr("Our choice; the paper does not say how its captioner was fine-tuned."),
                 {{"max_steps", 400}, {"batch_size", 16}, {"learning_rate", 5e-5}, {"warmup_steps", 20}}}};
    if (kind == NewRunKind::Recaption) return {};
    return {
        {QStringLiteral("quick"),
         NewRunText::tr("Quick test"),
         NewRunText::tr("One hundred steps, to see whether everything works."),
         {{"max_steps", 100}, {"batch_size", 4}, {"save_every", 50}, {"sample_every", 25}, {"warmup_steps", 10}}},
        {QStringLiteral("paper"),
         NewRunText::tr("RECAP paper-like"),
         NewRunText::tr("From the paper: RECAP Mix, half short and half long captions. Steps, batch, learning rate, "
                        "dropout and averaging are our choice, because the paper does not state them."),
         {{"caption_source", "mix"},
          {"mix_ratio", 0.5},
          {"train_parts", "both"},
          {"caption_dropout", 0.1},
          {"use_ema", true},
          {"learning_rate", 1e-5},
          {"lr_schedule", "constant_with_warmup"},
          {"warmup_steps", 1000},
          {"max_steps", 20000},
          {"batch_size", 16},
          {"save_every", 2000},
          {"sample_every", 1000}}},
        {QStringLiteral("control"),
         NewRunText::tr("Alt-text control"),
         NewRunText::tr("The same budget as RECAP paper-like on the original alt texts, for a fair comparison. The "
                        "numbers are our choice."),
         {{"caption_source", "alttext"},
          {"train_parts", "both"},
          {"caption_dropout", 0.1},
          {"use_ema", true},
          {"learning_rate", 1e-5},
          {"lr_schedule", "constant_with_warmup"},
          {"warmup_steps", 1000},
          {"max_steps", 20000},
          {"batch_size", 16},
          {"save_every", 2000},
          {"sample_every", 1000}}}};
}

std::vector<FieldProblem> newRunProblems(NewRunKind kind, const Json& values) {
    std::vector<FieldProblem> problems;
    try {
        problems = withOptions(kind, values, [](const auto& options) { return validate(options); });
    } catch (const Error& error) {
        problems.push_back({"", error.what()});
        return problems;
    }
    const std::string field = modelField(kind);
    const auto model = values.value(field, std::string());
    if (model.empty())
        problems.push_back({field, NewRunText::tr("must be chosen").toStdString()});
    else if (kind != NewRunKind::Recaption && !fs::is_directory(model))
        problems.push_back({field, NewRunText::tr("is not a folder").toStdString()});
    if (kind == NewRunKind::Diffusion && values.value("resolution", std::int64_t{8}) % 8 != 0)
        problems.push_back({"resolution", NewRunText::tr("must be a multiple of 8").toStdString()});
    if (const auto filter = values.value("filter", std::string()); !filter.empty()) {
        try {
            parseImageQuery(filter);
        } catch (const Error& error) {
            problems.push_back({"filter", error.what()});
        }
    }
    return problems;
}

RunChoices findRunChoices(Project& project) {
    RunChoices choices;
    for (const auto& source : project.captions().sources()) choices.sources << QString::fromStdString(source.name);
    for (const auto& run : project.runs().list()) {
        const auto checkpoint = project.checkpoints().latest(run.id);
        if (!checkpoint) continue;
        const QString folder = QString::fromStdString(project.resolve(checkpoint->path).string());
        if (run.kind == "diffusion") choices.models << folder;
        if (run.kind == "captioner") choices.captioners << folder;
    }
    // The program's own small models come first: they are there on every machine.
    QStringList own;
    QStringList ownCaptioners;
    try {
        const auto demo = resourceDirectory() / "demo";
        addFolders(own, demo, "model_index.json");
        QStringList configured;
        addFolders(configured, demo, "config.json");
        for (const auto& folder : configured)
            if (isCaptioner(folder)) ownCaptioners << folder;
    } catch (const Error&) {
        // Without resources there is nothing to offer.
    }
    choices.models = own + choices.models;
    choices.captioners = ownCaptioners + choices.captioners;
    return choices;
}

PreflightText newRunPreflight(NewRunKind kind, Project& project, const Json& values) {
    switch (kind) {
        case NewRunKind::Captioner: return captionerPreflight(project, optionsOf<CaptionTrainOptions>(values));
        case NewRunKind::Recaption: return recaptionPreflight(project, optionsOf<RecaptionOptions>(values));
        case NewRunKind::Diffusion: break;
    }
    return diffusionPreflight(project, optionsOf<DiffusionTrainOptions>(values));
}

std::unique_ptr<Job> makeNewRun(NewRunKind kind, std::shared_ptr<Project> project, const QString& name,
                                const Json& values) {
    if (kind == NewRunKind::Captioner)
        return std::make_unique<CaptionTrainJob>(
            std::move(project), CaptionTrainRequest{optionsOf<CaptionTrainOptions>(values), name.toStdString()});
    if (kind == NewRunKind::Recaption) {
        const auto options = optionsOf<RecaptionOptions>(values);
        CaptionRunRequest request;
        request.captioner = options.captioner;
        request.style = options.style;
        request.filter = options.filter;
        request.batch_size = options.batch_size;
        request.threads = options.threads;
        return std::make_unique<CaptionRunJob>(std::move(project), std::move(request));
    }
    TrainRequest request;
    request.options = optionsOf<DiffusionTrainOptions>(values);
    request.name = name.toStdString();
    return std::make_unique<TrainJob>(std::move(project), std::move(request));
}

bool newRunKindOf(const QString& runKind, NewRunKind& kind) {
    if (runKind == u"diffusion")
        kind = NewRunKind::Diffusion;
    else if (runKind == u"captioner")
        kind = NewRunKind::Captioner;
    else if (runKind == u"recaption")
        kind = NewRunKind::Recaption;
    else
        return false;
    return true;
}

}  // namespace recap::gui
