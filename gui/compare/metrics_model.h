// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/results/results_table.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include <map>

namespace recap::gui {

QString directionArrow(Direction direction);  // "↓", "↑" or nothing
QString metricText(double value, int decimals);

// The metrics table for a view: column 0 is the model, the others are metrics.
class MetricsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        ValueRole = Qt::UserRole + 1,  // "0.843"
        IntervalRole,                  // "[0.82, 0.86]"
        BestRole,
        SeriesRole,     // column 0
        ReferenceRole,  // column 0: real images
    };

    using QAbstractTableModel::QAbstractTableModel;

    // `series`: colour, dash and marker of the models.
    void setTable(ResultsTable table, std::map<RunId, int> series = {});
    const ResultsTable& table() const { return table_; }
    // Everything that is known about a number, one sentence a line; empty for column 0.
    QString cardText(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const ResultsCell* cell(const QModelIndex& index) const;

    ResultsTable table_;
    std::map<RunId, int> series_;
};

// The value above its interval in small figures; the best one bold and with a star.
class MetricsDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kRowHeight = 48;

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace recap::gui
