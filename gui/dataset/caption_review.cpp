// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/caption_review.h"

#include "data/edit_journal.h"
#include "gui/base/error_text.h"
#include "gui/dataset/caption_journal.h"
#include "gui/dataset/caption_sources.h"
#include "gui/dataset/image_selection.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace recap::gui {

CaptionReview::CaptionReview(ImageSelection& selection, CaptionSources& sources, CaptionJournal& journal,
                             QObject* parent)
    : ProjectPart(parent), selection_(selection), sources_(sources), journal_(journal) {
    connect(&selection_, &ImageSelection::currentChanged, this, [this](int row) {
        if (row < 0)
            take({});
        else
            load();
    });
    connect(&sources_, &CaptionSources::referenceChanged, this, &CaptionReview::load);
}

void CaptionReview::forget() {
    details_.forget();
    held_.clear();
    detail_ = {};
}

void CaptionReview::announce() {
    Q_EMIT detailChanged();
}

void CaptionReview::load() {
    const ImageId image = selection_.image();
    if (project() == nullptr || !image) return;
    details_.run(
        this,
        [project = project(), image, reference = sources_.reference()] {
            return loadDetail(*project, image, reference);
        },
        [this](ImageDetail detail) { take(std::move(detail)); }, saying());
}

void CaptionReview::take(ImageDetail detail) {
    detail_ = std::move(detail);
    Q_EMIT detailChanged();
    doHeldSteps();
}

bool CaptionReview::upToDate() const {
    return detail_.image.id == selection_.image();
}

void CaptionReview::doHeldSteps() {
    while (!held_.empty() && upToDate()) {
        const auto step = held_.front();
        held_.pop_front();
        if (step)
            decide(*step);
        else
            selection_.next();
    }
}

void CaptionReview::next() {
    if (!held_.empty())
        held_.emplace_back(std::nullopt);
    else
        selection_.next();
}

const CaptionView* CaptionReview::caption() const {
    const auto it = std::find_if(detail_.captions.begin(), detail_.captions.end(),
                                 [this](const CaptionView& view) { return view.source == sources_.reviewed(); });
    return it == detail_.captions.end() ? nullptr : &*it;
}

void CaptionReview::moveReviewed(int by) {
    const auto count = static_cast<int>(detail_.captions.size());
    if (count == 0) return;
    int index = -1;
    for (int i = 0; i < count; ++i)
        if (detail_.captions.at(i).source == sources_.reviewed()) index = i;
    sources_.setReviewed(detail_.captions.at(((index + by) % count + count) % count).source);
}

void CaptionReview::decide(CaptionStatus status) {
    if (!writable()) return;
    if (!upToDate()) {
        held_.emplace_back(status);
        return;
    }
    if (caption() == nullptr) {
        const QString source = sources_.reviewed().isEmpty() ? sources_.written() : sources_.reviewed();
        Q_EMIT said(
            tr("%1 has no caption in %2: skipped.")
                .arg(QFileInfo(QString::fromStdString(detail_.image.path)).fileName(), captionSourceText(source)));
        selection_.next();
        return;
    }
    QString name;
    switch (status) {
        case CaptionStatus::Accepted: name = tr("Accept caption"); break;
        case CaptionStatus::Rejected: name = tr("Reject caption"); break;
        default: name = tr("Flag caption"); break;
    }
    journal_.apply(name, {.image = detail_.image.id, .source = sources_.reviewed().toStdString(), .status = status});
    selection_.next();
}

}  // namespace recap::gui
