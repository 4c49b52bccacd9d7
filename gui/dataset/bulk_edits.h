// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_part.h"

// moc 6.4 stumbles over <chrono> behind this, and needs nothing of it.
#ifndef Q_MOC_RUN
#include "data/caption_repository.h"
#endif

#include <QString>

#include <vector>

namespace recap {
struct BulkChange;
}

namespace recap::gui {

class CaptionJournal;
class CaptionSources;
class DatasetQuery;

// Changes of the captions of all images that the query found, each as one step of the journal.
class BulkEdits final : public ProjectPart {
    Q_OBJECT

public:
    BulkEdits(const DatasetQuery& query, const CaptionSources& sources, const CaptionJournal& journal,
              QObject* parent = nullptr);

    void announce() override {}
    // Captions that changed since the preview are left alone and told.
    void apply(const std::vector<BulkChange>& changes, const QString& name);
    // How many captions under review a status would change to; answered by counted().
    void count(CaptionStatus status);
    // Gives them the status.
    void setStatus(CaptionStatus status);
    // How many corrected captions of a source could join the human captions; answered by correctedCounted().
    void countCorrected(const QString& source, const QString& filter);
    // Adds them to a source of human captions.
    void promote(const QString& source, const QString& filter, const QString& target);

Q_SIGNALS:
    // `overturned` of them were decided the other way before.
    void counted(int status, int captions, int overturned);
    void correctedCounted(const QString& source, const QString& filter, int captions);
    // Anything may be different now; a sentence for the window.
    void done(const QString& sentence);

protected:
    void forget() override {}

private:
    const DatasetQuery& query_;
    const CaptionSources& sources_;
    const CaptionJournal& journal_;
};

}  // namespace recap::gui
