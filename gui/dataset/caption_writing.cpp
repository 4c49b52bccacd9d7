// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/caption_writing.h"

#include "data/edit_journal.h"
#include "gui/dataset/caption_drafts.h"
#include "gui/dataset/caption_journal.h"
#include "gui/dataset/image_selection.h"
#include "workflow/project/project.h"

#include <algorithm>
#include <utility>

namespace recap::gui {

CaptionWriting::CaptionWriting(ImageSelection& selection, CaptionDrafts& drafts, CaptionJournal& journal,
                               QObject* parent)
    : ProjectPart(parent), selection_(selection), drafts_(drafts), journal_(journal) {}

void CaptionWriting::forget() {
    searches_.forget();
}

void CaptionWriting::save(const QString& step, ImageId image, const QString& source, const QString& text,
                          std::function<void()> done, std::function<void()> undone) {
    const QString trimmed = text.trimmed();
    if (!writable() || trimmed.isEmpty()) return;
    journal_.apply(step, {.image = image, .source = source.toStdString(), .text = trimmed.toStdString()},
                   std::move(done),
                   [this, image, source, draft = drafts_.take(image, source), undone = std::move(undone)] {
                       // A text that could not be saved is not lost.
                       if (draft && !drafts_.find(image, source)) drafts_.keep(image, source, *draft);
                       if (undone) undone();
                   });
}

void CaptionWriting::saveEdited(ImageId image, const QString& source, const QString& text) {
    save(tr("Edit caption"), image, source, text);
}

void CaptionWriting::saveWritten(ImageId image, const QString& source, const QString& text) {
    const int from = selection_.grid().rowOf(image) + 1;
    save(
        tr("Write caption"), image, source, text, [this, source, from, image] { findUnwritten(source, from, image); },
        [this] { Q_EMIT notSaved(); });
}

void CaptionWriting::goToUnwritten(const QString& source) {
    findUnwritten(source, std::max(0, selection_.current()), {});
}

// `without`: an image that is not meant, because it has just got one.
void CaptionWriting::findUnwritten(const QString& source, int from, ImageId without) {
    if (project() == nullptr) return;
    const std::string query = "-has:\"" + source.toStdString() + "\"";
    searches_.run(
        this,
        [project = project(), query] {
            std::vector<ImageId> ids = project->images().ids(parseImageQuery(query));
            std::sort(ids.begin(), ids.end());
            return ids;
        },
        [this, from, without](const std::vector<ImageId>& lacking) {
            const int count = selection_.count();
            for (int i = 0; i < count; ++i) {
                const int row = (from + i) % count;  // those before come last
                const ImageId id = selection_.grid().idAt(row);
                if (id == without || !std::binary_search(lacking.begin(), lacking.end(), id)) continue;
                selection_.setCurrent(row);
                Q_EMIT nextFound();
                return;
            }
            Q_EMIT nothingLeft();
        },
        [this](const Failed& failure) {
            Q_EMIT failed(failure);
            Q_EMIT notSaved();
        });
}

}  // namespace recap::gui
