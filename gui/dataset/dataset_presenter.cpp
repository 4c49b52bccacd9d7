// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_presenter.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace recap::gui {

namespace {
constexpr int kRememberMs = 400;
}

DatasetPresenter::DatasetPresenter(QObject* parent) : QObject(parent) {
    remembering_.setSingleShot(true);
    remembering_.setInterval(kRememberMs);
    connect(&remembering_, &QTimer::timeout, this, &DatasetPresenter::storeNow);
    connectParts();
}

DatasetPresenter::~DatasetPresenter() {
    storeNow();
}

void DatasetPresenter::connectParts() {
    for (ProjectPart* part : std::initializer_list<ProjectPart*>{&sources_, &query_, &saved_, &selection_, &journal_,
                                                                 &review_, &drafts_, &writing_, &bulk_})
        connect(part, &ProjectPart::failed, this, &DatasetPresenter::failed);
    connect(&query_, &DatasetQuery::changed, &review_, &CaptionReview::dropHeld);
    connect(&query_, &DatasetQuery::found, &selection_, &ImageSelection::show);
    connect(&sources_, &CaptionSources::reviewedChanged, this, [this] {
        selection_.setSource(sources_.reviewed());
        selection_.refreshAll();
    });
    connect(&journal_, &CaptionJournal::moved, this, [this](const QString& sentence, ImageId image) {
        Q_EMIT changed(sentence);
        // One sees what changed.
        selection_.goTo(image);
    });
    connect(&journal_, &CaptionJournal::edited, this, &DatasetPresenter::takeEdit);
    connect(&bulk_, &BulkEdits::done, this, [this](const QString& sentence) {
        Q_EMIT changed(sentence);
        Q_EMIT edited();
        selection_.refreshAll();
        refresh();
    });
    connect(&query_, &DatasetQuery::found, this, &DatasetPresenter::remember);
    connect(&review_, &CaptionReview::detailChanged, this, &DatasetPresenter::remember);
    connect(&sources_, &CaptionSources::chosen, this, &DatasetPresenter::remember);
}

void DatasetPresenter::setProject(std::shared_ptr<Project> project) {
    storeNow();
    opening_.forget();
    opened_ = false;
    const std::initializer_list<ProjectPart*> parts = {&query_,   &drafts_,  &selection_, &sources_, &review_,
                                                       &writing_, &journal_, &bulk_,      &saved_};
    for (ProjectPart* part : parts) part->setProject(project);
    for (ProjectPart* part : parts) part->announce();
    if (project == nullptr) return;
    saved_.load();
    opening_.run(
        this, [project] { return std::pair(loadView(*project), loadDrafts(*project)); },
        [this](const std::pair<DatasetView, QList<StoredDraft>>& stored) { takeOpened(stored.first, stored.second); },
        [this](const Failed& failure) {
            Q_EMIT failed(failure);
            takeOpened({}, {});
        });
}

void DatasetPresenter::takeOpened(const DatasetView& view, const QList<StoredDraft>& drafts) {
    stored_ = view;
    query_.restore(view.query);
    selection_.want(view.image);
    sources_.restore(view.reviewed, view.reference, view.written);
    drafts_.restore(drafts);
    selection_.setSource(sources_.reviewed());
    opened_ = true;
    refresh();
}

DatasetView DatasetPresenter::view() const {
    const ImageId image = review_.detail().image.id;
    return {query_.shownText(), image ? image : stored_.image, sources_.reviewed(), sources_.reference(),
            sources_.written()};
}

void DatasetPresenter::remember() {
    if (opened_ && !readOnly()) remembering_.start();
}

void DatasetPresenter::storeNow() {
    remembering_.stop();
    if (!opened_ || readOnly() || view() == stored_) return;
    stored_ = view();
    runInBackground(
        this, [project = project(), view = stored_] { storeView(*project, view); }, [] {},
        [this](const Failed& failure) { Q_EMIT failed(failure); }, serialPool());
}

void DatasetPresenter::refresh() {
    if (project() == nullptr) return;
    if (selection_.current() >= 0) selection_.want(selection_.image());
    sources_.load();
    journal_.load();
    query_.run();
}

void DatasetPresenter::takeEdit(const std::vector<ImageId>& images) {
    Q_EMIT edited();
    selection_.refresh(images);
    if (std::find(images.begin(), images.end(), selection_.image()) != images.end()) review_.load();
    sources_.load();
}

}  // namespace recap::gui
