// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QListView;
class QStackedWidget;

namespace recap::gui {

class DatasetPresenter;
class ThumbnailCache;

// The images that the query found, how many they are, and a line for remarks.
class GridPane final : public QWidget {
    Q_OBJECT

public:
    GridPane(DatasetPresenter& presenter, ThumbnailCache& thumbnails, QWidget* parent = nullptr);
    QListView* view() const { return view_; }
    // Until another image is chosen.
    void say(const QString& sentence);

private:
    void makeView(ThumbnailCache& thumbnails);
    QWidget* makeNothing();
    void showCount();

    DatasetPresenter& presenter_;
    QLabel *count_, *said_;
    QStackedWidget* middle_;
    QListView* view_;
};

}  // namespace recap::gui
