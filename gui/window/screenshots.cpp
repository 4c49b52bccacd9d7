// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/screenshots.h"

#include "gui/base/background.h"
#include "gui/base/theme.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"
#include "gui/shell/workspace.h"
#include "gui/window/main_window.h"

#include <QAction>
#include <QDir>
#include <QPixmap>
#include <QTimer>

#include <array>

namespace recap::gui {

namespace {
// Queries, then thumbnails, then their painting.
constexpr int kSettleMs = 1500;

// Views of a workspace that an action opens, and closes when it can be switched.
struct View {
    const char* workspace;
    const char* name;
    const char* action;
};
constexpr std::array<View, 4> kViews{{{"dataset", "trainer", "trainerView"},
                                      {"dataset", "report", "reportAction"},
                                      {"compare", "judges", "actionJudges"},
                                      {"compare", "prompts", "actionPromptSets"}}};

QAction* actionOf(const QObject& window, const QString& page) {
    for (const View& view : kViews)
        if (page == QLatin1String(view.workspace) + QLatin1Char('-') + QLatin1String(view.name))
            return window.findChild<QAction*>(QLatin1String(view.action));
    return nullptr;
}
}  // namespace

Screenshots::Screenshots(MainWindow& window, Shell& shell, QString folder, QObject* parent)
    : QObject(parent), window_(window), shell_(shell), folder_(std::move(folder)) {}

void Screenshots::start() {
    window_.resize(1440, 900);
    good_ = QDir().mkpath(folder_);
    pages_ << QStringLiteral("start");
    for (const Workspace* workspace : window_.workspaces()) {
        if (workspace->needsProject() && window_.session().project() == nullptr) continue;
        pages_ << workspace->name();
        for (const View& view : kViews)
            if (workspace->name() == QLatin1String(view.workspace))
                pages_ << workspace->name() + QLatin1Char('-') + QLatin1String(view.name);
    }
    next();
}

void Screenshots::next() {
    if (pages_.isEmpty() || !good_) {
        Q_EMIT finished(good_);
        return;
    }
    const QString page = pages_.takeFirst();
    window_.showPage(page.section(QLatin1Char('-'), 0, 0));
    QAction* action = actionOf(window_, page);
    if (action != nullptr) action->trigger();
    QTimer::singleShot(kSettleMs, this, [this, page, action] { take(page, action); });
}

void Screenshots::take(const QString& page, QAction* action) {
    // A report is counted by a job.
    if (shell_.jobs().unsettledCount() > 0) {
        QTimer::singleShot(kSettleMs / 3, this, [this, page, action] { take(page, action); });
        return;
    }
    waitForBackground();
    QTimer::singleShot(kSettleMs / 3, this, [this, page, action] {
        const QString theme = Theme::current().dark() ? QStringLiteral("dark") : QStringLiteral("light");
        good_ = good_ && window_.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder_, page, theme));
        if (action != nullptr && action->isCheckable()) action->trigger();
        next();
    });
}

}  // namespace recap::gui
