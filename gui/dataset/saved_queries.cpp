// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/saved_queries.h"

#include "data/saved_filters.h"
#include "workflow/project/project.h"

#include <vector>

namespace recap::gui {

void SavedQueries::forget() {
    lists_.forget();
    list_.clear();
}

void SavedQueries::announce() {
    Q_EMIT changed();
}

void SavedQueries::load() {
    lists_.run(
        this, [project = project()] { return savedFilters(project->database()); },
        [this](const std::vector<SavedFilter>& filters) {
            list_.clear();
            for (const SavedFilter& filter : filters)
                list_.append({QString::fromStdString(filter.name), QString::fromStdString(filter.query)});
            Q_EMIT changed();
        },
        saying());
}

void SavedQueries::save(const QString& name, const QString& query) {
    if (!writable() || name.trimmed().isEmpty()) return;
    write(
        [project = project(), name = name.toStdString(), query = query.toStdString()] {
            saveFilter(project->database(), {name, query});
        },
        [this] { load(); });
}

void SavedQueries::remove(const QString& name) {
    if (!writable()) return;
    write([project = project(), name = name.toStdString()] { removeFilter(project->database(), name); },
          [this] { load(); });
}

}  // namespace recap::gui
