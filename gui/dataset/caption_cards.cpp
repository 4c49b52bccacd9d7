// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/caption_cards.h"

#include "gui/base/theme.h"
#include "gui/dataset/caption_card.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/widgets/card.h"

#include <QGridLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace recap::gui {

namespace {
constexpr int kTwoColumns = 408;
// A collection with many languages would bury what one compares.
constexpr qsizetype kMostCards = 8;
}  // namespace

CaptionCards::CaptionCards(DatasetPresenter& presenter, QWidget* parent) : QScrollArea(parent), presenter_(presenter) {
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    page_ = new QWidget(this);
    grid_ = new QGridLayout(page_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(kGrid + 4);
    nothing_ = makeLabel(tr("This image has no captions yet; press W to write one."), "muted", page_);
    all_ = new QPushButton(page_);
    all_->setObjectName(QStringLiteral("allCaptions"));
    all_->setCheckable(true);
    all_->setFocusPolicy(Qt::NoFocus);
    connect(all_, &QPushButton::toggled, this, &CaptionCards::showCards);
    setWidget(page_);
    connectPresenter();
    showCards();
}

void CaptionCards::connectPresenter() {
    connect(&presenter_.review(), &CaptionReview::detailChanged, this, &CaptionCards::showDetail);
    connect(&presenter_.sources(), &CaptionSources::reviewedChanged, this, &CaptionCards::showCards);
    connect(&presenter_.sources(), &CaptionSources::referenceChanged, this, &CaptionCards::showCards);
    connect(&presenter_.drafts(), &CaptionDrafts::changed, this, &CaptionCards::showCards);
    connect(&Theme::current(), &Theme::changed, this, &CaptionCards::showCards);
    connect(&presenter_.writing(), &CaptionWriting::nextFound, this, [this] {
        if (!std::exchange(nextWanted_, false)) return;  // Escape was faster
        writing_ = writeWhenShown_ = true;
        if (presenter_.review().upToDate()) showDetail();
    });
    connect(&presenter_.writing(), &CaptionWriting::nothingLeft, this, [this] {
        closeEditors();
        Q_EMIT editorLeft();
    });
    connect(&presenter_.writing(), &CaptionWriting::notSaved, this, [this] {
        for (CaptionCard* card : cards_) card->setSaving(false);
    });
}

CaptionCard* CaptionCards::makeCard() {
    auto* card = new CaptionCard(page_);
    connect(card, &CaptionCard::chosen, &presenter_.sources(), &CaptionSources::setReviewed);
    connect(card, &CaptionCard::editWanted, this, [this, card] {
        if (!presenter_.readOnly()) card->edit();
    });
    connect(card, &CaptionCard::typed, &presenter_, [this, card](ImageId image, const Draft& draft, bool changed) {
        if (changed)
            presenter_.drafts().keep(image, card->source(), draft);
        else
            presenter_.drafts().drop(image, card->source());
    });
    connect(card, &CaptionCard::saved, this,
            [this, card](ImageId image, const Draft& text) { save(card, image, text); });
    connect(card, &CaptionCard::discardWanted, this,
            [this, card](ImageId image) { Q_EMIT discardWanted(image, card->source()); });
    connect(card, &CaptionCard::editingChanged, this, [this] {
        arrangeCards();
        Q_EMIT editingChanged();
    });
    connect(card, &CaptionCard::left, this, [this] {
        closeEditors();
        Q_EMIT editorLeft();
    });
    return card;
}

CaptionCard* CaptionCards::cardOf(const QString& source) const {
    for (CaptionCard* card : cards_)
        if (card->source() == source) return card;
    return nullptr;
}

void CaptionCards::showDetail() {
    // Choosing another image closes the editor: what was typed is a draft of its image, and saved by nobody.
    const ImageId image = presenter_.review().detail().image.id;
    const bool elsewhere = editing() && std::none_of(cards_.begin(), cards_.end(), [image](const CaptionCard* card) {
                               return card->editing() && card->editedImage() == image;
                           });
    if (elsewhere && !writeWhenShown_) {
        const bool keyboard = page_->isAncestorOf(window()->focusWidget());
        closeEditors();
        if (keyboard) Q_EMIT editorLeft();
    }
    showCards();
    if (writeWhenShown_ && presenter_.review().upToDate()) openWriter();
}

// Captions of the image, and places for those that are being written.
QList<CaptionView> CaptionCards::shownCaptions() const {
    const ImageDetail& detail = presenter_.review().detail();
    const CaptionSources& sources = presenter_.sources();
    QStringList wanted = presenter_.drafts().sourcesOf(detail.image.id);
    if (writing_ && !wanted.contains(sources.written())) wanted << sources.written();
    QList<CaptionView> shown;
    for (qsizetype i = 0; i < detail.captions.size(); ++i) {
        const CaptionView& view = detail.captions.at(i);
        if (all_->isChecked() || i < kMostCards || view.source == sources.reviewed() || view.reference ||
            wanted.contains(view.source))
            shown << view;
        wanted.removeAll(view.source);
    }
    for (const QString& source : wanted) {
        if (!detail.image.id) break;
        CaptionView place;
        place.source = source;
        place.caption.image = detail.image.id;
        place.written = false;
        shown << place;
    }
    return shown;
}

void CaptionCards::showCards() {
    const QList<CaptionView> captions = shownCaptions();
    const ImageDetail& detail = presenter_.review().detail();
    const auto places = std::count_if(captions.begin(), captions.end(), [](const auto& view) { return !view.written; });
    const auto hidden = static_cast<int>(detail.captions.size() - (captions.size() - places));
    all_->setVisible(hidden > 0 || (all_->isChecked() && captions.size() > kMostCards));
    all_->setText(all_->isChecked() ? tr("Show fewer captions") : tr("Show %n more caption(s)", nullptr, hidden));
    while (cards_.size() < captions.size()) cards_ << makeCard();
    keepEditorsAtTheirSource(captions);
    while (cards_.size() > captions.size()) cards_.takeLast()->deleteLater();
    for (qsizetype i = 0; i < captions.size(); ++i) {
        const CaptionView& view = captions.at(i);
        cards_.at(i)->show(view, view.source == presenter_.sources().reviewed(),
                           presenter_.drafts().find(view.caption.image, view.source));
        cards_.at(i)->setStarts(detail.captions);
    }
    nothing_->setVisible(captions.isEmpty() && detail.image.id);
    arrangeCards();
}

void CaptionCards::arrangeCards() {
    columns_ = width() >= kTwoColumns ? 2 : 1;
    while (QLayoutItem* item = grid_->takeAt(0)) delete item;
    // An editor gets a row of its own: there it is wide and low enough to be seen whole.
    int place = 0;
    for (CaptionCard* card : cards_) {
        const bool alone = card->editing() && columns_ == 2;
        if (alone && place % 2 != 0) ++place;
        grid_->addWidget(card, place / columns_, place % columns_, 1, alone ? 2 : 1);
        place += alone ? 2 : 1;
        card->setVisible(true);
    }
    grid_->setColumnStretch(0, 1);
    grid_->setColumnStretch(1, columns_ == 2 ? 1 : 0);
    const int rows = (place + columns_ - 1) / columns_;
    grid_->addWidget(nothing_, rows, 0, 1, 2);
    grid_->addWidget(all_, rows + 1, 0, 1, 2, Qt::AlignLeft);
    for (int row = 0; row < grid_->rowCount(); ++row) grid_->setRowStretch(row, 0);
    grid_->setRowStretch(rows + 2, 1);
}

void CaptionCards::save(CaptionCard* card, ImageId image, const Draft& text) {
    if (writing_) {
        // The editor keeps the keyboard: what is typed before the next image is there must not become a review key.
        card->setSaving(true);
        nextWanted_ = true;
        presenter_.writing().saveWritten(image, card->source(), text.text);
        return;
    }
    presenter_.writing().saveEdited(image, card->source(), text.text);
    closeEditors();
    Q_EMIT editorLeft();
    // As after every other key of the review.
    if (image == presenter_.review().detail().image.id) presenter_.review().next();
}

// An editor stays with its source when another caption comes before it.
void CaptionCards::keepEditorsAtTheirSource(const QList<CaptionView>& captions) {
    for (qsizetype i = 0; i < cards_.size(); ++i) {
        if (!cards_.at(i)->editing()) continue;
        const auto there = std::find_if(captions.begin(), captions.end(),
                                        [&](const CaptionView& view) { return view.source == cards_.at(i)->source(); });
        const qsizetype place = there - captions.begin();
        if (there == captions.end())
            cards_.at(i)->leaveEditor();
        else if (place != i)
            cards_.swapItemsAt(i, place);
        return;
    }
}

bool CaptionCards::editReviewed() {
    for (CaptionCard* card : cards_)
        if (card->editing()) {
            card->edit();
            return true;
        }
    CaptionCard* card = presenter_.review().caption() != nullptr ? cardOf(presenter_.sources().reviewed()) : nullptr;
    if (card == nullptr || presenter_.readOnly()) return false;
    card->edit();
    return true;
}

void CaptionCards::write() {
    if (presenter_.readOnly() || !presenter_.review().detail().image.id) return;
    for (CaptionCard* card : cards_)
        if (card->editing() && card->source() != presenter_.sources().written()) card->leaveEditor();
    writing_ = true;
    showCards();
    openWriter();
}

void CaptionCards::writeMissing() {
    nextWanted_ = true;
    presenter_.writing().goToUnwritten(presenter_.sources().written());
}

void CaptionCards::openWriter() {
    writeWhenShown_ = false;
    CaptionCard* writer = cardOf(presenter_.sources().written());
    if (writer == nullptr) return;
    // First the new editor, then the old one is closed: the keyboard is never anywhere else.
    for (CaptionCard* card : cards_)
        if (card->editing() && card->editedImage() != presenter_.review().detail().image.id) {
            if (card != writer) writer->edit();
            card->leaveEditor();
        }
    writer->edit();
    // Its place is known after the layout.
    QMetaObject::invokeMethod(
        this,
        [this, writer = QPointer<CaptionCard>(writer)] {
            if (writer != nullptr) ensureWidgetVisible(writer, 0, kGrid);
        },
        Qt::QueuedConnection);
}

void CaptionCards::closeEditors() {
    nextWanted_ = writing_ = writeWhenShown_ = false;
    for (CaptionCard* card : cards_) card->leaveEditor();
    showCards();
}

std::pair<ImageId, QString> CaptionCards::shownDraft() const {
    for (const CaptionCard* card : cards_)
        if (card->editing()) return {card->editedImage(), card->source()};
    const ImageId image = presenter_.review().detail().image.id;
    const QStringList sources = presenter_.drafts().sourcesOf(image);
    if (sources.contains(presenter_.sources().reviewed())) return {image, presenter_.sources().reviewed()};
    return {image, sources.value(0)};
}

bool CaptionCards::editing() const {
    return std::any_of(cards_.begin(), cards_.end(), [](const CaptionCard* card) { return card->editing(); });
}

void CaptionCards::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    if ((width() >= kTwoColumns ? 2 : 1) != columns_) arrangeCards();
}

}  // namespace recap::gui
