// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/option_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace recap::gui {

namespace {

// The labels of the option structs, for the translators.
[[maybe_unused]] constexpr const char* kLabels[] = {
    QT_TRANSLATE_NOOP("OptionNames", "Model"),
    QT_TRANSLATE_NOOP("OptionNames", "Parts to train"),
    QT_TRANSLATE_NOOP("OptionNames", "Method"),
    QT_TRANSLATE_NOOP("OptionNames", "LoRA rank"),
    QT_TRANSLATE_NOOP("OptionNames", "LoRA alpha"),
    QT_TRANSLATE_NOOP("OptionNames", "LoRA layers"),
    QT_TRANSLATE_NOOP("OptionNames", "Merge LoRA"),
    QT_TRANSLATE_NOOP("OptionNames", "Caption source"),
    QT_TRANSLATE_NOOP("OptionNames", "Share of long captions"),
    QT_TRANSLATE_NOOP("OptionNames", "Mix again at each step"),
    QT_TRANSLATE_NOOP("OptionNames", "Caption dropout"),
    QT_TRANSLATE_NOOP("OptionNames", "Filter"),
    QT_TRANSLATE_NOOP("OptionNames", "Accepted captions only"),
    QT_TRANSLATE_NOOP("OptionNames", "Mixture of sets"),
    QT_TRANSLATE_NOOP("OptionNames", "Resolution"),
    QT_TRANSLATE_NOOP("OptionNames", "Aspect buckets"),
    QT_TRANSLATE_NOOP("OptionNames", "Random flip"),
    QT_TRANSLATE_NOOP("OptionNames", "Validation images"),
    QT_TRANSLATE_NOOP("OptionNames", "Validate every"),
    QT_TRANSLATE_NOOP("OptionNames", "Steps"),
    QT_TRANSLATE_NOOP("OptionNames", "Batch size"),
    QT_TRANSLATE_NOOP("OptionNames", "Gradient accumulation"),
    QT_TRANSLATE_NOOP("OptionNames", "Optimiser"),
    QT_TRANSLATE_NOOP("OptionNames", "Learning rate"),
    QT_TRANSLATE_NOOP("OptionNames", "Text learning rate"),
    QT_TRANSLATE_NOOP("OptionNames", "Rate schedule"),
    QT_TRANSLATE_NOOP("OptionNames", "Warm-up steps"),
    QT_TRANSLATE_NOOP("OptionNames", "Schedule cycles"),
    QT_TRANSLATE_NOOP("OptionNames", "Schedule power"),
    QT_TRANSLATE_NOOP("OptionNames", "Weight decay"),
    QT_TRANSLATE_NOOP("OptionNames", "Adam beta 1"),
    QT_TRANSLATE_NOOP("OptionNames", "Adam beta 2"),
    QT_TRANSLATE_NOOP("OptionNames", "Adam epsilon"),
    QT_TRANSLATE_NOOP("OptionNames", "Gradient clipping"),
    QT_TRANSLATE_NOOP("OptionNames", "Min-SNR gamma"),
    QT_TRANSLATE_NOOP("OptionNames", "Noise offset"),
    QT_TRANSLATE_NOOP("OptionNames", "Divergence factor"),
    QT_TRANSLATE_NOOP("OptionNames", "Moving average"),
    QT_TRANSLATE_NOOP("OptionNames", "Average decay"),
    QT_TRANSLATE_NOOP("OptionNames", "Save every"),
    QT_TRANSLATE_NOOP("OptionNames", "Checkpoints to keep"),
    QT_TRANSLATE_NOOP("OptionNames", "Keep permanently every"),
    QT_TRANSLATE_NOOP("OptionNames", "Keep the best checkpoint"),
    QT_TRANSLATE_NOOP("OptionNames", "TensorBoard files"),
    QT_TRANSLATE_NOOP("OptionNames", "Sample every"),
    QT_TRANSLATE_NOOP("OptionNames", "Sample prompts"),
    QT_TRANSLATE_NOOP("OptionNames", "Sampling steps"),
    QT_TRANSLATE_NOOP("OptionNames", "Sampling guidance"),
    QT_TRANSLATE_NOOP("OptionNames", "Device"),
    QT_TRANSLATE_NOOP("OptionNames", "Mixed precision"),
    QT_TRANSLATE_NOOP("OptionNames", "Gradient checkpointing"),
    QT_TRANSLATE_NOOP("OptionNames", "Threads"),
    QT_TRANSLATE_NOOP("OptionNames", "Seed"),
    QT_TRANSLATE_NOOP("OptionNames", "Base captioner"),
    QT_TRANSLATE_NOOP("OptionNames", "Style"),
    QT_TRANSLATE_NOOP("OptionNames", "Short captions from"),
    QT_TRANSLATE_NOOP("OptionNames", "Long captions from"),
    QT_TRANSLATE_NOOP("OptionNames", "Validation share"),
    QT_TRANSLATE_NOOP("OptionNames", "Negative prompt"),
    QT_TRANSLATE_NOOP("OptionNames", "Steps"),
    QT_TRANSLATE_NOOP("OptionNames", "Guidance"),
    QT_TRANSLATE_NOOP("OptionNames", "Sampler"),
    QT_TRANSLATE_NOOP("OptionNames", "Width"),
    QT_TRANSLATE_NOOP("OptionNames", "Height"),
    QT_TRANSLATE_NOOP("OptionNames", "Pictures per prompt"),
    QT_TRANSLATE_NOOP("OptionNames", "LoRA files"),
    QT_TRANSLATE_NOOP("OptionNames", "Start picture"),
    QT_TRANSLATE_NOOP("OptionNames", "Strength"),
    QT_TRANSLATE_NOOP("OptionNames", "Eta"),
    QT_TRANSLATE_NOOP("OptionNames", "Keep raw values"),
    QT_TRANSLATE_NOOP("OptionNames", "Preview every"),
    QT_TRANSLATE_NOOP("OptionNames", "Weights"),
    QT_TRANSLATE_NOOP("OptionNames", "Weight variant"),
    QT_TRANSLATE_NOOP("OptionNames", "Configuration"),
    QT_TRANSLATE_NOOP("OptionNames", "Decode in tiles"),
    QT_TRANSLATE_NOOP("OptionNames", "Precision"),
    QT_TRANSLATE_NOOP("OptionNames", "Captioner"),
    QT_TRANSLATE_NOOP("OptionNames", "Name"),
    QT_TRANSLATE_NOOP("OptionNames", "Question"),
    QT_TRANSLATE_NOOP("OptionNames", "First system"),
    QT_TRANSLATE_NOOP("OptionNames", "Second system"),
    QT_TRANSLATE_NOOP("OptionNames", "Maximum pairs"),
    QT_TRANSLATE_NOOP("OptionNames", "Share of repeats"),
    QT_TRANSLATE_NOOP("OptionNames", "Prompts"),
    QT_TRANSLATE_NOOP("OptionNames", "Runs"),
    QT_TRANSLATE_NOOP("OptionNames", "Metrics"),
    QT_TRANSLATE_NOOP("OptionNames", "Judge"),
    QT_TRANSLATE_NOOP("OptionNames", "Bootstrap replicates"),
};

// Values that are words; names of samplers, schedules and number types are the same everywhere.
constexpr std::pair<const char*, const char*> kValues[] = {
    {"unet", QT_TRANSLATE_NOOP("OptionValues", "UNet")},
    {"text_encoder", QT_TRANSLATE_NOOP("OptionValues", "Text encoder")},
    {"both", QT_TRANSLATE_NOOP("OptionValues", "Both")},
    {"full", QT_TRANSLATE_NOOP("OptionValues", "All weights")},
    {"lora", QT_TRANSLATE_NOOP("OptionValues", "LoRA")},
    {"short", QT_TRANSLATE_NOOP("OptionValues", "Short")},
    {"long", QT_TRANSLATE_NOOP("OptionValues", "Long")},
    {"trained", QT_TRANSLATE_NOOP("OptionValues", "Trained")},
    {"average", QT_TRANSLATE_NOOP("OptionValues", "Moving average")},
    {"auto", QT_TRANSLATE_NOOP("OptionValues", "Automatic")},
    {"on", QT_TRANSLATE_NOOP("OptionValues", "On")},
    {"off", QT_TRANSLATE_NOOP("OptionValues", "Off")},
    {"no", QT_TRANSLATE_NOOP("OptionValues", "Off")},
    {"same", QT_TRANSLATE_NOOP("OptionValues", "Unchanged")},
    {"true", QT_TRANSLATE_NOOP("OptionValues", "yes")},
    {"false", QT_TRANSLATE_NOOP("OptionValues", "no")},
};

constexpr const char* kGroups[] = {
    QT_TRANSLATE_NOOP("OptionGroups", "Model"),     QT_TRANSLATE_NOOP("OptionGroups", "Captioner"),
    QT_TRANSLATE_NOOP("OptionGroups", "Captions"),  QT_TRANSLATE_NOOP("OptionGroups", "Images"),
    QT_TRANSLATE_NOOP("OptionGroups", "Optimiser"), QT_TRANSLATE_NOOP("OptionGroups", "Output"),
    QT_TRANSLATE_NOOP("OptionGroups", "Machine"),   QT_TRANSLATE_NOOP("OptionGroups", "Start"),
    QT_TRANSLATE_NOOP("OptionGroups", "Result"),    QT_TRANSLATE_NOOP("OptionGroups", "Computing"),
};

}  // namespace

QString optionLabel(const FieldDescription& field) {
    if (!field.label.empty()) return QCoreApplication::translate("OptionNames", field.label.c_str());
    QString text = QString::fromStdString(field.name);
    text.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!text.isEmpty()) text[0] = text.at(0).toUpper();
    return text;
}

QString optionLabel(const std::vector<FieldDescription>& fields, const std::string& name) {
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.name == name; });
    FieldDescription unknown;
    unknown.name = name;
    return optionLabel(it == fields.end() ? unknown : *it);
}

QString optionValueLabel(const QString& value) {
    for (const auto& [code, label] : kValues)
        if (value == QLatin1String(code)) return QCoreApplication::translate("OptionValues", label);
    return value;
}

QString optionGroupLabel(const std::string& group) {
    for (const char* known : kGroups)
        if (group == known) return QCoreApplication::translate("OptionGroups", known);
    return QString::fromStdString(group);
}

}  // namespace recap::gui
