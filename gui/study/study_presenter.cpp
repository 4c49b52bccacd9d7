// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/study/study_presenter.h"

#include "gui/base/error_text.h"
#include "gui/jobs/job_service.h"
#include "gui/jobs/job_strip.h"
#include "gui/jobs/stage_names.h"
#include "gui/shell/project_session.h"
#include "workflow/results/metric_facts.h"

#include <QHash>

#include <algorithm>

namespace recap::gui {

namespace {

void setLevels(QList<StageView>& stages) {
    QHash<QString, int> level;
    // Stages come in an order in which they can be done, so one pass settles every level.
    for (StageView& stage : stages) {
        for (const QString& before : stage.after) stage.level = std::max(stage.level, level.value(before, -1) + 1);
        level.insert(stage.name, stage.level);
    }
}

}  // namespace

StudyPresenter::StudyPresenter(JobService& jobs, QObject* parent, Factory factory)
    : QObject(parent), jobs_(jobs), factory_(std::move(factory)) {
    if (!factory_)
        factory_ = [](StudyRequest request) {
            request.words = coreWords;  // the report speaks the window's language
            return std::make_unique<StudyJob>(std::move(request));
        };
}

StudyRequest StudyPresenter::demoRequest() {
    StudyRequest request;
    request.project = ProjectSession::demoPath().toStdString();
    request.quick = qEnvironmentVariableIsSet("RECAP_QUICK_STUDY");
    return request;
}

void StudyPresenter::prepare(StudyRequest request) {
    if (running()) return;
    request_ = std::move(request);
    showStages();
    read({request_});
}

void StudyPresenter::follow(const QString& project) {
    QList<StudyRequest> places;
    if (!project.isEmpty()) {
        places << StudyRequest{};
        places.last().project = project.toStdString();
    }
    read(places << demoRequest());
}

// The first place that holds a study is shown; the last one where none does.
void StudyPresenter::read(const QList<StudyRequest>& places) {
    if (running()) return;
    reader_.run(
        this,
        [places] {
            for (const StudyRequest& place : places)
                if (StudyState state = studyState(place.project); state.found) return state;
            StudyState none;
            none.request = places.last();
            return none;
        },
        [this](StudyState state) { takeState(std::move(state)); },
        // A damaged project says so itself when it is opened.
        [](const Failed&) {});
}

void StudyPresenter::takeState(StudyState state) {
    if (running()) return;
    request_ = std::move(state.request);
    showStages();
    for (StageView& stage : stages_)
        if (std::find(state.done.begin(), state.done.end(), stage.name.toStdString()) != state.done.end())
            stage.state = StageState::Done;
    rows_ = std::move(state.rows);
    captions_ = std::move(state.captions);
    curve_ = std::move(state.curve);
    report_ = QString::fromStdString(state.report.string());
    Q_EMIT stagesReset();
    Q_EMIT stateChanged();
}

void StudyPresenter::showStages() {
    rows_.clear();
    captions_.clear();
    curve_ = {};
    report_.clear();
    stages_.clear();
    for (const StudyStage& stage : studyStages(request_)) {
        StageView view;
        view.name = QString::fromStdString(stage.name);
        view.title = stageText(QString::fromStdString(stage.title));
        for (const std::string& before : stage.after) view.after << QString::fromStdString(before);
        stages_ << view;
    }
    setLevels(stages_);
    Q_EMIT stagesReset();
}

bool StudyPresenter::running() const {
    return job_ != nullptr && !job_->ended();
}

StudyPresenter::Phase StudyPresenter::phase() const {
    if (running()) return Phase::Running;
    const int done = stagesDone();
    if (done == stages_.size() && !report_.isEmpty()) return Phase::Complete;
    return done > 0 ? Phase::Partial : Phase::Fresh;
}

StudyRequest StudyPresenter::nextRequest() const {
    StudyRequest next = request_;
    // "demo.recap", "demo-seed2.recap", "demo-seed3.recap", ...
    std::string stem = request_.project.stem().string();
    if (const auto suffix = stem.rfind("-seed"); suffix != std::string::npos) stem.resize(suffix);
    do {
        ++next.seed;
        next.project.replace_filename(stem + "-seed" + std::to_string(next.seed) + ".recap");
    } while (std::filesystem::exists(next.project));
    return next;
}

void StudyPresenter::start() {
    if (running()) return;
    reader_.forget();
    showStages();
    job_ = jobs_.start(factory_(request_), tr("Demo"));
    connect(job_, &JobController::eventReceived, this, &StudyPresenter::takeEvent);
    connect(job_, &JobController::progressed, this, &StudyPresenter::progressed);
    connect(job_, &JobController::stateChanged, this, &StudyPresenter::progressed);
    connect(job_, &JobController::finished, this, &StudyPresenter::takeResult);
    Q_EMIT stateChanged();
}

void StudyPresenter::stop() {
    if (running()) job_->cancel();
}

int StudyPresenter::stagesDone() const {
    return static_cast<int>(
        std::count_if(stages_.begin(), stages_.end(), [](const StageView& stage) { return isComplete(stage.state); }));
}

QString StudyPresenter::activity() const {
    return running() ? progressText(*job_) : QString();
}

QStringList StudyPresenter::metrics() const {
    QStringList found;
    for (const MetricRow& row : rows_)
        for (const MetricRecord& metric : row.metrics)
            if (const QString name = QString::fromStdString(metric.name); !found.contains(name)) found << name;
    // Known ones in the paper's order, others behind them.
    std::stable_sort(found.begin(), found.end(), [](const QString& a, const QString& b) {
        return metricRank(a.toStdString()) < metricRank(b.toStdString());
    });
    return found;
}

void StudyPresenter::takeEvent(const Event& event) {
    if (const auto* message = std::get_if<MessageEvent>(&event)) Q_EMIT said(messageText(*message));
    const auto* change = std::get_if<StageEvent>(&event);
    if (change == nullptr) return;
    const QString name = QString::fromStdString(change->stage);
    for (int i = 0; i < stages_.size(); ++i) {
        if (stages_.at(i).name != name) continue;
        stages_[i].state = change->state;
        // What ends because the person stops the study has not failed.
        if (change->state == StageState::Failed && job_ != nullptr && job_->state() == JobController::State::Stopping)
            stages_[i].state = StageState::Cancelled;
        stages_[i].detail = QString::fromStdString(change->detail);
        Q_EMIT stageChanged(i);
    }
}

void StudyPresenter::takeResult(const JobOutcome& outcome) {
    if (const auto* study = job_->result<StudyJob>()) {
        rows_ = study->rows();
        captions_ = study->captions();
        curve_ = study->curve();
        report_ = QString::fromStdString(study->report().string());
    }
    // What was under way when the job ended is not running any more.
    const bool stopped = std::holds_alternative<CancelledByUser>(outcome);
    for (int i = 0; i < stages_.size(); ++i) {
        const StageState state = stages_.at(i).state;
        const bool cut = stopped && (state == StageState::Failed || state == StageState::Running);
        if (!cut && state != StageState::Running) continue;
        stages_[i].state = cut ? StageState::Cancelled : StageState::Waiting;
        Q_EMIT stageChanged(i);
    }
    Q_EMIT stateChanged();
}

}  // namespace recap::gui
