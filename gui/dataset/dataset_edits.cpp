// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person changes: decisions, texts, whole filters at once, and taking back. Each is one step of the journal.
#include "gui/dataset/dataset_presenter.h"

#include "data/edit_journal.h"
#include "data/saved_filters.h"
#include "gui/base/error_text.h"
#include "workflow/dataset/bulk_edit.h"
#include "workflow/project/project.h"

#include <QFileInfo>

#include <algorithm>
#include <optional>
#include <utility>

namespace recap::gui {

void DatasetPresenter::review(recap::CaptionStatus status) {
    if (readOnly()) return;
    if (!upToDate()) {
        held_.emplace_back(status);
        return;
    }
    const CaptionView* caption = activeCaption();
    if (caption == nullptr) {
        Q_EMIT said(tr("%1 has no caption of %2: skipped.")
                        .arg(QFileInfo(QString::fromStdString(detail_.image.path)).fileName(),
                             captionSourceText(active_.isEmpty() ? write_source_ : active_)));
        setCurrent(current_ + 1);
        return;
    }
    QString name;
    switch (status) {
        case recap::CaptionStatus::Accepted: name = tr("Accept caption"); break;
        case recap::CaptionStatus::Rejected: name = tr("Reject caption"); break;
        default: name = tr("Flag caption"); break;
    }
    apply(name, {.image = detail_.image.id, .source = active_.toStdString(), .status = status});
    setCurrent(current_ + 1);
}

void DatasetPresenter::saveText(const QString& text) {
    const CaptionView* caption = activeCaption();
    if (caption == nullptr || text.trimmed() == caption->text) return;
    saveTextOf(detail_.image.id, active_, text);
}

void DatasetPresenter::saveTextOf(recap::ImageId image, const QString& source, const QString& text) {
    const QString trimmed = text.trimmed();
    if (readOnly() || trimmed.isEmpty()) return;
    apply(tr("Edit caption"), {.image = image, .source = source.toStdString(), .text = trimmed.toStdString()});
}

void DatasetPresenter::apply(const QString& name, const recap::CaptionEdit& edit, std::function<void()> done,
                             std::function<void()> failed) {
    const std::pair key(edit.image.value, QString::fromStdString(edit.source));
    const std::optional<Draft> draft = edit.text ? this->draft(edit.image, key.second) : std::nullopt;
    if (edit.text && drafts_.remove(key) > 0) Q_EMIT draftsChanged();
    runInBackground(
        this,
        [project = project_, name = name.toStdString(), edit, author = reviewer_.toStdString()] {
            project->journal().apply(name, {edit}, author);
        },
        [this, image = edit.image, done = std::move(done)] {
            afterEdit({image});
            if (done) done();
        },
        [this, key, draft, edit, failed = std::move(failed)](const recap::Failed& failure) {
            reportFailure(failure);
            // A text that could not be saved is not lost.
            if (draft && !drafts_.contains(key)) keepDraft(edit.image, key.second, *draft);
            if (failed) failed();
        },
        serialPool());
}

void DatasetPresenter::applyBulk(const std::vector<recap::BulkChange>& changes, const QString& name) {
    if (readOnly() || changes.empty()) return;
    runInBackground(
        this,
        [project = project_, changes, name = name.toStdString(), author = reviewer_.toStdString()] {
            return recap::applyBulkEdit(*project, changes, name, author);
        },
        [this](recap::BulkEditResult result) {
            QString sentence = tr("%n caption(s) changed.", nullptr, static_cast<int>(result.changed));
            if (result.skipped > 0)
                sentence += QLatin1Char(' ') +
                            tr("%n changed meanwhile and were left alone.", nullptr, static_cast<int>(result.skipped));
            afterBulk(sentence);
        },
        [this](const recap::Failed& failure) { reportFailure(failure); }, serialPool());
}

void DatasetPresenter::countForAll(recap::CaptionStatus status) {
    if (readOnly() || active_.isEmpty()) return;
    runInBackground(
        this,
        [project = project_, query = shown_query_.toStdString(), source = active_.toStdString(), status] {
            return recap::countForStatus(*project, query, source, status);
        },
        [this, status](recap::StatusCount count) {
            Q_EMIT statusCounted(static_cast<int>(status), static_cast<int>(count.captions),
                                 static_cast<int>(count.overturned));
        },
        [this](const recap::Failed& failure) { reportFailure(failure); });
}

void DatasetPresenter::setStatusOfAll(recap::CaptionStatus status) {
    if (readOnly() || active_.isEmpty()) return;
    const QString name =
        status == recap::CaptionStatus::Accepted ? tr("Accept all of the filter") : tr("Reject all of the filter");
    runInBackground(
        this,
        [project = project_, query = shown_query_.toStdString(), source = active_.toStdString(), status,
         name = name.toStdString(), author = reviewer_.toStdString()] {
            return recap::setStatusOfAll(*project, query, source, status, name, author);
        },
        [this](std::int64_t changed) { afterBulk(tr("%n caption(s) changed.", nullptr, static_cast<int>(changed))); },
        [this](const recap::Failed& failure) { reportFailure(failure); }, serialPool());
}

void DatasetPresenter::afterBulk(const QString& sentence) {
    Q_EMIT journalMoved(sentence);
    Q_EMIT edited();
    grid_.refreshAll();
    refresh();
}

void DatasetPresenter::loadFilters() {
    runInBackground(
        this, [project = project_] { return recap::savedFilters(project->database()); },
        [this](const std::vector<recap::SavedFilter>& filters) {
            filters_.clear();
            for (const recap::SavedFilter& filter : filters)
                filters_.append({QString::fromStdString(filter.name), QString::fromStdString(filter.query)});
            Q_EMIT filtersChanged();
        },
        [this](const recap::Failed& failure) { reportFailure(failure); });
}

void DatasetPresenter::saveFilter(const QString& name) {
    if (readOnly() || name.trimmed().isEmpty()) return;
    runInBackground(
        this,
        [project = project_, name = name.toStdString(), query = query_.toStdString()] {
            recap::saveFilter(project->database(), {name, query});
        },
        [this] { loadFilters(); }, [this](const recap::Failed& failure) { reportFailure(failure); }, serialPool());
}

void DatasetPresenter::removeFilter(const QString& name) {
    if (readOnly()) return;
    runInBackground(
        this, [project = project_, name = name.toStdString()] { recap::removeFilter(project->database(), name); },
        [this] { loadFilters(); }, [this](const recap::Failed& failure) { reportFailure(failure); }, serialPool());
}

void DatasetPresenter::moveInJournal(bool forward) {
    if (readOnly()) return;
    runInBackground(
        this, [project = project_, forward] { return forward ? project->journal().redo() : project->journal().undo(); },
        [this, forward](std::optional<recap::UndoResult> result) {
            if (!result) return;
            const QString name = QString::fromStdString(result->name);
            Q_EMIT journalMoved(forward ? tr("Done again: %1").arg(name) : tr("Taken back: %1").arg(name));
            // One sees what changed.
            const int row = result->images.empty() ? -1 : grid_.rowOf(result->images.front());
            if (row >= 0) setCurrent(row);
            afterEdit(result->images);
        },
        [this](const recap::Failed& failure) { reportFailure(failure); }, serialPool());
}

void DatasetPresenter::afterEdit(const std::vector<recap::ImageId>& images) {
    Q_EMIT edited();
    for (const recap::ImageId image : images) grid_.refresh(image);
    const recap::ImageId shown = grid_.idAt(current_);
    if (std::find(images.begin(), images.end(), shown) != images.end()) loadCurrent();
    loadFacets();
}

}  // namespace recap::gui
