// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/training_presenter.h"

#include "gui/shell/error_text.h"
#include "gui/shell/job_service.h"
#include "gui/widgets/chart_panel.h"
#include "gui/widgets/run_series.h"
#include "workflow/caption_jobs.h"

#include <QLocale>

#include <algorithm>

namespace recap::gui {

namespace {

constexpr int kRedrawMs = 100;
constexpr int kMaxLogLines = 2000;

QString lastValue(const Curve& curve) {
    return curve.empty() ? QString() : numberText(curve.last());
}

bool canContinue(const RunRecord& run) {
    return run.kind == "diffusion" && (run.state == "interrupted" || run.state == "cancelled" || run.state == "failed");
}

}  // namespace

TrainingPresenter::TrainingPresenter(JobService& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {
    redraw_.setSingleShot(true);
    redraw_.setInterval(kRedrawMs);
    connect(&redraw_, &QTimer::timeout, this, [this] {
        for (const auto run : moved_) model_.updateProgress(run, liveStep_[run], 0);
        moved_.clear();
        Q_EMIT curvesChanged();
    });
    connect(&curves_, &CurveStore::loaded, this, &TrainingPresenter::curvesChanged);
    connect(&curves_, &CurveStore::failed, this, &TrainingPresenter::failed);
    connect(&jobs_, &JobService::added, this, &TrainingPresenter::follow);
    connect(&jobs_, &JobService::removed, this, &TrainingPresenter::forget);
    connect(&jobs_, &JobService::changed, this, &TrainingPresenter::rebuildCards);
    for (auto* controller : jobs_.jobs()) follow(controller);
}

TrainingPresenter::~TrainingPresenter() = default;

void TrainingPresenter::setProject(std::shared_ptr<Project> project) {
    project_ = std::move(project);
    listQuery_.forget();
    sampleQuery_.forget();
    records_.clear();
    curves_.setProject(project_);
    samples_.clear();
    logs_.clear();
    liveStep_.clear();
    selected_ = compared_ = wanted_ = {};
    rebuildCards();
    Q_EMIT selectionChanged();
    refresh();
}

FailureHandler TrainingPresenter::reportFailure() {
    return [this](const Failed& failure) { Q_EMIT failed(failure); };
}

void TrainingPresenter::refresh() {
    if (project_ == nullptr) return;
    listQuery_.run(
        this, [project = project_] { return project->runs().list(); },
        [this](std::vector<RunRecord> records) {
            records_ = std::move(records);
            rebuildCards();
            Q_EMIT runsChanged();
            if (wanted_ && record(wanted_) != nullptr) {
                select(std::exchange(wanted_, RunId{}));
            } else if (!selected_ && model_.rowCount() > 0) {
                // The newest training tells more than a list of pictures.
                const auto& cards = model_.cards();
                const auto trained = std::find_if(cards.begin(), cards.end(), [](const RunCard& card) {
                    return card.kind == u"diffusion" || card.kind == u"captioner";
                });
                select(trained == cards.end() ? cards.front().run : trained->run);
            }
            Q_EMIT actionsChanged();
        },
        reportFailure());
}

const RunRecord* TrainingPresenter::record(RunId run) const {
    const auto it = std::find_if(records_.begin(), records_.end(), [run](const RunRecord& r) { return r.id == run; });
    return it == records_.end() ? nullptr : &*it;
}

void TrainingPresenter::rebuildCards() {
    std::vector<RunCard> cards;
    const auto series = seriesOfRuns(records_);
    for (const auto& run : records_) {
        RunCard card;
        card.run = run.id;
        card.name = QString::fromStdString(run.name);
        card.kind = QString::fromStdString(run.kind);
        card.state = QString::fromStdString(run.state);
        card.message = QString::fromStdString(run.message);
        const auto live = liveStep_.find(run.id);
        card.step = live == liveStep_.end() ? run.step : live->second;
        card.steps = run.steps;
        card.series = series.at(run.id);
        card.summary = runSummary(run);
        const auto* controller = controllerOf(run.id);
        card.job = reinterpret_cast<quintptr>(controller);
        if (controller != nullptr && controller->state() == JobController::State::Paused)
            card.state = QStringLiteral("paused");
        cards.push_back(std::move(card));
    }
    int position = 0;
    for (const auto& waiting : pending_) {
        if (waiting.controller->state() != JobController::State::Queued) continue;
        ++position;
        const auto known = std::find_if(cards.begin(), cards.end(), [&](const RunCard& c) {
            return waiting.continues && c.run == waiting.continues;
        });
        if (known != cards.end()) {
            known->state = QStringLiteral("queued");
            known->queuePosition = position;
            continue;
        }
        RunCard card;
        card.job = reinterpret_cast<quintptr>(waiting.controller);
        card.name = waiting.name;
        card.kind = waiting.kind;
        card.state = QStringLiteral("queued");
        card.queuePosition = position;
        card.series = static_cast<int>(series.size());
        card.summary = runKindText(waiting.kind);
        cards.push_back(std::move(card));
    }
    model_.setCards(std::move(cards));
}

void TrainingPresenter::select(RunId run) {
    if (run == selected_) return;
    selected_ = run;
    if (compared_ == run) compared_ = {};
    samples_.clear();
    curves_.keep(selected_, compared_);
    loadSamples();
    Q_EMIT selectionChanged();
    Q_EMIT actionsChanged();
}

void TrainingPresenter::compareWith(RunId run) {
    compared_ = run == selected_ ? RunId{} : run;
    curves_.keep(selected_, compared_);
    Q_EMIT curvesChanged();
}

void TrainingPresenter::loadSamples() {
    sampleQuery_.forget();
    if (!selected_ || project_ == nullptr) {
        Q_EMIT samplesChanged();
        return;
    }
    sampleQuery_.run(
        this, [project = project_, run = selected_] { return project->samples().list(run); },
        [this](std::vector<SampleRecord> samples) {
            samples_ = std::move(samples);
            Q_EMIT samplesChanged();
        },
        reportFailure());
}

RunTiles TrainingPresenter::tiles(double smoothing) const {
    RunTiles tiles;
    const auto& loss = curve(selected_, QStringLiteral("loss"));
    if (!loss.empty()) {
        // The end of the smoothed curve needs only the values that still weigh something.
        constexpr qsizetype kEnough = 5000;
        tiles.loss =
            numberText(smoothed(loss.points().last(std::min(kEnough, loss.points().size())), smoothing).last().y());
    }
    tiles.validation = lastValue(curve(selected_, QStringLiteral("validation_loss")));
    tiles.learningRate = lastValue(curve(selected_, QStringLiteral("lr")));
    tiles.gradientNorm = lastValue(curve(selected_, QStringLiteral("grad_norm")));
    const auto& speed = curve(selected_, QStringLiteral("images_per_second"));
    tiles.imagesPerSecond = lastValue(speed);
    const auto* run = record(selected_);
    const auto* card = model_.find(selected_);
    if (run == nullptr || card == nullptr || card->steps <= 0 || speed.empty() || !isActive(card->state)) return tiles;
    const auto batch = run->config.is_object() ? run->config.value("batch_size", std::int64_t{0}) : 0;
    const double imagesLeft = static_cast<double>((card->steps - card->step) * batch);
    if (speed.last() > 0 && batch > 0) tiles.timeLeft = durationText(imagesLeft / speed.last());
    return tiles;
}

QStringList TrainingPresenter::prompts() const {
    QStringList prompts;
    for (const auto& sample : samples_) {
        const QString prompt = QString::fromStdString(sample.prompt);
        if (!prompts.contains(prompt)) prompts << prompt;
    }
    return prompts;
}

QString TrainingPresenter::samplePath(const SampleRecord& sample) const {
    return project_ == nullptr ? QString() : QString::fromStdString(project_->resolve(sample.path).string());
}

QStringList TrainingPresenter::log() const {
    const auto it = logs_.find(selected_);
    return it == logs_.end() ? QStringList() : it->second;
}

void TrainingPresenter::addLog(RunId run, const QString& line) {
    auto& lines = logs_[run];
    lines << line;
    if (lines.size() > kMaxLogLines) lines.removeFirst();
    if (run == selected_) Q_EMIT logAppended(line);
}

// --- what jobs say ---

void TrainingPresenter::follow(JobController* controller) {
    connect(controller, &JobController::eventReceived, this,
            [this, controller](const Event& event) { onEvent(controller, event); });
    connect(controller, &JobController::stateChanged, this, [this, controller] { onState(controller); });
    connect(controller, &JobController::finished, this,
            [this, controller](const JobOutcome& outcome) { onFinished(controller, outcome); });
}

void TrainingPresenter::forget(JobController* controller) {
    newest_.remove(controller);
    std::erase_if(pending_, [controller](const Pending& p) { return p.controller == controller; });
    std::erase_if(controllers_, [controller](const auto& entry) { return entry.second == controller; });
}

void TrainingPresenter::onEvent(JobController* controller, const Event& event) {
    if (project_ == nullptr) return;
    if (const auto* scalars = std::get_if<ScalarEvent>(&event)) {
        controllers_[scalars->run] = controller;
        newest_[controller] = scalars->run;
        onScalars(*scalars);
    } else if (const auto* run = std::get_if<RunEvent>(&event)) {
        onRun(controller, *run);
    } else if (const auto* sample = std::get_if<SampleEvent>(&event)) {
        const QString line = tr("Step %1: sample drawn.").arg(QLocale().toString(static_cast<qlonglong>(sample->step)));
        // Once for all prompts of the step.
        if (const QStringList& lines = logs_[sample->run]; lines.isEmpty() || lines.last() != line)
            addLog(sample->run, line);
        if (sample->run == selected_) loadSamples();
    } else if (const auto* message = std::get_if<MessageEvent>(&event)) {
        const auto it = newest_.constFind(controller);
        if (it != newest_.constEnd()) addLog(*it, QString::fromStdString(message->text));
    }
}

void TrainingPresenter::onScalars(const ScalarEvent& event) {
    liveStep_[event.run] = event.step;
    moved_.insert(event.run);
    curves_.add(event);
    markCurvesDirty();
}

void TrainingPresenter::markCurvesDirty() {
    if (!redraw_.isActive()) redraw_.start();
}

void TrainingPresenter::onRun(JobController* controller, const RunEvent& event) {
    controllers_[event.run] = controller;
    newest_[controller] = event.run;
    const bool mine = std::any_of(pending_.begin(), pending_.end(),
                                  [controller](const Pending& p) { return p.controller == controller; });
    if (mine && record(event.run) == nullptr) wanted_ = event.run;
    for (auto& run : records_)
        if (run.id == event.run) run.state = event.state;
    addLog(event.run, runStateText(QString::fromStdString(event.state)));
    rebuildCards();
    Q_EMIT actionsChanged();
    refresh();
}

void TrainingPresenter::onState(JobController*) {
    rebuildCards();
    Q_EMIT actionsChanged();
}

void TrainingPresenter::onFinished(JobController* controller, const JobOutcome& outcome) {
    std::erase_if(pending_, [controller](const Pending& p) { return p.controller == controller; });
    if (const auto* failure = std::get_if<Failed>(&outcome)) {
        const auto it = newest_.constFind(controller);
        if (it != newest_.constEnd()) addLog(*it, QString::fromStdString(failure->message));
    }
    refresh();
}

// --- what the person asks for ---

JobController* TrainingPresenter::controllerOf(RunId run) const {
    const auto it = controllers_.find(run);
    if (it == controllers_.end() || it->second.isNull() || it->second->ended()) return nullptr;
    return it->second.data();
}

RunActions TrainingPresenter::actions() const {
    RunActions actions;
    const auto* run = record(selected_);
    if (run == nullptr) return actions;
    NewRunKind kind;
    const bool writable = project_ != nullptr && !project_->readOnly();
    actions.clone = writable && newRunKindOf(QString::fromStdString(run->kind), kind);
    const auto* controller = controllerOf(selected_);
    const bool live = controller != nullptr && newest_.value(const_cast<JobController*>(controller)) == selected_;
    const bool waiting =
        std::any_of(pending_.begin(), pending_.end(), [this](const Pending& p) { return p.continues == selected_; });
    if (!live) {
        actions.continueRun = writable && canContinue(*run) && !waiting;
        return actions;
    }
    using State = JobController::State;
    actions.pause = controller->state() == State::Running;
    actions.resume = controller->state() == State::Paused;
    actions.stop = controller->state() == State::Running || controller->state() == State::Paused;
    const bool trains = run->kind == "diffusion";
    actions.save = actions.sample = actions.saveStop = trains && controller->state() == State::Running;
    return actions;
}

void TrainingPresenter::pause() {
    if (auto* controller = controllerOf(selected_)) controller->pause();
}

void TrainingPresenter::resume() {
    if (auto* controller = controllerOf(selected_)) controller->resume();
}

void TrainingPresenter::stopNow() {
    if (auto* controller = controllerOf(selected_)) controller->cancel();
}

void TrainingPresenter::send(Command::Kind command) {
    if (auto* controller = controllerOf(selected_)) controller->send(Command{command});
}

void TrainingPresenter::stopAfterSaving() {
    send(Command::Kind::StopAfterSaving);
}
void TrainingPresenter::saveNow() {
    send(Command::Kind::SaveNow);
}
void TrainingPresenter::sampleNow() {
    send(Command::Kind::SampleNow);
}

void TrainingPresenter::continueRun() {
    const auto* run = record(selected_);
    if (run == nullptr || !actions().continueRun) return;
    TrainRequest request;
    request.name = run->name;
    request.resume = run->id;
    const QString name = QString::fromStdString(run->name);
    auto* controller = jobs_.start(std::make_unique<TrainJob>(project_, std::move(request)), name);
    controller->setSavable(true);
    pending_.push_back({controller, name, QString::fromStdString(run->kind), run->id});
    rebuildCards();
    Q_EMIT actionsChanged();
}

std::optional<CloneSource> TrainingPresenter::cloneSource() const {
    const auto* run = record(selected_);
    CloneSource source;
    if (run == nullptr || !newRunKindOf(QString::fromStdString(run->kind), source.kind)) return std::nullopt;
    source.name = tr("%1 copy").arg(QString::fromStdString(run->name));
    // A run's record may hold more than its options, e.g. hashes of what it read.
    for (const auto& field : newRunFields(source.kind, {}))
        if (run->config.is_object() && run->config.contains(field.name))
            source.values[field.name] = run->config[field.name];
    return source;
}

void TrainingPresenter::start(NewRunKind kind, const QString& name, const Json& values) {
    if (project_ == nullptr) return;
    try {
        auto* controller = jobs_.start(makeNewRun(kind, project_, name, values), name);
        controller->setSavable(kind == NewRunKind::Diffusion);
        const char* const kinds[] = {"diffusion", "captioner", "recaption", "samples", "metrics"};
        pending_.push_back({controller, name, QString::fromLatin1(kinds[static_cast<int>(kind)]), {}});
        rebuildCards();
        Q_EMIT runsChanged();
    } catch (...) {
        Q_EMIT failed(currentFailure());
    }
}

}  // namespace recap::gui
