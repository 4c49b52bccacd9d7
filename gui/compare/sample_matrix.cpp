// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/sample_matrix.h"

#include "gui/base/error_text.h"
#include "workflow/runs/run_pictures.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <set>

namespace recap::gui {

struct SampleMatrixText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::SampleMatrixText)
};

const MatrixSample* SampleMatrix::at(std::size_t row, std::size_t run, qint64 step) const {
    const auto& list = samples[row][run];
    const auto after = std::upper_bound(list.begin(), list.end(), step,
                                        [](qint64 s, const MatrixSample& sample) { return s < sample.step; });
    return after == list.begin() ? nullptr : &*std::prev(after);
}

SampleMatrix makeSampleMatrix(const std::vector<RunLabel>& runs, const std::vector<std::vector<SampleRecord>>& samples,
                              const std::function<QString(const std::string&)>& resolve) {
    SampleMatrix matrix;
    matrix.runs = runs;
    std::map<std::pair<std::string, std::int64_t>, std::size_t> rowOf;
    std::set<qint64> steps;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        for (const auto& record : samples[run]) {
            const auto [it, isNew] = rowOf.try_emplace({record.prompt, record.seed}, matrix.rows.size());
            if (isNew) {
                matrix.rows.push_back({QString::fromStdString(record.prompt), record.seed});
                matrix.samples.emplace_back(runs.size());
            }
            matrix.samples[it->second][run].push_back(
                {record.step, resolve(record.path), record.settings, isPreview(record)});
            steps.insert(record.step);
        }
    }
    for (auto& row : matrix.samples)
        for (auto& cell : row)
            std::stable_sort(cell.begin(), cell.end(), [](const auto& a, const auto& b) {
                return std::pair(a.step, !a.preview) < std::pair(b.step, !b.preview);
            });
    matrix.steps.assign(steps.begin(), steps.end());
    return matrix;
}

void SampleMatrixModel::setMatrix(std::shared_ptr<const SampleMatrix> matrix) {
    beginResetModel();
    matrix_ = std::move(matrix);
    endResetModel();
}

void SampleMatrixModel::setStep(qint64 step) {
    if (step == step_) return;
    step_ = step;
    if (rowCount() > 0 && columnCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const MatrixSample* SampleMatrixModel::sampleAt(int row, int column) const {
    if (row < 0 || column < 0 || row >= rowCount() || column >= columnCount()) return nullptr;
    return matrix_->at(static_cast<std::size_t>(row), static_cast<std::size_t>(column), step_);
}

int SampleMatrixModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(matrix_->rows.size());
}

int SampleMatrixModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(matrix_->runs.size());
}

QVariant SampleMatrixModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto* sample = sampleAt(index.row(), index.column());
    switch (role) {
        case PathRole: return sample == nullptr ? QString() : sample->path;
        case StepRole: return sample == nullptr ? QVariant() : QVariant(sample->step);
        // A run with a single picture has no other step to show.
        case ExactRole:
            return sample != nullptr && (sample->step == step_ || matrix_->pictures(index.row(), index.column()) == 1);
        case PreviewRole: return sample != nullptr && sample->preview;
        case Qt::AccessibleTextRole: {
            const auto& run = matrix_->runs[static_cast<std::size_t>(index.column())];
            const auto& row = matrix_->rows[static_cast<std::size_t>(index.row())];
            if (sample == nullptr) return SampleMatrixText::tr("%1, %2: not generated").arg(run.name, row.prompt);
            if (sample->preview)
                return SampleMatrixText::tr("%1, %2, preview of step %3")
                    .arg(run.name, row.prompt, QLocale().toString(sample->step));
            return SampleMatrixText::tr("%1, %2, step %3").arg(run.name, row.prompt, QLocale().toString(sample->step));
        }
        default: return {};
    }
}

QVariant SampleMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const int count = orientation == Qt::Horizontal ? columnCount() : rowCount();
    if (section < 0 || section >= count) return {};
    const auto i = static_cast<std::size_t>(section);
    if (orientation == Qt::Horizontal) {
        if (role == Qt::DisplayRole) return matrix_->runs[i].name;
        if (role == SeriesRole) return matrix_->runs[i].series;
        return {};
    }
    if (role == Qt::DisplayRole || role == PromptRole) return matrix_->rows[i].prompt;
    if (role == SubtitleRole) return subtitle(i);
    return {};
}

QString SampleMatrixModel::subtitle(std::size_t row) const {
    QStringList parts = {SampleMatrixText::tr("seed %1").arg(matrix_->rows[row].seed)};
    QString shared;
    for (const auto& cell : matrix_->samples[row]) {
        // Real pictures have no sampler.
        if (cell.empty() || cell.back().settings.empty()) continue;
        const QString text = samplerText(cell.back().settings);
        if (text.isEmpty()) continue;  // real pictures
        if (shared.isEmpty())
            shared = text;
        else if (shared != text)
            return parts.first() + QStringLiteral(" · ") + SampleMatrixText::tr("samplers differ");
    }
    if (!shared.isEmpty()) parts << shared;
    return parts.join(QStringLiteral(" · "));
}

QString samplerText(const Json& settings) {
    if (!settings.is_object()) return {};
    QStringList parts;
    const auto scheduler = settings.find("scheduler");
    const auto steps = settings.find("steps");
    QString sampler = scheduler != settings.end() && scheduler->is_string()
                          ? QString::fromStdString(scheduler->get<std::string>()).toUpper()
                          : QString();
    if (steps != settings.end() && steps->is_number()) {
        const auto number = QString::number(steps->get<std::int64_t>());
        sampler = sampler.isEmpty() ? SampleMatrixText::tr("%1 denoising steps").arg(number) : sampler + u' ' + number;
    }
    if (!sampler.isEmpty()) parts << sampler;
    const auto guidance = settings.find("guidance");
    if (guidance != settings.end() && guidance->is_number())
        parts << SampleMatrixText::tr("guidance %1").arg(QString::number(guidance->get<double>(), 'g', 4));
    return parts.join(QStringLiteral(" · "));
}

}  // namespace recap::gui
