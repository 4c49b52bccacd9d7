// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/judges_presenter.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "gui/judging/judge_text.h"
#include "workflow/judging/judges_template.h"

#include <algorithm>

namespace recap::gui {

namespace {

struct LoadedJudge {
    Message problem;
    std::vector<std::pair<QString, QString>> preprocessing;
};

LoadedJudge loadJudge(const JudgeEntry& entry) {
    LoadedJudge loaded;
    try {
        const auto judge = openJudge(entry);
        for (const auto view : judge->views())
            loaded.preprocessing.emplace_back(QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())),
                                              QString::fromStdString(judge->facts(view).resize));
    } catch (const Error& error) {
        loaded.problem = error.message();
    }
    return loaded;
}

}  // namespace

void JudgesPresenter::open(const QString& file) {
    file_ = file;
    problem_.clear();
    judges_.clear();
    opened_ = busy_ = true;
    Q_EMIT changed();
    query_.run(
        this, [path = file.toStdString()] { return path.empty() ? foundJudges() : readJudgesFile(path); },
        [this](std::vector<JudgeEntry> entries) { show(std::move(entries)); },
        [this](const Failed& failure) {
            problem_ = errorDetail(failure);
            finish();
        });
}

void JudgesPresenter::show(std::vector<JudgeEntry> entries) {
    for (auto& entry : entries) {
        ShownJudge judge;
        judge.metrics = metricsOfJudge(entry);
        judge.facts.entry = std::move(entry);
        judges_.push_back(std::move(judge));
    }
    Q_EMIT changed();
    read(0);
}

// One after the other, so that every answer is seen as soon as it is there.
void JudgesPresenter::read(std::size_t place) {
    if (place >= judges_.size()) return finish();
    query_.run(
        this, [entry = judges_[place].facts.entry] { return judgeFacts(entry); },
        [this, place](JudgeFacts facts) {
            judges_[place].facts = std::move(facts);
            judges_[place].state = ShownJudge::State::Read;
            Q_EMIT judgeChanged(static_cast<int>(place));
            read(place + 1);
        },
        [this](const Failed& failure) {
            Q_EMIT failed(failure);
            finish();
        });
}

void JudgesPresenter::check() {
    if (judges_.empty() || busy_) return;
    busy_ = true;
    Q_EMIT changed();
    load(0);
}

void JudgesPresenter::load(std::size_t place) {
    if (place >= judges_.size()) return finish();
    judges_[place].state = ShownJudge::State::Loading;
    Q_EMIT judgeChanged(static_cast<int>(place));
    query_.run(
        this, [entry = judges_[place].facts.entry] { return loadJudge(entry); },
        [this, place](LoadedJudge loaded) {
            auto& judge = judges_[place];
            judge.facts.problem = std::move(loaded.problem);
            judge.preprocessing = std::move(loaded.preprocessing);
            judge.state = ShownJudge::State::Loaded;
            Q_EMIT judgeChanged(static_cast<int>(place));
            load(place + 1);
        },
        [this](const Failed& failure) {
            Q_EMIT failed(failure);
            finish();
        });
}

void JudgesPresenter::finish() {
    busy_ = false;
    Q_EMIT changed();
}

void JudgesPresenter::writeNew(const QString& file) {
    runInBackground(
        this, [path = file.toStdString()] { writeTextAtomically(path, judgesFileTemplate(foundJudges())); },
        [this, file] {
            Q_EMIT written(file);
            open(file);
        },
        [this](const Failed& failure) { Q_EMIT failed(failure); });
}

int JudgesPresenter::broken() const {
    return static_cast<int>(
        std::count_if(judges_.begin(), judges_.end(), [](const ShownJudge& j) { return !j.facts.problem.empty(); }));
}

bool JudgesPresenter::allLoaded() const {
    return !judges_.empty() && std::all_of(judges_.begin(), judges_.end(), [](const ShownJudge& judge) {
        return judge.state == ShownJudge::State::Loaded;
    });
}

}  // namespace recap::gui
