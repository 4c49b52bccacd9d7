// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace recap::gui {

// Says what belongs in an empty place and offers the actions that fill it.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    EmptyState(const QString& icon, const QString& headline, const QString& sentence, QWidget* parent = nullptr);
    // A button below the sentence; the first one is the primary one. Give it an objectName.
    void addButton(QWidget* button);
    void setTexts(const QString& headline, const QString& sentence);

private:
    void updateIcon();

    QString icon_;
    QLabel* picture_;
    QLabel* headline_;
    QLabel* sentence_;
    QHBoxLayout* buttons_;
};

}  // namespace recap::gui
