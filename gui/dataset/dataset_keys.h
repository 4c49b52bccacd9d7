// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QWidget;

namespace recap::gui {

class DatasetPresenter;

// Every action of the Dataset workspace: its text, its key, where the key acts, and when it can be done. What it does
// is connected by the workspace.
class DatasetKeys final : public QObject {
    Q_OBJECT

public:
    // What is open on the page.
    struct Shown {
        bool editor = false;
        bool draft = false;
        bool importReport = false;  // there is one to show
    };

    // Adds the actions to the page, in the order of its palette.
    explicit DatasetKeys(QWidget& page);
    // Letters, digits, signs and the space bar act while one of these has the keyboard, and nowhere else.
    void giveToViews(const QList<QWidget*>& views);
    void update(DatasetPresenter& presenter, const Shown& shown);

    QAction *accept, *edit, *reject, *flag, *skip, *back;
    QAction *write, *writeMissing, *discardDraft, *closeEditor;
    QAction *undo, *redo;
    QAction *nextCaption, *previousCaption, *compareHere;
    QAction *find, *zoomFit, *zoomActual;
    QAction *importImages, *bulkEdit, *acceptAll, *rejectAll, *exportImages, *report, *importReport, *score,
        *mergeShards, *trainerView, *quality, *promote;

private:
    QAction* add(const char* name, const QString& text, const char* icon, const char* key);

    QWidget& page_;
};

}  // namespace recap::gui
