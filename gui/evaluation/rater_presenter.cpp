// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/rater_presenter.h"

#include "gui/widgets/image_loading.h"
#include "workflow/rating/rating_package.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace recap::gui {

struct RaterPresenter::Step {
    std::shared_ptr<RaterWork> session;
    RaterItem item;  // position 0: there is none left
    QString question;
    QString answers_file;
    int answered = 0;
    int total = 0;
};

namespace {

QImage imageOf(const RatingPicture& picture) {
    if (!picture.path.empty()) return loadImage(QString::fromStdString(picture.path.string()));
    return QImage::fromData(QByteArray::fromStdString(picture.bytes)).convertToFormat(QImage::Format_RGB32);
}

// On the serial thread: the item to show next, with its pictures ready.
RaterItem readItem(RaterWork& session) {
    RaterItem item;
    const auto view = session.current();
    if (!view) return item;
    item.prompt = QString::fromStdString(view->prompt);
    item.position = static_cast<int>(view->position);
    item.total = static_cast<int>(view->total);
    for (const auto& picture : view->pictures) {
        item.pictures.push_back(imageOf(picture));
        if (item.pictures.back().isNull())
            throw Error(ErrorCode::BadFormat,
                        picture.path.empty()
                            ? "A picture of this session package cannot be read. Ask for the package again."
                            : "A picture of this study cannot be read. Delete the project's folder cache/rating and "
                              "try again.");
    }
    return item;
}

}  // namespace

std::int64_t VisibleTime::steadyMs() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void VisibleTime::setRunning(bool running) {
    if (running == running_) return;
    if (running)
        since_ = now_();
    else
        sum_ = ms();
    running_ = running;
}

RaterPresenter::RaterPresenter(QObject* parent, VisibleTime::Now now) : QObject(parent), visible_(std::move(now)) {
    answerableTimer_.setSingleShot(true);
    connect(&answerableTimer_, &QTimer::timeout, this, &RaterPresenter::updateVisibleTime);
}

void RaterPresenter::begin(std::shared_ptr<Project> project, StudyId study, const QString& rater) {
    open([project = std::move(project), study, rater] {
        Step step;
        step.session = std::make_shared<RatingSession>(project, study, rater.toStdString());
        return step;
    });
}

void RaterPresenter::beginPackage(const QString& file) {
    open([file] {
        Step step;
        auto package = std::make_shared<RatingPackage>(file.toStdString());
        step.answers_file = QString::fromStdString(package->answersFile().string());
        step.session = std::move(package);
        return step;
    });
}

void RaterPresenter::open(std::function<Step()> work) {
    const auto ticket = ++ticket_;
    session_.reset();
    item_ = {};
    answersFile_.clear();
    answered_ = total_ = 0;
    setState(State::Loading);
    runInBackground(
        this,
        [work = std::move(work)] {
            Step step = work();
            step.item = readItem(*step.session);
            step.question = QString::fromStdString(step.session->question());
            step.answered = static_cast<int>(step.session->answered());
            step.total = static_cast<int>(step.session->total());
            return step;
        },
        [this, ticket](Step step) {
            if (ticket != ticket_) return;
            session_ = step.session;
            type_ = &session_->type();
            question_ = step.question;
            answersFile_ = step.answers_file;
            take(std::move(step));
            Q_EMIT begun();
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

void RaterPresenter::picturesPainted() {
    if (state_ != State::Showing || painted_) return;
    painted_ = true;
    updateVisibleTime();
}

void RaterPresenter::setWatched(bool watched) {
    watched_ = watched;
    updateVisibleTime();
}

bool RaterPresenter::answerable() const {
    return state_ == State::Showing && painted_ && visible_.ms() >= minimumMs_;
}

void RaterPresenter::updateVisibleTime() {
    const bool runs = state_ == State::Showing && painted_ && watched_;
    visible_.setRunning(runs);
    answerableTimer_.stop();
    if (answerable())
        Q_EMIT becameAnswerable();
    else if (runs)
        answerableTimer_.start(static_cast<int>(minimumMs_ - visible_.ms()));
}

void RaterPresenter::answer(const std::string& answer) {
    if (!answerable()) return;
    advance([answer, visible = visible_.ms()](RaterWork& session) { session.answer(answer, visible); });
}

void RaterPresenter::undo() {
    if (state_ != State::Showing && state_ != State::Finished) return;
    if (answered_ == 0) return;
    advance([](RaterWork& session) { session.undo(); });
}

void RaterPresenter::togglePause() {
    if (state_ == State::Showing)
        setState(State::Paused);
    else if (state_ == State::Paused)
        setState(State::Showing);
}

void RaterPresenter::advance(std::function<void(RaterWork&)> act) {
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
    painted_ = false;
    visible_.reset();
    answered_ = step.answered;
    total_ = step.total;
    setState(item_.position == 0 ? State::Finished : State::Showing);
    if (state_ == State::Finished) Q_EMIT finished();
}

void RaterPresenter::setState(State state) {
    state_ = state;
    updateVisibleTime();
    Q_EMIT changed();
}

}  // namespace recap::gui
