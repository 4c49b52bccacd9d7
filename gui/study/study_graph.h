// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QRectF>
#include <QTimer>
#include <QWidget>

namespace recap::gui {

class StudyPresenter;

// The stages of a study as boxes, those that wait for others below them, with lines between. State is told by an icon
// and a word, not by colour alone.
class StudyGraph final : public QWidget {
    Q_OBJECT

public:
    explicit StudyGraph(const StudyPresenter& presenter, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void arrange();

    const StudyPresenter& presenter_;
    QList<QRectF> boxes_;
    int rows_ = 0;
    int widest_ = 1;
    QTimer pulse_;
};

}  // namespace recap::gui
