// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/metric_pictures_model.h"

#include "gui/base/error_text.h"
#include "gui/compare/metrics_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace recap::gui {

void MetricPicturesModel::setPictures(std::vector<MetricPicture> pictures, int decimals) {
    beginResetModel();
    pictures_ = std::move(pictures);
    decimals_ = decimals;
    filter_.clear();
    choose();
    endResetModel();
}

void MetricPicturesModel::setOrder(Order order) {
    if (order == order_) return;
    beginResetModel();
    order_ = order;
    choose();
    endResetModel();
}

void MetricPicturesModel::setFilter(const QString& text) {
    if (text == filter_) return;
    beginResetModel();
    filter_ = text;
    choose();
    endResetModel();
}

// The other way round equal pictures keep the order of their prompts, and what could not be judged comes last.
void MetricPicturesModel::choose() {
    shown_.clear();
    for (std::size_t i = 0; i < pictures_.size(); ++i)
        if (filter_.isEmpty() || QString::fromStdString(pictures_[i].prompt).contains(filter_, Qt::CaseInsensitive))
            shown_.push_back(i);
    if (order_ == Order::WorstFirst) return;
    std::vector<std::size_t> turned;
    for (auto end = shown_.size(); end > 0;) {
        auto begin = end - 1;
        const auto same = [&](std::size_t place) {
            const double a = pictures_[shown_[place]].value, b = pictures_[shown_[end - 1]].value;
            return a == b || (std::isnan(a) && std::isnan(b));
        };
        while (begin > 0 && same(begin - 1)) --begin;
        for (auto i = begin; i < end; ++i) turned.push_back(shown_[i]);
        end = begin;
    }
    shown_ = std::move(turned);
}

const MetricPicture* MetricPicturesModel::at(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    return &pictures_[shown_[static_cast<std::size_t>(row)]];
}

QString MetricPicturesModel::valueText(const MetricPicture& picture) const {
    return metricText(picture.value, decimals_);
}

int MetricPicturesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

QVariant MetricPicturesModel::data(const QModelIndex& index, int role) const {
    const auto* picture = at(index.row());
    if (picture == nullptr) return {};
    const QString prompt = QString::fromStdString(picture->prompt);
    switch (role) {
        case PathRole: return QString::fromStdString(picture->path.string());
        case Qt::DisplayRole:
        case ValueRole: return valueText(*picture);
        case JudgedRole: return picture->problem.empty();
        case PromptRole: return prompt;
        case Qt::ToolTipRole: return prompt;
        case Qt::AccessibleTextRole: return QStringLiteral("%1: %2").arg(valueText(*picture), prompt);
        default: return {};
    }
}

}  // namespace recap::gui
