// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/card.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace recap::gui {

class RunCaptions;

// The captions of a recaption run: how many there are, and a row for each reason to look at some of them.
class RunCaptionsCard final : public Card {
    Q_OBJECT

public:
    explicit RunCaptionsCard(RunCaptions& captions, QWidget* parent = nullptr);

Q_SIGNALS:
    void imagesWanted(const QString& query, const QString& source);
    void qualityWanted();

private:
    void refresh();
    void addRow(const QString& name, qint64 images, const QString& title, const QString& query);

    RunCaptions& captions_;
    QLabel* none_;
    QPushButton* quality_;
    QWidget* rows_ = nullptr;
    QGridLayout* grid_ = nullptr;
};

}  // namespace recap::gui
