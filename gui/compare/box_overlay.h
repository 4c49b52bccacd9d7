// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include "workflow/results/metric_pictures.h"
#endif

#include <QWidget>

#include <vector>

namespace recap::gui {

class ImageView;

// What a detector found, drawn over a picture: follows its zoom and leaves the mouse to it. Classes differ by colour
// and by dash, and every box says its class and score.
class BoxOverlay final : public QWidget {
    Q_OBJECT

public:
    // Lies over the view and is owned by it.
    explicit BoxOverlay(ImageView* view);
    void setBoxes(std::vector<PictureBox> boxes);
    const std::vector<PictureBox>& boxes() const { return boxes_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int seriesOf(const PictureBox& box) const;

    ImageView* view_;
    std::vector<PictureBox> boxes_;
};

}  // namespace recap::gui
