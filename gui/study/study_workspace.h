// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/workspace.h"
#include "gui/study/study_presenter.h"

namespace recap::gui {

// The demo study: the one of the open project, or the window's own where there is none.
class StudyWorkspace final : public Workspace {
    Q_OBJECT

public:
    explicit StudyWorkspace(Shell& shell, QWidget* parent = nullptr);

    QString name() const override { return QStringLiteral("study"); }
    QString title() const override { return tr("Experiment"); }
    QIcon icon() const override;
    int digit() const override { return 9; }
    bool needsProject() const override { return false; }
    void setProject(std::shared_ptr<Project> project) override;
    StudyPresenter& presenter() { return presenter_; }

private:
    void openReport(const QString& path);

    StudyPresenter presenter_;
};

}  // namespace recap::gui
