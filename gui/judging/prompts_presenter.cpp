// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/prompts_presenter.h"

#include "base/error.h"
#include "gui/jobs/job_service.h"
#include "workflow/prompts/build_prompts_job.h"

#include <QFileInfo>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace recap::gui {

namespace {

bool expectsNothing(const PromptExpectation& expect) {
    return expect.classes.empty() && expect.counts.empty() && expect.relation.empty() && expect.false_prompt.empty() &&
           expect.distractors.empty() && expect.questions.empty() && expect.geneval.is_null();
}

bool hasSeveralLines(const PromptItem& item) {
    return item.prompt.find('\n') != std::string::npos;
}

}  // namespace

struct PromptsPresenter::Loaded {
    QString path;
    std::string format;
    std::shared_ptr<const PromptSet> set;
    PromptSetFacts facts;
};

PromptSetFacts promptSetFacts(const PromptSet& set) {
    PromptSetFacts facts;
    facts.categories = set.categories();
    facts.expected = expectationCounts(set);
    std::unordered_set<std::string> prompts;
    for (const auto& item : set.items) {
        facts.without += expectsNothing(item.expect) ? 1 : 0;
        facts.repeated += prompts.insert(item.prompt).second ? 0 : 1;
        facts.seeds += item.seed ? 1 : 0;
    }
    return facts;
}

PromptsPresenter::PromptsPresenter(JobService& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

void PromptsPresenter::open(const QString& path) {
    state_ = State::Reading;
    path_ = path;
    problem_.clear();
    Q_EMIT changed();
    query_.run(
        this,
        [path] {
            auto imported = importPrompts(path.toStdString());
            Loaded loaded;
            loaded.path = path;
            // A list is a file that a metrics run reads as it is.
            if (imported.format != "list") loaded.format = imported.format;
            loaded.facts = promptSetFacts(imported.set);
            loaded.set = std::make_shared<const PromptSet>(std::move(imported.set));
            return loaded;
        },
        [this](Loaded loaded) { show(std::move(loaded)); },
        [this](const Failed& failure) {
            state_ = State::Failed;
            problem_ = errorDetail(failure);
            Q_EMIT changed();
        });
}

void PromptsPresenter::show(Loaded loaded) {
    state_ = State::Known;
    path_ = loaded.path;
    format_ = std::move(loaded.format);
    set_ = std::move(loaded.set);
    facts_ = std::move(loaded.facts);
    items_.setSet(set_);
    Q_EMIT changed();
}

void PromptsPresenter::save(const QString& file) {
    if (state_ != State::Known) return;
    runInBackground(
        this, [set = set_, path = file.toStdString()] { writePromptSet(path, *set); },
        [this, file, set = set_] {
            if (set == set_) {
                path_ = file;
                format_.clear();
                Q_EMIT changed();
            }
            Q_EMIT saved(file);
        },
        [this](const Failed& failure) { Q_EMIT failed(failure); });
}

void PromptsPresenter::build(const PromptBuildOptions& options, const QString& file) {
    if (building()) return;
    elements_ = 0;
    build_ = jobs_.start(std::make_unique<BuildPromptsJob>(options, file.toStdString()),
                         tr("Prompt set %1").arg(QFileInfo(file).fileName()), Lane::InputOutput);
    connect(build_, &JobController::progressed, this, [this](const Progress& progress) {
        elements_ = progress.done;
        Q_EMIT buildChanged();
    });
    connect(build_, &JobController::finished, this, [this, file](const JobOutcome& outcome) {
        build_.clear();
        if (std::holds_alternative<Completed>(outcome)) open(file);
        Q_EMIT buildChanged();
    });
    Q_EMIT buildChanged();
}

bool PromptsPresenter::building() const {
    return build_ != nullptr;
}

void PromptsPresenter::stopBuilding() {
    if (build_ != nullptr) build_->cancel();
}

Json PromptsPresenter::samplingValues() const {
    std::string lines;
    for (const auto& item : set_->items)
        if (!hasSeveralLines(item)) lines.append(lines.empty() ? "" : "\n").append(item.prompt);
    return Json{{"prompts", lines}};
}

int PromptsPresenter::severalLines() const {
    return static_cast<int>(std::count_if(set_->items.begin(), set_->items.end(), hasSeveralLines));
}

}  // namespace recap::gui
