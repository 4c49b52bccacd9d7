// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/caption_drafts.h"

#include "data/draft_repository.h"
#include "workflow/project/project.h"

namespace recap::gui {

void CaptionDrafts::forget() {
    drafts_.clear();
}

void CaptionDrafts::announce() {
    Q_EMIT changed();
}

void CaptionDrafts::restore(const QList<StoredDraft>& drafts) {
    for (const StoredDraft& entry : drafts) drafts_.insert({entry.image.value, entry.source}, entry.draft);
    Q_EMIT changed();
    if (!drafts_.isEmpty()) Q_EMIT found(count());
}

void CaptionDrafts::keep(ImageId image, const QString& source, const Draft& draft) {
    if (!writable() || !image) return;
    const std::pair key(image.value, source);
    const bool known = drafts_.contains(key);
    drafts_.insert(key, draft);
    if (!known) Q_EMIT changed();
    runInBackground(
        this,
        [project = project(),
         stored = CaptionDraft{image, source.toStdString(), draft.text.toStdString(), draft.begun_from.toStdString()}] {
            DraftRepository(project->database()).set(stored);
        },
        [this] { failureSaid_ = false; },
        [this](const Failed& failure) {
            if (!std::exchange(failureSaid_, true)) Q_EMIT failed(failure);
        },
        serialPool());
}

void CaptionDrafts::drop(ImageId image, const QString& source) {
    if (!writable() || drafts_.remove({image.value, source}) == 0) return;
    write([project = project(), image,
           source = source.toStdString()] { DraftRepository(project->database()).remove(image, source); },
          [] {});
    Q_EMIT changed();
}

std::optional<Draft> CaptionDrafts::take(ImageId image, const QString& source) {
    const auto draft = find(image, source);
    if (drafts_.remove({image.value, source}) > 0) Q_EMIT changed();
    return draft;
}

std::optional<Draft> CaptionDrafts::find(ImageId image, const QString& source) const {
    const auto it = drafts_.find({image.value, source});
    return it == drafts_.end() ? std::nullopt : std::optional(*it);
}

QStringList CaptionDrafts::sourcesOf(ImageId image) const {
    QStringList sources;
    for (auto it = drafts_.lowerBound({image.value, QString()}); it != drafts_.end() && it.key().first == image.value;
         ++it)
        sources << it.key().second;
    return sources;
}

}  // namespace recap::gui
