// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/compare_presenter.h"

#include "data/metric_differences.h"
#include "data/metric_history.h"
#include "gui/base/error_text.h"
#include "gui/jobs/job_service.h"
#include "gui/widgets/image_loading.h"
#include "gui/widgets/run_series.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_pictures.h"
#include "workflow/sampling/sample_run_job.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <set>

namespace recap::gui {

namespace {

constexpr std::size_t kDefaultColumns = 6;

QString valueText(const Json& value) {
    if (value.is_string()) return QString::fromStdString(value.get<std::string>());
    if (value.is_number_float()) return QString::number(value.get<double>(), 'g', 6);
    if (value.is_number_integer()) return QLocale().toString(static_cast<qlonglong>(value.get<std::int64_t>()));
    if (value.is_boolean())
        return value.get<bool>() ? QCoreApplication::translate("ComparePresenter", "yes")
                                 : QCoreApplication::translate("ComparePresenter", "no");
    return QString::fromStdString(value.dump());
}

std::vector<CompareChoice> findChoices(Project& project, const std::vector<MetricRecord>& metrics) {
    std::vector<CompareChoice> choices;
    const auto runs = project.runs().list();
    const auto series = seriesOfRuns(runs);
    for (const auto& run : runs) {
        CompareChoice choice;
        choice.label = {run.id, QString::fromStdString(run.name), series.at(run.id), isReferenceRun(run)};
        std::map<std::int64_t, std::vector<SampleRecord>> samplesOfStep;
        for (auto& sample : project.samples().list(run.id)) {
            ++choice.samples;
            if (!isPreview(sample)) samplesOfStep[sample.step].push_back(std::move(sample));
        }
        for (auto& [step, samples] : samplesOfStep)
            choice.picturesOfStep[step] = static_cast<qint64>(choosePictures(std::move(samples)).pictures.size());
        // The last step stands for the run (runPictures).
        if (!choice.picturesOfStep.empty()) choice.pictures = choice.picturesOfStep.rbegin()->second;
        choice.metrics =
            std::count_if(metrics.begin(), metrics.end(), [&](const MetricRecord& m) { return m.run == run.id; });
        if (run.kind == RunKind::Diffusion) choice.config = run.config;
        // Pictures drawn from a trained run were made by its options.
        const auto parent = std::find_if(runs.begin(), runs.end(),
                                         [&](const RunRecord& other) { return run.parent && other.id == run.parent; });
        if (run.kind == RunKind::Samples && parent != runs.end()) choice.config = parent->config;
        if (run.kind == RunKind::Diffusion)
            if (const auto checkpoint = project.checkpoints().latest(run.id)) {
                choice.model = QString::fromStdString(project.resolve(checkpoint->path).string());
                choice.step = checkpoint->step;
            }
        if (run.kind == RunKind::Samples && run.config.is_object() && !choice.label.reference)
            if (const auto model = run.config.value("model", std::string()); !model.empty())
                choice.model = QString::fromStdString(project.resolve(model).string());
        if (choice.samples > 0 || choice.metrics > 0 || !choice.model.isEmpty()) choices.push_back(std::move(choice));
    }
    // Real pictures are looked at last.
    std::stable_partition(choices.begin(), choices.end(), [](const auto& choice) { return !choice.label.reference; });
    return choices;
}

}  // namespace

struct ComparePresenter::Loaded {
    std::vector<CompareChoice> choices;
    std::vector<MetricRecord> metrics, history;
    std::vector<MetricDifferenceRecord> differences;
};

ComparePresenter::ComparePresenter(JobService& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

FailureHandler ComparePresenter::reportFailure() {
    return [this](const Failed& failure) { Q_EMIT failed(failure); };
}

void ComparePresenter::setProject(std::shared_ptr<Project> project) {
    project_ = std::move(project);
    choiceQuery_.forget();
    matrixQuery_.forget();
    choices_.clear();
    chosen_.clear();
    records_.clear();
    history_.clear();
    differences_.clear();
    choseByHand_ = stepByHand_ = false;
    all_ = std::make_shared<SampleMatrix>();
    images_.clear();
    loading_.clear();
    rebuild();
    Q_EMIT choicesChanged();
    refresh();
}

void ComparePresenter::refresh() {
    if (project_ == nullptr) return;
    choiceQuery_.run(
        this,
        [project = project_] {
            Loaded loaded;
            loaded.metrics = project->metrics().list();
            loaded.history = metricHistory(project->database());
            loaded.differences = metricDifferences(project->database());
            loaded.choices = findChoices(*project, loaded.metrics);
            return loaded;
        },
        [this](Loaded loaded) {
            choices_ = std::move(loaded.choices);
            records_ = std::move(loaded.metrics);
            history_ = std::move(loaded.history);
            differences_ = std::move(loaded.differences);
            chooseDefaults();
            Q_EMIT choicesChanged();
            load();
        },
        reportFailure());
}

void ComparePresenter::chooseDefaults() {
    std::erase_if(chosen_, [this](RunId run) {
        return std::none_of(choices_.begin(), choices_.end(), [run](const auto& c) { return c.label.run == run; });
    });
    if (choseByHand_) return;
    chosen_.clear();
    // Where some runs were judged, those are the comparison; the others can be added by hand.
    const bool judged =
        std::any_of(choices_.begin(), choices_.end(), [](const auto& choice) { return choice.metrics > 0; });
    std::size_t drawn = 0;
    for (const auto& choice : choices_) {
        if (judged ? choice.metrics == 0 : choice.samples == 0) continue;
        if (choice.samples > 0 && ++drawn > kDefaultColumns) continue;
        chosen_.push_back(choice.label.run);
    }
}

bool ComparePresenter::isChosen(RunId run) const {
    return std::find(chosen_.begin(), chosen_.end(), run) != chosen_.end();
}

void ComparePresenter::setChosen(RunId run, bool chosen) {
    if (chosen == isChosen(run)) return;
    choseByHand_ = true;
    if (chosen)
        chosen_.push_back(run);
    else
        std::erase(chosen_, run);
    Q_EMIT choicesChanged();
    load();
}

std::vector<RunLabel> ComparePresenter::chosenLabels() const {
    std::vector<RunLabel> labels;
    for (const auto& choice : choices_)
        if (isChosen(choice.label.run)) labels.push_back(choice.label);
    return labels;
}

std::map<RunId, int> ComparePresenter::series() const {
    std::map<RunId, int> series;
    for (const auto& choice : choices_) series[choice.label.run] = choice.label.series;
    return series;
}

void ComparePresenter::load() {
    std::vector<ResultsModel> models;
    for (const auto& label : chosenLabels()) models.push_back({label.run, label.name.toStdString(), label.reference});
    metrics_ = resultsTable(recordsWithRemarks(), models, history_, differences_);
    Q_EMIT metricsChanged();
    std::vector<RunLabel> drawn;
    for (const auto& choice : choices_)
        if (choice.samples > 0 && isChosen(choice.label.run)) drawn.push_back(choice.label);
    matrixQuery_.run(
        this,
        [project = project_, drawn] {
            std::vector<std::vector<SampleRecord>> samples;
            auto repository = project->samples();
            for (const auto& label : drawn) samples.push_back(repository.list(label.run));
            return std::make_shared<const SampleMatrix>(makeSampleMatrix(drawn, samples, [&](const std::string& path) {
                return QString::fromStdString(project->resolve(path).string());
            }));
        },
        [this](std::shared_ptr<const SampleMatrix> matrix) {
            all_ = std::move(matrix);
            rebuild();
        },
        reportFailure());
}

void ComparePresenter::setPromptFilter(const QString& text) {
    if (text == promptFilter_) return;
    promptFilter_ = text;
    rebuild();
}

void ComparePresenter::rebuild() {
    auto shown = all_;
    if (const QString wanted = promptFilter_.trimmed(); !wanted.isEmpty()) {
        auto some = std::make_shared<SampleMatrix>();
        some->runs = all_->runs;
        some->steps = all_->steps;
        for (std::size_t i = 0; i < all_->rows.size(); ++i) {
            if (!all_->rows[i].prompt.contains(wanted, Qt::CaseInsensitive)) continue;
            some->rows.push_back(all_->rows[i]);
            some->samples.push_back(all_->samples[i]);
        }
        shown = std::move(some);
    }
    matrix_.setMatrix(std::move(shown));
    const auto& known = steps();
    const bool valid = std::find(known.begin(), known.end(), step()) != known.end();
    if (!known.empty() && (!stepByHand_ || !valid)) matrix_.setStep(known.back());
    resetCell();
    Q_EMIT matrixChanged();
    Q_EMIT stepChanged();
    Q_EMIT currentChanged();
}

void ComparePresenter::resetCell() {
    images_.clear();
    flickered_ = false;
    const int rows = matrix_.rowCount();
    const int columns = matrix_.columnCount();
    row_ = rows == 0 || columns == 0 ? -1 : std::clamp(row_, 0, rows - 1);
    column_ = row_ < 0 ? -1 : std::clamp(column_, 0, columns - 1);
    partner_ = columns < 2 || row_ < 0 ? -1 : (column_ == 0 ? 1 : 0);
}

void ComparePresenter::setStep(qint64 step) {
    if (step == matrix_.step()) return;
    stepByHand_ = true;
    matrix_.setStep(step);
    images_.clear();
    Q_EMIT stepChanged();
    Q_EMIT currentChanged();
}

void ComparePresenter::setCurrent(int row, int column) {
    if (row == row_ && column == column_) return;
    if (row < 0 || column < 0 || row >= matrix_.rowCount() || column >= matrix_.columnCount()) return;
    if (row != row_) images_.clear();
    if (column != column_ && column_ >= 0) partner_ = column_;
    row_ = row;
    column_ = column;
    flickered_ = false;
    Q_EMIT currentChanged();
}

void ComparePresenter::flicker() {
    if (row_ < 0 || partner_ < 0) return;
    flickered_ = !flickered_;
    Q_EMIT currentChanged();
}

void ComparePresenter::move(int rows, int columns) {
    if (row_ < 0) return;
    setCurrent(std::clamp(row_ + rows, 0, matrix_.rowCount() - 1),
               std::clamp(column_ + columns, 0, matrix_.columnCount() - 1));
}

std::vector<SettingLine> ComparePresenter::settingsOf(int row, int column) const {
    std::vector<SettingLine> lines;
    if (row < 0 || column < 0 || row >= matrix_.rowCount() || column >= matrix_.columnCount()) return lines;
    const auto& item = matrix_.matrix().rows[static_cast<std::size_t>(row)];
    lines.push_back({tr("Run"), matrix_.matrix().runs[static_cast<std::size_t>(column)].name});
    lines.push_back({tr("Prompt"), item.prompt});
    lines.push_back({tr("Seed"), QString::number(item.seed)});
    const auto* sample = matrix_.sampleAt(row, column);
    if (sample == nullptr) return lines;
    lines.push_back({tr("Training step"), QLocale().toString(sample->step)});
    for (const auto& entry : sample->settings.items()) {
        if (entry.value() == "") continue;
        QString name = QString::fromStdString(entry.key());
        name.replace(u'_', u' ');
        if (!name.isEmpty()) name[0] = name[0].toUpper();
        lines.push_back({name, valueText(entry.value())});
    }
    return lines;
}

QImage ComparePresenter::imageOf(int column) {
    const auto* sample = matrix_.sampleAt(row_, column);
    if (sample == nullptr) return {};
    const QString path = sample->path;
    if (const auto it = images_.constFind(path); it != images_.constEnd()) return *it;
    if (loading_.contains(path)) return {};
    loading_.insert(path);
    runInBackground(
        this, [path] { return loadImage(path); },
        [this, path](const QImage& image) {
            loading_.remove(path);
            // Whoever moved on meanwhile asks again; a picture of another row is not kept.
            for (int other = 0; other < matrix_.columnCount(); ++other) {
                const auto* now = matrix_.sampleAt(row_, other);
                if (now == nullptr || now->path != path) continue;
                images_.insert(path, image);
                Q_EMIT imageReady(other);
            }
        },
        reportFailure());
    return {};
}

ConfigDifferences ComparePresenter::differences() const {
    ConfigDifferences result;
    std::vector<const Json*> configs;
    for (const auto& choice : choices_)
        if (isChosen(choice.label.run) && choice.config.is_object() && !choice.config.empty())
            configs.push_back(&choice.config);
    if (configs.size() < 2) return result;
    std::vector<std::string> names;
    for (const auto* config : configs)
        for (const auto& item : config->items())
            if (std::find(names.begin(), names.end(), item.key()) == names.end()) names.push_back(item.key());
    for (const auto& name : names) {
        QStringList values;
        bool same = true;
        for (const auto* config : configs) {
            values << (config->contains(name) ? valueText((*config)[name]) : QStringLiteral("–"));
            same = same && values.back() == values.front();
        }
        if (same)
            ++result.equal;
        else
            result.differing.emplace_back(QString::fromStdString(name), values);
    }
    return result;
}

QStringList ComparePresenter::prompts() const {
    QStringList prompts;
    for (const auto& row : all_->rows)
        if (!prompts.contains(row.prompt)) prompts << row.prompt;
    return prompts;
}

void ComparePresenter::drawSamples(const std::vector<RunId>& runs, const QStringList& prompts,
                                   const SampleOptions& options) {
    if (project_ == nullptr) return;
    try {
        requireValid(options);
        project_->requireWritable();
        for (const auto& choice : choices_) {
            if (choice.model.isEmpty() || std::find(runs.begin(), runs.end(), choice.label.run) == runs.end()) continue;
            SampleRequest request;
            request.model = choice.model.toStdString();
            for (const auto& prompt : prompts) request.prompts.push_back({prompt.toStdString(), options.seed});
            request.options = options;
            // Pictures drawn by hand lie in a folder of their own, named by their settings' time.
            const auto stamp =
                QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmsszzz")).toStdString();
            request.out = project_->runDirectory(choice.label.run) / "samples" / ("drawn_" + stamp);
            request.project = project_;
            request.run = choice.label.run;
            request.step = choice.step;
            jobs_.start(std::make_unique<SampleJob>(std::move(request)),
                        tr("Generate samples: %1").arg(choice.label.name));
        }
    } catch (...) {
        Q_EMIT failed(currentFailure());
    }
}

void ComparePresenter::drawModel(const QString& model, const QStringList& prompts, const SampleOptions& options) {
    if (project_ == nullptr) return;
    try {
        requireValid(options);
        project_->requireWritable();
        SampleRunRequest request;
        const QString name = QFileInfo(model).completeBaseName();
        request.name = name.toStdString();
        request.model = model.toStdString();
        for (const auto& prompt : prompts) request.prompts.push_back(prompt.toStdString());
        request.options = options;
        jobs_.start(std::make_unique<SampleRunJob>(project_, std::move(request)), tr("Generate samples: %1").arg(name));
    } catch (...) {
        Q_EMIT failed(currentFailure());
    }
}

}  // namespace recap::gui
