// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/caption_quality.h"
#endif

#include <QAbstractListModel>

#include <vector>

class QListView;
class QWidget;

namespace recap::gui {

class ThumbnailCache;

// Captions with their CLIPScores, in the order of a list of the quality page.
class ScoredListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { kPathRole = Qt::UserRole + 1, kKeyRole };
    using QAbstractListModel::QAbstractListModel;

    // `differences`: the score's difference from the other source's caption is shown in its place.
    void setCaptions(std::vector<ScoredCaption> captions, bool differences);
    int rowCount(const QModelIndex& parent = {}) const override;
    // DisplayRole: the number; ToolTipRole: the caption; AccessibleTextRole: both.
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<ScoredCaption> captions_;
    bool differences_ = false;
};

// The model as thumbnails with the number beneath; QListView::activated gives the image that is wanted.
QListView* makeScoredView(ScoredListModel* model, ThumbnailCache& thumbnails, QWidget* parent);

}  // namespace recap::gui
