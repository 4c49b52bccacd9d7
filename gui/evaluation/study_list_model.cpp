// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/study_list_model.h"

#include <QCoreApplication>

#include <algorithm>

namespace recap::gui {

void StudyListModel::setStudies(std::vector<RatingStudyInfo> studies) {
    std::sort(studies.begin(), studies.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
    const auto sameRow = [](const auto& a, const auto& b) { return a.id == b.id; };
    const bool same =
        studies.size() == studies_.size() && std::equal(studies.begin(), studies.end(), studies_.begin(), sameRow);
    if (same) {
        // The selection stays: only numbers of answers have changed.
        studies_ = std::move(studies);
        if (!studies_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    studies_ = std::move(studies);
    endResetModel();
}

const RatingStudyInfo* StudyListModel::find(StudyId study) const {
    const int row = rowOf(study);
    return row < 0 ? nullptr : &studies_[static_cast<std::size_t>(row)];
}

int StudyListModel::rowOf(StudyId study) const {
    const auto it = std::find_if(studies_.begin(), studies_.end(), [study](const auto& s) { return s.id == study; });
    return it == studies_.end() ? -1 : static_cast<int>(it - studies_.begin());
}

int StudyListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(studies_.size());
}

QVariant StudyListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto& study = studies_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole: return QString::fromStdString(study.name);
        case SubtitleRole: return studySubtitle(study);
        case StudyIdRole: return QVariant::fromValue<qlonglong>(study.id.value);
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1, %2").arg(QString::fromStdString(study.name), studySubtitle(study));
        default: return {};
    }
}

QString studySubtitle(const RatingStudyInfo& study) {
    return QStringList{StudyListModel::tr("%n item(s)", nullptr, static_cast<int>(study.items)),
                       StudyListModel::tr("%n answer(s)", nullptr, static_cast<int>(study.answers)),
                       StudyListModel::tr("%n rater(s)", nullptr, static_cast<int>(study.raters))}
        .join(QStringLiteral(" · "));
}

}  // namespace recap::gui
