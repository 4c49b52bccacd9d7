// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_presenter.h"

#include "data/edit_journal.h"
#include "workflow/project/project.h"

#include <algorithm>

namespace recap::gui {

namespace {

constexpr int kTypingMs = 180;
constexpr int kRememberMs = 400;
const QString kFirstWriteSource = QStringLiteral("human_short");

struct JournalState {
    QString undo, redo;
};

JournalState journalState(recap::Project& project) {
    const recap::EditJournal journal = project.journal();
    return {QString::fromStdString(journal.undoName().value_or("")),
            QString::fromStdString(journal.redoName().value_or(""))};
}

QString term(const QString& field, const QString& value) {
    return field + QLatin1Char(':') + value;
}

QStringList wordsOf(const QString& query) {
    return query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

}  // namespace

DatasetPresenter::DatasetPresenter(QObject* parent)
    : QObject(parent), reviewer_(qEnvironmentVariable("USER", QStringLiteral("reviewer"))) {
    typing_.setSingleShot(true);
    typing_.setInterval(kTypingMs);
    connect(&typing_, &QTimer::timeout, this, &DatasetPresenter::runQuery);
    remembering_.setSingleShot(true);
    remembering_.setInterval(kRememberMs);
    connect(&remembering_, &QTimer::timeout, this, &DatasetPresenter::storeNow);
    connect(&grid_, &ImageGridModel::loadFailed, this, [this](const QString& message) {
        reportFailure({"database", message.toStdString()});
    });
}

DatasetPresenter::~DatasetPresenter() {
    storeNow();
}

void DatasetPresenter::setProject(std::shared_ptr<recap::Project> project) {
    storeNow();
    for (LatestOnly* asked : {&queries_, &details_, &counts_, &opening_, &unwritten_}) asked->forget();
    typing_.stop();
    held_.clear();
    project_ = std::move(project);
    opened_ = false;
    query_.clear();
    shown_query_.clear();
    write_source_ = kFirstWriteSource;
    drafts_.clear();
    sources_chosen_ = false;
    active_.clear();
    reference_.clear();
    undo_name_.clear();
    redo_name_.clear();
    facets_ = {};
    detail_ = {};
    current_ = -1;
    wanted_ = {};
    setLoader();
    grid_.setIds({});
    Q_EMIT projectChanged();
    Q_EMIT queryChanged(query_);
    Q_EMIT queryProblem({}, -1);
    Q_EMIT queryHints({}, false);
    Q_EMIT writeSourceChanged();
    Q_EMIT draftsChanged();
    Q_EMIT resultsChanged();
    Q_EMIT facetsChanged();
    Q_EMIT detailChanged();
    Q_EMIT journalChanged();
    filters_.clear();
    Q_EMIT filtersChanged();
    if (project_ == nullptr) return;
    loadFilters();
    opening_.run(
        this, [project = project_] { return std::pair(loadView(*project), loadDrafts(*project)); },
        [this](const std::pair<DatasetView, QList<StoredDraft>>& stored) { takeOpened(stored.first, stored.second); },
        [this](const recap::Failed& failure) {
            reportFailure(failure);
            takeOpened({}, {});
        });
}

void DatasetPresenter::takeOpened(const DatasetView& view, const QList<StoredDraft>& drafts) {
    opened_ = true;
    stored_ = view;
    // What was typed meanwhile counts more.
    if (query_.isEmpty() && !view.query.isEmpty()) {
        query_ = view.query;
        Q_EMIT queryChanged(query_);
    }
    wanted_ = view.image;
    if (active_.isEmpty()) active_ = view.active;
    if (reference_.isEmpty()) reference_ = view.reference;
    if (!view.write_source.isEmpty()) write_source_ = view.write_source;
    for (const StoredDraft& entry : drafts) drafts_.insert({entry.image.value, entry.source}, entry.draft);
    Q_EMIT writeSourceChanged();
    Q_EMIT draftsChanged();
    if (!drafts_.isEmpty()) Q_EMIT draftsFound(draftCount());
    setLoader();
    refresh();
}

DatasetView DatasetPresenter::view() const {
    return {shown_query_, detail_.image.id ? detail_.image.id : stored_.image, active_, reference_, write_source_};
}

void DatasetPresenter::remember() {
    if (opened_ && !readOnly()) remembering_.start();
}

void DatasetPresenter::storeNow() {
    remembering_.stop();
    if (!opened_ || readOnly() || view() == stored_) return;
    stored_ = view();
    runInBackground(
        this, [project = project_, view = stored_] { recap::gui::storeView(*project, view); }, [] {},
        [this](const recap::Failed& failure) { reportFailure(failure); }, serialPool());
}

bool DatasetPresenter::readOnly() const {
    return project_ == nullptr || project_->readOnly();
}

void DatasetPresenter::setLoader() {
    if (project_ == nullptr) {
        grid_.setLoader({});
        return;
    }
    grid_.setLoader([project = project_, source = active_](const std::vector<recap::ImageId>& ids) {
        return loadGridItems(*project, ids, source);
    });
}

void DatasetPresenter::setQuery(const QString& query) {
    if (query == query_) return;
    held_.clear();
    query_ = query;
    Q_EMIT queryChanged(query_);
    typing_.start();
}

bool DatasetPresenter::hasTerm(const QString& field, const QString& value) const {
    return wordsOf(query_).contains(term(field, value));
}

void DatasetPresenter::toggleTerm(const QString& field, const QString& value) {
    QStringList words = wordsOf(query_);
    const auto isOf = [](const QString& name) {
        return [name](const QString& word) { return word.startsWith(name + QLatin1Char(':')); };
    };
    if (words.removeAll(term(field, value)) == 0) {
        words.removeIf(isOf(field));
        // The counts are those of the reviewed captions, so the filter has to mean them as well.
        const bool anySource = std::any_of(words.begin(), words.end(), isOf(QStringLiteral("source")));
        if (field == QStringLiteral("status") && !anySource && !active_.isEmpty())
            words << term(QStringLiteral("source"), active_);
        words << term(field, value);
    }
    setQuery(words.join(QLatin1Char(' ')));
}

void DatasetPresenter::refresh() {
    if (project_ == nullptr) return;
    if (current_ >= 0) wanted_ = grid_.idAt(current_);
    loadFacets();
    runQuery();
}

void DatasetPresenter::runQuery() {
    if (project_ == nullptr) return;
    queries_.run(
        this, [project = project_, query = query_] { return findImages(*project, query); },
        [this, query = query_](QueryResult result) {
            if (result.problem) {
                Q_EMIT queryHints({}, false);
                Q_EMIT queryProblem(*result.problem, result.position);
                return;
            }
            shown_query_ = query;
            remember();
            Q_EMIT queryProblem({}, -1);
            Q_EMIT queryHints(result.hints, result.check_files);
            if (current_ >= 0 && !wanted_) wanted_ = grid_.idAt(current_);
            // The same images again, e.g. after a job ended: the view keeps its place.
            if (result.ids == grid_.ids())
                grid_.refreshAll();
            else
                grid_.setIds(std::move(result.ids));
            const int row = grid_.rowOf(wanted_);
            wanted_ = {};
            current_ = -1;
            Q_EMIT resultsChanged();
            if (grid_.rowCount() > 0) {
                setCurrent(std::max(0, row));
            } else {
                takeDetail({});
                Q_EMIT currentChanged(-1);
            }
        },
        [this](const recap::Failed& failure) { reportFailure(failure); });
}

void DatasetPresenter::loadFacets() {
    struct Counted {
        FacetCounts facets;
        JournalState journal;
    };
    if (project_ == nullptr) return;
    counts_.run(
        this,
        [project = project_, source = active_] {
            return Counted{countFacets(*project, source), journalState(*project)};
        },
        [this](Counted counted) {
            facets_ = std::move(counted.facets);
            undo_name_ = counted.journal.undo;
            redo_name_ = counted.journal.redo;
            if (!sources_chosen_ && !facets_.sources.empty()) {
                chooseSources();
                return;
            }
            Q_EMIT facetsChanged();
            Q_EMIT journalChanged();
        },
        [this](const recap::Failed& failure) { reportFailure(failure); });
}

// What people most likely want to review: the RECAP captions, seen against the web text.
void DatasetPresenter::chooseSources() {
    sources_chosen_ = true;
    QStringList names;
    for (const recap::CaptionSource& source : facets_.sources) names << QString::fromStdString(source.name);
    const auto isRecap = [](const QString& name) { return name.startsWith(QStringLiteral("recap")); };
    const auto recap_source = std::find_if(names.begin(), names.end(), isRecap);
    if (!names.contains(active_)) active_ = recap_source != names.end() ? *recap_source : names.first();
    if (reference_.isEmpty() && names.contains(QStringLiteral("alttext"))) reference_ = QStringLiteral("alttext");
    setLoader();
    grid_.refreshAll();
    Q_EMIT activeChanged();
    loadFacets();
    loadCurrent();
}

void DatasetPresenter::setCurrent(int row) {
    row = std::clamp(row, 0, std::max(0, grid_.rowCount() - 1));
    if (row == current_ || grid_.rowCount() == 0) return;
    current_ = row;
    Q_EMIT currentChanged(row);
    loadCurrent();
}

void DatasetPresenter::loadCurrent() {
    const recap::ImageId image = grid_.idAt(current_);
    if (project_ == nullptr || !image) return;
    details_.run(
        this, [project = project_, image, reference = reference_] { return loadDetail(*project, image, reference); },
        [this](ImageDetail detail) { takeDetail(std::move(detail)); },
        [this](const recap::Failed& failure) { reportFailure(failure); });
}

void DatasetPresenter::takeDetail(ImageDetail detail) {
    detail_ = std::move(detail);
    remember();
    Q_EMIT detailChanged();
    doHeldSteps();
}

bool DatasetPresenter::upToDate() const {
    return detail_.image.id == grid_.idAt(current_);
}

void DatasetPresenter::doHeldSteps() {
    while (!held_.empty() && upToDate()) {
        const auto step = held_.front();
        held_.pop_front();
        if (step)
            review(*step);
        else
            setCurrent(current_ + 1);
    }
}

void DatasetPresenter::next() {
    if (!held_.empty())
        held_.emplace_back(std::nullopt);
    else
        setCurrent(current_ + 1);
}

const CaptionView* DatasetPresenter::activeCaption() const {
    const auto it = std::find_if(detail_.captions.begin(), detail_.captions.end(),
                                 [this](const CaptionView& view) { return view.source == active_; });
    return it == detail_.captions.end() ? nullptr : &*it;
}

void DatasetPresenter::setActiveSource(const QString& source) {
    if (source == active_) return;
    active_ = source;
    sources_chosen_ = true;
    remember();
    setLoader();
    grid_.refreshAll();
    loadFacets();
    Q_EMIT activeChanged();
}

void DatasetPresenter::moveActive(int by) {
    const auto count = static_cast<int>(detail_.captions.size());
    if (count == 0) return;
    int index = -1;
    for (int i = 0; i < count; ++i)
        if (detail_.captions.at(i).source == active_) index = i;
    setActiveSource(detail_.captions.at(((index + by) % count + count) % count).source);
}

void DatasetPresenter::setReference(const QString& source) {
    if (source == reference_) return;
    reference_ = source;
    remember();
    Q_EMIT activeChanged();
    loadCurrent();
}

void DatasetPresenter::reportFailure(const recap::Failed& failure) {
    Q_EMIT failed(failure);
}

}  // namespace recap::gui
