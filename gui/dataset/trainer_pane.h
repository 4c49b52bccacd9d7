// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;

namespace recap::gui {

class CropPreview;
class TrainerPresenter;

// What the trainer sees of the chosen image: the crop within the picture, the pixels it gets, and the captions.
class TrainerPane final : public QWidget {
    Q_OBJECT

public:
    explicit TrainerPane(TrainerPresenter& presenter, QWidget* parent = nullptr);

private:
    void fillConfigurations();
    void showSight();
    QString captionsHtml() const;

    TrainerPresenter& presenter_;
    QComboBox* configuration_;
    CropPreview* preview_;
    QLabel *cropText_, *refusals_, *captions_, *visits_;
};

}  // namespace recap::gui
