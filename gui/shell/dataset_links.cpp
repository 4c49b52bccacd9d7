// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/dataset_links.h"

#include "gui/shell/shell.h"

namespace recap::gui {

DatasetLinks::DatasetLinks(Shell& shell) : QObject(&shell), shell_(shell) {}

DatasetLinks& DatasetLinks::of(Shell& shell) {
    auto* kept = shell.findChild<DatasetLinks*>({}, Qt::FindDirectChildrenOnly);
    return kept != nullptr ? *kept : *new DatasetLinks(shell);
}

void DatasetLinks::showImages(const QString& query, const QString& source) {
    shell_.show(QStringLiteral("dataset"));
    Q_EMIT imagesWanted(query, source);
}

void DatasetLinks::showQuality(RunId run) {
    shell_.show(QStringLiteral("dataset"));
    Q_EMIT qualityWanted(run);
}

}  // namespace recap::gui
