// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/training_presenter.h"

#include "gui/base/error_text.h"
#include "gui/jobs/job_service.h"
#include "gui/widgets/chart_panel.h"
#include "gui/widgets/run_series.h"

#include <QLocale>
#include <QSignalBlocker>

#include <algorithm>

namespace recap::gui {

namespace {

constexpr int kRedrawMs = 100;
constexpr int kLookMs = 1000;  // at runs of other programs

// Of RunRecord::provenance, in the order in which they are shown.
constexpr const char* kProvenanceNames[] = {"branch_step", "data", "images", "ran_on", "program", "torch"};

QString lastValue(const Curve& curve) {
    return curve.empty() ? QString() : numberText(curve.last());
}

QString waitingSummary(const RunQueue::Item& item) {
    RunRecord record;
    record.kind = item.kind;
    record.config = item.values;
    return runSummary(record);
}

}  // namespace

TrainingPresenter::TrainingPresenter(JobService& jobs, QObject* parent) : QObject(parent), jobs_(jobs), queue_(jobs) {
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
    connect(&queue_, &RunQueue::changed, this, [this] {
        rebuildCards();
        Q_EMIT queueChanged();
        Q_EMIT actionsChanged();
    });
    connect(&queue_, &RunQueue::noted, this, &TrainingPresenter::noted);
    connect(&queue_, &RunQueue::failed, this, &TrainingPresenter::failed);
    look_.setInterval(kLookMs);
    connect(&look_, &QTimer::timeout, this, &TrainingPresenter::lookAround);
    remoteStopDelay_.setSingleShot(true);
    connect(&remoteStopDelay_, &QTimer::timeout, this, &TrainingPresenter::settleRemoteStop);
}

TrainingPresenter::~TrainingPresenter() {
    const QSignalBlocker quiet(this);
    settleRemoteStop();
}

void TrainingPresenter::setProject(std::shared_ptr<Project> project) {
    settleRemoteStop();
    project_ = std::move(project);
    listQuery_.forget();
    sampleQuery_.forget();
    records_.clear();
    curves_.setProject(project_);
    samples_.clear();
    checkpoints_.clear();
    logs_.clear();
    liveStep_.clear();
    watches_.clear();
    wishing_.clear();
    pictures_.clear();
    selected_ = wanted_ = {};
    waiting_ = 0;
    compared_.clear();
    queue_.setProject(project_);
    lookWhereNeeded();
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
            lookWhereNeeded();
            Q_EMIT runsChanged();
            if (wanted_ && record(wanted_) != nullptr) {
                select(std::exchange(wanted_, RunId{}));
            } else if (!selected_ && model_.rowCount() > 0) {
                // The newest training tells more than a list of pictures; what only waits has nothing to tell yet.
                const auto& cards = model_.cards();
                const auto first = [&](auto wanted) { return std::find_if(cards.begin(), cards.end(), wanted); };
                auto shown = first([](const RunCard& card) { return card.run && isTraining(card.kind); });
                if (shown == cards.end()) shown = first([](const RunCard& card) { return bool(card.run); });
                if (shown != cards.end()) select(shown->run);
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
        card.kind = run.kind;
        card.state = run.state;
        // A failure that this window saw is said in its language; the project keeps the English.
        const auto seen = failures_.find(run.id);
        const bool same = seen != failures_.end() && seen->second.message == run.message;
        card.message = same ? errorDetail(seen->second) : coreText({run.message});
        const auto live = liveStep_.find(run.id);
        card.step = live == liveStep_.end() ? run.step : live->second;
        card.steps = run.steps;
        card.series = series.at(run.id);
        card.summary = runSummary(run);
        const auto* controller = controllerOf(run.id);
        card.job = reinterpret_cast<quintptr>(controller);
        if (controller != nullptr && controller->state() == JobController::State::Paused) card.state = RunState::Paused;
        const bool stops = controller != nullptr && controller->state() == JobController::State::Stopping;
        card.stopping = isActive(card.state) && (stops || remoteStop_ == run.id);
        cards.push_back(std::move(card));
    }
    int position = 0;
    for (const auto* waiting : queue_.waiting()) {
        ++position;
        const auto known = std::find_if(cards.begin(), cards.end(), [&](const RunCard& c) {
            return waiting->continues && c.run == waiting->continues;
        });
        if (known != cards.end()) {
            known->state = RunState::Queued;
            known->queuePosition = position;
            known->held = waiting->controller->heldBack();
            known->job = reinterpret_cast<quintptr>(waiting->controller);
            continue;
        }
        RunCard card;
        card.job = reinterpret_cast<quintptr>(waiting->controller);
        card.name = waiting->name;
        card.kind = waiting->kind;
        card.state = RunState::Queued;
        card.queuePosition = position;
        card.held = waiting->controller->heldBack();
        card.series = static_cast<int>(series.size());
        card.summary = waitingSummary(*waiting);
        cards.push_back(std::move(card));
    }
    model_.setCards(std::move(cards));
}

std::vector<RunId> TrainingPresenter::shownRuns() const {
    auto runs = compared_;
    if (selected_) runs.push_back(selected_);
    return runs;
}

void TrainingPresenter::select(RunId run) {
    if (run == selected_ && waiting_ == 0) return;
    waiting_ = 0;
    selected_ = run;
    std::erase(compared_, run);
    checkpoints_.clear();
    curves_.keep(shownRuns());
    loadSamples();
    loadLog(run);
    Q_EMIT selectionChanged();
    Q_EMIT actionsChanged();
}

void TrainingPresenter::selectWaiting(quint64 job) {
    if (job == waiting_) return;
    waiting_ = job;
    Q_EMIT selectionChanged();
    Q_EMIT actionsChanged();
}

void TrainingPresenter::compareWith(const std::vector<RunId>& runs) {
    compared_ = runs;
    std::erase_if(compared_, [this](RunId run) { return !run || run == selected_; });
    curves_.keep(shownRuns());
    loadSamples();
    Q_EMIT comparisonChanged();
    Q_EMIT curvesChanged();
}

void TrainingPresenter::loadSamples() {
    sampleQuery_.forget();
    if (!selected_ || project_ == nullptr) {
        Q_EMIT samplesChanged();
        return;
    }
    using Found = std::pair<std::map<RunId, std::vector<SampleRecord>>, std::vector<CheckpointRecord>>;
    sampleQuery_.run(
        this,
        [project = project_, runs = shownRuns(), selected = selected_] {
            Found found;
            for (const auto run : runs) found.first[run] = project->samples().list(run);
            found.second = project->checkpoints().list(selected);
            return found;
        },
        [this](Found found) {
            samples_ = std::move(found.first);
            checkpoints_ = std::move(found.second);
            Q_EMIT samplesChanged();
            Q_EMIT actionsChanged();
        },
        reportFailure());
}

const std::vector<SampleRecord>& TrainingPresenter::samplesOf(RunId run) const {
    static const std::vector<SampleRecord> none;
    const auto it = samples_.find(run);
    return it == samples_.end() ? none : it->second;
}

// Where a run begins and what it works with, before its options; empty for what it does not say.
QString TrainingPresenter::provenanceText(const RunRecord& run, const std::string& name) const {
    const Json& with = run.provenance;
    if (name == "branch_step") {
        const auto* parent = record(run.parent);
        if (!with.contains(name) || parent == nullptr) return {};
        return tr("step %1 of %2").arg(QString::fromStdString(with[name].dump()), QString::fromStdString(parent->name));
    }
    if (!with.contains(name)) return {};
    return QString::fromStdString(with[name].is_string() ? with[name].get<std::string>() : with[name].dump());
}

std::vector<QStringList> TrainingPresenter::optionTable() const {
    std::vector<const RunRecord*> runs;
    std::vector<RunId> shown{selected_};
    shown.insert(shown.end(), compared_.begin(), compared_.end());
    std::set<std::string> options;
    for (const auto run : shown)
        if (const auto* found = record(run); found != nullptr && found->config.is_object()) {
            runs.push_back(found);
            for (const auto& item : found->config.items()) options.insert(item.key());
        }
    std::vector<QStringList> rows;
    const auto add = [&](const std::string& name, const auto& textOf) {
        QStringList row{QString::fromStdString(name)};
        for (const auto* run : runs) row << textOf(*run);
        const bool differs = std::any_of(row.begin() + 1, row.end(), [&](const QString& v) { return v != row.at(1); });
        if (runs.size() < 2 || differs) rows.push_back(std::move(row));
    };
    const QString none = QStringLiteral("–");
    for (const char* name : kProvenanceNames) {
        const auto textOf = [&](const RunRecord& run) {
            const QString text = provenanceText(run, name);
            return text.isEmpty() ? none : text;
        };
        if (std::any_of(runs.begin(), runs.end(), [&](const auto* run) { return textOf(*run) != none; }))
            add(name, textOf);
    }
    for (const auto& name : options)
        add(name, [&](const RunRecord& run) {
            const Json value = run.config.value(name, Json());
            if (value.is_null()) return none;
            return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
        });
    return rows;
}

RunTiles TrainingPresenter::tiles(double smoothing) const {
    RunTiles tiles;
    const auto& loss = curve(selected_, QStringLiteral("loss"));
    if (!loss.empty()) {
        tiles.loss = numberText(loss.data()->smoothed(smoothing).points().last().y());
    }
    tiles.validation = lastValue(curve(selected_, QStringLiteral("validation_loss")));
    tiles.learningRate = lastValue(curve(selected_, QStringLiteral("lr")));
    tiles.gradientNorm = lastValue(curve(selected_, QStringLiteral("grad_norm")));
    const auto& speed = curve(selected_, QStringLiteral("images_per_second"));
    tiles.imagesPerSecond = lastValue(speed);
    const auto* run = record(selected_);
    const auto* card = model_.find(selected_);
    if (run == nullptr || card == nullptr || card->steps <= 0 || speed.empty() || !isActive(card->state)) return tiles;
    if (card->step >= card->steps) return tiles;  // the last pictures are drawn, or the job goes on with other runs
    const auto batch = run->config.is_object() ? run->config.value("batch_size", std::int64_t{0}) : 0;
    const double imagesLeft = static_cast<double>((card->steps - card->step) * batch);
    if (speed.last() > 0 && batch > 0) tiles.timeLeft = durationText(imagesLeft / speed.last());
    return tiles;
}

QStringList TrainingPresenter::prompts() const {
    QStringList prompts;
    for (const auto& sample : samples()) {
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

}  // namespace recap::gui
