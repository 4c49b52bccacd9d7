// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

namespace recap::gui {

class ThumbnailCache;

// What the flicker key puts in the place of a cell's own picture; row -1: nothing.
struct FlickerState {
    int row = -1;
    int column = -1;
    int shownColumn = -1;
    bool operator==(const FlickerState&) const = default;
};

class SampleDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    SampleDelegate(ThumbnailCache& thumbnails, QObject* parent);
    void setFlicker(const FlickerState& state) { flicker_ = state; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintPicture(QPainter& painter, const QRect& box, const QString& path, qreal ratio) const;
    void paintBadge(QPainter& painter, const QRect& box, const QString& text, bool strong) const;

    ThumbnailCache& thumbnails_;
    FlickerState flicker_;
};

// Names of runs with their series, and prompts with seed and sampler.
class MatrixHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit MatrixHeader(Qt::Orientation orientation, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
};

// Prompts x runs. Only visible pictures are decoded.
class MatrixView final : public QTableView {
    Q_OBJECT

public:
    explicit MatrixView(ThumbnailCache& thumbnails, QWidget* parent = nullptr);
    void setModel(QAbstractItemModel* model) override;
    void setSide(int pixels);
    int side() const { return side_; }
    void setFlicker(const FlickerState& state);

Q_SIGNALS:
    void opened(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    SampleDelegate* delegate_;
    int side_ = 0;
};

}  // namespace recap::gui
