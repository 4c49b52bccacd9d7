// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace recap::gui {

// A value at a number, with its interval; an interval that is NaN is not drawn.
struct CountValue {
    qint64 count = 0;
    double value = 0, low = 0, high = 0;
};

// A quantity over a number of things, such as captions: a line through the means with an interval at each, the single
// values faint beside it. The numbers stand beside each other at equal distances, in ascending order; the axis of
// values covers all intervals and does not start at zero.
class CountChart final : public QWidget {
    Q_OBJECT

public:
    explicit CountChart(QWidget* parent = nullptr);
    // Both in ascending order; `singles` may have several values of a number.
    void setValues(QList<CountValue> means, QList<CountValue> singles, const QString& xTitle);
    const QList<CountValue>& means() const { return means_; }
    const QList<CountValue>& singles() const { return singles_; }
    QSize sizeHint() const override { return {480, 260}; }
    QSize minimumSizeHint() const override { return {240, 180}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<CountValue> means_, singles_;
    QString xTitle_;
};

}  // namespace recap::gui
