// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_part.h"

#include <QList>
#include <QString>

#include <utility>

namespace recap::gui {

// The project's named queries.
class SavedQueries final : public ProjectPart {
    Q_OBJECT

public:
    explicit SavedQueries(QObject* parent = nullptr) : ProjectPart(parent) {}

    void announce() override;
    // Name and query.
    const QList<std::pair<QString, QString>>& list() const { return list_; }
    // Both are answered by changed().
    void save(const QString& name, const QString& query);
    void remove(const QString& name);
    void load();

Q_SIGNALS:
    void changed();

protected:
    void forget() override;

private:
    QList<std::pair<QString, QString>> list_;
    LatestOnly lists_;
};

}  // namespace recap::gui
