// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QStackedWidget;

namespace recap::gui {

class CaptionCards;
class DatasetKeys;
class DatasetPresenter;
class ImageView;
class TrainerPresenter;

// The chosen image over its captions side by side, or over what the trainer sees, and the review buttons.
class DetailPane final : public QWidget {
    Q_OBJECT

public:
    DetailPane(DatasetPresenter& presenter, TrainerPresenter& trainer, const DatasetKeys& keys,
               QWidget* parent = nullptr);
    ImageView* image() const { return image_; }
    CaptionCards* cards() const { return cards_; }

Q_SIGNALS:
    void newSourceWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeImageCard();
    QWidget* makeCompareRow(const DatasetKeys& keys);
    QWidget* makeWriteRow(QAction* write);
    QWidget* makeReviewButtons(const DatasetKeys& keys);
    void connectPresenter();
    void showDetail();
    void showFile();
    void showReference();
    void fillReferences();
    void fillWriteSources();

    DatasetPresenter& presenter_;
    TrainerPresenter& trainer_;
    ImageView* image_;
    QStackedWidget* lower_;
    CaptionCards* cards_;
    QLabel *file_, *counter_;
    QComboBox *reference_, *writeSource_;
    QWidget* writeRow_;
};

}  // namespace recap::gui
