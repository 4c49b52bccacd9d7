// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/dataset_stats.h"
#endif

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace recap::gui {

class Shell;

// Counts the data set as a job and knows which filter shows the images behind a number; no widget inside.
class ReportPresenter final : public QObject {
    Q_OBJECT

public:
    explicit ReportPresenter(Shell& shell, QObject* parent = nullptr);

    void setProject(std::shared_ptr<Project> project);
    // Counts the images of the query (all of them when it is empty), unless that is what is under way. The query has
    // no mistake.
    void count(const QString& query);
    bool counting() const { return counting_; }
    QString query() const { return query_; }
    // None: not counted yet, or it failed.
    const std::optional<DatasetStatistics>& statistics() const { return statistics_; }

    // Filters within the query that was counted. Empty text of `condition`: the query itself.
    QString filter(const QString& condition) const;
    QString sourceFilter(const std::string& source, const QString& condition = {}) const;
    // Lengths from `from` to `to` of a field (tokens, words).
    QString lengthFilter(const std::string& source, const QString& field, int from, int to) const;

    void saveHtml(const QString& path);
    void saveCsv(const QString& path);

Q_SIGNALS:
    void changed();

private:
    void save(const QString& path, bool html);

    Shell& shell_;
    std::shared_ptr<Project> project_;
    QString query_;
    bool counting_ = false;
    quint64 asked_ = 0;  // answers to an older question are dropped
    std::optional<DatasetStatistics> statistics_;
};

}  // namespace recap::gui
