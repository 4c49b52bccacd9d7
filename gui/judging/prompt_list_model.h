// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/prompts/prompt_import.h"
#endif

#include <QAbstractListModel>
#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace recap::gui {

// The prompts of a set, or of one of its categories, that hold a text.
class PromptListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        kSubtitleRole = Qt::UserRole + 1,  // id, and what is expected
    };
    using QAbstractListModel::QAbstractListModel;

    void setSet(std::shared_ptr<const PromptSet> set);
    // None: every category.
    void setFilter(const std::optional<QString>& category, const QString& text);
    // nullptr for a row that is not there.
    const PromptItem* itemAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void choose();

    std::shared_ptr<const PromptSet> set_;
    std::optional<QString> category_;
    QString text_;
    std::vector<std::size_t> shown_;
};

}  // namespace recap::gui
