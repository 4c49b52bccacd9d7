// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/dataset/dataset_store.h"

#include <QMap>
#include <QObject>
#include <QString>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace recap {
struct BulkChange;
struct CaptionEdit;
}  // namespace recap

namespace recap::gui {

// Decides what the Dataset workspace shows and does; no widget inside. Reading happens on background threads, edits in
// their order on one thread; the last good result stays while a query is wrong or under way.
class DatasetPresenter final : public QObject {
    Q_OBJECT

public:
    explicit DatasetPresenter(QObject* parent = nullptr);
    ~DatasetPresenter() override;

    // The query, the image, and the sources that one had before one in this project come back with it.
    void setProject(std::shared_ptr<recap::Project> project);
    bool hasProject() const { return project_ != nullptr; }
    bool readOnly() const;
    const std::shared_ptr<recap::Project>& project() const { return project_; }

    // Waits for a pause in typing before it asks.
    void setQuery(const QString& query);
    QString query() const { return query_; }
    // The query whose images are shown: the last one without a mistake.
    QString shownQuery() const { return shown_query_; }
    // Adds "field:value" to the query, in place of another value of that field; takes it out when it is there. A status
    // brings the reviewed source with it, unless the query names one.
    void toggleTerm(const QString& field, const QString& value);
    bool hasTerm(const QString& field, const QString& value) const;

    ImageGridModel& grid() { return grid_; }
    const FacetCounts& facets() const { return facets_; }
    const ImageDetail& detail() const { return detail_; }
    int current() const { return current_; }
    int resultCount() const { return grid_.rowCount(); }
    void setCurrent(int row);
    void next();
    void previous() { setCurrent(current_ - 1); }

    // The caption that accept, edit, reject and flag mean.
    QString activeSource() const { return active_; }
    void setActiveSource(const QString& source);
    // To the next or previous caption of the image.
    void moveActive(int by);
    // The caption that the others are compared with; empty: none.
    QString reference() const { return reference_; }
    void setReference(const QString& source);
    const CaptionView* activeCaption() const;
    // Whether the captions of the current image are the ones that are loaded.
    bool upToDate() const;

    // Each names its step for undo. accept, reject and flag go on to the next image; where there is no caption to
    // decide about they say so and go on as well.
    void accept() { review(recap::CaptionStatus::Accepted); }
    void reject() { review(recap::CaptionStatus::Rejected); }
    void flag() { review(recap::CaptionStatus::Flagged); }
    // A new version of the active caption; the older ones stay. Text equal to the present one does nothing.
    void saveText(const QString& text);
    // The same for a caption that is no longer shown, e.g. an editor that was open when another image was chosen.
    void saveTextOf(recap::ImageId image, const QString& source, const QString& text);

    // --- Writing captions (dataset_writing.cpp)

    // The source into which captions are written; human_short at first.
    QString writeSource() const { return write_source_; }
    void setWriteSource(const QString& source);
    // What it may be: the project's sources, and the usual ones of captions by hand.
    QStringList writeSources() const;
    // Saves a caption that was written, and then goes on to the next image of the filter that has none of the source:
    // answered by writeNext or nothingToWrite, or by writeFailed.
    void saveWritten(recap::ImageId image, const QString& source, const QString& text);
    // To the first image from the current one on that has no caption of the source: answered the same way.
    void goToUnwritten(const QString& source);
    // What stands in an editor, kept in the project as it is typed.
    void keepDraft(recap::ImageId image, const QString& source, const Draft& draft);
    void dropDraft(recap::ImageId image, const QString& source);
    std::optional<Draft> draft(recap::ImageId image, const QString& source) const;
    QStringList draftSources(recap::ImageId image) const;
    int draftCount() const { return static_cast<int>(drafts_.size()); }
    // All of them as one step; captions that changed since the preview are left alone and told.
    void applyBulk(const std::vector<recap::BulkChange>& changes, const QString& name);
    // How many captions under review a status would change to among the images of the filter: answered by
    // statusCounted.
    void countForAll(recap::CaptionStatus status);
    // Gives them the status, as one step.
    void setStatusOfAll(recap::CaptionStatus status);
    // The project's named queries; answered by filtersChanged.
    const QList<std::pair<QString, QString>>& savedFilters() const { return filters_; }
    void saveFilter(const QString& name);
    void removeFilter(const QString& name);
    void undo() { moveInJournal(false); }
    void redo() { moveInJournal(true); }
    QString undoName() const { return undo_name_; }
    QString redoName() const { return redo_name_; }
    void setReviewer(const QString& name) { reviewer_ = name; }

    // Reads everything again; the selection stays when its image is still found.
    void refresh();

Q_SIGNALS:
    void projectChanged();
    void queryChanged(const QString& query);
    void resultsChanged();
    // Empty message: the query is right. Position from 0 in characters, -1 when unknown.
    void queryProblem(const QString& message, int position);
    // Why a right query may have found nothing; empty: no remark. `checkFiles`: the report would tell.
    void queryHints(const QStringList& hints, bool checkFiles);
    void facetsChanged();
    void currentChanged(int row);
    void detailChanged();
    void activeChanged();
    void journalChanged();
    // Captions of the project are others now.
    void edited();
    // A step was taken back or done again; for a sentence in the window.
    void journalMoved(const QString& sentence);
    // `overturned` of them were decided the other way before.
    void statusCounted(int status, int captions, int overturned);
    // A remark that may be overlooked; a text in the window, no message over it.
    void said(const QString& sentence);
    void writeSourceChanged();
    void draftsChanged();
    // Drafts of before were found in the project that was opened.
    void draftsFound(int count);
    void writeNext();
    void nothingToWrite();
    void writeFailed();
    void filtersChanged();
    void failed(const recap::Failed& failure);

private:
    void loadFilters();
    void afterBulk(const QString& sentence);
    void runQuery();
    void loadFacets();
    void loadCurrent();
    void takeDetail(ImageDetail detail);
    void chooseSources();
    void review(recap::CaptionStatus status);
    void doHeldSteps();
    void apply(const QString& name, const recap::CaptionEdit& edit, std::function<void()> done = {},
               std::function<void()> failed = {});
    void takeOpened(const DatasetView& view, const QList<StoredDraft>& drafts);
    void findUnwritten(const QString& source, int from, recap::ImageId without);
    DatasetView view() const;
    void remember();
    void storeNow();
    void moveInJournal(bool forward);
    void afterEdit(const std::vector<recap::ImageId>& images);
    void setLoader();
    void reportFailure(const recap::Failed& failure);

    std::shared_ptr<recap::Project> project_;
    ImageGridModel grid_;
    QString query_, shown_query_, active_, reference_, reviewer_, write_source_;
    QString undo_name_, redo_name_;
    QList<std::pair<QString, QString>> filters_;  // name, query
    FacetCounts facets_;
    ImageDetail detail_;
    recap::ImageId wanted_;  // selection to find again after a query
    int current_ = -1;
    // Keys pressed before the image's captions were there: a decision, or none for "skip". Done in order as they load.
    std::deque<std::optional<recap::CaptionStatus>> held_;
    bool sources_chosen_ = false;
    QMap<std::pair<std::int64_t, QString>, Draft> drafts_;  // by image and source
    bool draft_failed_ = false;                             // said once, not at every key
    DatasetView stored_;
    bool opened_ = false;  // what the project remembers is known
    QTimer typing_, remembering_;
    LatestOnly queries_, details_, counts_, opening_, unwritten_;
};

}  // namespace recap::gui
