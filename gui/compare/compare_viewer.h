// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/compare/compare_presenter.h"
#include "gui/compare/image_stage.h"

#include <QWidget>

class QAction;
class QFormLayout;
class QLabel;
class QSlider;
class QStackedWidget;

namespace recap::gui {

class MatrixView;
class ThumbnailCache;

// The pictures of the comparison: the matrix, or one row of it at full size with its settings; below it the step for
// all.
class CompareViewer final : public QWidget {
    Q_OBJECT

public:
    CompareViewer(ComparePresenter& presenter, ThumbnailCache& thumbnails, QWidget* parent = nullptr);

    // Flicker, wipe, lock, full size, back and the steps; for the workspace, which offers them in the palette.
    const QList<QAction*>& tools() const { return tools_; }
    // What the tools' keys act on.
    QList<QWidget*> views() const;
    MatrixView* matrix() const { return matrix_; }
    bool fullSize() const;
    void setFullSize(bool full);

Q_SIGNALS:
    void fullSizeChanged(bool fullSize);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* addTool(const char* name, const QString& text, const QKeySequence& key);
    void makeTools();
    QWidget* makeStage();
    QWidget* makeBar();
    void toggleWipe();
    void showStep();
    void showCell();
    void showStage();
    void showSettings();
    void stepBy(int steps);
    bool stageKey(int key);

    ComparePresenter& presenter_;
    QList<QAction*> tools_;
    QAction* flicker_ = nullptr;
    QAction* wipe_ = nullptr;
    QAction* lock_ = nullptr;
    QAction* full_ = nullptr;
    QAction* back_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    MatrixView* matrix_ = nullptr;
    ImageStage* stage_ = nullptr;
    QWidget* stagePage_ = nullptr;
    QLabel* prompt_ = nullptr;
    QFormLayout* settings_ = nullptr;
    QSlider* step_ = nullptr;
    QLabel* stepText_ = nullptr;
    QWidget* wipeRow_ = nullptr;
    int stageRow_ = -1;  // the cell the stage shows; another one ends the flicker
    int stageColumn_ = -1;
    QSlider* wipeLine_ = nullptr;
};

}  // namespace recap::gui
