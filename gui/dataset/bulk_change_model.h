// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include "workflow/dataset/bulk_edit.h"
#endif

#include <QAbstractTableModel>

#include <vector>

namespace recap::gui {

// Every change that a bulk edit would make: source, text before, text after.
class BulkChangeModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Source, Before, After, kColumns };
    explicit BulkChangeModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setChanges(std::vector<BulkChange> changes);
    const std::vector<BulkChange>& changes() const { return changes_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<BulkChange> changes_;
};

}  // namespace recap::gui
