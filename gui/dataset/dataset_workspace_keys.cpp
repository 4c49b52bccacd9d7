// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every action of the workspace, its key, where the key acts, and when it can be done.
#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/dataset/bulk_edit_dialog.h"
#include "gui/dataset/dataset_actions.h"
#include "gui/dataset/dataset_workspace.h"
#include "gui/dataset/detail_pane.h"
#include "gui/dataset/filter_bar.h"
#include "gui/dataset/import_report_dialog.h"
#include "gui/import/import_action.h"
#include "gui/shell/shell.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/view_keys.h"

#include <QAction>
#include <QListView>

namespace recap::gui {

QAction* DatasetWorkspace::addAction(const QString& name, const QString& text, const QString& icon,
                                     const QString& key) {
    auto* action = new QAction(Theme::current().icon(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(QKeySequence(key));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QWidget::addAction(action);
    return action;
}

void DatasetWorkspace::buildActions() {
    const auto add = [this](const char* name, const QString& text, const char* icon, const char* key, auto&& call) {
        QAction* action =
            addAction(QString::fromLatin1(name), text, QString::fromLatin1(icon), QString::fromLatin1(key));
        connect(action, &QAction::triggered, this, call);
        return action;
    };
    accept_ = add("accept", tr("Accept"), "check", "A", [this] { presenter_.accept(); });
    edit_ = add("edit", tr("Edit"), "edit", "E", [this] {
        if (!detail_->editActive())
            say(tr("This image has no caption of %1; W writes one.").arg(captionSourceText(presenter_.activeSource())));
    });
    reject_ = add("reject", tr("Reject"), "close", "R", [this] { presenter_.reject(); });
    flag_ = add("flag", tr("Flag"), "flag", "F", [this] { presenter_.flag(); });
    skip_ = add("skip", tr("Skip"), "skip", "Space", [this] { presenter_.next(); });
    skip_->setShortcuts({QKeySequence(Qt::Key_Space), QKeySequence(Qt::Key_S)});
    back_ = add("back", tr("Previous image"), "chevron-left", "Shift+Space", [this] { presenter_.previous(); });
    write_ = add("write", tr("Write"), "edit", "W", [this] { detail_->write(); });
    write_->setToolTip(tr("Write a caption into the chosen source; saving goes on to the next image without one (W)"));
    writeMissing_ = add("writeMissing", tr("Write the next missing caption"), "edit", "Shift+W",
                        [this] { detail_->writeMissing(); });
    discard_ = add("discardDraft", tr("Discard the draft …"), "close", "Ctrl+D", [this] {
        const auto [image, source] = detail_->shownDraft();
        askToDiscard(image, source);
    });
    close_ = add("closeEditor", tr("Close the editor, keep the draft"), "close", "Esc", [this] {
        detail_->closeEditors();
        grid_->setFocus(Qt::OtherFocusReason);
    });
    undo_ = add("undo", tr("Undo"), "undo", "Ctrl+Z", [this] { presenter_.undo(); });
    redo_ = add("redo", tr("Redo"), "redo", "Ctrl+Shift+Z", [this] { presenter_.redo(); });
    view_keys_ << add("nextCaption", tr("Next caption of the image"), "chevron-right", "]",
                      [this] { presenter_.moveActive(1); });
    view_keys_ << add("previousCaption", tr("Previous caption of the image"), "chevron-left", "[",
                      [this] { presenter_.moveActive(-1); });
    view_keys_ << add("compareHere", tr("Compare with this caption"), "compare", "C", [this] {
        presenter_.setReference(presenter_.reference() == presenter_.activeSource() ? QString()
                                                                                    : presenter_.activeSource());
    });
    add("find", tr("Filter"), "search", "Ctrl+F", [this] {
        filter_->line()->setFocus(Qt::ShortcutFocusReason);
        filter_->line()->selectAll();
    });
    view_keys_ << add("zoomFit", tr("Fit the image"), "fit", "0", [this] { detail_->image()->fit(); });
    view_keys_ << add("zoomActual", tr("Image one to one"), "actual", "1", [this] { detail_->image()->actualSize(); });
    import_ = add("import", tr("Import …"), "import", "Ctrl+I", [this] { importData(); });
    bulk_ = add("bulkEditAction", tr("Find and replace …"), "edit", "Ctrl+H",
                [this] { (new BulkEditDialog(presenter_, this))->open(); });
    acceptAll_ = add("acceptAll", tr("Accept all of the filter …"), "check", "Ctrl+Shift+A",
                     [this] { presenter_.countForAll(recap::CaptionStatus::Accepted); });
    rejectAll_ = add("rejectAll", tr("Reject all of the filter …"), "close", "Ctrl+Shift+R",
                     [this] { presenter_.countForAll(recap::CaptionStatus::Rejected); });
    export_ = add("exportAction", tr("Export …"), "export", "Ctrl+E", [this] { exportData(); });
    reportAction_ = add("reportAction", tr("Report"), "report", "Ctrl+R", [this] { showReport(); });
    importReport_ = add("importReport", tr("Report of the last import …"), "import", "Ctrl+Shift+I",
                        [this] { (new ImportReportDialog(lastImport(shell()), this))->open(); });
    score_ = add("scoreCaptions", tr("Score captions …"), "star", "Ctrl+Shift+S",
                 [this] { startScoring(shell(), presenter_.project(), presenter_.shownQuery()); });
    trainerView_ = add("trainerView", tr("What the trainer sees"), "training", "T", [] {});
    trainerView_->setCheckable(true);
    view_keys_ << accept_ << edit_ << reject_ << flag_ << skip_ << back_ << write_ << writeMissing_ << trainerView_;
}

void DatasetWorkspace::giveKeys() {
    for (QAction* action : view_keys_) giveKeysToViews(action, {grid_, detail_->image()});
}

void DatasetWorkspace::updateActions() {
    const bool writable = !presenter_.readOnly();
    const bool images = presenter_.resultCount() > 0;
    const bool editing = detail_->editing();
    // Where the image has no caption they say so and go on; while an editor is open they would mean another text.
    for (QAction* action : {accept_, reject_, flag_}) action->setEnabled(writable && images && !editing);
    for (QAction* action : {edit_, write_, writeMissing_}) action->setEnabled(writable && images);
    for (QAction* action : {skip_, back_}) action->setEnabled(images && !editing);
    close_->setEnabled(editing);
    discard_->setEnabled(writable && !detail_->shownDraft().second.isEmpty());
    import_->setEnabled(writable);
    importReport_->setEnabled(lastImport(shell()) != nullptr);
    for (QAction* action : {bulk_, acceptAll_, rejectAll_, score_})
        action->setEnabled(writable && presenter_.resultCount() > 0);
    for (QAction* action : {export_, reportAction_, trainerView_}) action->setEnabled(presenter_.resultCount() > 0);
    undo_->setEnabled(writable && !presenter_.undoName().isEmpty());
    redo_->setEnabled(writable && !presenter_.redoName().isEmpty());
    const auto tip = [](const QAction* action, const QString& step) {
        const QString text = step.isEmpty() ? action->text() : action->text() + QStringLiteral(": ") + step;
        return QStringLiteral("%1 (%2)").arg(text, action->shortcut().toString(QKeySequence::NativeText));
    };
    undo_->setToolTip(tip(undo_, presenter_.undoName()));
    redo_->setToolTip(tip(redo_, presenter_.redoName()));
}

void DatasetWorkspace::askForAll(int status, int captions, int overturned) {
    const auto wanted = static_cast<recap::CaptionStatus>(status);
    const bool accept = wanted == recap::CaptionStatus::Accepted;
    const QString source = captionSourceText(presenter_.activeSource());
    if (captions == 0) {
        shell().note(tr("No caption of %1 would change.").arg(source));
        return;
    }
    QString question = accept ? tr("%Ln caption(s) of %1 will be accepted, as one step of undo.", nullptr, captions)
                              : tr("%Ln caption(s) of %1 will be rejected, as one step of undo.", nullptr, captions);
    if (overturned > 0)
        question += QLatin1Char('\n') + (accept ? tr("%Ln of them had been rejected.", nullptr, overturned)
                                                : tr("%Ln of them had been accepted or edited.", nullptr, overturned));
    const QString title = accept ? tr("Accept all of the filter") : tr("Reject all of the filter");
    if (shell().prompter().confirm(title, question.arg(source), accept ? tr("Accept") : tr("Reject")))
        presenter_.setStatusOfAll(wanted);
}

}  // namespace recap::gui
