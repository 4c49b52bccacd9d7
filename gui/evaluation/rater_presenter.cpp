// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/rater_presenter.h"

#include "gui/widgets/image_loading.h"

namespace recap::gui {

struct RaterPresenter::Step {
    std::shared_ptr<RatingSession> session;
    RaterItem item;  // position 0: there is none left
    QString question;
    int answered = 0;
    int total = 0;
};

namespace {

// On the serial thread: the item to show next, with both pictures ready.
RaterItem readItem(RatingSession& session) {
    RaterItem item;
    const auto view = session.current();
    if (!view) return item;
    item.prompt = QString::fromStdString(view->prompt);
    item.position = static_cast<int>(view->position);
    item.total = static_cast<int>(view->total);
    item.left = loadImage(QString::fromStdString(view->left.string()));
    item.right = loadImage(QString::fromStdString(view->right.string()));
    if (item.left.isNull() || item.right.isNull())
        throw Error(ErrorCode::BadFormat,
                    "A picture of this study cannot be read. Delete the project's folder cache/rating and try again.");
    return item;
}

}  // namespace

RaterPresenter::RaterPresenter(QObject* parent) : QObject(parent) {}

void RaterPresenter::begin(std::shared_ptr<Project> project, StudyId study, const QString& rater) {
    const auto ticket = ++ticket_;
    session_.reset();
    item_ = {};
    setState(State::Loading);
    runInBackground(
        this,
        [project = std::move(project), study, rater] {
            Step step;
            step.session = std::make_shared<RatingSession>(project, study, rater.toStdString());
            step.item = readItem(*step.session);
            step.question = QString::fromStdString(step.session->question());
            step.answered = static_cast<int>(step.session->answered());
            step.total = static_cast<int>(step.session->total());
            return step;
        },
        [this, ticket](Step step) {
            if (ticket != ticket_) return;
            session_ = step.session;
            question_ = step.question;
            take(std::move(step));
        },
        [this, ticket](const Failed& failure) {
            if (ticket == ticket_) setState(State::Idle);
            Q_EMIT failed(failure);
        },
        serialPool());
}

void RaterPresenter::leave() {
    ++ticket_;
    session_.reset();
    item_ = {};
    setState(State::Idle);
}

void RaterPresenter::answer(Answer answer) {
    if (state_ != State::Showing) return;
    advance([answer](RatingSession& session) { session.answer(answer); });
}

void RaterPresenter::undo() {
    if (state_ != State::Showing && state_ != State::Finished) return;
    if (answered_ == 0) return;
    advance([](RatingSession& session) { session.undo(); });
}

void RaterPresenter::togglePause() {
    if (state_ == State::Showing)
        setState(State::Paused);
    else if (state_ == State::Paused)
        setState(State::Showing);
}

void RaterPresenter::advance(std::function<void(RatingSession&)> act) {
    const auto ticket = ticket_;
    setState(State::Loading);
    runInBackground(
        this,
        [session = session_, act = std::move(act)] {
            act(*session);
            Step step;
            step.session = session;
            step.item = readItem(*session);
            step.answered = static_cast<int>(session->answered());
            step.total = static_cast<int>(session->total());
            return step;
        },
        [this, ticket](Step step) {
            if (ticket == ticket_) take(std::move(step));
        },
        [this, ticket](const Failed& failure) {
            // Whether the answer was stored is not known here; the session is left, and beginning it again asks the
            // disk.
            if (ticket == ticket_) leave();
            Q_EMIT failed(failure);
        },
        serialPool());
}

void RaterPresenter::take(Step step) {
    item_ = std::move(step.item);
    answered_ = step.answered;
    total_ = step.total;
    setState(item_.position == 0 ? State::Finished : State::Showing);
    if (state_ == State::Finished) Q_EMIT finished();
}

void RaterPresenter::setState(State state) {
    state_ = state;
    Q_EMIT changed();
}

}  // namespace recap::gui
