// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/status_mark.h"

#include "gui/base/theme.h"

namespace recap::gui {

StatusMark statusMark(const QString& status) {
    const ThemeColors& colors = Theme::current().colors();
    if (status == QStringLiteral("accepted")) return {QStringLiteral("✓"), QStringLiteral("check"), colors.good};
    if (status == QStringLiteral("edited")) return {QStringLiteral("✎"), QStringLiteral("edit"), colors.warning};
    if (status == QStringLiteral("rejected")) return {QStringLiteral("✕"), QStringLiteral("close"), colors.error};
    if (status == QStringLiteral("flagged")) return {QStringLiteral("⚑"), QStringLiteral("flag"), colors.accent};
    return {QStringLiteral("•"), {}, colors.muted};
}

}  // namespace recap::gui
