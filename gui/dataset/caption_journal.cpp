// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/caption_journal.h"

#include "data/edit_journal.h"
#include "workflow/project/project.h"

#include <optional>
#include <tuple>
#include <utility>

namespace recap::gui {

CaptionJournal::CaptionJournal(QObject* parent)
    : ProjectPart(parent), author_(qEnvironmentVariable("USER", QStringLiteral("reviewer")).toStdString()) {}

void CaptionJournal::forget() {
    names_.forget();
    undoName_.clear();
    redoName_.clear();
}

void CaptionJournal::announce() {
    Q_EMIT namesChanged();
}

void CaptionJournal::load() {
    if (project() == nullptr) return;
    names_.run(
        this,
        [project = project()] {
            const EditJournal journal = project->journal();
            return std::pair(QString::fromStdString(journal.undoName().value_or("")),
                             QString::fromStdString(journal.redoName().value_or("")));
        },
        [this](const std::pair<QString, QString>& names) {
            std::tie(undoName_, redoName_) = names;
            Q_EMIT namesChanged();
        },
        saying());
}

void CaptionJournal::apply(const QString& name, const CaptionEdit& edit, std::function<void()> done,
                           std::function<void()> undone) {
    runInBackground(
        this,
        [project = project(), name = name.toStdString(), edit, author = author_] {
            project->journal().apply(name, {edit}, author);
        },
        [this, image = edit.image, done = std::move(done)] {
            takeEdit({image});
            if (done) done();
        },
        [this, undone = std::move(undone)](const Failed& failure) {
            Q_EMIT failed(failure);
            if (undone) undone();
        },
        serialPool());
}

void CaptionJournal::move(bool forward) {
    if (!writable()) return;
    write([project = project(), forward] { return forward ? project->journal().redo() : project->journal().undo(); },
          [this, forward](const std::optional<UndoResult>& result) {
              if (!result) return;
              const QString name = QString::fromStdString(result->name);
              Q_EMIT moved(forward ? tr("Redone: %1").arg(name) : tr("Undone: %1").arg(name),
                           result->images.empty() ? ImageId{} : result->images.front());
              takeEdit(result->images);
          });
}

void CaptionJournal::takeEdit(const std::vector<ImageId>& images) {
    Q_EMIT edited(images);
    load();
}

}  // namespace recap::gui
