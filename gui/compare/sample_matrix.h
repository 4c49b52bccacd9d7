// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "gui/compare/run_label.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>
#include <vector>

namespace recap::gui {

// A drawn picture of the matrix.
struct MatrixSample {
    qint64 step = 0;
    QString path;  // absolute
    Json settings = Json::object();
    bool preview = false;  // drawn by the training on its way; gives way to a picture of the same step
    bool operator==(const MatrixSample&) const = default;
};

// Rows are (prompt, seed) pairs, so that everything in a row was asked for alike; columns are runs.
struct SampleMatrix {
    struct Row {
        QString prompt;
        qint64 seed = 0;
        bool operator==(const Row&) const = default;
    };
    std::vector<RunLabel> runs;
    std::vector<Row> rows;
    // samples[row][run], by step
    std::vector<std::vector<std::vector<MatrixSample>>> samples;
    std::vector<qint64> steps;  // every step at which some run has pictures

    std::size_t pictures(int row, int run) const {
        return samples[static_cast<std::size_t>(row)][static_cast<std::size_t>(run)].size();
    }
    // The newest picture that is not newer than `step`; null when the run has none that old.
    const MatrixSample* at(std::size_t row, std::size_t run, qint64 step) const;
};

// `resolve` makes a record's path absolute. Rows keep the order in which the prompts first appear, run by run.
SampleMatrix makeSampleMatrix(const std::vector<RunLabel>& runs, const std::vector<std::vector<SampleRecord>>& samples,
                              const std::function<QString(const std::string&)>& resolve);

class SampleMatrixModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole + 1,
        StepRole,      // step of the picture that is shown
        ExactRole,     // false: the picture is from an earlier step than the slider says
        PreviewRole,   // a training drew it on its way
        PromptRole,    // vertical header: the prompt
        SubtitleRole,  // vertical header: seed and settings
        SeriesRole,    // horizontal header: index of the run series
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setMatrix(std::shared_ptr<const SampleMatrix> matrix);
    void setStep(qint64 step);
    qint64 step() const { return step_; }
    const SampleMatrix& matrix() const { return *matrix_; }
    const MatrixSample* sampleAt(int row, int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString subtitle(std::size_t row) const;

    std::shared_ptr<const SampleMatrix> matrix_ = std::make_shared<SampleMatrix>();
    qint64 step_ = 0;
};

// "DDIM 25 · guidance 3": what a sample's settings say about the sampler; empty when they say nothing.
QString samplerText(const Json& settings);

}  // namespace recap::gui
