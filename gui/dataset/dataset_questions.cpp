// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_questions.h"

#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/shell/shell.h"

#include <QRegularExpression>

namespace recap::gui {

DatasetQuestions::DatasetQuestions(Shell& shell, DatasetPresenter& presenter, QObject* parent)
    : QObject(parent), shell_(shell), presenter_(presenter) {
    connect(&presenter_.bulk(), &BulkEdits::counted, this, &DatasetQuestions::askForAll);
    connect(&presenter_.bulk(), &BulkEdits::correctedCounted, this, &DatasetQuestions::askForPromotion);
}

void DatasetQuestions::askForAll(int status, int captions, int overturned) {
    const auto wanted = static_cast<CaptionStatus>(status);
    const bool accept = wanted == CaptionStatus::Accepted;
    const QString source = captionSourceText(presenter_.sources().reviewed());
    if (captions == 0) {
        shell_.note(tr("No caption in %1 would change.").arg(source));
        return;
    }
    QString question =
        accept ? tr("%Ln caption(s) in %1 will be accepted. You can undo this in one step.", nullptr, captions)
               : tr("%Ln caption(s) in %1 will be rejected. You can undo this in one step.", nullptr, captions);
    if (overturned > 0)
        question += QLatin1Char('\n') + (accept ? tr("%Ln of them had been rejected.", nullptr, overturned)
                                                : tr("%Ln of them had been accepted or edited.", nullptr, overturned));
    const QString title = accept ? tr("Accept all filtered captions") : tr("Reject all filtered captions");
    if (shell_.prompter().confirm(title, question.arg(source), accept ? tr("Accept") : tr("Reject")))
        presenter_.bulk().setStatus(wanted);
}

void DatasetQuestions::askForPromotion(const QString& source, const QString& filter, int captions) {
    const QString name = captionSourceText(source);
    if (captions == 0) {
        shell_.note(tr("No caption in %1 was corrected by a person and is accepted or edited.").arg(name));
        return;
    }
    QStringList targets{QStringLiteral("human_short"), QStringLiteral("human_long")};
    if (source.endsWith(QStringLiteral("_long"))) targets.swapItemsAt(0, 1);
    targets.removeAll(source);
    QStringList buttons;
    for (const QString& target : targets) buttons << captionSourceText(target);
    buttons << tr("Cancel");
    const int choice = shell_.prompter().choose(
        tr("Add corrected captions"),
        tr("%Ln caption(s) in %1 were corrected by a person. To which human captions should they be added? No caption "
           "that is there is replaced. You can undo this in one step.",
           nullptr, captions)
            .arg(name),
        buttons);
    if (choice >= 0 && choice < targets.size()) presenter_.bulk().promote(source, filter, targets.at(choice));
}

void DatasetQuestions::askForSource() {
    const QString name =
        shell_.prompter().text(tr("Write to another source"), tr("Name: letters, digits, _ - @ and ."), {}).trimmed();
    static const QRegularExpression allowed(QStringLiteral("^[A-Za-z0-9_@.-]{1,200}$"));
    if (name.isEmpty()) return;
    if (allowed.match(name).hasMatch())
        presenter_.sources().setWritten(name);
    else
        shell_.note(
            tr("“%1” cannot be the name of a caption source: use letters, digits, _ - @ and the full stop.").arg(name));
}

void DatasetQuestions::askForName() {
    const QString query = presenter_.query().text();
    presenter_.saved().save(shell_.prompter().text(tr("Save this filter"), tr("Name"), query), query);
}

bool DatasetQuestions::mayDiscard(ImageId image, const QString& source) {
    const auto draft = presenter_.drafts().find(image, source);
    return draft && shell_.prompter().confirm(
                        tr("Discard the draft"),
                        tr("This text was not saved and cannot be restored:\n\n%1").arg(draft->text), tr("Discard"));
}

}  // namespace recap::gui
