// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/training/new_run.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace recap::gui {

// Decides what the page "New run" says: what can be chosen, which fields are wrong, what the run would do. The project
// is asked in the background, a moment after the last change.
class NewRunPresenter final : public QObject {
    Q_OBJECT

public:
    explicit NewRunPresenter(QObject* parent = nullptr);
    ~NewRunPresenter() override;

    void setProject(std::shared_ptr<Project> project);
    // Asks for the choices again; choicesChanged follows.
    void open(RunKind kind);
    RunKind kind() const { return kind_; }
    const RunChoices& choices() const { return choices_; }

    void setValues(const Json& values);
    const Json& values() const { return values_; }
    // Problems of the form, without those that only the project knows.
    std::vector<FieldProblem> problems(const Json& values) const { return runProblems(runKindRow(kind_), values); }

    enum class State { Waiting, Checking, Known, Failed };
    State state() const { return state_; }
    const PreflightText& preflight() const { return preflight_; }
    bool canStart() const { return state_ == State::Known && preflight_.ready(); }
    // Tries what the form names, servers or judges, in the background; testChanged when that begins and ends.
    void test();
    bool canTest() const { return newRunKind(kind_).test.answers != nullptr; }
    bool testing() const { return testing_; }
    const QStringList& testAnswers() const { return testAnswers_; }  // one sentence each
    // "RECAP short · 2": a name that no run has, from what is chosen.
    QString suggestedName(const QStringList& taken) const;

Q_SIGNALS:
    void choicesChanged();
    void preflightChanged();
    void testChanged();

private:
    void check();
    void setState(State state);
    void endTest(const QStringList& answers);
    void forgetTest();

    std::shared_ptr<Project> project_;
    RunKind kind_ = RunKind::Diffusion;
    RunChoices choices_;
    Json values_ = Json::object();
    State state_ = State::Waiting;
    PreflightText preflight_;
    QTimer delay_;
    LatestOnly choiceQuery_;
    LatestOnly preflightQuery_;
    LatestOnly testQuery_;
    std::shared_ptr<std::atomic<bool>> stopTest_;  // tells the test on its way that nobody waits for it
    bool testing_ = false;
    QStringList testAnswers_;
};

}  // namespace recap::gui
