// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/bulk_change_model.h"

#include "gui/base/error_text.h"

namespace recap::gui {

void BulkChangeModel::setChanges(std::vector<BulkChange> changes) {
    beginResetModel();
    changes_ = std::move(changes);
    endResetModel();
}

int BulkChangeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(changes_.size());
}

int BulkChangeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(kColumns);
}

QVariant BulkChangeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const BulkChange& change = changes_[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole && index.column() == Source) return QString::fromStdString(change.path);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
        case Source: return captionSourceText(QString::fromStdString(change.source));
        case Before: return QString::fromStdString(change.before);
        default: return QString::fromStdString(change.after);
    }
}

QVariant BulkChangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
        case Source: return tr("Source");
        case Before: return tr("Before");
        default: return tr("After");
    }
}

}  // namespace recap::gui
