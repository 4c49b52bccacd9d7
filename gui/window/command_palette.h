// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QPointer>
#include <QString>

class QAction;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace recap::gui {

// An action as the palette and the shortcut sheet show it.
struct NamedAction {
    QString group;  // the workspace, or empty for the window
    QAction* action = nullptr;
};

// Adds the widget's actions that have a text and a name.
void appendActions(QList<NamedAction>& list, const QString& group, const QWidget& widget);

// A list over the window of everything that can be done; typing narrows it, Enter does it, Escape leaves.
class CommandPalette final : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* window);
    void open(const QList<NamedAction>& actions);

Q_SIGNALS:
    // The palette is closed already.
    void chosen(QAction* action);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose();
    void close();

    QLineEdit* search_;
    QListView* list_;
    QStandardItemModel* model_;
    QSortFilterProxyModel* filter_;
    QPointer<QWidget> focusBefore_;
};

}  // namespace recap::gui
