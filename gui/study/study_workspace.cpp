// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/study/study_workspace.h"

#include "gui/base/theme.h"
#include "gui/shell/shell.h"
#include "gui/study/study_page.h"
#include "gui/widgets/page.h"
#include "workflow/project/project.h"

#include <QDesktopServices>
#include <QUrl>
#include <QVBoxLayout>

namespace recap::gui {

StudyWorkspace::StudyWorkspace(Shell& shell, QWidget* parent) : Workspace(shell, parent), presenter_(shell.jobs()) {
    setObjectName(QStringLiteral("studyWorkspace"));
    auto* page = new StudyPage(presenter_, shell.prompter(), this);
    auto* column = makeColumn(this);
    column->addWidget(page);
    connect(page, &StudyPage::reportWanted, this, &StudyWorkspace::openReport);
    connect(page, &StudyPage::projectWanted, &shell, &Shell::openProject);
    connect(&shell, &Shell::studyWanted, this, [this] {
        if (presenter_.phase() != StudyPresenter::Phase::Complete) presenter_.start();
    });
    presenter_.prepare(StudyPresenter::demoRequest());
}

QIcon StudyWorkspace::icon() const {
    return Theme::current().icon(u"workflow");
}

void StudyWorkspace::setProject(std::shared_ptr<Project> project) {
    presenter_.follow(project == nullptr ? QString() : QString::fromStdString(project->path().string()));
}

void StudyWorkspace::openReport(const QString& path) {
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        shell().warn(tr("No program is set up to open the report. The report is stored here: %1").arg(path));
}

}  // namespace recap::gui
