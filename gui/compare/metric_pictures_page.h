// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QBoxLayout;
class QButtonGroup;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace recap::gui {

class BoxOverlay;
class EmptyState;
class ImageView;
class MetricPicturesPresenter;
class ThumbnailCache;

// The pictures behind a number of the metrics table: all of them with their values, and one with what its prompt asked
// for, what the judge saw and the boxes that it found.
class MetricPicturesPage final : public QWidget {
    Q_OBJECT

public:
    MetricPicturesPage(MetricPicturesPresenter& presenter, ThumbnailCache& thumbnails, QWidget* parent = nullptr);
    // The list takes the keyboard.
    void open();
    // The picture alone, as large as the page.
    bool enlarged() const { return enlarged_; }
    void setEnlarged(bool enlarged);

Q_SIGNALS:
    void left();

protected:
    // Escape leaves the large picture, then the page, when nothing within has used it.
    void keyPressEvent(QKeyEvent* event) override;
    // In the large picture that fits, arrows go to the next one; a picture that was zoomed is moved by them.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeBar();
    QWidget* makeList(ThumbnailCache& thumbnails);
    QWidget* makeDetail();
    void showState();
    void showCount();
    void showPicture();

    MetricPicturesPresenter& presenter_;
    bool enlarged_ = false;
    QLabel* title_ = nullptr;
    QLabel* count_ = nullptr;
    QButtonGroup* order_ = nullptr;
    QLineEdit* search_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    EmptyState* empty_ = nullptr;
    QWidget* found_ = nullptr;
    QWidget* listCard_ = nullptr;
    QListView* list_ = nullptr;
    QAction* enlarge_ = nullptr;
    ImageView* view_ = nullptr;
    BoxOverlay* boxes_ = nullptr;
    QLabel* prompt_ = nullptr;
    QBoxLayout* content_ = nullptr;  // the picture, and what is said about it
    QFormLayout* facts_ = nullptr;
};

}  // namespace recap::gui
