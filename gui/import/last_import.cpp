// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/import/last_import.h"

#include "gui/shell/shell.h"

#include <utility>

namespace recap::gui {

LastImport::LastImport(Shell& shell) : QObject(&shell) {}

LastImport& LastImport::of(Shell& shell) {
    auto* kept = shell.findChild<LastImport*>({}, Qt::FindDirectChildrenOnly);
    return kept != nullptr ? *kept : *new LastImport(shell);
}

void LastImport::keep(std::shared_ptr<const ImportReport> report) {
    report_ = std::move(report);
    Q_EMIT changed();
}

}  // namespace recap::gui
