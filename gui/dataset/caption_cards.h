// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_store.h"

#include <QList>
#include <QScrollArea>
#include <QString>

#include <utility>

class QGridLayout;
class QLabel;
class QPushButton;

namespace recap::gui {

class CaptionCard;
class DatasetPresenter;

// The captions of the chosen image side by side, and the editors on them: opened on one, on a place for a new one, and
// from image to image.
class CaptionCards final : public QScrollArea {
    Q_OBJECT

public:
    explicit CaptionCards(DatasetPresenter& presenter, QWidget* parent = nullptr);
    // Opens the editor on the reviewed caption; false when the image has none.
    bool editReviewed();
    // Opens an editor for the source to write into; saving goes on to the next image without one, Escape ends it.
    void write();
    // The same, on the first image from here on that has no caption of the source.
    void writeMissing();
    bool editing() const;
    // write() was called, and Escape not pressed yet.
    bool writing() const { return writing_; }
    // The image and source whose draft is in an editor, or else is shown; no source: there is none.
    std::pair<ImageId, QString> shownDraft() const;
    void closeEditors();

Q_SIGNALS:
    void editingChanged();
    void discardWanted(ImageId image, const QString& source);
    // The keyboard should go back to the grid.
    void editorLeft();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectPresenter();
    CaptionCard* makeCard();
    CaptionCard* cardOf(const QString& source) const;
    QList<CaptionView> shownCaptions() const;
    void showDetail();
    void showCards();
    void arrangeCards();
    void openWriter();
    void save(CaptionCard* card, ImageId image, const Draft& text);
    void keepEditorsAtTheirSource(const QList<CaptionView>& captions);

    DatasetPresenter& presenter_;
    QWidget* page_;
    QGridLayout* grid_;
    QLabel* nothing_;
    QPushButton* all_;
    QList<CaptionCard*> cards_;
    int columns_ = 2;
    bool nextWanted_ = false;      // the answer to saveWritten or goToUnwritten opens an editor
    bool writing_ = false;         // W was pressed, and Escape was not yet
    bool writeWhenShown_ = false;  // the next image's editor opens when its captions are there
};

}  // namespace recap::gui
