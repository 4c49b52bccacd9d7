// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"
#include "gui/base/error_text.h"
#include "gui/compare/compare_presenter.h"
#include "gui/compare/metrics_model.h"
#include "gui/jobs/job_service.h"
#include "workflow/judging/metrics_job.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/results_export.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace recap::gui {

// Numbers of other pictures than the run has now, e.g. those of version 0.1.0, which counted previews, must not pass
// for numbers of these.
std::vector<MetricRecord> ComparePresenter::recordsWithRemarks() const {
    auto records = records_;
    for (auto& record : records) {
        const auto choice = std::find_if(choices_.begin(), choices_.end(),
                                         [&](const CompareChoice& c) { return c.label.run == record.run; });
        if (choice == choices_.end() || choice->pictures == 0 || !record.card.is_object()) continue;
        if (!record.prompt_set.empty()) continue;  // of some of the pictures, perhaps
        const auto judged = record.card.find("images");
        const auto ofStep = choice->picturesOfStep.find(record.step);
        const auto now = ofStep == choice->picturesOfStep.end() ? choice->pictures : ofStep->second;
        if (judged == record.card.end() || !judged->is_number_integer() || *judged == now) continue;
        const QString remark =
            tr("computed from %1 samples; the run now has %2 to judge. Compute it again.")
                .arg(QLocale().toString(judged->get<qlonglong>()), QLocale().toString(static_cast<qlonglong>(now)));
        record.card["warning"] = remark.toStdString();
    }
    return records;
}

bool ComparePresenter::canComputeMetrics() const {
    return project_ != nullptr && !project_->readOnly() &&
           std::any_of(choices_.begin(), choices_.end(), [this](const CompareChoice& choice) {
               return choice.pictures > 0 && isChosen(choice.label.run);
           });
}

MetricsPlan ComparePresenter::metricsPlan() const {
    MetricsPlan plan;
    std::vector<MetricRecord> replaced;
    for (const auto& choice : choices_) {
        if (choice.pictures == 0 || !isChosen(choice.label.run)) continue;
        plan.runs.push_back(choice.label.run);
        if (choice.metrics > 0) plan.replaced << choice.label.name;
        for (const auto& record : records_)
            if (record.run == choice.label.run) replaced.push_back(record);
    }
    plan.seed = bootstrapSeedOf(replaced);
    for (const auto& record : replaced) plan.computed_ms = std::max<qint64>(plan.computed_ms, computedMs(record));
    return plan;
}

void ComparePresenter::computeMetrics(qint64 seed) {
    if (!canComputeMetrics()) return;
    MetricsRequest request;
    request.runs = metricsPlan().runs;
    request.seed = seed;
    jobs_.start(std::make_unique<MetricsJob>(project_, std::move(request)), tr("Compute metrics"));
}

std::optional<ChosenNumber> ComparePresenter::numberAt(int row, int column) const {
    if (row < 0 || column < 0 || row >= std::ssize(metrics_.rows) || column >= std::ssize(metrics_.columns)) return {};
    const auto& line = metrics_.rows[static_cast<std::size_t>(row)];
    const auto& shown = metrics_.columns[static_cast<std::size_t>(column)];
    const auto& cell = line.cells[static_cast<std::size_t>(column)];
    if (!cell) return {};
    const QString title = tr("%1 of %2").arg(QString::fromStdString(shown.title), coreText(rowTitle(line)));
    const auto text = [&](double value) { return metricText(value, shown.decimals); };
    const QString value = cell->undefined.empty()
                              ? QStringLiteral("%1 [%2, %3]").arg(text(cell->value), text(cell->low), text(cell->high))
                              : QString();
    return ChosenNumber{cell->key, title, value, shown.decimals};
}

void ComparePresenter::exportMetrics(const QString& file) {
    runInBackground(
        this, [table = metrics_, path = file.toStdString()] { writeTextAtomically(path, resultsFor(path, table)); },
        [this, file] { Q_EMIT exported(file); }, reportFailure());
}

}  // namespace recap::gui
