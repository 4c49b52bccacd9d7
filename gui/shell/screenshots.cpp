// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/screenshots.h"

#include "gui/shell/background.h"
#include "gui/shell/main_window.h"
#include "gui/shell/shell.h"
#include "gui/shell/theme.h"
#include "gui/shell/workspace.h"

#include <QDir>
#include <QPixmap>
#include <QTimer>

namespace recap::gui {

namespace {
// Queries, then thumbnails, then their painting.
constexpr int kSettleMs = 1500;
}  // namespace

Screenshots::Screenshots(MainWindow& window, Shell& shell, QString folder, QObject* parent)
    : QObject(parent), window_(window), shell_(shell), folder_(std::move(folder)) {}

void Screenshots::start() {
    window_.resize(1440, 900);
    good_ = QDir().mkpath(folder_);
    pages_ << QStringLiteral("start") << QStringLiteral("study");
    if (window_.session().project() != nullptr)
        for (const Workspace* workspace : window_.workspaces()) pages_ << workspace->name();
    next();
}

void Screenshots::next() {
    if (pages_.isEmpty() || !good_) {
        Q_EMIT finished(good_);
        return;
    }
    const QString page = pages_.takeFirst();
    window_.showPage(page);
    QTimer::singleShot(kSettleMs, this, [this, page] {
        waitForBackground();
        QTimer::singleShot(kSettleMs / 3, this, [this, page] {
            const QString theme = Theme::current().dark() ? QStringLiteral("dark") : QStringLiteral("light");
            good_ = good_ && window_.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder_, page, theme));
            next();
        });
    });
}

}  // namespace recap::gui
