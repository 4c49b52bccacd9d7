// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writing captions: what is asked and said, and how other pages lead here.
#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/dataset/dataset_workspace.h"
#include "gui/dataset/detail_pane.h"
#include "gui/shell/shell.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QRegularExpression>

namespace recap::gui {

void DatasetWorkspace::connectWriting() {
    connect(&presenter_, &DatasetPresenter::said, this, &DatasetWorkspace::say);
    connect(&presenter_, &DatasetPresenter::currentChanged, said_, [this] { said_->clear(); });
    connect(&presenter_, &DatasetPresenter::nothingToWrite, this, [this] {
        say(tr("Every image shown has a caption of %1.").arg(captionSourceText(presenter_.writeSource())));
    });
    connect(&presenter_, &DatasetPresenter::draftsFound, this, [this](int count) {
        shell().note(tr("%n caption(s) were begun and not saved. “Unsaved drafts” among the counts shows them.",
                        nullptr, count));
    });
    connect(&presenter_, &DatasetPresenter::draftsChanged, this, &DatasetWorkspace::updateActions);
    connect(detail_, &DetailPane::editingChanged, this, &DatasetWorkspace::updateActions);
    connect(detail_, &DetailPane::newSourceWanted, this, &DatasetWorkspace::askForSource);
    connect(detail_, &DetailPane::discardWanted, this, &DatasetWorkspace::askToDiscard);
    connect(&shell(), &Shell::captionsWanted, this, &DatasetWorkspace::writeCaptions);
    connect(&presenter_, &DatasetPresenter::detailChanged, this, [this] {
        if (write_when_found_.isEmpty() || presenter_.shownQuery() != write_when_found_ || !presenter_.upToDate())
            return;
        write_when_found_.clear();
        detail_->write();
    });
}

void DatasetWorkspace::say(const QString& sentence) {
    // After the change of the image that the sentence is about.
    QMetaObject::invokeMethod(
        said_, [this, sentence] { said_->setText(sentence); }, Qt::QueuedConnection);
}

void DatasetWorkspace::askForSource() {
    const QString name = shell()
                             .prompter()
                             .text(tr("Write into another source"), tr("Name: letters, digits, _ - @ and ."), {})
                             .trimmed();
    static const QRegularExpression allowed(QStringLiteral("^[A-Za-z0-9_@.-]{1,200}$"));
    if (name.isEmpty()) return;
    if (allowed.match(name).hasMatch())
        presenter_.setWriteSource(name);
    else
        shell().note(tr("“%1” cannot name a caption source: use letters, digits, _ - @ and a full stop.").arg(name));
}

void DatasetWorkspace::askToDiscard(recap::ImageId image, const QString& source) {
    const auto draft = presenter_.draft(image, source);
    if (!draft) return;
    if (!shell().prompter().confirm(tr("Discard the draft"),
                                    tr("This text was not saved and cannot be brought back:\n\n%1").arg(draft->text),
                                    tr("Discard")))
        return;
    detail_->closeEditors();
    presenter_.dropDraft(image, source);
    grid_->setFocus(Qt::OtherFocusReason);
}

// Another page of the window sends the person here.
void DatasetWorkspace::writeCaptions(const QString& source) {
    report_shown_ = false;
    trainerView_->setChecked(false);
    chooseBody();
    presenter_.setWriteSource(source);
    write_when_found_ = QStringLiteral("-has:") + source;
    presenter_.setQuery(write_when_found_);
    presenter_.refresh();
}

}  // namespace recap::gui
