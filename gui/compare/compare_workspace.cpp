// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/compare_workspace.h"

#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/compare/compare_viewer.h"
#include "gui/compare/draw_samples_page.h"
#include "gui/compare/matrix_view.h"
#include "gui/compare/metric_pictures_page.h"
#include "gui/compare/metrics_panel.h"
#include "gui/jobs/job_service.h"
#include "gui/judging/judges_page.h"
#include "gui/judging/prompts_page.h"
#include "gui/shell/run_links.h"
#include "gui/shell/run_option_names.h"
#include "gui/shell/shell.h"
#include "gui/widgets/card.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/header_bar.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/options_form.h"
#include "gui/widgets/page.h"
#include "gui/widgets/view_keys.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

CompareWorkspace::CompareWorkspace(Shell& shell, QWidget* parent)
    : Workspace(shell, parent), presenter_(shell.jobs()), prompts_(shell.jobs()) {
    setObjectName(QStringLiteral("compareWorkspace"));
    makeActions();
    viewer_ = new CompareViewer(presenter_, shell.thumbnails(), this);
    for (auto* action : viewer_->tools()) addAction(action);
    metrics_ = new MetricsPanel(compute_, {openJudges_, openPrompts_}, this);
    metrics_->setMinimumWidth(40 * kGrid);
    splitter_ = new QSplitter(Qt::Horizontal, this);
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(viewer_);
    splitter_->addWidget(metrics_);
    splitter_->setStretchFactor(0, 3);
    splitter_->setStretchFactor(1, 2);
    splitter_->setSizes({104 * kGrid, 62 * kGrid});
    drawPage_ = new DrawSamplesPage(this);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(splitter_);
    pages_->addWidget(drawPage_);
    pages_->addWidget(makeEmpty());
    makeJudging();
    const PageFrame frame = makePage(this, title());
    fillHead(frame.head);
    frame.column->addWidget(pages_, 1);

    // Letters, brackets and the space bar act on the pictures: while these have the keyboard, and under no form.
    for (auto* action : QList<QAction*>{draw_, export_, compute_, openJudges_, openPrompts_} + viewer_->tools())
        if (action->shortcut() != QKeySequence(Qt::Key_Escape)) giveKeysToViews(action, viewer_->views());

    connect(&presenter_, &ComparePresenter::failed, this,
            [this](const Failed& failure) { this->shell().raiseError(failure); });
    connect(&presenter_, &ComparePresenter::choicesChanged, this, [this] {
        fillRuns();
        showDifferences();
        showPage();
    });
    connect(&presenter_, &ComparePresenter::metricsChanged, this, [this] {
        metrics_->setTable(presenter_.metrics(), presenter_.series());
        export_->setEnabled(!presenter_.metrics().empty());
        compute_->setEnabled(presenter_.canComputeMetrics());
    });
    connect(&presenter_, &ComparePresenter::exported, this,
            [this](const QString& file) { this->shell().note(tr("The table was written to %1.").arg(file)); });
    connect(metrics_, &MetricsPanel::exportWanted, this, &CompareWorkspace::exportMetrics);
    connect(metrics_, &MetricsPanel::picturesWanted, this, &CompareWorkspace::openPictures);
    connect(drawPage_, &DrawSamplesPage::cancelled, this, [this] { layOver(nullptr); });
    connect(drawPage_, &DrawSamplesPage::started, this,
            [this](const std::vector<RunId>& runs, const QString& model, const QStringList& prompts,
                   const SampleOptions& options) {
                presenter_.drawSamples(runs, prompts, options);
                if (!model.isEmpty()) presenter_.drawModel(model, prompts, options);
                layOver(nullptr);
            });
    connect(drawPage_, &DrawSamplesPage::modelFolderWanted, this, [this] {
        const QString path = this->shell().prompter().openFolder(tr("Model folder"), {});
        if (!path.isEmpty()) drawPage_->setModel(path);
    });
    connect(drawPage_, &DrawSamplesPage::modelFileWanted, this, [this] {
        const QString path = this->shell().prompter().openFile(
            tr("Model file"), {}, tr("Weights (*.safetensors *.ckpt *.pt *.pth *.bin);;All files (*)"));
        if (!path.isEmpty()) drawPage_->setModel(path);
    });
    connect(&shell, &Shell::projectChanged, this, [this](ProjectChange what) {
        using enum ProjectChange;
        if (what == Runs || what == Metrics || what == Samples) presenter_.refresh();
    });
    connect(&shell.jobs(), &JobService::ended, this, [this] { presenter_.refresh(); });
    showPage();
}

QString CompareWorkspace::title() const {
    return tr("Compare");
}

QIcon CompareWorkspace::icon() const {
    return Theme::current().icon(u"compare");
}

void CompareWorkspace::makeActions() {
    const auto add = [this](const char* name, const QString& text, const QKeySequence& key, auto slot) {
        QAction* action = makeKey(this, QString::fromLatin1(name), text, key);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    draw_ = add("actionDrawSamples", tr("Generate samples…"), QKeySequence(Qt::Key_D), [this] { openDraw(); });
    export_ = add("actionExportMetrics", tr("Export the metrics table…"), QKeySequence(Qt::Key_E),
                  [this] { exportMetrics(); });
    export_->setEnabled(false);
    compute_ =
        add("actionComputeMetrics", tr("Compute metrics"), QKeySequence(Qt::Key_M), [this] { computeMetrics(); });
    compute_->setToolTip(tr("Judges the samples of the selected runs at their last step, in the background"));
    compute_->setEnabled(false);
    openJudges_ = add("actionJudges", tr("Judges…"), QKeySequence(Qt::Key_J), [this] { openJudges(); });
    openJudges_->setToolTip(tr("Which judges there are, what they compute, and whether they can be used"));
    openPrompts_ = add("actionPromptSets", tr("Prompt sets…"), QKeySequence(Qt::Key_P), [this] { openPrompts(); });
    openPrompts_->setToolTip(tr("Opens, imports and makes prompt sets, which say what pictures must show"));
}

void CompareWorkspace::fillHead(HeaderBar* head) {
    auto* row = head->row();
    runs_ = new QPushButton(head);
    runs_->setObjectName(QStringLiteral("compareRuns"));
    runMenu_ = new QMenu(runs_);
    runMenu_->setObjectName(QStringLiteral("compareRunMenu"));
    runs_->setMenu(runMenu_);
    row->addWidget(runs_);
    filter_ = new QLineEdit(head);
    filter_->setObjectName(QStringLiteral("comparePrompts"));
    filter_->setPlaceholderText(tr("Find prompts"));
    filter_->setClearButtonEnabled(true);
    filter_->setFixedWidth(24 * kGrid);
    connect(filter_, &QLineEdit::textChanged, &presenter_, &ComparePresenter::setPromptFilter);
    row->addWidget(filter_);
    row->addStretch(1);
    differences_ = makeLabel({}, "muted", head);
    differences_->setObjectName(QStringLiteral("configDifferences"));
    row->addWidget(differences_);
    row->addSpacing(kGrid);
    row->addWidget(makeKeyButton(draw_, head));
}

QWidget* CompareWorkspace::makeEmpty() {
    empty_ = new EmptyState(QStringLiteral("compare"), tr("Nothing to compare yet"),
                            tr("Samples and metrics of runs appear here side by side. Fine-tune a model first, or "
                               "generate samples with one."),
                            this);
    auto* toTraining = new QPushButton(tr("Go to Training"), empty_);
    toTraining->setObjectName(QStringLiteral("emptyToTraining"));
    connect(toTraining, &QPushButton::clicked, this, [this] { shell().show(QStringLiteral("training")); });
    empty_->addButton(toTraining);
    for (auto* action : {openJudges_, openPrompts_})
        empty_->addButton(makeKeyButton(action, empty_, QStringLiteral("empty") + action->objectName().mid(6)));
    return empty_;
}

void CompareWorkspace::makeJudging() {
    judgesPage_ = new JudgesPage(judges_, shell().prompter(), this);
    promptsPage_ = new PromptsPage(prompts_, shell().prompter(), this);
    picturesPage_ = new MetricPicturesPage(pictures_, shell().thumbnails(), this);
    for (QWidget* page : QList<QWidget*>{judgesPage_, promptsPage_, picturesPage_}) pages_->addWidget(page);
    const auto raise = [this](const Failed& failure) { shell().raiseError(failure); };
    connect(&judges_, &JudgesPresenter::failed, this, raise);
    connect(&prompts_, &PromptsPresenter::failed, this, raise);
    connect(&judges_, &JudgesPresenter::written, this,
            [this](const QString& file) { shell().note(tr("The judges file was written to %1.").arg(file)); });
    connect(&prompts_, &PromptsPresenter::saved, this,
            [this](const QString& file) { shell().note(tr("The prompt set was written to %1.").arg(file)); });
    connect(judgesPage_, &JudgesPage::left, this, [this] { layOver(nullptr); });
    connect(promptsPage_, &PromptsPage::left, this, [this] { layOver(nullptr); });
    // Back to the number.
    connect(picturesPage_, &MetricPicturesPage::left, this, [this] {
        layOver(nullptr);
        metrics_->takeFocus();
    });
    RunLinks& runs = RunLinks::of(shell());
    connect(judgesPage_, &JudgesPage::metricsWanted, this,
            [this, &runs] { runs.fillRun(RunKind::Metrics, judges_.metricsValues()); });
    connect(promptsPage_, &PromptsPage::metricsWanted, this,
            [this, &runs] { runs.fillRun(RunKind::Metrics, prompts_.metricsValues()); });
    connect(promptsPage_, &PromptsPage::samplingWanted, this, &CompareWorkspace::useForSampling);
}

void CompareWorkspace::setProject(std::shared_ptr<Project> project) {
    // Judges and prompt sets belong to no project.
    if (over_ == drawPage_ || over_ == picturesPage_) over_ = nullptr;
    pictures_.close();
    filter_->clear();
    presenter_.setProject(std::move(project));
    draw_->setEnabled(presenter_.project() != nullptr && !presenter_.project()->readOnly());
    showPage();
}

void CompareWorkspace::fillRuns() {
    runMenu_->clear();
    int chosen = 0;
    for (const auto& choice : presenter_.choices()) {
        const auto run = choice.label.run;
        auto* action = runMenu_->addAction(choice.label.name);
        action->setCheckable(true);
        action->setChecked(presenter_.isChosen(run));
        chosen += action->isChecked() ? 1 : 0;
        connect(action, &QAction::triggered, this, [this, run](bool on) { presenter_.setChosen(run, on); });
    }
    runs_->setText(tr("%n run(s)", nullptr, chosen));
}

void CompareWorkspace::showDifferences() {
    const auto differences = presenter_.differences();
    if (differences.differing.empty() && differences.equal == 0) {
        differences_->clear();
        differences_->setToolTip({});
        return;
    }
    QStringList names;
    QStringList details;
    for (const auto& [name, values] : differences.differing) {
        names << runOptionLabel(name.toStdString()).toLower();
        details << QStringLiteral("%1: %2").arg(runOptionLabel(name.toStdString()),
                                                values.join(QStringLiteral("  |  ")));
    }
    constexpr qsizetype kShown = 3;
    const QString list = names.mid(0, kShown).join(QStringLiteral(", "));
    QString text = tr("Same configuration");
    if (names.size() > kShown)
        text = tr("Differences: %1 and %n more", nullptr, static_cast<int>(names.size() - kShown)).arg(list);
    else if (!names.isEmpty())
        text = tr("Differences: %1").arg(list);
    differences_->setText(text);
    differences_->setToolTip(details.join(u'\n'));
}

void CompareWorkspace::showPage() {
    const bool any = std::any_of(presenter_.choices().begin(), presenter_.choices().end(),
                                 [](const CompareChoice& choice) { return choice.samples > 0 || choice.metrics > 0; });
    QWidget* page = over_ != nullptr ? over_ : any ? static_cast<QWidget*>(splitter_) : empty_;
    const bool changed = pages_->currentWidget() != page;
    pages_->setCurrentWidget(page);
    filter_->setEnabled(any);
    runs_->setEnabled(!presenter_.choices().empty());
    if (changed && page == splitter_) viewer_->matrix()->setFocus();
}

void CompareWorkspace::layOver(QWidget* page) {
    over_ = page;
    // Its Escape must not compete with the page's.
    if (page != nullptr) viewer_->setFullSize(false);
    showPage();
}

void CompareWorkspace::openDraw() {
    if (over_ == drawPage_) return;
    layOver(drawPage_);
    drawPage_->open(presenter_.choices(), presenter_.prompts());
}

void CompareWorkspace::openJudges() {
    layOver(judgesPage_);
    judgesPage_->open();
}

void CompareWorkspace::openPrompts() {
    layOver(promptsPage_);
    promptsPage_->open();
}

void CompareWorkspace::openPictures(int row, int column) {
    const auto number = presenter_.numberAt(row, column);
    if (!number) return;
    layOver(picturesPage_);
    pictures_.open(presenter_.project(), *number);
    picturesPage_->open();
}

void CompareWorkspace::useForSampling() {
    if (prompts_.facts().seeds > 0)
        shell().note(
            tr("Seeds of the prompt set are not taken over: the form's seed is the first one of every prompt."));
    RunLinks::of(shell()).fillRun(RunKind::Samples, prompts_.samplingValues());
}

// Numbers that somebody may have published are replaced only when the person says so.
void CompareWorkspace::computeMetrics() {
    if (!presenter_.canComputeMetrics()) return;
    const MetricsPlan plan = presenter_.metricsPlan();
    qint64 seed = plan.seed;
    if (!plan.replaced.isEmpty()) {
        QString question = tr("These runs already have metrics: %1.").arg(plan.replaced.join(QStringLiteral(", ")));
        if (plan.computed_ms > 0)
            question += u' ' + tr("They were computed %1.")
                                   .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(plan.computed_ms),
                                                           QLocale::ShortFormat));
        question += u'\n' + tr("Computing them again with the same bootstrap seed (%1) gives the same intervals for "
                               "the same samples. The replaced values stay in the project's history.")
                                .arg(plan.seed);
        const int answer =
            shell().prompter().choose(tr("Compute metrics"), question,
                                      {tr("Compute again"), tr("Use another seed…"), tr("Keep the current values")});
        if (answer != 0 && answer != 1) return;
        if (answer == 1) {
            bool valid = false;
            const QString text =
                shell().prompter().text(tr("Compute metrics"), tr("Seed of the bootstrap"), QString::number(plan.seed));
            seed = text.toLongLong(&valid);
            if (text.isEmpty()) return;
            if (!valid || seed < 0) {
                shell().note(tr("“%1” is not a seed: enter a whole number, 0 or greater.").arg(text));
                return;
            }
        }
    }
    presenter_.computeMetrics(seed);
}

void CompareWorkspace::exportMetrics() {
    if (presenter_.project() == nullptr || presenter_.metrics().empty()) return;
    const auto start = QString::fromStdString((presenter_.project()->path() / "exports" / "metrics.csv").string());
    const QString file = shell().prompter().saveFile(tr("Export the metrics table"), start,
                                                     tr("CSV (*.csv);;LaTeX (*.tex);;Markdown (*.md);;JSON (*.json)"));
    if (!file.isEmpty()) presenter_.exportMetrics(file);
}

void CompareWorkspace::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("compare/splitter"), splitter_->saveState());
}

void CompareWorkspace::restoreState(QSettings& settings) {
    splitter_->restoreState(settings.value(QStringLiteral("compare/splitter")).toByteArray());
}

QWidget* CompareWorkspace::firstFocus() {
    // Escape leaves the page that lies over the comparison.
    return over_ != nullptr ? over_ : viewer_->matrix();
}

}  // namespace recap::gui
