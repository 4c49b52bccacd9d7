// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_keys.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/dataset/dataset_questions.h"
#include "gui/dataset/trainer_presenter.h"
#include "gui/shell/workspace.h"

#include <optional>

class QListView;
class QSplitter;
class QStackedWidget;

namespace recap::gui {

class DetailPane;
class FilterBar;
class GridPane;
class HeaderBar;
class QualityPresenter;
class ReportPresenter;

// Audits captions: filter and counts, grid, and the chosen image with its captions; every step by one key.
class DatasetWorkspace final : public Workspace {
    Q_OBJECT

public:
    explicit DatasetWorkspace(Shell& shell, QWidget* parent = nullptr);

    QString name() const override { return QStringLiteral("dataset"); }
    QString title() const override { return tr("Dataset"); }
    QIcon icon() const override;
    void setProject(std::shared_ptr<Project> project) override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    QWidget* firstFocus() override;
    DatasetPresenter& presenter() { return presenter_; }
    TrainerPresenter& trainer() { return trainer_; }

private:
    void fillHead(HeaderBar* head);
    QWidget* makeFacets();
    QWidget* makeReport();
    QWidget* makeQuality();
    QWidget* makeEmptyStates();
    void connectKeys();
    void connectDialogs();
    void connectPresenter();
    void connectFilter();
    void connectDetail();
    void connectShell();
    void updateKeys();
    void showResults();
    void chooseBody();
    void focusGrid();
    void exportImages();
    void showReport(const QString& query);
    void leaveReport(const QString& query);
    void showQuality();
    void showQualityPage();
    void leaveQuality(const QString& query, const QString& source);
    void discardDraft(ImageId image, const QString& source);
    void writeCaptions(const QString& source);

    DatasetPresenter presenter_;
    TrainerPresenter trainer_;
    DatasetKeys keys_{*this};
    DatasetQuestions questions_;
    ReportPresenter* report_;
    QualityPresenter* quality_;
    FilterBar* filter_;
    GridPane* pane_;
    QListView* grid_;
    DetailPane* detail_;
    QSplitter* columns_;
    QStackedWidget* body_;
    enum class Page { Images, Report, Quality };
    Page page_ = Page::Images;
    std::optional<QString> fromQuality_;  // the query with which the quality page was left last
    bool gridWanted_ = false;             // it gets the keyboard when the first images are there
    QString writeWhenFound_;              // query of images to write captions for, until they are shown
};

}  // namespace recap::gui
