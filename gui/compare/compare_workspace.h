// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/compare/compare_presenter.h"
#include "gui/shell/workspace.h"

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace recap::gui {

class CompareViewer;
class DrawSamplesPage;
class EmptyState;
class HeaderBar;
class MetricsPanel;

// Pictures of the chosen runs at the left, their numbers at the right.
class CompareWorkspace final : public Workspace {
    Q_OBJECT

public:
    explicit CompareWorkspace(Shell& shell, QWidget* parent = nullptr);

    QString name() const override { return QStringLiteral("compare"); }
    QString title() const override;
    QIcon icon() const override;
    void setProject(std::shared_ptr<Project> project) override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    QWidget* firstFocus() override;

    ComparePresenter& presenter() { return presenter_; }

private:
    void makeActions();
    void fillHead(HeaderBar* head);
    QWidget* makeEmpty();
    void fillRuns();
    void showDifferences();
    void showPage();
    void openDraw();
    void computeMetrics();
    void exportMetrics();

    ComparePresenter presenter_;
    QAction* draw_ = nullptr;
    QAction* export_ = nullptr;
    QAction* compute_ = nullptr;
    QPushButton* runs_ = nullptr;
    QMenu* runMenu_ = nullptr;
    QLineEdit* filter_ = nullptr;
    QLabel* differences_ = nullptr;
    QSplitter* splitter_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    CompareViewer* viewer_ = nullptr;
    MetricsPanel* metrics_ = nullptr;
    DrawSamplesPage* drawPage_ = nullptr;
    EmptyState* empty_ = nullptr;
    bool drawing_ = false;
};

}  // namespace recap::gui
