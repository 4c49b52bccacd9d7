// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_presenter.h"
#include "gui/dataset/trainer_presenter.h"
#include "gui/shell/workspace.h"

class QAction;
class QLabel;
class QListView;
class QSplitter;
class QStackedWidget;

namespace recap::gui {

class DetailPane;
class EmptyState;
class FilterBar;
class ReportPage;
class ReportPresenter;

// Audits captions: filter and counts, grid, and the chosen image with its captions; every step by one key.
class DatasetWorkspace final : public Workspace {
    Q_OBJECT

public:
    explicit DatasetWorkspace(Shell& shell, QWidget* parent = nullptr);

    QString name() const override { return QStringLiteral("dataset"); }
    QString title() const override { return tr("Dataset"); }
    QIcon icon() const override;
    void setProject(std::shared_ptr<recap::Project> project) override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    QWidget* firstFocus() override;
    DatasetPresenter& presenter() { return presenter_; }
    TrainerPresenter& trainer() { return trainer_; }

private:
    QAction* addAction(const QString& name, const QString& text, const QString& icon, const QString& key);
    void buildActions();
    QWidget* makeHeader();
    QWidget* makeGrid();
    QWidget* makeEmptyStates();
    void connectPresenter();
    void updateActions();
    void showResults();
    void importData();
    void exportData();
    void showReport();
    void leaveReport(const QString& query);
    void chooseBody();
    void connectFilters();
    void askForAll(int status, int captions, int overturned);
    void connectWriting();
    void giveKeys();
    void askForSource();
    void askToDiscard(recap::ImageId image, const QString& source);
    void writeCaptions(const QString& source);
    void showReportOf(const QString& query);
    void say(const QString& sentence);

    DatasetPresenter presenter_;
    TrainerPresenter trainer_;
    ReportPresenter* report_;
    QAction *accept_, *edit_, *reject_, *flag_, *skip_, *back_, *undo_, *redo_, *import_, *bulk_, *acceptAll_,
        *rejectAll_, *export_, *reportAction_, *trainerView_, *importReport_, *score_, *write_, *writeMissing_,
        *discard_, *close_;
    QList<QAction*> view_keys_;  // act in the grid and the picture alone
    FilterBar* filter_;
    QLabel *count_, *said_;
    QListView* grid_;
    DetailPane* detail_;
    QSplitter* columns_;
    QStackedWidget *body_, *middle_;
    bool report_shown_ = false;
    bool grid_wanted_ = false;  // it gets the keyboard when the first images are there
    QString write_when_found_;  // query of images to write captions for, until they are shown
};

}  // namespace recap::gui
