// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/bulk_edits.h"
#include "gui/dataset/caption_drafts.h"
#include "gui/dataset/caption_journal.h"
#include "gui/dataset/caption_review.h"
#include "gui/dataset/caption_sources.h"
#include "gui/dataset/caption_writing.h"
#include "gui/dataset/dataset_query.h"
#include "gui/dataset/image_selection.h"
#include "gui/dataset/saved_queries.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace recap::gui {

// Decides what the Dataset workspace shows and does; no widget inside. Each part has one job; the presenter gives them
// the project, tells one what another found, and remembers what somebody had before them. Reading happens on background
// threads, edits in their order on one thread.
class DatasetPresenter final : public QObject {
    Q_OBJECT

public:
    explicit DatasetPresenter(QObject* parent = nullptr);
    ~DatasetPresenter() override;

    // The query, the image, and the sources that one had before one in this project come back with it.
    void setProject(std::shared_ptr<Project> project);
    const std::shared_ptr<Project>& project() const { return query_.project(); }
    bool readOnly() const { return !query_.writable(); }
    // Reads everything again; the selection stays when its image is still found.
    void refresh();

    DatasetQuery& query() { return query_; }
    SavedQueries& saved() { return saved_; }
    ImageSelection& selection() { return selection_; }
    CaptionSources& sources() { return sources_; }
    CaptionReview& review() { return review_; }
    CaptionDrafts& drafts() { return drafts_; }
    CaptionWriting& writing() { return writing_; }
    CaptionJournal& journal() { return journal_; }
    BulkEdits& bulk() { return bulk_; }

Q_SIGNALS:
    // Captions of the project are others now.
    void edited();
    // Something was changed at the person's wish; for a sentence in the window.
    void changed(const QString& sentence);
    void failed(const Failed& failure);

private:
    void connectParts();
    void takeEdit(const std::vector<ImageId>& images);
    void takeOpened(const DatasetView& view, const QList<StoredDraft>& drafts);
    DatasetView view() const;
    void remember();
    void storeNow();

    CaptionSources sources_;
    DatasetQuery query_{sources_};
    SavedQueries saved_;
    ImageSelection selection_;
    CaptionJournal journal_;
    CaptionReview review_{selection_, sources_, journal_};
    CaptionDrafts drafts_;
    CaptionWriting writing_{selection_, drafts_, journal_};
    BulkEdits bulk_{query_, sources_, journal_};
    DatasetView stored_;
    bool opened_ = false;  // what the project remembers is known
    QTimer remembering_;
    LatestOnly opening_;
};

}  // namespace recap::gui
