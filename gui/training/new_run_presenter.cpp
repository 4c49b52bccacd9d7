// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/new_run_presenter.h"

#include "gui/base/error_text.h"

namespace recap::gui {

namespace {
constexpr int kDelayMs = 300;  // typing is over
}

NewRunPresenter::NewRunPresenter(QObject* parent) : QObject(parent) {
    delay_.setSingleShot(true);
    delay_.setInterval(kDelayMs);
    connect(&delay_, &QTimer::timeout, this, &NewRunPresenter::check);
}

NewRunPresenter::~NewRunPresenter() {
    if (stopTest_ != nullptr) *stopTest_ = true;
}

void NewRunPresenter::setProject(std::shared_ptr<Project> project) {
    project_ = std::move(project);
    choices_ = {};
    delay_.stop();
    choiceQuery_.forget();
    preflightQuery_.forget();
    setState(State::Waiting);
}

void NewRunPresenter::open(RunKind kind) {
    kind_ = kind;
    values_ = Json::object();
    delay_.stop();
    preflightQuery_.forget();
    forgetTest();
    setState(State::Waiting);
    if (project_ == nullptr) return;
    choiceQuery_.run(
        this, [project = project_] { return findRunChoices(*project); },
        [this](RunChoices choices) {
            choices_ = std::move(choices);
            Q_EMIT choicesChanged();
        },
        // Without choices every field can still be typed.
        [](const Failed&) {});
}

void NewRunPresenter::setValues(const Json& values) {
    values_ = values;
    preflightQuery_.forget();
    setState(State::Waiting);
    if (problems(values_).empty())
        delay_.start();
    else
        delay_.stop();
}

void NewRunPresenter::check() {
    if (project_ == nullptr) return;
    setState(State::Checking);
    preflightQuery_.run(
        this,
        [project = project_, kind = kind_, values = values_] { return newRunKind(kind).preflight(*project, values); },
        [this](PreflightText text) {
            preflight_ = std::move(text);
            setState(State::Known);
        },
        [this](const Failed& failure) {
            preflight_ = {};
            preflight_.problems << errorText(failure) << errorDetail(failure);
            setState(State::Failed);
        });
}

void NewRunPresenter::setState(State state) {
    state_ = state;
    if (state == State::Waiting) preflight_ = {};
    Q_EMIT preflightChanged();
}

void NewRunPresenter::test() {
    forgetTest();
    testing_ = true;
    stopTest_ = std::make_shared<std::atomic<bool>>(false);
    Q_EMIT testChanged();
    testQuery_.run(
        this,
        [ask = newRunKind(kind_).test.answers, values = values_, stop = stopTest_] {
            return ask(values, [&] {
                if (*stop) throw Cancelled{};
            });
        },
        [this](const QStringList& answers) { endTest(answers); },
        [this](const Failed& failure) { endTest({errorDetail(failure)}); });
}

void NewRunPresenter::endTest(const QStringList& answers) {
    testing_ = false;
    testAnswers_ = answers;
    Q_EMIT testChanged();
}

void NewRunPresenter::forgetTest() {
    if (stopTest_ != nullptr) *stopTest_ = true;
    testQuery_.forget();
    endTest({});
}

QString NewRunPresenter::suggestedName(const QStringList& taken) const {
    const QString base = newRunKind(kind_).name(values_);
    QString name = base;
    for (int i = 2; taken.contains(name, Qt::CaseInsensitive); ++i) name = QStringLiteral("%1 %2").arg(base).arg(i);
    return name;
}

}  // namespace recap::gui
