// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_captions.h"

#include "gui/training/run_rows.h"
#include "gui/training/run_selection.h"
#include "workflow/project/project.h"

#include <utility>

namespace recap::gui {

namespace {

RunCaptions::Counts countCaptions(Project& project, RunId run) {
    RunCaptions::Counts counts;
    counts.selection.run = run;
    const auto source = sourceWrittenBy(project.database(), run);
    if (!source) return counts;
    counts.selection.source = *source;
    counts.query = captionQuery(counts.selection);
    counts.captions = project.images().count(parseImageQuery(counts.query));
    counts.filters = countCaptionFilters(project.database(), counts.selection);
    return counts;
}

}  // namespace

RunCaptions::RunCaptions(const RunSelection& selection, const RunRows& rows, QObject* parent)
    : ProjectPart(parent), selection_(selection), rows_(rows) {}

bool RunCaptions::expected() const {
    const auto* run = rows_.find(selection_.run());
    return run != nullptr && (run->kind == RunKind::Recaption || run->kind == RunKind::ServerRecaption);
}

void RunCaptions::loadChanged() {
    const auto* run = rows_.find(selection_.run());
    if (run == nullptr || run->id != countedRun_ || run->state != countedState_) load();
}

void RunCaptions::load() {
    const auto* run = rows_.find(selection_.run());
    const RunId before = std::exchange(countedRun_, run != nullptr ? run->id : RunId{});
    countedState_ = run != nullptr ? std::optional(run->state) : std::nullopt;
    if (before != countedRun_) counts_.reset();
    if (!expected() || project() == nullptr) {
        loads_.forget();
        counts_.reset();
        Q_EMIT changed();
        return;
    }
    if (!counts_) Q_EMIT changed();
    loads_.run(
        this, [project = project(), id = countedRun_] { return countCaptions(*project, id); },
        [this](Counts counts) {
            counts_ = std::move(counts);
            Q_EMIT changed();
        },
        saying());
}

void RunCaptions::forget() {
    loads_.forget();
    counts_.reset();
    countedRun_ = {};
    countedState_.reset();
}

}  // namespace recap::gui
