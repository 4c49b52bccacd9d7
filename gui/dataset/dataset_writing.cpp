// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writing captions where there are none: the source, the way from one image to the next, and drafts.
#include "gui/dataset/dataset_presenter.h"

#include "data/draft_repository.h"
#include "data/edit_journal.h"
#include "workflow/project/project.h"

#include <algorithm>

namespace recap::gui {

namespace {
// What the captioner's training looks for, and the layout of COCO.
const QString kUsual[] = {QStringLiteral("human_short"), QStringLiteral("human_long"), QStringLiteral("human")};
}  // namespace

void DatasetPresenter::setWriteSource(const QString& source) {
    if (source.isEmpty() || source == write_source_) return;
    write_source_ = source;
    remember();
    Q_EMIT writeSourceChanged();
}

QStringList DatasetPresenter::writeSources() const {
    QStringList names(std::begin(kUsual), std::end(kUsual));
    for (const recap::CaptionSource& source : facets_.sources) {
        const QString name = QString::fromStdString(source.name);
        if (!names.contains(name)) names << name;
    }
    if (!names.contains(write_source_)) names.prepend(write_source_);
    return names;
}

void DatasetPresenter::saveWritten(recap::ImageId image, const QString& source, const QString& text) {
    const QString trimmed = text.trimmed();
    if (readOnly() || trimmed.isEmpty()) return;
    const int from = grid_.rowOf(image) + 1;
    apply(
        tr("Write caption"), {.image = image, .source = source.toStdString(), .text = trimmed.toStdString()},
        [this, source, from, image] { findUnwritten(source, from, image); }, [this] { Q_EMIT writeFailed(); });
}

void DatasetPresenter::goToUnwritten(const QString& source) {
    findUnwritten(source, std::max(0, current_), {});
}

// `without`: an image that is not meant, because it has just got one.
void DatasetPresenter::findUnwritten(const QString& source, int from, recap::ImageId without) {
    if (project_ == nullptr) return;
    const std::string query = "-has:\"" + source.toStdString() + "\"";
    unwritten_.run(
        this,
        [project = project_, query] {
            std::vector<recap::ImageId> ids = project->images().ids(recap::parseImageQuery(query));
            std::sort(ids.begin(), ids.end());
            return ids;
        },
        [this, from, without](const std::vector<recap::ImageId>& lacking) {
            const int count = grid_.rowCount();
            for (int i = 0; i < count; ++i) {
                const int row = (from + i) % count;  // those before come last
                const recap::ImageId id = grid_.idAt(row);
                if (id == without || !std::binary_search(lacking.begin(), lacking.end(), id)) continue;
                setCurrent(row);
                Q_EMIT writeNext();
                return;
            }
            Q_EMIT nothingToWrite();
        },
        [this](const recap::Failed& failure) {
            reportFailure(failure);
            Q_EMIT writeFailed();
        });
}

void DatasetPresenter::keepDraft(recap::ImageId image, const QString& source, const Draft& draft) {
    if (readOnly() || !image) return;
    const std::pair key(image.value, source);
    const bool known = drafts_.contains(key);
    drafts_.insert(key, draft);
    if (!known) Q_EMIT draftsChanged();
    runInBackground(
        this,
        [project = project_, stored = recap::CaptionDraft{image, source.toStdString(), draft.text.toStdString(),
                                                          draft.begun_from.toStdString()}] {
            recap::DraftRepository(project->database()).set(stored);
        },
        [this] { draft_failed_ = false; },
        [this](const recap::Failed& failure) {
            if (!std::exchange(draft_failed_, true)) reportFailure(failure);
        },
        serialPool());
}

void DatasetPresenter::dropDraft(recap::ImageId image, const QString& source) {
    if (readOnly() || drafts_.remove({image.value, source}) == 0) return;
    runInBackground(
        this,
        [project = project_, image, source = source.toStdString()] {
            recap::DraftRepository(project->database()).remove(image, source);
        },
        [] {}, [this](const recap::Failed& failure) { reportFailure(failure); }, serialPool());
    Q_EMIT draftsChanged();
}

std::optional<Draft> DatasetPresenter::draft(recap::ImageId image, const QString& source) const {
    const auto it = drafts_.find({image.value, source});
    return it == drafts_.end() ? std::nullopt : std::optional(*it);
}

QStringList DatasetPresenter::draftSources(recap::ImageId image) const {
    QStringList sources;
    for (auto it = drafts_.lowerBound({image.value, QString()}); it != drafts_.end() && it.key().first == image.value;
         ++it)
        sources << it.key().second;
    return sources;
}

}  // namespace recap::gui
