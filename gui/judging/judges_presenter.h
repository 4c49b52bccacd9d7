// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/judging/judge_check.h"
#endif

#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace recap::gui {

// A judge of the page, and how much of it is known.
struct ShownJudge {
    enum class State {
        Waiting,  // its entry is known, its files are not read yet
        Read,     // the facts are known
        Loading,
        Loaded,  // every tensor fits, or the facts name the problem
    };
    JudgeFacts facts;
    State state = State::Waiting;
    QStringList metrics;  // titles of those that it can compute
    // What each of its views does to a picture first; known when it was loaded.
    std::vector<std::pair<QString, QString>> preprocessing = {};
};

// Which judges there are and whether they can be used: those of a judges file, or those that are found on this
// machine. Files are read judge by judge in the background.
class JudgesPresenter final : public QObject {
    Q_OBJECT

public:
    explicit JudgesPresenter(QObject* parent = nullptr) : QObject(parent) {}

    // Judges of the file; of an empty path those that are found without one.
    void open(const QString& file);
    void again() { open(file_); }
    // Loads every judge completely, as a metrics run would.
    void check();
    // Writes a judges file with the judges that are found here and examples of every kind, and opens it.
    void writeNew(const QString& file);

    const QString& file() const { return file_; }
    bool opened() const { return opened_; }
    // The file itself is being read, or a judge.
    bool busy() const { return busy_; }
    const std::vector<ShownJudge>& judges() const { return judges_; }
    // Why the file cannot be read; empty: it can.
    const QString& problem() const { return problem_; }
    // Judges with a problem, as far as it is known.
    int broken() const;
    bool allLoaded() const;
    // A file that can be given to a metrics run.
    bool usable() const { return opened_ && problem_.isEmpty() && !file_.isEmpty() && !judges_.empty(); }
    // What the form of a metrics run is filled with.
    Json metricsValues() const { return Json{{"judges", file_.toStdString()}}; }

Q_SIGNALS:
    // Which judges there are.
    void changed();
    // What is known of one of them.
    void judgeChanged(int place);
    void written(const QString& file);
    void failed(const Failed& failure);

private:
    void show(std::vector<JudgeEntry> entries);
    void read(std::size_t place);
    void load(std::size_t place);
    void finish();

    QString file_, problem_;
    std::vector<ShownJudge> judges_;
    bool opened_ = false;
    bool busy_ = false;
    LatestOnly query_;
};

}  // namespace recap::gui
