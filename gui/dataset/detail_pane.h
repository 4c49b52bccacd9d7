// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_store.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <utility>

class QAction;
class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace recap::gui {

class CaptionCard;
class DatasetPresenter;
class ImageView;
class TrainerPresenter;

// The chosen image over its captions side by side, and the review buttons.
class DetailPane final : public QWidget {
    Q_OBJECT

public:
    // `review` become buttons at the foot, `history` (undo, redo) small ones beside the counter, `write` one beside the
    // source to write into. The checkable action `trainerView` changes between the captions and what the trainer sees.
    DetailPane(DatasetPresenter& presenter, TrainerPresenter& trainer, const QList<QAction*>& review,
               const QList<QAction*>& history, QAction* write, QAction* trainerView, QWidget* parent = nullptr);
    ImageView* image() const { return image_; }
    // Opens the editor on the active caption; false when the image has none.
    bool editActive();
    // Opens an editor for the source to write into; saving goes on to the next image without one, Escape ends it.
    void write();
    // The same, on the first image from here on that has no caption of the source.
    void writeMissing();
    bool editing() const;
    // The image and source whose draft is in an editor, or else is shown; no source: there is none.
    std::pair<recap::ImageId, QString> shownDraft() const;
    void closeEditors();

Q_SIGNALS:
    void editingChanged();
    void newSourceWanted();
    void discardWanted(recap::ImageId image, const QString& source);
    // The keyboard should go back to the grid.
    void editorLeft();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeImageCard();
    QWidget* makeCompareRow(const QList<QAction*>& history, QAction* trainerView);
    QWidget* makeCaptions();
    QWidget* makeWriteRow(QAction* write);
    void connectWriting();
    CaptionCard* makeCard();
    void fillWriteSources();
    void openWriter();
    void saved(CaptionCard* card, recap::ImageId image, const Draft& text);
    void keepEditorsAtTheirSource(const QList<CaptionView>& captions);
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
    QComboBox *reference_, *write_source_;
    QWidget* write_row_;
    QScrollArea* area_;
    QWidget* card_page_;
    QGridLayout* card_grid_;
    QList<CaptionCard*> cards_;
    int columns_ = 2;
    bool next_wanted_ = false;       // the answer to saveWritten or goToUnwritten opens an editor
    bool writing_ = false;           // W was pressed, and Escape was not yet
    bool write_when_shown_ = false;  // the next image's editor opens when its captions are there
};

}  // namespace recap::gui
