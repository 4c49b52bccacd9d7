// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QWidget>

class QAction;
class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace recap::gui {

class CaptionCard;
class DatasetPresenter;
class ImageView;
class TrainerPresenter;
struct CaptionView;

// The chosen image over its captions side by side, and the review buttons.
class DetailPane final : public QWidget {
    Q_OBJECT

public:
    // `review` become buttons at the foot, `history` (undo, redo) small ones beside the counter. The checkable action
    // `trainerView` changes between the captions and what the trainer sees.
    DetailPane(DatasetPresenter& presenter, TrainerPresenter& trainer, const QList<QAction*>& review,
               const QList<QAction*>& history, QAction* trainerView, QWidget* parent = nullptr);
    ImageView* image() const { return image_; }
    // Opens the editor on the active caption.
    void editActive();
    bool editing() const;

Q_SIGNALS:
    // The keyboard should go back to the grid.
    void editorLeft();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeImageCard();
    QWidget* makeCompareRow(const QList<QAction*>& history, QAction* trainerView);
    QWidget* makeCaptions();
    void addReviewButtons(const QList<QAction*>& review, QHBoxLayout* row);
    void showDetail();
    void showCards();
    void showFile();
    void fillReferences();
    void arrangeCards();
    CaptionCard* cardOf(const QString& source) const;
    QList<CaptionView> shownCaptions() const;

    DatasetPresenter& presenter_;
    TrainerPresenter& trainer_;
    ImageView* image_;
    QStackedWidget* lower_;
    QLabel *file_, *counter_, *nothing_;
    QPushButton* all_;
    QComboBox* reference_;
    QWidget* card_page_;
    QGridLayout* card_grid_;
    QList<CaptionCard*> cards_;
    int columns_ = 2;
};

}  // namespace recap::gui
