// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/option_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace recap::gui {

namespace {

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
    {"keep", QT_TRANSLATE_NOOP("OptionValues", "Keep")},
    {"drop", QT_TRANSLATE_NOOP("OptionValues", "Drop")},
    {"truncate", QT_TRANSLATE_NOOP("OptionValues", "Truncate")},
    {"retry", QT_TRANSLATE_NOOP("OptionValues", "Decode again, shorter")},
    {"all", QT_TRANSLATE_NOOP("OptionValues", "All")},
    {"vision", QT_TRANSLATE_NOOP("OptionValues", "Vision tower")},
    {"text", QT_TRANSLATE_NOOP("OptionValues", "Text decoder")},
    {"cross_attention", QT_TRANSLATE_NOOP("OptionValues", "Cross attention")},
    {"original", QT_TRANSLATE_NOOP("OptionValues", "As in BLIP's own code")},
    {"transformers", QT_TRANSLATE_NOOP("OptionValues", "As in scripts of transformers")},
    {"validation_loss", QT_TRANSLATE_NOOP("OptionValues", "Validation loss")},
    {"cider_d", "CIDEr-D"},
    {"bleu_4", "BLEU-4"},
    {"rouge_l", "ROUGE-L"},
    {"clipscore", "CLIPScore"},
    {"soa", QT_TRANSLATE_NOOP("OptionValues", "Objects (SOA)")},
    {"ca", QT_TRANSLATE_NOOP("OptionValues", "Numbers (CA)")},
    {"pa", QT_TRANSLATE_NOOP("OptionValues", "Positions (PA)")},
    {"rp", QT_TRANSLATE_NOOP("OptionValues", "Captions told apart (RP)")},
    {"coco", QT_TRANSLATE_NOOP("OptionValues", "Random captions")},
    {"true", QT_TRANSLATE_NOOP("OptionValues", "yes")},
    {"false", QT_TRANSLATE_NOOP("OptionValues", "no")},
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
    return QCoreApplication::translate("OptionGroups", group.c_str());
}

}  // namespace recap::gui
