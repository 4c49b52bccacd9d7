// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/run_option_names.h"

#include "gui/widgets/option_names.h"
#include "workflow/queue/run_kinds.h"

#include <QCoreApplication>

namespace recap::gui {

namespace {

// Of RunRecord::provenance.
constexpr std::pair<const char*, const char*> kProvenance[] = {
    {"branch_step", QT_TRANSLATE_NOOP("OptionNames", "Branches from")},
    {"data", QT_TRANSLATE_NOOP("OptionNames", "Training data")},
    {"images", QT_TRANSLATE_NOOP("OptionNames", "Images")},
    {"ran_on", QT_TRANSLATE_NOOP("OptionNames", "Ran on")},
    {"program", QT_TRANSLATE_NOOP("OptionNames", "Program version")},
    {"torch", QT_TRANSLATE_NOOP("OptionNames", "LibTorch")},
};

}  // namespace

QString runOptionLabel(const std::string& name) {
    for (const auto& [fact, label] : kProvenance)
        if (name == fact) return QCoreApplication::translate("OptionNames", label);
    static const auto fields = [] {
        std::vector<FieldDescription> all;
        for (const auto& kind : runKinds())
            for (auto& field : kind.fields()) all.push_back(std::move(field));
        return all;
    }();
    return optionLabel(fields, name);
}

}  // namespace recap::gui
