// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/evaluation_workspace.h"

#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/evaluation/rater_view.h"
#include "gui/evaluation/study_card_delegate.h"
#include "gui/evaluation/study_detail.h"
#include "gui/evaluation/study_form.h"
#include "gui/shell/shell.h"
#include "gui/widgets/card.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/header_bar.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace recap::gui {

EvaluationWorkspace::EvaluationWorkspace(Shell& shell, QWidget* parent) : Workspace(shell, parent) {
    setObjectName(QStringLiteral("evaluationWorkspace"));
    makeActions();
    pages_ = new QStackedWidget(this);
    main_ = makeMain();
    form_ = new StudyForm(presenter_, this);
    raterView_ = new RaterView(rater_, this);
    emptyPage_ = makeEmpty();
    for (auto* page : {main_, static_cast<QWidget*>(form_), static_cast<QWidget*>(raterView_), emptyPage_})
        pages_->addWidget(page);
    auto* outer = makeColumn(this);
    outer->addWidget(pages_);
    connectPresenters();
    showPage();
}

QString EvaluationWorkspace::title() const {
    return tr("Evaluation");
}

QIcon EvaluationWorkspace::icon() const {
    return Theme::current().icon(u"evaluation");
}

QAction* EvaluationWorkspace::addTool(const char* name, const QString& text, const QKeySequence& key,
                                      void (EvaluationWorkspace::*slot)()) {
    QAction* action = makeKey(this, QString::fromLatin1(name), text, key);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void EvaluationWorkspace::makeActions() {
    using W = EvaluationWorkspace;
    new_ = addTool("actionNewStudy", tr("New rating study"), QKeySequence(Qt::Key_N), &W::openForm);
    begin_ = addTool("actionBeginSession", tr("Start rating"), QKeySequence(Qt::Key_B), &W::beginSession);
    results_ = addTool("actionShowResults", tr("Show results"), QKeySequence(Qt::Key_R), &W::showResults);
    pack_ = addTool("actionPackStudy", tr("Pack for a rater…"), {}, &W::pack);
    pack_->setToolTip(tr("One file for another computer, without the blinding key"));
    merge_ = addTool("actionMergeAnswers", tr("Merge answers…"), {}, &W::merge);
    merge_->setToolTip(tr("Imports the answer files from other computers"));
    export_ = addTool("actionExportAnswers", tr("Export CSV…"), QKeySequence(Qt::Key_E), &W::exportCsv);
}

QWidget* EvaluationWorkspace::makeMain() {
    auto* page = new QWidget(this);
    QVBoxLayout* column = makePage(page, title()).column;
    splitter_ = new QSplitter(Qt::Horizontal, page);
    splitter_->setChildrenCollapsible(false);

    auto* pane = new QWidget(splitter_);
    pane->setMinimumWidth(30 * kGrid);
    auto* paneColumn = new QVBoxLayout(pane);
    paneColumn->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, kGrid);
    paneColumn->setSpacing(2 * kGrid);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Rating studies"), "section", pane));
    head->addStretch(1);
    head->addWidget(makePrimary(makeKeyButton(new_, pane)));
    paneColumn->addLayout(head);
    list_ = new QListView(pane);
    list_->setObjectName(QStringLiteral("studyList"));
    list_->setAccessibleName(tr("Rating studies"));
    list_->setModel(&presenter_.studies());
    list_->setItemDelegate(new StudyCardDelegate(list_));
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setResizeMode(QListView::Adjust);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (current.isValid()) presenter_.select(StudyId{current.data(StudyListModel::StudyIdRole).toLongLong()});
    });
    // A view forgets its current row when rows come or go.
    connect(&presenter_.studies(), &QAbstractItemModel::modelReset, this, &EvaluationWorkspace::showSelection);
    paneColumn->addWidget(list_, 1);
    splitter_->addWidget(pane);
    detail_ = new StudyDetail(presenter_, {begin_, results_, pack_, merge_, export_}, splitter_);
    splitter_->addWidget(detail_);
    splitter_->setStretchFactor(1, 1);
    splitter_->setSizes({36 * kGrid, 120 * kGrid});
    column->addWidget(splitter_, 1);
    return page;
}

QWidget* EvaluationWorkspace::makeEmpty() {
    auto* page = new QWidget(this);
    QVBoxLayout* column = makePage(page, title()).column;
    empty_ = new EmptyState(QStringLiteral("evaluation"), tr("No rating studies yet"),
                            tr("A rating study shows raters two samples of the same prompt without revealing which "
                               "model generated which. It needs two runs with samples."),
                            page);
    empty_->addButton(makeKeyButton(new_, empty_, QStringLiteral("emptyNewStudy")));
    column->addWidget(empty_, 1);
    return page;
}

void EvaluationWorkspace::connectPresenters() {
    const auto raise = [this](const Failed& failure) { shell().raiseError(failure); };
    connect(&presenter_, &EvaluationPresenter::failed, this, raise);
    connect(&presenter_, &EvaluationPresenter::noted, this,
            [this](const QString& sentence) { shell().note(sentence); });
    connect(&presenter_, &EvaluationPresenter::studiesChanged, this, [this] { showPage(); });
    connect(&presenter_, &EvaluationPresenter::selectionChanged, this, [this] {
        showSelection();
        updateActions();
    });
    connect(&presenter_, &EvaluationPresenter::created, this, [this] {
        forming_ = false;
        showPage();
        list_->setFocus();
        shell().announceChange(ProjectChange::Ratings);
    });
    connect(&presenter_, &EvaluationPresenter::merged, this, [this](int accepted, const QStringList& refused) {
        const QString summary = tr("%n answer(s) were accepted.", nullptr, accepted);
        if (refused.isEmpty())
            shell().note(summary);
        else
            shell().prompter().show(tr("Merge answers"),
                                    summary + u' ' + tr("%n were refused.", nullptr, static_cast<int>(refused.size())),
                                    refused.join(u'\n'));
    });
    connect(detail_, &StudyDetail::raterChanged, this, &EvaluationWorkspace::updateActions);
    connect(form_, &StudyForm::wanted, &presenter_, &EvaluationPresenter::create);
    connect(form_, &StudyForm::cancelled, this, [this] {
        forming_ = false;
        showPage();
    });
    connect(&rater_, &RaterPresenter::failed, this, [this, raise](const Failed& failure) {
        leaveSession();
        raise(failure);
    });
    connect(&rater_, &RaterPresenter::begun, this, [this] {
        // A package that cannot be opened never takes the screen.
        if (package_) Q_EMIT immersiveChanged(true);
    });
    connect(raterView_, &RaterView::leaveWanted, this, &EvaluationWorkspace::leaveSession);
    connect(&shell(), &Shell::projectChanged, this, [this](ProjectChange what) {
        // Nothing is read behind a rater's back.
        if (!rating_ && (what == ProjectChange::Ratings || what == ProjectChange::Runs)) presenter_.refresh();
    });
}

void EvaluationWorkspace::setProject(std::shared_ptr<Project> project) {
    if (rating_ && !package_) leaveSession();
    forming_ = false;
    presenter_.setProject(std::move(project));
    showPage();
}

void EvaluationWorkspace::showSelection() {
    const int row = presenter_.studies().rowOf(presenter_.selected());
    if (row >= 0) list_->setCurrentIndex(presenter_.studies().index(row));
}

void EvaluationWorkspace::showPage() {
    QWidget* page = presenter_.studies().rowCount() > 0 ? main_ : emptyPage_;
    if (forming_) page = form_;
    if (rating_) page = raterView_;
    pages_->setCurrentWidget(page);
    updateActions();
}

void EvaluationWorkspace::updateActions() {
    const bool open = presenter_.project() != nullptr;
    const bool writable = open && !presenter_.project()->readOnly();
    // Under an open form and under a rater's hands no key of the page acts.
    const bool chosen = !forming_ && !rating_ && presenter_.studies().find(presenter_.selected()) != nullptr;
    new_->setEnabled(writable && !rating_);
    begin_->setEnabled(writable && chosen);
    results_->setEnabled(chosen);
    export_->setEnabled(chosen);
    pack_->setEnabled(writable && chosen);
    merge_->setEnabled(writable && chosen);
}

void EvaluationWorkspace::openForm() {
    // Pressed again inside the form: what was typed stays.
    if (forming_) return;
    forming_ = true;
    form_->open();
    showPage();
}

void EvaluationWorkspace::beginSession() {
    if (detail_->rater().isEmpty()) {
        detail_->askForRater();
        return;
    }
    giveToRater();
    rater_.begin(presenter_.project(), presenter_.selected(), detail_->rater());
    Q_EMIT immersiveChanged(true);
}

bool EvaluationWorkspace::openDocument(const QString& path) {
    if (!path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive)) return false;
    if (rating_) leaveSession();
    package_ = true;
    giveToRater();
    rater_.beginPackage(path);
    return true;
}

void EvaluationWorkspace::giveToRater() {
    rating_ = true;
    // Whoever sits down now must not find the results behind the session.
    presenter_.closeResult();
    showPage();
    raterView_->setFocus();
}

void EvaluationWorkspace::leaveSession() {
    if (!rating_) return;
    const bool begun = rater_.total() > 0;
    rating_ = false;
    rater_.leave();
    Q_EMIT immersiveChanged(false);
    if (std::exchange(package_, false)) {
        if (begun)
            shell().note(
                tr("Your answers are saved. Please send the file %1 back to the person who gave you the package.")
                    .arg(QFileInfo(rater_.answersFile()).fileName()),
                QDir::toNativeSeparators(rater_.answersFile()));
        if (presenter_.project() == nullptr) shell().show(QStringLiteral("start"));
    }
    showPage();
    list_->setFocus();
    presenter_.refresh();
}

void EvaluationWorkspace::showResults() {
    const auto* study = presenter_.studies().find(presenter_.selected());
    if (study == nullptr) return;
    const QString who = QString::fromStdString(loginName());
    const QString question =
        tr("This shows the results of “%1” after %n answer(s) and reveals which system made which picture. Anyone who "
           "is still rating should not look. The rating study will record that %2 has seen the results.",
           nullptr, static_cast<int>(study->answers))
            .arg(QString::fromStdString(study->name), who);
    if (presenter_.result() || shell().prompter().confirm(tr("Show results"), question, tr("Open the results")))
        presenter_.openResult(who);
}

void EvaluationWorkspace::exportCsv() {
    const auto start = QString::fromStdString((presenter_.project()->path() / "exports" / "answers.csv").string());
    const QString file = shell().prompter().saveFile(tr("Export the answers"), start, tr("CSV (*.csv)"));
    if (!file.isEmpty()) presenter_.exportCsv(file);
}

void EvaluationWorkspace::pack() {
    const QString rater =
        shell().prompter().text(tr("Pack for a rater"), tr("Name or pseudonym of the rater"), detail_->rater());
    if (rater.trimmed().isEmpty()) return;
    const int opened =
        shell().prompter().choose(tr("Pack for a rater"), tr("What does the rater open on the other computer?"),
                                  {tr("A page in a browser"), tr("A rating package in this program"), tr("Cancel")});
    if (opened != 0 && opened != 1) return;
    const bool page = opened == 0;
    const auto start = presenter_.project()->path() / "exports" / (page ? "session.html" : "session.json");
    const QString file = shell().prompter().saveFile(tr("Pack for a rater"), QString::fromStdString(start.string()),
                                                     page ? tr("Rating page (*.html)") : tr("Rating package (*.json)"));
    if (!file.isEmpty()) presenter_.pack(rater.trimmed(), file, {.as = page ? "html" : "package"});
}

void EvaluationWorkspace::merge() {
    const QString file = shell().prompter().openFile(
        tr("Merge answers"), QString::fromStdString(presenter_.project()->path().string()), tr("Answers (*.json)"));
    if (!file.isEmpty()) presenter_.merge({file});
}

void EvaluationWorkspace::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("evaluation/splitter"), splitter_->saveState());
    settings.setValue(QStringLiteral("evaluation/rater"), detail_->rater());
}

void EvaluationWorkspace::restoreState(QSettings& settings) {
    splitter_->restoreState(settings.value(QStringLiteral("evaluation/splitter")).toByteArray());
    detail_->setRater(settings.value(QStringLiteral("evaluation/rater")).toString());
}

QWidget* EvaluationWorkspace::firstFocus() {
    return rating_ ? static_cast<QWidget*>(raterView_) : list_;
}

}  // namespace recap::gui
