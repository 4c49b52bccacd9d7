// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/image_view.h"

#include <QImage>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace recap::gui {

// Pictures of one row of the comparison at full size: side by side, one in the place of the other, or divided by a wipe
// line. While locked, zoom and pan move all of them together. Draws only; the pictures are handed in.
class ImageStage final : public QWidget {
    Q_OBJECT

public:
    enum class Mode { SideBySide, Single, Wipe };
    struct Pane {
        QString title;
        int series = 0;
    };

    explicit ImageStage(QWidget* parent = nullptr);

    // Zoom and place stay when only the pictures change, so a step or a prompt can be compared at the same spot.
    void setPanes(const std::vector<Pane>& panes);
    // A null picture shows the sentence instead.
    void setImage(int pane, const QImage& image, const QString& sentence);
    int paneCount() const { return static_cast<int>(cells_.size()); }
    ImageView* view(int pane) const { return cells_[static_cast<std::size_t>(pane)].view; }

    void setMode(Mode mode);
    Mode mode() const { return mode_; }
    // The pane that single and wipe mode show (left of the line), and the one behind it (right of the line; -1: none).
    void setShown(int first, int second);
    void setLocked(bool locked) { link_.setEnabled(locked); }
    bool locked() const { return link_.enabled(); }
    void setWipe(double share);  // 0 .. 1, where the line is
    double wipe() const { return wipe_; }

    void fit();
    void zoomBy(double factor);
    void actualSize();

Q_SIGNALS:
    void paneClicked(int pane);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    // A frame tells that the stage has the keyboard.
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Cell {
        QWidget* box = nullptr;
        QLabel* swatch = nullptr;
        QLabel* title = nullptr;
        QLabel* otherTitle = nullptr;  // in wipe mode, above the right half
        ImageView* view = nullptr;
        Pane pane;
        QImage image;
    };

    Cell makeCell();
    void arrange();
    void showTitles();
    void applyWipe();
    ImageView* shownView() const;

    std::vector<Cell> cells_;
    QGridLayout* grid_;
    ImageViewLink link_;
    Mode mode_ = Mode::SideBySide;
    int first_ = 0;
    int second_ = -1;
    double wipe_ = 0.5;
};

}  // namespace recap::gui
