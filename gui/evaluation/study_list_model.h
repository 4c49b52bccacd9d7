// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc of Qt 6.4 stumbles over <chrono> when that is the first standard header it meets.
#ifndef Q_MOC_RUN
#include "workflow/rating/rating_study.h"
#endif

#include <QAbstractListModel>

#include <vector>

namespace recap::gui {

// The project's blind studies, newest first.
class StudyListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { StudyIdRole = Qt::UserRole + 1, SubtitleRole };

    using QAbstractListModel::QAbstractListModel;
    void setStudies(std::vector<RatingStudyInfo> studies);
    const std::vector<RatingStudyInfo>& studies() const { return studies_; }
    const RatingStudyInfo* find(StudyId study) const;
    int rowOf(StudyId study) const;  // -1: not there

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<RatingStudyInfo> studies_;
};

// "40 pairs · 52 answers · 2 raters"
QString studySubtitle(const RatingStudyInfo& study);

}  // namespace recap::gui
