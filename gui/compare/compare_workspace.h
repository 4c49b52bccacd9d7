// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/compare/compare_presenter.h"
#include "gui/judging/judges_presenter.h"
#include "gui/judging/prompts_presenter.h"
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
class JudgesPage;
class MetricPicturesPage;
class MetricsPanel;
class PromptsPage;

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
    JudgesPresenter& judges() { return judges_; }
    PromptsPresenter& prompts() { return prompts_; }
    MetricPicturesPresenter& pictures() { return pictures_; }

private:
    void makeActions();
    void fillHead(HeaderBar* head);
    QWidget* makeEmpty();
    void fillRuns();
    void showDifferences();
    void showPage();
    void makeJudging();
    // Lays a page over the comparison; null: back to it.
    void layOver(QWidget* page);
    void openDraw();
    void openJudges();
    void openPrompts();
    void useForSampling();
    void openPictures(int row, int column);
    void computeMetrics();
    void exportMetrics();

    ComparePresenter presenter_;
    JudgesPresenter judges_;
    PromptsPresenter prompts_;
    MetricPicturesPresenter pictures_;
    QAction* draw_ = nullptr;
    QAction* export_ = nullptr;
    QAction* compute_ = nullptr;
    QAction* openJudges_ = nullptr;
    QAction* openPrompts_ = nullptr;
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
    JudgesPage* judgesPage_ = nullptr;
    PromptsPage* promptsPage_ = nullptr;
    MetricPicturesPage* picturesPage_ = nullptr;
    QWidget* over_ = nullptr;  // the page that lies over the comparison
};

}  // namespace recap::gui
