// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/compare/metric_pictures_presenter.h"
#include "gui/compare/run_label.h"
#include "gui/compare/sample_matrix.h"
#include "workflow/project/project.h"
#include "workflow/results/results_table.h"
#include "workflow/sampling/sample_job.h"

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace recap::gui {

class JobService;

// A run that can stand in the comparison, and what there is of it.
struct CompareChoice {
    RunLabel label;
    qint64 samples = 0;   // all that can be looked at, previews of a training among them
    qint64 pictures = 0;  // those that are judged

    std::map<std::int64_t, qint64> picturesOfStep;  // the same of every step
    qint64 metrics = 0;
    QString model;  // folder of its newest checkpoint, empty when it has none: samples can be drawn from it
    qint64 step = 0;
    Json config = Json::object();  // options of the training behind it; empty when there is none
};

// One line of the settings beside a picture.
struct SettingLine {
    QString name;
    QString value;
    bool operator==(const SettingLine&) const = default;
};

// Options in which the chosen runs differ, and how many are the same in all.
struct ConfigDifferences {
    std::vector<std::pair<QString, QStringList>> differing;  // option -> value of each run ("–": has none)
    int equal = 0;
};

// What computing the metrics would do.
struct MetricsPlan {
    std::vector<RunId> runs;  // the chosen ones that have pictures to judge
    QStringList replaced;     // of these, the names of those that have numbers already
    qint64 seed = 1;          // of the bootstrap: that of the numbers that are there
    qint64 computed_ms = 0;   // when the newest of them were made; 0: not recorded
};

// Decides what the Compare workspace shows: which runs, which step, which cell, and everything said about it. Queries
// and decoding run in the background.
class ComparePresenter final : public QObject {
    Q_OBJECT

public:
    explicit ComparePresenter(JobService& jobs, QObject* parent = nullptr);

    void setProject(std::shared_ptr<Project> project);
    const std::shared_ptr<Project>& project() const { return project_; }
    void refresh();

    const std::vector<CompareChoice>& choices() const { return choices_; }
    bool isChosen(RunId run) const;
    void setChosen(RunId run, bool chosen);
    void setPromptFilter(const QString& text);
    const QString& promptFilter() const { return promptFilter_; }

    SampleMatrixModel& matrix() { return matrix_; }
    const std::vector<qint64>& steps() const { return matrix_.matrix().steps; }
    void setStep(qint64 step);
    qint64 step() const { return matrix_.step(); }

    // The cell that the keys act on, and the column that it is flickered or wiped with: the one visited before in that
    // row.
    void setCurrent(int row, int column);
    int row() const { return row_; }
    int column() const { return column_; }
    int partner() const { return partner_; }
    // Shows the partner's picture in the place of the current one, or takes it back.
    void flicker();
    bool flickered() const { return flickered_; }
    // Moves by rows and columns, stopping at the edges.
    void move(int rows, int columns);
    std::vector<SettingLine> settingsOf(int row, int column) const;

    // Full-size pictures of the current row, one a column; null while they are being read. `imageReady` follows.
    QImage imageOf(int column);

    const ResultsTable& metrics() const { return metrics_; }
    // Of the models in it.
    std::map<RunId, int> series() const;
    ConfigDifferences differences() const;

    // Starts one job a run; the pictures appear in the matrix when they are there. The runs need a checkpoint.
    void drawSamples(const std::vector<RunId>& runs, const QStringList& prompts, const SampleOptions& options);
    // The same with a model that is no run of the project (folder, single file or .ckpt); it gets a run of its own.
    void drawModel(const QString& model, const QStringList& prompts, const SampleOptions& options);
    MetricsPlan metricsPlan() const;
    // Judges the pictures of the chosen runs in the background, with the demo's judge. Numbers that are replaced stay
    // in the history.
    void computeMetrics(qint64 seed);
    bool canComputeMetrics() const;
    // Prompts of the matrix, for the form.
    QStringList prompts() const;

    // The number of a cell of the table, for its pictures; none where the cell is empty.
    std::optional<ChosenNumber> numberAt(int row, int column) const;
    // In the background; format by the file's name: .csv, .tex, .md, .json.
    void exportMetrics(const QString& file);

Q_SIGNALS:
    void choicesChanged();
    void matrixChanged();
    void stepChanged();
    void currentChanged();  // cell, partner or flicker
    void metricsChanged();
    void imageReady(int column);
    void exported(const QString& file);
    void failed(const Failed& failure);

private:
    struct Loaded;

    void load();
    void rebuild();
    void chooseDefaults();
    void resetCell();
    std::vector<RunLabel> chosenLabels() const;
    std::vector<MetricRecord> recordsWithRemarks() const;
    FailureHandler reportFailure();

    JobService& jobs_;
    std::shared_ptr<Project> project_;
    std::vector<CompareChoice> choices_;
    std::vector<RunId> chosen_;
    bool choseByHand_ = false;
    std::shared_ptr<const SampleMatrix> all_ = std::make_shared<SampleMatrix>();
    std::vector<MetricRecord> records_;
    std::vector<MetricRecord> history_;
    std::vector<MetricDifferenceRecord> differences_;
    SampleMatrixModel matrix_;
    ResultsTable metrics_;
    QString promptFilter_;
    int row_ = -1;
    int column_ = -1;
    int partner_ = -1;
    bool flickered_ = false;
    bool stepByHand_ = false;
    QHash<QString, QImage> images_;  // of the current row
    QSet<QString> loading_;
    LatestOnly choiceQuery_;
    LatestOnly matrixQuery_;
};

}  // namespace recap::gui
