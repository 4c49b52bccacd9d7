// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/prompt_list_model.h"

#include "gui/judging/prompt_text.h"

#include <utility>

namespace recap::gui {

void PromptListModel::setSet(std::shared_ptr<const PromptSet> set) {
    beginResetModel();
    set_ = std::move(set);
    category_.reset();
    text_.clear();
    choose();
    endResetModel();
}

void PromptListModel::setFilter(const std::optional<QString>& category, const QString& text) {
    if (category == category_ && text == text_) return;
    beginResetModel();
    category_ = category;
    text_ = text;
    choose();
    endResetModel();
}

void PromptListModel::choose() {
    shown_.clear();
    if (set_ == nullptr) return;
    const std::string category = category_.value_or(QString()).toStdString();
    for (std::size_t i = 0; i < set_->items.size(); ++i) {
        const auto& item = set_->items[i];
        if (category_ && item.category != category) continue;
        if (!text_.isEmpty() && !QString::fromStdString(item.prompt).contains(text_, Qt::CaseInsensitive)) continue;
        shown_.push_back(i);
    }
}

const PromptItem* PromptListModel::itemAt(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    return &set_->items[shown_[static_cast<std::size_t>(row)]];
}

int PromptListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

QVariant PromptListModel::data(const QModelIndex& index, int role) const {
    const auto* item = itemAt(index.row());
    if (item == nullptr) return {};
    const auto subtitle = [item] {
        const QString expected = expectationText(item->expect);
        const QString id = QString::fromStdString(item->id);
        return expected.isEmpty() ? id : QStringLiteral("%1 · %2").arg(id, expected);
    };
    switch (role) {
        case Qt::DisplayRole: return QString::fromStdString(item->prompt);
        case kSubtitleRole: return subtitle();
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1. %2").arg(QString::fromStdString(item->prompt), subtitle());
        default: return {};
    }
}

}  // namespace recap::gui
