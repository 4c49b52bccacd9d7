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
