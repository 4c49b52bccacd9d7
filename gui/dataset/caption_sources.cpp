// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/caption_sources.h"

#include <algorithm>
#include <iterator>

namespace recap::gui {

namespace {
const QString kFirstWritten = QStringLiteral("human_short");
// What the captioner's training looks for, and the layout of COCO.
const QString kUsual[] = {QStringLiteral("human_short"), QStringLiteral("human_long"), QStringLiteral("human")};
}  // namespace

void CaptionSources::forget() {
    loads_.forget();
    counts_ = {};
    reviewed_.clear();
    reference_.clear();
    written_ = kFirstWritten;
    reviewChosen_ = false;
}

void CaptionSources::announce() {
    Q_EMIT writtenChanged();
    Q_EMIT countsChanged();
}

QStringList CaptionSources::names() const {
    QStringList names;
    for (const CaptionSource& source : counts_.sources) names << QString::fromStdString(source.name);
    return names;
}

void CaptionSources::restore(const QString& reviewed, const QString& reference, const QString& written) {
    if (reviewed_.isEmpty()) reviewed_ = reviewed;
    if (reference_.isEmpty()) reference_ = reference;
    if (!written.isEmpty()) written_ = written;
    Q_EMIT writtenChanged();
}

void CaptionSources::load() {
    if (project() == nullptr) return;
    loads_.run(
        this, [project = project(), source = reviewed_] { return countFacets(*project, source); },
        [this](FacetCounts counts) {
            counts_ = std::move(counts);
            if (!reviewChosen_ && !counts_.sources.empty())
                chooseForReview();
            else
                Q_EMIT countsChanged();
        },
        saying());
}

// What people most likely want to review: the RECAP captions, seen against the web text.
void CaptionSources::chooseForReview() {
    reviewChosen_ = true;
    const QStringList names = this->names();
    const auto isRecap = [](const QString& name) { return name.startsWith(QStringLiteral("recap")); };
    const auto first = std::find_if(names.begin(), names.end(), isRecap);
    if (!names.contains(reviewed_)) reviewed_ = first != names.end() ? *first : names.first();
    if (reference_.isEmpty() && names.contains(QStringLiteral("alttext"))) reference_ = QStringLiteral("alttext");
    load();
    Q_EMIT reviewedChanged();
    Q_EMIT referenceChanged();
}

void CaptionSources::setReviewed(const QString& source) {
    if (source == reviewed_) return;
    reviewed_ = source;
    reviewChosen_ = true;
    load();
    Q_EMIT reviewedChanged();
    Q_EMIT chosen();
}

void CaptionSources::setReference(const QString& source) {
    if (source == reference_) return;
    reference_ = source;
    Q_EMIT referenceChanged();
    Q_EMIT chosen();
}

void CaptionSources::setWritten(const QString& source) {
    if (source.isEmpty() || source == written_) return;
    written_ = source;
    Q_EMIT writtenChanged();
    Q_EMIT chosen();
}

QStringList CaptionSources::writeChoices() const {
    QStringList choices(std::begin(kUsual), std::end(kUsual));
    const QStringList known = names();
    for (const QString& name : known)
        if (!choices.contains(name)) choices << name;
    if (!choices.contains(written_)) choices.prepend(written_);
    return choices;
}

}  // namespace recap::gui
