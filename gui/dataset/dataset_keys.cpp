// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_keys.h"

#include "gui/base/theme.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/widgets/page.h"
#include "gui/widgets/view_keys.h"

#include <QAction>
#include <QWidget>

namespace recap::gui {

DatasetKeys::DatasetKeys(QWidget& page) : QObject(&page), page_(page) {
    accept = add("accept", tr("Accept"), "check", "A");
    edit = add("edit", tr("Edit"), "edit", "E");
    reject = add("reject", tr("Reject"), "close", "R");
    flag = add("flag", tr("Flag"), "flag", "F");
    skip = add("skip", tr("Skip"), "skip", "Space");
    skip->setShortcuts({QKeySequence(Qt::Key_Space), QKeySequence(Qt::Key_S)});
    back = add("back", tr("Previous image"), "chevron-left", "Shift+Space");
    write = add("write", tr("Write"), "edit", "W");
    write->setToolTip(
        tr("Write a caption in the selected source; saving continues with the next image without one (W)"));
    writeMissing = add("writeMissing", tr("Write the next missing caption"), "edit", "Shift+W");
    discardDraft = add("discardDraft", tr("Discard the draft…"), "close", "Ctrl+D");
    closeEditor = add("closeEditor", tr("Close the editor, keep the draft"), "close", "Esc");
    undo = add("undo", tr("Undo"), "undo", "Ctrl+Z");
    redo = add("redo", tr("Redo"), "redo", "Ctrl+Shift+Z");
    nextCaption = add("nextCaption", tr("Next caption of the image"), "chevron-right", "]");
    previousCaption = add("previousCaption", tr("Previous caption of the image"), "chevron-left", "[");
    compareHere = add("compareHere", tr("Compare with this caption"), "compare", "C");
    find = add("find", tr("Filter"), "search", "Ctrl+F");
    zoomFit = add("zoomFit", tr("Fit the image to the window"), "fit", "0");
    zoomActual = add("zoomActual", tr("Show the image at actual size"), "actual", "1");
    importImages = add("import", tr("Import…"), "import", "Ctrl+I");
    bulkEdit = add("bulkEditAction", tr("Find and replace…"), "edit", "Ctrl+H");
    acceptAll = add("acceptAll", tr("Accept all filtered captions…"), "check", "Ctrl+Shift+A");
    rejectAll = add("rejectAll", tr("Reject all filtered captions…"), "close", "Ctrl+Shift+R");
    exportImages = add("exportAction", tr("Export…"), "export", "Ctrl+E");
    report = add("reportAction", tr("Report"), "report", "Ctrl+R");
    quality = add("captionQuality", tr("Caption quality"), "star", "Ctrl+Shift+Q");
    promote = add("promoteCaptions", tr("Add corrected captions to the human captions…"), "check", "Ctrl+Shift+H");
    importReport = add("importReport", tr("Report of the last import…"), "import", "Ctrl+Shift+I");
    score = add("scoreCaptions", tr("Score captions…"), "star", "Ctrl+Shift+S");
    mergeShards = add("mergeShards", tr("Merge recaptioning shards…"), "import", "Ctrl+Shift+M");
    trainerView = add("trainerView", tr("What the trainer sees"), "training", "T");
    trainerView->setCheckable(true);
}

QAction* DatasetKeys::add(const char* name, const QString& text, const char* icon, const char* key) {
    QAction* action = makeKey(&page_, QString::fromLatin1(name), text, QKeySequence(QString::fromLatin1(key)));
    action->setIcon(Theme::current().icon(QString::fromLatin1(icon)));
    return action;
}

void DatasetKeys::giveToViews(const QList<QWidget*>& views) {
    for (QAction* action : {nextCaption, previousCaption, compareHere, zoomFit, zoomActual, accept, edit, reject, flag,
                            skip, back, write, writeMissing, trainerView})
        giveKeysToViews(action, views);
}

void DatasetKeys::update(DatasetPresenter& presenter, const Shown& shown) {
    const bool writable = !presenter.readOnly();
    const bool images = presenter.selection().count() > 0;
    // Where the image has no caption they say so and go on; while an editor is open they would mean another text.
    for (QAction* action : {accept, reject, flag}) action->setEnabled(writable && images && !shown.editor);
    for (QAction* action : {edit, write, writeMissing}) action->setEnabled(writable && images);
    for (QAction* action : {skip, back}) action->setEnabled(images && !shown.editor);
    closeEditor->setEnabled(shown.editor);
    discardDraft->setEnabled(writable && shown.draft);
    for (QAction* action : {importImages, mergeShards}) action->setEnabled(writable);
    importReport->setEnabled(shown.importReport);
    for (QAction* action : {bulkEdit, acceptAll, rejectAll, score}) action->setEnabled(writable && images);
    const bool captions = images && !presenter.sources().reviewed().isEmpty();
    promote->setEnabled(writable && captions);
    quality->setEnabled(captions);
    for (QAction* action : {exportImages, report, trainerView}) action->setEnabled(images);
    const auto name = [writable](QAction* action, const QString& step) {
        action->setEnabled(writable && !step.isEmpty());
        const QString text = step.isEmpty() ? action->text() : action->text() + QStringLiteral(": ") + step;
        action->setToolTip(QStringLiteral("%1 (%2)").arg(text, action->shortcut().toString(QKeySequence::NativeText)));
    };
    name(undo, presenter.journal().undoName());
    name(redo, presenter.journal().redoName());
}

}  // namespace recap::gui
