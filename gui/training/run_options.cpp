// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_options.h"

#include "gui/training/new_run.h"
#include "gui/training/run_rows.h"
#include "workflow/project/project.h"

#include <algorithm>
#include <set>
#include <string>

namespace recap::gui {

namespace {

// Of RunRecord::provenance, in the order in which they are shown.
constexpr const char* kProvenanceNames[] = {"branch_step", "data", "images", "ran_on", "program", "torch"};

QString valueText(const Json& value) {
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

}  // namespace

// Where a run begins and what it works with, before its options; empty for what it does not say.
QString RunOptions::provenance(const RunRecord& run, const std::string& name) const {
    const Json& with = run.provenance;
    if (!with.contains(name)) return {};
    if (name != "branch_step") return valueText(with[name]);
    const auto* parent = rows_.find(run.parent);
    if (parent == nullptr) return {};
    return tr("step %1 of %2").arg(QString::fromStdString(with[name].dump()), QString::fromStdString(parent->name));
}

std::vector<QStringList> RunOptions::table(const std::vector<RunId>& shown) const {
    std::vector<const RunRecord*> runs;
    std::set<std::string> options;
    for (const auto run : shown)
        if (const auto* found = rows_.find(run); found != nullptr && found->config.is_object()) {
            runs.push_back(found);
            for (const auto& item : found->config.items()) options.insert(item.key());
        }
    std::vector<QStringList> rows;
    const auto add = [&](const std::string& name, const auto& textOf) {
        QStringList row{QString::fromStdString(name)};
        for (const auto* run : runs) row << textOf(*run);
        const bool differs = std::any_of(row.begin() + 1, row.end(), [&](const QString& v) { return v != row.at(1); });
        if (runs.size() < 2 || differs) rows.push_back(std::move(row));
    };
    const QString none = QStringLiteral("–");
    for (const char* name : kProvenanceNames) {
        const auto textOf = [&](const RunRecord& run) {
            const QString text = provenance(run, name);
            return text.isEmpty() ? none : text;
        };
        if (std::any_of(runs.begin(), runs.end(), [&](const auto* run) { return textOf(*run) != none; }))
            add(name, textOf);
    }
    for (const auto& name : options)
        add(name, [&](const RunRecord& run) {
            const Json value = run.config.value(name, Json());
            return value.is_null() ? none : valueText(value);
        });
    return rows;
}

std::optional<CloneSource> RunOptions::clone(RunId id) const {
    const auto* run = rows_.find(id);
    CloneSource source;
    if (run == nullptr || run->kind == RunKind::Other) return std::nullopt;
    source.kind = run->kind;
    source.name = tr("%1 copy").arg(QString::fromStdString(run->name));
    // A run's record may hold more than its options, e.g. hashes of what it read.
    for (const auto& field : newRunFields(source.kind, {}))
        if (run->config.is_object() && run->config.contains(field.name))
            source.values[field.name] = run->config[field.name];
    return source;
}

std::optional<CloneSource> RunOptions::branch(const Project& project, RunId id,
                                              const CheckpointRecord& checkpoint) const {
    auto source = clone(id);
    if (!source) return std::nullopt;
    source->name = tr("%1 from step %2").arg(QString::fromStdString(rows_.find(id)->name)).arg(checkpoint.step);
    source->values[std::string(runKindRow(source->kind).model)] = project.resolve(checkpoint.path).string();
    return source;
}

}  // namespace recap::gui
