// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace recap::gui {

struct OutcomePart {
    QString name;
    qint64 count = 0;
    int series = 0;  // colour of a chart's series; 0: grey
    Qt::BrushStyle hatching = Qt::SolidPattern;
};

// How often each answer was given, as parts of one bar, each with its count and name below: the parts differ by
// hatching as well as by colour.
class OutcomeBar final : public QWidget {
    Q_OBJECT

public:
    explicit OutcomeBar(std::vector<OutcomePart> parts, QWidget* parent = nullptr);
    QSize sizeHint() const override { return {480, 96}; }
    QSize minimumSizeHint() const override { return {320, 96}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<OutcomePart> parts_;
};

}  // namespace recap::gui
