// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/results/metric_pictures.h"
#endif

#include <QAbstractListModel>
#include <QString>

#include <cstddef>
#include <memory>
#include <vector>

namespace recap::gui {

// The pictures behind a number, in either order, or those whose prompt holds a text.
class MetricPicturesModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum class Order { WorstFirst, BestFirst };
    enum Role {
        PathRole = Qt::UserRole + 1,
        ValueRole,   // "0.31"; "–" for a picture that could not be judged
        JudgedRole,  // false: it could not be
        PromptRole,
    };
    using QAbstractListModel::QAbstractListModel;

    // In the order of metricPictures(). `decimals`: of the metric's column.
    void setPictures(std::vector<MetricPicture> pictures, int decimals);
    void setOrder(Order order);
    Order order() const { return order_; }
    void setFilter(const QString& text);
    const QString& filter() const { return filter_; }

    // nullptr for a row that is not there.
    const MetricPicture* at(int row) const;
    int all() const { return static_cast<int>(pictures_.size()); }
    QString valueText(const MetricPicture& picture) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void choose();

    std::vector<MetricPicture> pictures_;
    std::vector<std::size_t> shown_;
    Order order_ = Order::WorstFirst;
    QString filter_;
    int decimals_ = 3;
};

}  // namespace recap::gui
