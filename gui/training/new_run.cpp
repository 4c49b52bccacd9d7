// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/new_run.h"

#include "gui/base/error_text.h"
#include "gui/judging/judge_text.h"
#include "gui/training/model_facts.h"
#include "gui/training/new_run_preflight.h"
#include "gui/training/new_run_presets.h"
#include "workflow/captioning/server_connection.h"
#include "workflow/judging/metrics_options.h"
#include "workflow/results/metric_facts.h"

#include <QCoreApplication>

#include <algorithm>

namespace recap::gui {

namespace {

struct NewRunText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::NewRunText)
};

QString diffusionName(const Json& values) {
    const auto source = QString::fromStdString(values.value("caption_source", std::string("alttext")));
    return source == u"mix" ? NewRunText::tr("RECAP Mix") : captionSourceText(source);
}

QString recaptionName(const Json& values) {
    return NewRunText::tr("Recaption %1").arg(QString::fromStdString(values.value("style", std::string("short"))));
}

QStringList serverAnswers(const Json& values, const std::function<void()>& turn) {
    QStringList answers;
    for (const auto& sentence : describeServers(optionsOf<ServerCaptionOptions>(values), turn))
        answers << coreText(sentence);
    return answers;
}

QStringList judgeAnswers(const Json& values, const std::function<void()>& turn) {
    QStringList answers;
    for (const auto& entry : judgesOf(optionsOf<MetricsOptions>(values).judges)) {
        turn();
        answers << judgeSentence(checkedJudge(entry));
    }
    return answers;
}

QString anyFile() {
    return NewRunText::tr("All files (*)");
}

QString modelTitle() {
    return NewRunText::tr("Model");
}

const QStringList& foldersFor(RunKind kind, const RunChoices& choices) {
    static const QStringList none;
    const auto models = newRunKind(kind).models;
    return models == nullptr ? none : choices.*models;
}

}  // namespace

const std::vector<NewRunKindRow>& newRunKinds() {
    static const std::vector<NewRunKindRow> rows{
        {RunKind::Diffusion, "newRunDiffusion", [] { return NewRunText::tr("Fine-tune the diffusion model"); },
         diffusionName, &RunChoices::models, diffusionPresets, diffusionPreflight},
        {RunKind::Captioner, "newRunCaptioner", [] { return NewRunText::tr("Fine-tune a captioner"); },
         [](const Json&) { return NewRunText::tr("Captioner"); }, &RunChoices::captioners, captionerPresets,
         captionerPreflight},
        {RunKind::CaptionCurve, "newRunCaptionCurve", [] { return NewRunText::tr("Caption curve"); },
         [](const Json&) { return NewRunText::tr("Caption curve"); }, &RunChoices::captioners, nullptr,
         captionCurvePreflight},
        {RunKind::Recaption, "newRunRecaption", [] { return NewRunText::tr("Recaption"); }, recaptionName,
         &RunChoices::writers, nullptr, recaptionPreflight},
        {RunKind::ServerRecaption,
         "newRunServerRecaption",
         [] { return NewRunText::tr("Recaption by server"); },
         [](const Json& values) {
             return NewRunText::tr("Recaption %1").arg(QString::fromStdString(values.value("source", std::string())));
         },
         nullptr,
         nullptr,
         serverRecaptionPreflight,
         {[] { return NewRunText::tr("Test connection"); },
          [] { return NewRunText::tr("Asks the servers for their kind, version and models"); }, serverAnswers}},
        {RunKind::Samples, "newRunSamples", [] { return NewRunText::tr("Samples"); },
         [](const Json&) { return NewRunText::tr("Samples"); }, &RunChoices::models, nullptr, samplesPreflight},
        {RunKind::Metrics,
         "newRunMetrics",
         [] { return NewRunText::tr("Metrics"); },
         [](const Json&) { return NewRunText::tr("Metrics"); },
         nullptr,
         nullptr,
         metricsPreflight,
         {[] { return NewRunText::tr("Test judges"); },
          [] { return NewRunText::tr("Loads every judge and says what does not fit"); }, judgeAnswers}}};
    return rows;
}

const NewRunKindRow& newRunKind(RunKind kind) {
    const auto& rows = newRunKinds();
    const auto it = std::find_if(rows.begin(), rows.end(), [&](const NewRunKindRow& row) { return row.kind == kind; });
    if (it == rows.end()) throw Error(ErrorCode::InvalidOption, message("The window cannot start this kind of run."));
    return *it;
}

std::vector<FieldDescription> newRunFields(RunKind kind, const RunChoices& choices) {
    const auto& row = runKindRow(kind);
    auto fields = row.fields();
    const auto& models = foldersFor(kind, choices);
    const std::string prompts = choices.prompts.join(u'\n').toStdString();
    for (auto& field : fields) {
        if (field.name == row.model && !models.isEmpty()) field.value = models.front().toStdString();
        if (field.name == "sample_prompts" || field.name == "prompts") field.value = prompts;
        if (field.name == "resolution" && !models.isEmpty())
            if (const int native = nativeResolution(models.front()); native > 0) field.value = native;
        if (kind == RunKind::Metrics && field.name == "seed")
            field.value = static_cast<std::int64_t>(choices.bootstrapSeed);
        if (field.name == "runs") {
            field.value = Json::array();
            for (const auto& run : choices.drawn) field.value.push_back(run.toStdString());
        }
    }
    return fields;
}

std::vector<std::pair<QString, QStringList>> newRunSuggestions(RunKind kind, const RunChoices& choices) {
    std::vector<std::pair<QString, QStringList>> suggestions;
    const auto& row = runKindRow(kind);
    if (!row.model.empty())
        suggestions.emplace_back(QString::fromStdString(std::string(row.model)), foldersFor(kind, choices));
    for (const auto& field : row.fields()) {
        const QString name = QString::fromStdString(field.name);
        if (name == u"runs" || name == u"reference") suggestions.emplace_back(name, choices.drawn);
        if (name == u"short_source" || name == u"long_source" || name == u"source")
            suggestions.emplace_back(name, choices.sources);
        if (name != u"caption_source") continue;
        QStringList sources = choices.sources;
        // Mix draws from these two, so it makes sense as soon as one of them is there.
        if (sources.contains(QStringLiteral("recap_short")) || sources.contains(QStringLiteral("recap_long")))
            sources << QStringLiteral("mix");
        suggestions.emplace_back(name, sources);
    }
    return suggestions;
}

std::vector<NewRunPath> newRunPaths(RunKind kind) {
    static const std::vector<NewRunPath> others{
        {"config", PathKind::Folder, [] { return NewRunText::tr("Folder with the configuration"); }},
        {"clip", PathKind::Folder, [] { return NewRunText::tr("Folder of the CLIP model"); }},
        {"image", PathKind::File, [] { return NewRunText::tr("Picture to start from"); }},
        {"judges", PathKind::File, [] { return NewRunText::tr("Judges file"); },
         [] { return NewRunText::tr("Judges files (*.toml *.json)") + QStringLiteral(";;") + anyFile(); }},
        {"prompt_set", PathKind::File, [] { return NewRunText::tr("Prompt set"); },
         [] { return NewRunText::tr("Prompt sets (*.jsonl)") + QStringLiteral(";;") + anyFile(); }},
        {"reference", PathKind::Folder, [] { return NewRunText::tr("Folder of real images"); }}};
    const auto& row = runKindRow(kind);
    std::vector<NewRunPath> paths;
    for (const auto& field : row.fields()) {
        if (field.name == row.model)
            paths.push_back({row.model.data(), row.single_file ? PathKind::File | PathKind::Folder : PathKind::Folder,
                             modelTitle, [] {
                                 return NewRunText::tr("Weights (*.safetensors *.ckpt *.pt *.pth *.bin)") +
                                        QStringLiteral(";;") + anyFile();
                             }});
        for (const auto& path : others)
            if (field.name == path.field && field.type == "string" && field.choices.empty()) paths.push_back(path);
    }
    return paths;
}

std::pair<QString, QString> newRunChoiceText(const QString& field, const QString& choice) {
    if (field != u"metrics") return {optionValueLabel(choice), {}};
    const auto name = choice.toStdString();
    return {QString::fromStdString(metricTitle(name, {})), QString::fromStdString(coreWords(metricDefinition(name)))};
}

}  // namespace recap::gui
