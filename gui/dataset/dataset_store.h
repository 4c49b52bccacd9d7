// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/image_grid_model.h"
#include "text/word_diff.h"

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "data/caption_repository.h"
#include "data/records.h"
#endif

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace recap {
class Project;
}

namespace recap::gui {

// What is asked of the project for the Dataset workspace. Every function reads the database or the tokenizer and is
// called on background threads only.

struct CaptionView {
    CaptionRecord caption;
    QString source;
    QString text;
    QString status;
    QString provenance;          // one line for people
    std::vector<DiffSpan> diff;  // from the reference text; empty for the reference itself
    int words = 0;
    int tokens = -1;  // CLIP tokens without start and end; negative: no vocabulary found
    int limit = 75;
    qsizetype cut = -1;          // index in `text` where CLIP stops reading; -1: it reads all
    std::optional<double> clip;  // CLIPScore (cosine) by the CLIP that was used last
    bool reference = false;
    bool written = true;  // false: the image has no caption of the source yet
};

// A caption that was begun and not saved.
struct Draft {
    QString text;
    QString begun_from;  // source whose caption was the start; empty: none
    bool operator==(const Draft&) const = default;
};

struct ImageDetail {
    ImageRecord image;
    QList<CaptionView> captions;
};

struct FacetCounts {
    std::int64_t images = 0;
    std::int64_t missing = 0;
    std::vector<CaptionSource> sources;
    std::vector<std::int64_t> statuses;  // in the order of CaptionStatus, of the reviewed source
};

struct QueryResult {
    std::vector<ImageId> ids;
    QStringList hints;                    // why a right query may have found nothing
    bool check_files = false;             // one of them is answered by the report
    std::optional<QString> problem = {};  // the query is wrong, and this sentence says why; there are no ids then
    int position = -1;                    // where it is wrong, in characters from 0
};

// What somebody had before them; kept with the project.
struct DatasetView {
    QString query;
    ImageId image;
    QString reviewed, reference, written;
    bool operator==(const DatasetView&) const = default;
};

struct StoredDraft {
    ImageId image;
    QString source;
    Draft draft;
};

DatasetView loadView(Project& project);
void storeView(Project& project, const DatasetView& view);
QList<StoredDraft> loadDrafts(Project& project);

QueryResult findImages(Project& project, const QString& query);
FacetCounts countFacets(Project& project, const QString& source);
// Captions in the order alttext, recap_*, human*, others; compared with the caption of `reference` when there is one.
ImageDetail loadDetail(Project& project, ImageId image, const QString& reference);
QList<GridItem> loadGridItems(Project& project, const std::vector<ImageId>& ids, const QString& source);

// A text that is being typed: words, tokens and where CLIP stops reading.
CaptionView measuredText(const QString& text);

// Order of sources for people: web text, RECAP, human, then the others by name.
int sourceRank(const QString& source);

}  // namespace recap::gui
