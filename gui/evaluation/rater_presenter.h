// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/background.h"
#include "rating/response.h"
#include "workflow/rating_session.h"

#include <QImage>
#include <QObject>

#include <functional>
#include <memory>

namespace recap::gui {

// What a rater sees of an item, and nothing else: no path, no name, no code.
struct RaterItem {
    QString prompt;
    QImage left;
    QImage right;
    int position = 0;
    int total = 0;
};

// One rater's session. Every answer is on disk before the next item is shown: answering, reading the next item and
// decoding both of its pictures are one piece of work on the serial background thread.
class RaterPresenter final : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Loading, Showing, Paused, Finished };
    Q_ENUM(State)

    explicit RaterPresenter(QObject* parent = nullptr);

    void begin(std::shared_ptr<Project> project, StudyId study, const QString& rater);
    // A session package of another computer; its answers go into a file beside it.
    void beginPackage(const QString& file);
    // Answers are kept; nothing is shown any more.
    void leave();

    State state() const { return state_; }
    const RaterItem& item() const { return item_; }
    const QString& question() const { return question_; }
    int answered() const { return answered_; }
    int total() const { return total_; }
    // Where the answers to a package are; empty for a session in a project.
    QString answersFile() const { return answers_file_; }

    // Ignored unless an item is shown.
    void answer(Answer answer);
    void undo();
    void togglePause();

Q_SIGNALS:
    void begun();     // the first item is there, or all have been answered
    void changed();   // state, item or numbers
    void finished();  // every item has an answer
    void failed(const recap::Failed& failure);

private:
    struct Step;
    void open(std::function<Step()> work);
    void advance(std::function<void(RaterWork&)> act);
    void take(Step step);
    void setState(State state);

    // Used on the serial thread only.
    std::shared_ptr<RaterWork> session_;
    State state_ = State::Idle;
    RaterItem item_;
    QString question_;
    QString answers_file_;
    int answered_ = 0;
    int total_ = 0;
    quint64 ticket_ = 0;  // answers of a session that was left are dropped
};

}  // namespace recap::gui
