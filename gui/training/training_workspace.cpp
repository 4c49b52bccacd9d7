// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/training_workspace.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/shell/dataset_links.h"
#include "gui/shell/run_links.h"
#include "gui/shell/shell.h"
#include "gui/training/new_run_page.h"
#include "gui/training/queue_bar.h"
#include "gui/training/run_card_delegate.h"
#include "gui/training/run_detail.h"
#include "gui/widgets/card.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/header_bar.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"
#include "gui/widgets/view_keys.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStorageInfo>
#include <QThread>
#include <QVBoxLayout>

namespace recap::gui {

TrainingWorkspace::TrainingWorkspace(Shell& shell, QWidget* parent)
    : Workspace(shell, parent), presenter_(shell.jobs()) {
    setObjectName(QStringLiteral("trainingWorkspace"));
    makeActions();
    detail_ = new RunDetail(presenter_, shell.thumbnails(),
                            {resume_, continue_, sample_, save_, pause_, saveStop_, stop_, takeBack_},
                            {option_, clone_, branch_}, this);
    newRun_ = new NewRunPage(shell.prompter(), this);

    right_ = new QStackedWidget(this);
    right_->addWidget(detail_);
    right_->addWidget(newRun_);
    right_->addWidget(makeEmpty());
    splitter_ = new QSplitter(Qt::Horizontal, this);
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(makeList());
    splitter_->addWidget(right_);
    splitter_->setStretchFactor(1, 1);
    splitter_->setSizes({40 * kGrid, 120 * kGrid});
    const auto [head, column] = makePage(this, title());
    head->row()->addStretch(1);
    machine_ = makeLabel({}, "muted", head);
    machine_->setObjectName(QStringLiteral("trainingMachine"));
    head->row()->addWidget(machine_);
    column->addWidget(splitter_, 1);

    connect(&presenter_, &TrainingPresenter::failed, this,
            [this](const Failed& failure) { this->shell().raiseError(failure); });
    connect(&presenter_.commands(), &RunCommands::actionsChanged, this, &TrainingWorkspace::updateActions);
    connect(&presenter_, &TrainingPresenter::runsChanged, this, [this] {
        showRight();
        showMachine();
    });
    connect(&presenter_.selection(), &RunSelection::changed, this, [this] {
        showSelection();
        showRight();
    });
    connect(&presenter_.commands(), &RunCommands::resumeKnown, this, &TrainingWorkspace::askBeforeResume);
    connect(&presenter_, &TrainingPresenter::noted, this, [this](const QString& text) { this->shell().note(text); });
    connect(detail_, &RunDetail::compareWanted, this, [this] { this->shell().show(QStringLiteral("compare")); });
    DatasetLinks& dataset = DatasetLinks::of(shell);
    connect(detail_, &RunDetail::imagesWanted, &dataset, &DatasetLinks::showImages);
    connect(detail_, &RunDetail::qualityWanted, &dataset,
            [this, &dataset] { dataset.showQuality(presenter_.selection().run()); });
    connect(&RunLinks::of(shell), &RunLinks::runWanted, this, &TrainingWorkspace::fillNewRun);
    connect(newRun_, &NewRunPage::writeWanted, this,
            [this](const QString& source) { this->shell().writeCaptions(source); });
    connect(newRun_, &NewRunPage::cancelled, this, &TrainingWorkspace::leaveNewRun);
    connect(newRun_, &NewRunPage::started, this, [this](RunKind kind, const QString& name, const Json& values) {
        presenter_.start(kind, name, values);
        leaveNewRun();
    });
    connectOffers();
    connect(&shell, &Shell::projectChanged, this, [this](ProjectChange what) {
        if (what == ProjectChange::Runs) presenter_.refresh();
        if (what == ProjectChange::Captions && presenter_.captions().expected()) presenter_.captions().load();
        // Captions that were missing may be there now.
        if (what == ProjectChange::Captions && right_->currentWidget() == newRun_)
            newRun_->presenter().setValues(newRun_->presenter().values());
    });
    updateActions();
    showRight();
}

QString TrainingWorkspace::title() const {
    return tr("Training");
}

QIcon TrainingWorkspace::icon() const {
    return Theme::current().icon(u"training");
}

QAction* TrainingWorkspace::addTool(const char* name, const QString& text, const QKeySequence& key,
                                    void (RunCommands::*call)()) {
    QAction* action = makeKey(this, QString::fromLatin1(name), text, key);
    if (call != nullptr) connect(action, &QAction::triggered, this, [this, call] { (presenter_.commands().*call)(); });
    return action;
}

void TrainingWorkspace::makeActions() {
    using P = RunCommands;
    new_ = addTool("actionNewRun", tr("New run"), QKeySequence(Qt::Key_N), nullptr);
    connect(new_, &QAction::triggered, this, &TrainingWorkspace::openNewRun);
    resume_ = addTool("actionResume", tr("Resume"), QKeySequence(Qt::Key_R), &P::resume);
    continue_ =
        addTool("actionContinue", tr("Resume exactly"), QKeySequence(Qt::SHIFT | Qt::Key_R), &P::prepareContinue);
    continue_->setToolTip(tr("Continues from the last checkpoint with every counter and random generator restored"));
    sample_ = addTool("actionSampleNow", tr("Sample now"), QKeySequence(Qt::Key_D), &P::sampleNow);
    save_ = addTool("actionSaveNow", tr("Save now"), QKeySequence(Qt::Key_S), &P::saveNow);
    pause_ = addTool("actionPause", tr("Pause"), QKeySequence(Qt::Key_P), &P::pause);
    saveStop_ = addTool("actionStopAfterSaving", tr("Stop after saving"), QKeySequence(Qt::SHIFT | Qt::Key_S),
                        &P::stopAfterSaving);
    stop_ = addTool("actionStopNow", tr("Stop now"), QKeySequence(Qt::Key_X), &P::stopNow);
    stop_->setToolTip(tr("The training since the last checkpoint is lost; you can undo the stop for a few seconds"));
    takeBack_ = addTool("actionTakeBackStop", tr("Undo the stop"), QKeySequence::Undo, &P::takeBackStop);
    takeBack_->setToolTip(tr("The run continues where it was"));
    clone_ = addTool("actionClone", tr("Clone…"), QKeySequence(Qt::Key_C), nullptr);
    clone_->setToolTip(tr("A new run with these options"));
    connect(clone_, &QAction::triggered, this, &TrainingWorkspace::cloneRun);
    branch_ = addTool("actionBranch", tr("Branch…"), QKeySequence(Qt::Key_B), nullptr);
    branch_->setToolTip(tr("A new run with these options that starts with the weights of a checkpoint"));
    connect(branch_, &QAction::triggered, this, &TrainingWorkspace::branchRun);
    option_ = addTool("actionSetOption", tr("Change…"), QKeySequence(Qt::Key_E), nullptr);
    option_->setToolTip(tr("Changes the learning rate or an interval while the run continues"));
    connect(option_, &QAction::triggered, this, &TrainingWorkspace::changeOption);
    makeQueueActions();
}

void TrainingWorkspace::makeQueueActions() {
    earlier_ = addTool("actionEarlier", tr("Earlier in the queue"), QKeySequence(Qt::ALT | Qt::Key_Up), nullptr);
    connect(earlier_, &QAction::triggered, this, [this] { presenter_.commands().moveWaiting(-1); });
    later_ = addTool("actionLater", tr("Later in the queue"), QKeySequence(Qt::ALT | Qt::Key_Down), nullptr);
    connect(later_, &QAction::triggered, this, [this] { presenter_.commands().moveWaiting(1); });
    remove_ = addTool("actionRemoveWaiting", tr("Remove from the queue"), QKeySequence(Qt::Key_Delete),
                      &RunCommands::removeWaiting);
}

QWidget* TrainingWorkspace::makeList() {
    auto* pane = new QWidget(this);
    pane->setMinimumWidth(32 * kGrid);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, kGrid);
    column->setSpacing(2 * kGrid);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Runs and queue"), "section", pane));
    head->addStretch(1);
    head->addWidget(makePrimary(makeKeyButton(new_, pane)));
    column->addLayout(head);

    list_ = new QListView(pane);
    list_->setObjectName(QStringLiteral("runList"));
    list_->setAccessibleName(tr("Runs and queue"));
    list_->setModel(&presenter_.runs());
    list_->setItemDelegate(new RunCardDelegate(list_));
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->setResizeMode(QListView::Adjust);
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->setDefaultDropAction(Qt::MoveAction);
    connect(&presenter_.runs(), &RunListModel::moveWanted, &presenter_.commands(), &RunCommands::moveWaitingTo);
    connect(list_, &QListView::clicked, this, &TrainingWorkspace::leaveNewRun);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        const RunId run{current.data(RunListModel::RunIdRole).toLongLong()};
        const auto job = current.data(RunListModel::JobRole).toULongLong();
        if (run)
            presenter_.selection().select(run);
        else if (job != 0)
            presenter_.selection().selectWaiting(job);
        else
            return;
        if (list_->hasFocus()) leaveNewRun();
    });
    // A view forgets its current row when rows come or go.
    connect(&presenter_.runs(), &QAbstractItemModel::modelReset, this, &TrainingWorkspace::showSelection);
    setListKeys(true);
    column->addWidget(list_, 1);
    column->addWidget(new QueueBar(presenter_.queue(), pane));
    return pane;
}

// Keys act on what the list shows: while it has the keyboard, and not while a form lies over the run that is chosen.
void TrainingWorkspace::setListKeys(bool on) {
    for (auto* action : {new_, resume_, continue_, sample_, save_, pause_, saveStop_, stop_, clone_, branch_, option_,
                         earlier_, later_, remove_}) {
        if (on)
            giveKeysToViews(action, {list_});
        else
            list_->removeAction(action);
    }
}

QWidget* TrainingWorkspace::makeEmpty() {
    empty_ = new EmptyState(QStringLiteral("training"), tr("No runs yet"),
                            tr("Fine-tune a captioner, recaption the images, or fine-tune the diffusion model. "
                               "Everything runs in the background and can be stopped and resumed."),
                            this);
    empty_->addButton(makeKeyButton(new_, empty_, QStringLiteral("emptyNewRun")));
    for (auto* action : {earlier_, later_, remove_}) empty_->addButton(new KeyButton(action, empty_));
    return empty_;
}

void TrainingWorkspace::setProject(std::shared_ptr<Project> project) {
    newRun_->setProject(project);
    presenter_.setProject(std::move(project));
    setListKeys(true);
    right_->setCurrentWidget(detail_);
    updateActions();
    showRight();
}

// What a run may use: worth knowing before starting one.
void TrainingWorkspace::showMachine() {
    if (presenter_.project() == nullptr) {
        machine_->clear();
        return;
    }
    runInBackground(
        this,
        [path = QString::fromStdString(presenter_.project()->path().string())] {
            return QStorageInfo(path).bytesAvailable();
        },
        [this](qint64 bytes) {
            machine_->setText(tr("%n core(s)", nullptr, QThread::idealThreadCount()) + QStringLiteral(" · ") +
                              tr("%1 of disk free").arg(bytesText(bytes)));
        },
        {});
}

void TrainingWorkspace::showSelection() {
    const auto waiting = presenter_.selection().waiting();
    const int row =
        waiting != 0 ? presenter_.runs().rowOfJob(waiting) : presenter_.runs().rowOf(presenter_.selection().run());
    if (row >= 0) list_->setCurrentIndex(presenter_.runs().index(row));
}

void TrainingWorkspace::showRight() {
    if (right_->currentWidget() == newRun_) return;
    const bool chosen =
        presenter_.rows().find(presenter_.selection().run()) != nullptr && presenter_.selection().waiting() == 0;
    right_->setCurrentWidget(chosen ? static_cast<QWidget*>(detail_) : empty_);
    const bool waiting = presenter_.runs().rowCount() > 0;
    if (!chosen && waiting)
        empty_->setTexts(tr("Waiting to start"), tr("The run starts as soon as the jobs before it have finished."));
    else
        empty_->setTexts(tr("No runs yet"),
                         tr("Fine-tune a captioner, recaption the images, or fine-tune the diffusion model. "
                            "Everything runs in the background and can be stopped and resumed."));
}

void TrainingWorkspace::updateActions() {
    const auto actions = presenter_.commands().actions();
    const bool writable = presenter_.project() != nullptr && !presenter_.project()->readOnly();
    new_->setEnabled(writable);
    const std::pair<QAction*, bool> states[] = {
        {pause_, actions.pause},          {resume_, actions.resume},    {stop_, actions.stop},
        {saveStop_, actions.saveStop},    {save_, actions.save},        {sample_, actions.sample},
        {continue_, actions.continueRun}, {clone_, actions.clone},      {branch_, actions.branch},
        {option_, actions.setOption},     {earlier_, actions.earlier},  {later_, actions.later},
        {remove_, actions.remove},        {takeBack_, actions.takeBack}};
    // What cannot be done now is out of the way instead of grey.
    for (const auto& [action, possible] : states) {
        action->setEnabled(possible);
        action->setVisible(possible);
    }
}

void TrainingWorkspace::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("training/splitter"), splitter_->saveState());
}

void TrainingWorkspace::restoreState(QSettings& settings) {
    splitter_->restoreState(settings.value(QStringLiteral("training/splitter")).toByteArray());
}

QWidget* TrainingWorkspace::firstFocus() {
    return list_;
}

}  // namespace recap::gui
