// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the workspace asks the person and offers: a new run, how one goes on, and taking something back.
#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/shell/run_option_names.h"
#include "gui/shell/shell.h"
#include "gui/training/new_run_page.h"
#include "gui/training/run_detail.h"
#include "gui/training/training_workspace.h"
#include "gui/widgets/option_names.h"

#include <QAction>
#include <QListView>
#include <QStackedWidget>

namespace recap::gui {

// What can be taken back, and what waits for the person.
void TrainingWorkspace::connectOffers() {
    auto& queue = presenter_.queue();
    connect(&queue, &RunQueue::removed, this, [this, &queue](const RunQueue::Item& item, int position) {
        this->shell().offer(tr("%1 was removed from the queue.").arg(item.name), tr("Put back"),
                            [this, &queue, item, position] {
                                try {
                                    queue.putBack(item, position);
                                } catch (...) {
                                    this->shell().raiseError(currentFailure());
                                }
                            });
    });
    connect(&queue, &RunQueue::foundHeld, this, [this, &queue](int waiting) {
        this->shell().offer(
            tr("%n run(s) of this project are waiting. The queue is on hold until you start it.", nullptr, waiting),
            tr("Start the queue"), [&queue] { queue.setHeld(false); });
    });
    connect(&presenter_.detached(), &DetachedRuns::stopOffered, this, [this](const QString& name) {
        this->shell().offer(
            tr("%1 is being stopped.").arg(name), tr("Undo"), [this] { presenter_.detached().takeBackStop(); },
            &presenter_);
    });
    connect(&presenter_.detached(), &DetachedRuns::stopSettled, this,
            [this] { this->shell().withdrawOffer(&presenter_); });
    connect(&presenter_.detached(), &DetachedRuns::elsewhereChanged, this,
            [this](const QStringList& work) { this->shell().tellElsewhere(work); });
}

void TrainingWorkspace::enterNewRun() {
    right_->setCurrentWidget(newRun_);
    setListKeys(false);
}

// The form keeps its entries.
void TrainingWorkspace::leaveNewRun() {
    if (right_->currentWidget() != newRun_) return;
    setListKeys(true);
    right_->setCurrentWidget(detail_);
    showRight();
    list_->setFocus();
}

QStringList TrainingWorkspace::takenNames() const {
    QStringList names;
    for (const auto& card : const_cast<TrainingPresenter&>(presenter_).runs().cards()) names << card.name;
    return names;
}

void TrainingWorkspace::openNewRun() {
    if (right_->currentWidget() == newRun_) return;
    enterNewRun();
    newRun_->open(takenNames());
}

void TrainingWorkspace::fillNewRun(RunKind kind, const Json& values) {
    if (!new_->isEnabled()) return shell().note(tr("Open a project that can be written to before starting a run."));
    enterNewRun();
    newRun_->fill(kind, takenNames(), values);
}

void TrainingWorkspace::cloneRun() {
    const auto source = presenter_.commands().cloneSource();
    if (!source || right_->currentWidget() == newRun_) return;
    enterNewRun();
    newRun_->openWith(source->kind, takenNames(), source->name, source->values);
}

void TrainingWorkspace::branchRun() {
    const auto checkpoints = presenter_.history().checkpoints();
    if (checkpoints.empty() || right_->currentWidget() == newRun_) return;
    auto step = checkpoints.back().step;
    if (checkpoints.size() > 1) {
        // The newest ones, and the careful choice last.
        QStringList buttons;
        const auto first = checkpoints.size() > 5 ? checkpoints.size() - 5 : 0;
        for (auto i = first; i < checkpoints.size(); ++i) buttons << tr("Step %1").arg(checkpoints[i].step);
        buttons << tr("Cancel");
        const int answer =
            shell().prompter().choose(tr("Branch"), tr("From which checkpoint should the new run start?"), buttons);
        if (answer < 0 || answer + 1 >= buttons.size()) return;
        step = checkpoints[first + static_cast<std::size_t>(answer)].step;
    }
    const auto source = presenter_.commands().branchSource(step);
    if (!source) return;
    enterNewRun();
    newRun_->openWith(source->kind, takenNames(), source->name, source->values);
}

void TrainingWorkspace::askBeforeResume(const QStringList& restores, const QStringList& problems, bool dataChanged) {
    if (!problems.isEmpty()) {
        shell().prompter().show(tr("This run cannot be continued"), problems.first(),
                                problems.join(QStringLiteral("\n")));
        return;
    }
    QString what = restores.isEmpty()
                       ? tr("The run has no checkpoint yet and starts at its first step.")
                       : tr("This is restored:") + QStringLiteral("\n• ") + restores.join(QStringLiteral("\n• "));
    if (dataChanged)
        what +=
            QStringLiteral("\n\n") +
            tr("The images or captions of this run have changed since it started. It continues with the current ones.");
    if (shell().prompter().confirm(tr("Resume exactly"), what, tr("Resume"))) presenter_.commands().continueRun();
}

void TrainingWorkspace::changeOption() {
    const auto* selected = presenter_.rows().find(presenter_.selection().run());
    if (selected == nullptr) return;
    const RunRecord run = *selected;  // rows may change while the person chooses
    QStringList names;
    for (const auto& field : runKindRow(run.kind).fields())
        if (field.live) names << QString::fromStdString(field.name);
    QStringList buttons;
    for (const auto& name : names) buttons << runOptionLabel(name.toStdString());
    buttons << tr("Cancel");
    const int answer = shell().prompter().choose(tr("Change an option"),
                                                 tr("Which option should change from the next step on?"), buttons);
    if (answer < 0 || answer >= names.size()) return;
    const Json now = run.config.value(names.at(answer).toStdString(), Json(0));
    const QString text =
        shell().prompter().text(buttons.at(answer), tr("New value"), QString::fromStdString(now.dump()));
    bool good = false;
    const double value = text.toDouble(&good);
    if (text.isEmpty()) return;
    if (good)
        presenter_.commands().setOption(names.at(answer), value);
    else
        shell().note(tr("“%1” is not a number; nothing was changed.").arg(text));
}

}  // namespace recap::gui
