// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating/response.h"

#include <QWidget>

namespace recap::gui {

// Wins of both systems, ties, both bad and cannot say as parts of one bar, each with its count and name below: the
// parts differ by hatching as well as by colour.
class OutcomeBar final : public QWidget {
    Q_OBJECT

public:
    explicit OutcomeBar(QWidget* parent = nullptr);
    void setTally(const Tally& tally, const QString& first, const QString& second);
    QSize sizeHint() const override { return {480, 96}; }
    QSize minimumSizeHint() const override { return {320, 96}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tally tally_;
    QString first_;
    QString second_;
};

}  // namespace recap::gui
