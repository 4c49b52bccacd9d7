// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/new_run.h"

#include "gui/training/model_facts.h"
#include "gui/training/new_run_options.h"
#include "workflow/queue/queued_run.h"

#include <filesystem>

namespace recap::gui {

namespace {

namespace fs = std::filesystem;

// Which field holds the folder of the model.
const char* modelField(NewRunKind kind) {
    switch (kind) {
        case NewRunKind::Captioner: return "base";
        case NewRunKind::Recaption: return "captioner";
        case NewRunKind::Metrics: return "";
        case NewRunKind::Samples:
        case NewRunKind::Diffusion: break;
    }
    return "model";
}

const QStringList& foldersFor(NewRunKind kind, const RunChoices& choices) {
    return kind == NewRunKind::Diffusion || kind == NewRunKind::Samples ? choices.models : choices.captioners;
}

}  // namespace

QString newRunTitle(NewRunKind kind) {
    switch (kind) {
        case NewRunKind::Captioner: return NewRunText::tr("Fine-tune a captioner");
        case NewRunKind::Recaption: return NewRunText::tr("Recaption the images");
        case NewRunKind::Samples: return NewRunText::tr("Draw pictures");
        case NewRunKind::Metrics: return NewRunText::tr("Compute metrics");
        case NewRunKind::Diffusion: break;
    }
    return NewRunText::tr("Fine-tune the diffusion model");
}

std::vector<FieldDescription> newRunFields(NewRunKind kind, const RunChoices& choices) {
    auto fields = withOptions(kind, Json::object(), [](const auto& options) { return listFields(options); });
    const auto& models = foldersFor(kind, choices);
    const std::string prompts = choices.prompts.join(u'\n').toStdString();
    for (auto& field : fields) {
        if (field.name == modelField(kind) && !models.isEmpty()) field.value = models.front().toStdString();
        if (field.name == "sample_prompts" || field.name == "prompts") field.value = prompts;
        if (field.name == "resolution" && !models.isEmpty())
            if (const int native = nativeResolution(models.front()); native > 0) field.value = native;
        if (kind == NewRunKind::Metrics && field.name == "seed")
            field.value = static_cast<std::int64_t>(choices.bootstrapSeed);
        if (field.name == "runs") {
            field.value = Json::array();
            for (const auto& run : choices.drawn) field.value.push_back(run.toStdString());
        }
    }
    return fields;
}

std::vector<std::pair<QString, QStringList>> newRunSuggestions(NewRunKind kind, const RunChoices& choices) {
    std::vector<std::pair<QString, QStringList>> suggestions;
    if (kind != NewRunKind::Metrics) suggestions.emplace_back(newRunModelField(kind), foldersFor(kind, choices));
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

std::vector<FieldProblem> newRunProblems(NewRunKind kind, const Json& values) {
    std::vector<FieldProblem> problems;
    try {
        problems = withOptions(kind, values, [](const auto& options) { return validate(options); });
    } catch (const Error& error) {
        problems.push_back({"", error.message()});
        return problems;
    }
    if (kind == NewRunKind::Metrics) {
        if (values.value("runs", Json::array()).empty())
            problems.push_back({"runs", verbatim(NewRunText::tr("must be given").toStdString())});
        return problems;
    }
    const std::string field = modelField(kind);
    const auto model = values.value(field, std::string());
    // Pictures can also be drawn by a model in a single file.
    const bool single = kind == NewRunKind::Samples && fs::is_regular_file(model);
    if (model.empty())
        problems.push_back({field, verbatim(NewRunText::tr("must be chosen").toStdString())});
    else if (kind != NewRunKind::Recaption && !single && !fs::is_directory(model))
        problems.push_back({field, verbatim(NewRunText::tr("is not a folder").toStdString())});
    if (kind == NewRunKind::Samples && linesOf(values.value("prompts", std::string())).empty())
        problems.push_back({"prompts", verbatim(NewRunText::tr("must be given").toStdString())});
    if (kind == NewRunKind::Diffusion && values.value("resolution", std::int64_t{8}) % 8 != 0)
        problems.push_back({"resolution", verbatim(NewRunText::tr("must be a multiple of 8").toStdString())});
    if (const auto filter = values.value("filter", std::string()); !filter.empty()) {
        try {
            parseImageQuery(filter);
        } catch (const Error& error) {
            problems.push_back({"filter", error.message()});
        }
    }
    return problems;
}

std::unique_ptr<Job> makeNewRun(NewRunKind kind, std::shared_ptr<Project> project, const QString& name,
                                const Json& values) {
    return makeQueuedRun(std::move(project), {newRunKindName(kind), name.toStdString(), values, {}});
}

const char* newRunKindName(NewRunKind kind) {
    constexpr const char* kNames[] = {"diffusion", "captioner", "recaption", "samples", "metrics"};
    return kNames[static_cast<int>(kind)];
}

bool newRunKindOf(const QString& runKind, NewRunKind& kind) {
    if (runKind == u"diffusion")
        kind = NewRunKind::Diffusion;
    else if (runKind == u"captioner")
        kind = NewRunKind::Captioner;
    else if (runKind == u"recaption")
        kind = NewRunKind::Recaption;
    else if (runKind == u"samples")
        kind = NewRunKind::Samples;
    else if (runKind == u"metrics")
        kind = NewRunKind::Metrics;
    else
        return false;
    return true;
}

}  // namespace recap::gui
