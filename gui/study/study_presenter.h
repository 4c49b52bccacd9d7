// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "workflow/study/study_state.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace recap::gui {

class JobController;
class JobService;

// One node of the graph as it is drawn.
struct StageView {
    QString name;
    QString title;
    QStringList after;
    StageState state = StageState::Waiting;
    QString detail;
    int level = 0;  // longest way from a stage that waits for nothing
};

// Starts the demo study and keeps what is known of it. No widget inside.
class StudyPresenter final : public QObject {
    Q_OBJECT

public:
    // Fresh: nothing done. Partial: stopped or failed on the way. Complete: every stage done and the report there.
    enum class Phase { Fresh, Partial, Running, Complete };

    // Makes the job that does a study; another one stands in for it in tests.
    using Factory = std::function<std::unique_ptr<Job>(const StudyRequest&)>;

    explicit StudyPresenter(JobService& jobs, QObject* parent = nullptr, Factory factory = {});

    // The study that the window offers: in the demo project, small when RECAP_QUICK_STUDY is set.
    static StudyRequest demoRequest();
    // Shows another study's stages, first as waiting, and as soon as it has been read, how far its project is; a study
    // that the project holds keeps its own seed and size. Ignored while one is running.
    void prepare(StudyRequest request);
    // Shows the study in this project, or the window's own one where there is none. Ignored while one is running.
    void follow(const QString& project);
    // Starts or continues the study of prepare().
    void start();
    void stop();
    // The same study with another seed in a project of its own, beside the one that is shown.
    StudyRequest nextRequest() const;
    bool running() const;
    Phase phase() const;
    QString projectPath() const { return QString::fromStdString(request_.project.string()); }
    const StudyRequest& request() const { return request_; }

    const QList<StageView>& stages() const { return stages_; }
    int stagesDone() const;
    // Title, progress and time left of what is being done.
    QString activity() const;
    const std::vector<MetricRow>& rows() const { return rows_; }
    // How right the captions are, and by how many human captions; empty until they are known.
    const std::vector<StudyCaptions>& captions() const { return captions_; }
    const CaptionCurve& curve() const { return curve_; }
    QString report() const { return report_; }
    // Metric names in the order of the table, those that any row has.
    QStringList metrics() const;

Q_SIGNALS:
    void stagesReset();
    void stageChanged(int index);
    void progressed();
    void said(const QString& sentence);
    // Started, stopped, failed or done; after done rows() and report() are there.
    void stateChanged();

private:
    void showStages();
    void read(const QList<StudyRequest>& places);
    void takeState(StudyState state);
    void takeEvent(const Event& event);
    void takeResult(const JobOutcome& outcome);

    JobService& jobs_;
    Factory factory_;
    StudyRequest request_;
    QPointer<JobController> job_;
    QList<StageView> stages_;
    std::vector<MetricRow> rows_;
    std::vector<StudyCaptions> captions_;
    CaptionCurve curve_;
    QString report_;
    LatestOnly reader_;
};

}  // namespace recap::gui
