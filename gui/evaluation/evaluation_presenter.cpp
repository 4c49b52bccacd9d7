// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/evaluation_presenter.h"

#include "base/atomic_file.h"
#include "gui/base/error_text.h"
#include "gui/evaluation/answer_table.h"
#include "workflow/rating/rating_answers.h"
#include "workflow/runs/run_pictures.h"

namespace recap::gui {

namespace {

StudyRecord requireStudy(Project& project, StudyId study) {
    const auto record = project.ratings().study(study);
    if (!record) throw Error(ErrorCode::NotFound, "The study is not in this project any more.");
    return *record;
}

}  // namespace

struct EvaluationPresenter::Opened {
    RatingResult result;
    std::vector<AnswerRow> answers;
};

EvaluationPresenter::EvaluationPresenter(QObject* parent) : QObject(parent) {}

FailureHandler EvaluationPresenter::reportFailure() {
    return [this](const Failed& failure) { Q_EMIT failed(failure); };
}

void EvaluationPresenter::setProject(std::shared_ptr<Project> project) {
    project_ = std::move(project);
    for (auto* query : {&listQuery_, &systemQuery_, &pairQuery_, &resultQuery_}) query->forget();
    studies_.setStudies({});
    systems_.clear();
    select({});
    Q_EMIT studiesChanged();
    Q_EMIT systemsChanged();
    refresh();
}

void EvaluationPresenter::refresh() {
    if (project_ == nullptr) return;
    listQuery_.run(
        this, [project = project_] { return ratingStudies(*project); },
        [this](std::vector<RatingStudyInfo> studies) {
            studies_.setStudies(std::move(studies));
            if (studies_.find(selected_) == nullptr)
                select(studies_.rowCount() > 0 ? studies_.studies().front().id : StudyId{});
            Q_EMIT studiesChanged();
        },
        reportFailure());
    loadSystems();
}

void EvaluationPresenter::loadSystems() {
    systemQuery_.run(
        this,
        [project = project_] {
            std::vector<StudySystem> systems;
            for (const auto& run : project->runs().list()) {
                const auto pictures = static_cast<qint64>(runPictures(*project, run.id).pictures.size());
                if (pictures > 0) systems.push_back({run.id, QString::fromStdString(run.name), pictures});
            }
            return systems;
        },
        [this](std::vector<StudySystem> systems) {
            systems_ = std::move(systems);
            Q_EMIT systemsChanged();
        },
        reportFailure());
}

void EvaluationPresenter::select(StudyId study) {
    if (study == selected_) return;
    selected_ = study;
    Q_EMIT selectionChanged();
    closeResult();
}

void EvaluationPresenter::countPairs(RunId first, RunId second) {
    if (project_ == nullptr || !first || !second || first == second) {
        pairQuery_.forget();
        Q_EMIT pairsCounted(0, 0);
        return;
    }
    pairQuery_.run(
        this, [project = project_, first, second] { return countRatingPairs(*project, first, second); },
        [this](PairCount count) {
            Q_EMIT pairsCounted(static_cast<int>(count.pairs), static_cast<int>(count.prompts));
        },
        reportFailure());
}

std::vector<FieldProblem> EvaluationPresenter::problems(const RatingPlan& plan) const {
    auto problems = validate(plan);
    if (plan.name.empty()) problems.push_back({"name", verbatim(tr("must not be empty").toStdString())});
    for (const auto& study : studies_.studies())
        if (study.name == plan.name)
            problems.push_back({"name", verbatim(tr("is already used by another rating study").toStdString())});
    for (const auto& system : systems_) {
        const auto number = std::to_string(system.run.value);
        if ((number == plan.first_run || number == plan.second_run) &&
            namesSystem(plan.question, system.name.toStdString()))
            problems.push_back({"question", verbatim(tr("must not contain the name of a system").toStdString())});
    }
    if (!plan.first_run.empty() && plan.first_run == plan.second_run)
        problems.push_back({"second_run", verbatim(tr("must be another run").toStdString())});
    return problems;
}

void EvaluationPresenter::create(const RatingPlan& plan) {
    if (project_ == nullptr) return;
    runInBackground(
        this, [project = project_, plan] { return createRatingStudy(*project, plan); },
        [this](const RatingStudyInfo& study) {
            auto studies = studies_.studies();
            studies.push_back(study);
            studies_.setStudies(std::move(studies));
            Q_EMIT studiesChanged();
            select(study.id);
            Q_EMIT created(study.id);
        },
        reportFailure(), serialPool());
}

void EvaluationPresenter::openResult(const QString& who) {
    if (project_ == nullptr || !selected_) return;
    openedBy_ = who;
    resultQuery_.run(
        this,
        [project = project_, study = selected_, name = who.toStdString()] {
            Opened opened;
            opened.result = ratingResult(*project, study, name);
            opened.answers =
                answerRows(requireStudy(*project, study), *opened.result.type, project->ratings().responses(study));
            return opened;
        },
        [this](Opened opened) {
            result_ = std::move(opened.result);
            answers_ = std::move(opened.answers);
            Q_EMIT resultChanged();
            refresh();
        },
        reportFailure());
}

void EvaluationPresenter::closeResult() {
    resultQuery_.forget();
    result_.reset();
    answers_.clear();
    Q_EMIT resultChanged();
}

void EvaluationPresenter::exportCsv(const QString& file) {
    if (project_ == nullptr || !selected_) return;
    runInBackground(
        this,
        [project = project_, study = selected_, file] {
            writeTextAtomically(file.toStdString(), ratingAnswersCsv(*project, study));
        },
        [this, file] { Q_EMIT noted(tr("The answers were written to %1.").arg(file)); }, reportFailure());
}

void EvaluationPresenter::pack(const QString& rater, const QString& file, const RatingPackOptions& options) {
    if (project_ == nullptr || !selected_) return;
    runInBackground(
        this,
        [project = project_, study = selected_, rater, file, options] {
            // A page speaks the window's language.
            return packRatingStudy(*project, study, rater.toStdString(), file.toStdString(), options, coreWords);
        },
        [this, file](std::int64_t items) {
            Q_EMIT noted(tr("%n item(s) were packed into %1.", nullptr, static_cast<int>(items)).arg(file));
        },
        reportFailure(), serialPool());
}

void EvaluationPresenter::merge(const QStringList& files) {
    if (project_ == nullptr) return;
    std::vector<std::filesystem::path> paths;
    for (const auto& file : files) paths.emplace_back(file.toStdString());
    runInBackground(
        this, [project = project_, paths] { return mergeRatings(*project, paths); },
        [this](const MergeReport& report) {
            QStringList refused;
            for (const auto& [what, why] : report.refused)
                refused << QStringLiteral("%1: %2").arg(QString::fromStdString(what), coreText(why));
            Q_EMIT merged(static_cast<int>(report.accepted), refused);
            refresh();
            if (result_) openResult(openedBy_);
        },
        reportFailure(), serialPool());
}

}  // namespace recap::gui
