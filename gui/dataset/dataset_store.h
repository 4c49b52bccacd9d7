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
    recap::CaptionRecord caption;
    QString source;
    QString text;
    QString status;
    QString provenance;                 // one line for people
    std::vector<recap::DiffSpan> diff;  // from the reference text; empty for the reference itself
    int words = 0;
    int tokens = -1;  // CLIP tokens without start and end; negative: no vocabulary found
    int limit = 75;
    qsizetype cut = -1;          // index in `text` where CLIP stops reading; -1: it reads all
    std::optional<double> clip;  // CLIPScore (cosine) by the CLIP that was used last
    bool reference = false;
};

struct ImageDetail {
    recap::ImageRecord image;
    QList<CaptionView> captions;
};

struct FacetCounts {
    std::int64_t images = 0;
    std::int64_t missing = 0;
    std::vector<recap::CaptionSource> sources;
    std::vector<std::int64_t> statuses;  // in the order of CaptionStatus, of the reviewed source
};

struct QueryResult {
    std::vector<recap::ImageId> ids;
};

// Throws Error(InvalidOption) with the position of a mistake in the query.
QueryResult findImages(recap::Project& project, const QString& query);
FacetCounts countFacets(recap::Project& project, const QString& source);
// Captions in the order alttext, recap_*, human*, others; compared with the caption of `reference` when there is one.
ImageDetail loadDetail(recap::Project& project, recap::ImageId image, const QString& reference);
QList<GridItem> loadGridItems(recap::Project& project, const std::vector<recap::ImageId>& ids, const QString& source);

// Order of sources for people: web text, RECAP, human, then the others by name.
int sourceRank(const QString& source);

}  // namespace recap::gui
