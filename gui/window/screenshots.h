// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

class QAction;

namespace recap::gui {

class MainWindow;
class Shell;

// Shows each page in turn, waits until background work has come to rest, and saves <page>-<theme>.png.
class Screenshots final : public QObject {
    Q_OBJECT

public:
    Screenshots(MainWindow& window, Shell& shell, QString folder, QObject* parent = nullptr);
    void start();

Q_SIGNALS:
    // False when a picture could not be written.
    void finished(bool good);

private:
    void next();
    void take(const QString& page, QAction* action);

    MainWindow& window_;
    Shell& shell_;
    QString folder_;
    QStringList pages_;
    bool good_ = true;
};

}  // namespace recap::gui
