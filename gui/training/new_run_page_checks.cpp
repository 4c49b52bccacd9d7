// SPDX-License-Identifier: GPL-3.0-or-later
//
// The right side of the page: what the run would do, what does not fit, and the start.
#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/training/new_run_page.h"
#include "gui/widgets/card.h"
#include "gui/widgets/check_line.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/options_form.h"
#include "gui/widgets/page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace recap::gui {

QWidget* NewRunPage::makeChecks() {
    auto* card = new Card(tr("What will happen"), this);
    card->setMinimumWidth(34 * kGrid);
    checkState_ = makeLabel({}, "muted", card);
    checkState_->setObjectName(QStringLiteral("newRunCheckState"));
    checkState_->setWordWrap(true);
    card->body()->addWidget(checkState_);
    checks_ = new QVBoxLayout;
    checks_->setSpacing(kGrid);
    card->body()->addLayout(checks_);
    card->body()->addStretch(1);

    QAction* startAction =
        makeKey(this, QStringLiteral("actionNewRunStart"), tr("Start"), QKeySequence(Qt::CTRL | Qt::Key_Return));
    connect(startAction, &QAction::triggered, this, &NewRunPage::start);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGrid);
    start_ = new KeyButton(tr("Start"), startAction->shortcut(), card);
    start_->setObjectName(QStringLiteral("newRunStart"));
    makePrimary(start_);
    connect(start_, &QPushButton::clicked, this, &NewRunPage::start);
    auto* cancel = new KeyButton(tr("Cancel"), QKeySequence(Qt::Key_Escape), card);
    cancel->setObjectName(QStringLiteral("newRunCancel"));
    cancel->setToolTip(tr("Your entries are kept for next time"));
    connect(cancel, &QPushButton::clicked, this, &NewRunPage::cancelled);
    buttons->addWidget(start_);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    card->body()->addLayout(buttons);
    return card;
}

void NewRunPage::showPreflight() {
    clearLayout(checks_);
    const auto& c = Theme::current().colors();
    const auto& text = presenter_.preflight();
    const bool named = !name_->text().trimmed().isEmpty();
    const bool formGood = form_ != nullptr && form_->valid();
    if (form_ != nullptr)
        for (const auto& problem : form_->problems()) {
            const QString field =
                problem.field.empty() ? QString() : optionLabel(runKindRow(presenter_.kind()).fields(), problem.field);
            checks_->addWidget(makeCheckLine(QStringLiteral("error"), c.error,
                                             QStringLiteral("%1 %2").arg(field, coreText(problem.message)).trimmed(),
                                             this));
        }
    if (!named) checks_->addWidget(makeCheckLine(QStringLiteral("error"), c.error, tr("The run needs a name."), this));
    for (const auto& problem : text.problems)
        checks_->addWidget(makeCheckLine(QStringLiteral("error"), c.error, problem, this));
    if (!text.write_into.isEmpty()) {
        auto* write = new QPushButton(tr("Write captions…"), this);
        write->setObjectName(QStringLiteral("newRunWrite"));
        connect(write, &QPushButton::clicked, this, [this, source = text.write_into] { Q_EMIT writeWanted(source); });
        checks_->addWidget(write, 0, Qt::AlignLeft);
    }
    for (const auto& warning : text.warnings)
        checks_->addWidget(makeCheckLine(QStringLiteral("warning"), c.warning, warning, this));
    for (const auto& fact : text.facts) checks_->addWidget(makeCheckLine(QStringLiteral("check"), c.good, fact, this));

    using State = NewRunPresenter::State;
    switch (presenter_.state()) {
        case State::Waiting:
            checkState_->setText(formGood ? tr("Checking…") : tr("Resolve these problems first:"));
            break;
        case State::Checking: checkState_->setText(tr("Checking…")); break;
        case State::Known:
            checkState_->setText(text.ready() ? tr("Ready to start.") : tr("This run cannot start yet."));
            break;
        case State::Failed: checkState_->setText(tr("The check could not be carried out.")); break;
    }
    start_->setEnabled(presenter_.canStart() && named && formGood);
}

void NewRunPage::showTest() {
    test_->setVisible(presenter_.canTest());
    const auto& test = newRunKind(presenter_.kind()).test;
    if (presenter_.canTest()) {
        test_->setText(test.title());
        test_->setToolTip(test.help());
    }
    testNote_->setText(presenter_.testing() ? tr("Asking…") : presenter_.testAnswers().join(u'\n'));
    testNote_->setVisible(!testNote_->text().isEmpty());
}

void NewRunPage::start() {
    if (!start_->isEnabled()) {
        form_->focusFirstProblem();
        return;
    }
    drafts_.erase(presenter_.kind());
    touched_ = false;
    Q_EMIT started(presenter_.kind(), name_->text().trimmed(), form_->values());
}

}  // namespace recap::gui
