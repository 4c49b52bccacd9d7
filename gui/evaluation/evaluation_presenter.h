// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/evaluation/study_list_model.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_study.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace recap::gui {

// A run with pictures, which can be one of the two systems of a study.
struct StudySystem {
    RunId run;
    QString name;
    qint64 pictures = 0;  // that can be rated
};

// One answer as a row of the list; what it means stays in the key.
struct AnswerRow {
    QString rater;
    QString item;
    QString prompt;
    QString answer;      // as its button says
    double seconds = 0;  // that the pictures were to be seen
    qint64 answeredMs = 0;
    bool repeat = false;
};

// Decides what the Evaluation workspace shows outside a session: studies, the form for a new one, results. Results open
// the key, so they are asked for by hand and forgotten when another study is chosen.
class EvaluationPresenter final : public QObject {
    Q_OBJECT

public:
    explicit EvaluationPresenter(QObject* parent = nullptr);

    void setProject(std::shared_ptr<Project> project);
    const std::shared_ptr<Project>& project() const { return project_; }
    void refresh();

    StudyListModel& studies() { return studies_; }
    void select(StudyId study);
    StudyId selected() const { return selected_; }

    const std::vector<StudySystem>& systems() const { return systems_; }
    // How many pairs of equal prompt and seed both runs have, and of how many prompts; pairsCounted follows.
    void countPairs(RunId first, RunId second);
    std::vector<FieldProblem> problems(const RatingPlan& plan) const;
    void create(const RatingPlan& plan);

    // Opens the key of the chosen study, which is recorded under that name.
    void openResult(const QString& who);
    // As if it had not been opened: somebody else sits down at this screen.
    void closeResult();
    const std::optional<RatingResult>& result() const { return result_; }
    const std::vector<AnswerRow>& answers() const { return answers_; }

    // In the background. One row an answer; with its systems once the results were opened.
    void exportCsv(const QString& file);
    void pack(const QString& rater, const QString& file, const RatingPackOptions& options = {});
    void merge(const QStringList& files);

Q_SIGNALS:
    void studiesChanged();
    void selectionChanged();
    void systemsChanged();
    void pairsCounted(int pairs, int prompts);
    void created(StudyId study);
    void resultChanged();
    void noted(const QString& sentence);
    void merged(int accepted, const QStringList& refused);
    void failed(const Failed& failure);

private:
    struct Opened;
    FailureHandler reportFailure();
    void loadSystems();

    std::shared_ptr<Project> project_;
    StudyListModel studies_;
    StudyId selected_;
    std::vector<StudySystem> systems_;
    std::optional<RatingResult> result_;
    QString openedBy_;
    std::vector<AnswerRow> answers_;
    LatestOnly listQuery_;
    LatestOnly systemQuery_;
    LatestOnly pairQuery_;
    LatestOnly resultQuery_;
};

}  // namespace recap::gui
