// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_history.h"

#include "gui/base/error_text.h"
#include "gui/training/run_cards.h"
#include "gui/training/run_rows.h"
#include "gui/training/run_selection.h"
#include "gui/widgets/chart_panel.h"

#include <utility>

namespace recap::gui {

namespace {

constexpr int kRedrawMs = 100;

QString lastValue(const Curve& curve) {
    return curve.empty() ? QString() : numberText(curve.last());
}

}  // namespace

RunHistory::RunHistory(const RunSelection& selection, const RunRows& rows, const RunCards& cards, QObject* parent)
    : ProjectPart(parent), selection_(selection), rows_(rows), cards_(cards) {
    redraw_.setSingleShot(true);
    redraw_.setInterval(kRedrawMs);
    connect(&redraw_, &QTimer::timeout, this, &RunHistory::curvesChanged);
    connect(&curves_, &CurveStore::loaded, this, &RunHistory::curvesChanged);
    connect(&curves_, &CurveStore::failed, this, &RunHistory::failed);
    connect(&selection_, &RunSelection::shownChanged, this, &RunHistory::showOthers);
    connect(&selection_, &RunSelection::comparisonChanged, this, &RunHistory::curvesChanged);
}

void RunHistory::forget() {
    sampleQuery_.forget();
    curves_.setProject(project());
    samples_.clear();
    checkpoints_.clear();
}

void RunHistory::showOthers() {
    if (checkpointsOf_ != selection_.run()) checkpoints_.clear();
    checkpointsOf_ = selection_.run();
    curves_.keep(selection_.shown());
    loadSamples();
}

void RunHistory::add(const ScalarEvent& event) {
    curves_.add(event);
    if (!redraw_.isActive()) redraw_.start();
}

void RunHistory::loadSamples() {
    sampleQuery_.forget();
    if (!selection_.run() || project() == nullptr) {
        Q_EMIT samplesChanged();
        return;
    }
    using Found = std::pair<std::map<RunId, std::vector<SampleRecord>>, std::vector<CheckpointRecord>>;
    sampleQuery_.run(
        this,
        [project = project(), runs = selection_.shown(), selected = selection_.run()] {
            Found found;
            for (const auto run : runs) found.first[run] = project->samples().list(run);
            found.second = project->checkpoints().list(selected);
            return found;
        },
        [this](Found found) {
            samples_ = std::move(found.first);
            checkpoints_ = std::move(found.second);
            Q_EMIT samplesChanged();
            Q_EMIT checkpointsChanged();
        },
        saying());
}

const std::vector<SampleRecord>& RunHistory::samples() const {
    return samplesOf(selection_.run());
}

const std::vector<SampleRecord>& RunHistory::samplesOf(RunId run) const {
    static const std::vector<SampleRecord> none;
    const auto it = samples_.find(run);
    return it == samples_.end() ? none : it->second;
}

RunTiles RunHistory::tiles(double smoothing) const {
    const RunId selected = selection_.run();
    RunTiles tiles;
    const auto& loss = curve(selected, QStringLiteral("loss"));
    if (!loss.empty()) tiles.loss = numberText(loss.data()->smoothed(smoothing).points().last().y());
    tiles.validation = lastValue(curve(selected, QStringLiteral("validation_loss")));
    tiles.learningRate = lastValue(curve(selected, QStringLiteral("lr")));
    tiles.gradientNorm = lastValue(curve(selected, QStringLiteral("grad_norm")));
    const auto& speed = curve(selected, QStringLiteral("images_per_second"));
    tiles.imagesPerSecond = lastValue(speed);
    const auto* run = rows_.find(selected);
    const auto* card = cards_.model().find(selected);
    if (run == nullptr || card == nullptr || card->steps <= 0 || speed.empty() || !isActive(card->state)) return tiles;
    if (card->step >= card->steps) return tiles;  // the last pictures are drawn, or the job goes on with other runs
    const auto batch = run->config.is_object() ? run->config.value("batch_size", std::int64_t{0}) : 0;
    const double imagesLeft = static_cast<double>((card->steps - card->step) * batch);
    if (speed.last() > 0 && batch > 0) tiles.timeLeft = durationText(imagesLeft / speed.last());
    return tiles;
}

QStringList RunHistory::prompts() const {
    QStringList prompts;
    for (const auto& sample : samples()) {
        const QString prompt = QString::fromStdString(sample.prompt);
        if (!prompts.contains(prompt)) prompts << prompt;
    }
    return prompts;
}

QString RunHistory::samplePath(const SampleRecord& sample) const {
    return project() == nullptr ? QString() : QString::fromStdString(project()->resolve(sample.path).string());
}

}  // namespace recap::gui
