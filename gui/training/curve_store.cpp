// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/curve_store.h"

#include <algorithm>
#include <utility>

namespace recap::gui {

void CurveStore::setProject(std::shared_ptr<Project> project) {
    project_ = std::move(project);
    curves_.clear();
}

void CurveStore::keep(const std::vector<RunId>& runs) {
    std::erase_if(curves_,
                  [&](const auto& entry) { return std::find(runs.begin(), runs.end(), entry.first) == runs.end(); });
    for (const auto run : runs) load(run);
}

void CurveStore::load(RunId run) {
    if (!run || project_ == nullptr || curves_.count(run) != 0) return;
    curves_[run];
    using History = std::map<QString, Curve>;
    runInBackground(
        this,
        [project = project_, run] {
            History history;
            auto runs = project->runs();
            for (const auto& name : runs.scalarNames(run)) {
                Curve curve;
                for (const auto& [step, value] : runs.scalars(run, name)) curve.append(step, value);
                // The average that the chart begins with costs a moment for a million points: not on the GUI thread.
                curve.data()->smoothed(kDefaultSmoothing);
                if (!curve.empty()) history.emplace(QString::fromStdString(name), std::move(curve));
            }
            return history;
        },
        [this, run](History history) {
            const auto it = curves_.find(run);
            if (it == curves_.end() || it->second.loaded) return;
            it->second.byName = std::move(history);
            it->second.loaded = true;
            for (const auto& event : std::exchange(it->second.early, {})) apply(it->second, event);
            Q_EMIT loaded();
        },
        [this](const Failed& failure) { Q_EMIT failed(failure); });
}

void CurveStore::add(const ScalarEvent& event) {
    const auto curves = curves_.find(event.run);
    if (curves == curves_.end()) return;
    if (curves->second.loaded)
        apply(curves->second, event);
    else
        curves->second.early.push_back(event);
}

void CurveStore::apply(Curves& curves, const ScalarEvent& event) {
    for (const auto& [name, value] : event.values)
        curves.byName[QString::fromStdString(name)].append(event.step, value);
}

const Curve& CurveStore::curve(RunId run, const QString& name) const {
    static const Curve none;
    const auto curves = curves_.find(run);
    if (curves == curves_.end()) return none;
    const auto it = curves->second.byName.find(name);
    return it == curves->second.byName.end() ? none : it->second;
}

}  // namespace recap::gui
