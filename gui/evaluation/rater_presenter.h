// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "rating/question_type.h"
#include "workflow/rating/rating_session.h"

#include <QImage>
#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace recap::gui {

// What a rater sees of an item, and nothing else: no path, no name, no code.
struct RaterItem {
    QString prompt;
    std::vector<QImage> pictures;  // one in each place of the question type
    int position = 0;
    int total = 0;
};

// How long something was to be seen, interruptions left out.
class VisibleTime {
public:
    // Milliseconds from any beginning; never jumps back.
    using Now = std::function<std::int64_t()>;
    static std::int64_t steadyMs();

    explicit VisibleTime(Now now) : now_(std::move(now)) {}
    void reset() { running_ = false, sum_ = 0; }
    void setRunning(bool running);
    std::int64_t ms() const { return sum_ + (running_ ? now_() - since_ : 0); }

private:
    Now now_;
    std::int64_t since_ = 0, sum_ = 0;
    bool running_ = false;
};

// One rater's session. Every answer is on disk before the next item is shown: answering, reading the next item and
// decoding its pictures are one piece of work on the serial background thread.
//
// An answer counts once all pictures have been on the screen for the minimum time; the time that is stored with it is
// that during which they were to be seen.
class RaterPresenter final : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Loading, Showing, Paused, Finished };
    Q_ENUM(State)

    static constexpr int kMinimumViewMs = kRatingMinimumViewMs;

    explicit RaterPresenter(QObject* parent = nullptr, VisibleTime::Now now = &VisibleTime::steadyMs);
    void setMinimumViewMs(int milliseconds) { minimumMs_ = milliseconds; }

    void begin(std::shared_ptr<Project> project, StudyId study, const QString& rater);
    // A session package of another computer; its answers go into a file beside it.
    void beginPackage(const QString& file);
    // Answers are kept; nothing is shown any more.
    void leave();

    State state() const { return state_; }
    const RaterItem& item() const { return item_; }
    // What is asked and which answers there are; nullptr before the first session has begun.
    const QuestionType* type() const { return type_; }
    const QString& question() const { return question_; }
    int answered() const { return answered_; }
    int total() const { return total_; }
    // Where the answers to a package are; empty for a session in a project.
    QString answersFile() const { return answersFile_; }

    // Said by the view: all pictures of this item are on the screen; the window can be seen or not.
    void picturesPainted();
    void setWatched(bool watched);
    bool painted() const { return painted_; }
    // Whether an answer would count now; becameAnswerable() says when it begins to.
    bool answerable() const;

    // One of the type's answers. Ignored unless answerable().
    void answer(const std::string& answer);
    void undo();
    void togglePause();

Q_SIGNALS:
    void begun();    // the first item is there, or all have been answered
    void changed();  // state, item or numbers
    void becameAnswerable();
    void finished();  // every item has an answer
    void failed(const Failed& failure);

private:
    struct Step;
    void open(std::function<Step()> work);
    void advance(std::function<void(RaterWork&)> act);
    void take(Step step);
    void setState(State state);
    void updateVisibleTime();

    // Used on the serial thread only.
    std::shared_ptr<RaterWork> session_;
    State state_ = State::Idle;
    RaterItem item_;
    const QuestionType* type_ = nullptr;
    QString question_;
    QString answersFile_;
    int answered_ = 0;
    int total_ = 0;
    VisibleTime visible_;
    QTimer answerableTimer_;
    int minimumMs_ = kMinimumViewMs;
    bool painted_ = false;
    bool watched_ = true;
    quint64 ticket_ = 0;  // answers of a session that was left are dropped
};

}  // namespace recap::gui
