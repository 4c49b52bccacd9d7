// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace recap::gui {

// What is seen when no project is open: the demo, a new project, recent projects.
class StartPage final : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);
    void setRecent(const QStringList& projects);

Q_SIGNALS:
    void demoWanted();
    void studyWanted();
    void newWanted();
    void openWanted();
    void recentWanted(const QString& path);

private:
    QWidget* makeDemoCard();
    QWidget* makeProjectCard();
    QWidget* makeRecentCard();

    QVBoxLayout* recent_;
};

}  // namespace recap::gui
