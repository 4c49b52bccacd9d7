// SPDX-License-Identifier: GPL-3.0-or-later
//
// Editors of captions: opened on one, on a place for a new one, and from image to image.
#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/dataset/caption_card.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/dataset/detail_pane.h"
#include "gui/widgets/key_button.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>

#include <algorithm>
#include <utility>

namespace recap::gui {

void DetailPane::connectWriting() {
    connect(&presenter_, &DatasetPresenter::facetsChanged, this, &DetailPane::fillWriteSources);
    connect(&presenter_, &DatasetPresenter::writeSourceChanged, this, &DetailPane::fillWriteSources);
    connect(&presenter_, &DatasetPresenter::draftsChanged, this, &DetailPane::showCards);
    connect(&presenter_, &DatasetPresenter::writeNext, this, [this] {
        if (!std::exchange(next_wanted_, false)) return;  // Escape was faster
        writing_ = write_when_shown_ = true;
        if (presenter_.upToDate()) showDetail();
    });
    connect(&presenter_, &DatasetPresenter::nothingToWrite, this, [this] {
        closeEditors();
        Q_EMIT editorLeft();
    });
    connect(&presenter_, &DatasetPresenter::writeFailed, this, [this] {
        for (CaptionCard* card : cards_) card->setSaving(false);
    });
}

QWidget* DetailPane::makeWriteRow(QAction* write) {
    auto* holder = new QWidget(this);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid);
    row->addWidget(makeLabel(tr("Write into"), "muted", holder));
    write_source_ = new QComboBox(holder);
    write_source_->setObjectName(QStringLiteral("writeSource"));
    write_source_->setAccessibleName(tr("Write into"));
    write_source_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(write_source_);
    auto* button = new KeyButton(write, holder);
    button->setObjectName(QStringLiteral("button_") + write->objectName());
    button->setFocusPolicy(Qt::NoFocus);
    button->setIconShown(false);
    row->addWidget(button);
    row->addStretch(1);
    connect(write_source_, &QComboBox::activated, this, [this] {
        const QString source = write_source_->currentData().toString();
        if (source.isEmpty())
            Q_EMIT newSourceWanted();
        else
            presenter_.setWriteSource(source);
        fillWriteSources();
        if (writing_) this->write();
    });
    return holder;
}

void DetailPane::fillWriteSources() {
    const QSignalBlocker quiet(write_source_);
    write_source_->clear();
    for (const QString& source : presenter_.writeSources()) write_source_->addItem(captionSourceText(source), source);
    write_source_->addItem(tr("Another source …"), QString());
    write_source_->setCurrentIndex(write_source_->findData(presenter_.writeSource()));
}

CaptionCard* DetailPane::makeCard() {
    auto* card = new CaptionCard(card_page_);
    connect(card, &CaptionCard::chosen, &presenter_, &DatasetPresenter::setActiveSource);
    connect(card, &CaptionCard::editWanted, this, [this, card] {
        if (!presenter_.readOnly()) card->edit();
    });
    connect(card, &CaptionCard::typed, &presenter_,
            [this, card](recap::ImageId image, const Draft& draft, bool changed) {
                if (changed)
                    presenter_.keepDraft(image, card->source(), draft);
                else
                    presenter_.dropDraft(image, card->source());
            });
    connect(card, &CaptionCard::saved, this,
            [this, card](recap::ImageId image, const Draft& text) { saved(card, image, text); });
    connect(card, &CaptionCard::discardWanted, this,
            [this, card](recap::ImageId image) { Q_EMIT discardWanted(image, card->source()); });
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

void DetailPane::saved(CaptionCard* card, recap::ImageId image, const Draft& text) {
    if (writing_) {
        // The editor keeps the keyboard: what is typed before the next image is there must not become a review key.
        card->setSaving(true);
        next_wanted_ = true;
        presenter_.saveWritten(image, card->source(), text.text);
        return;
    }
    presenter_.saveTextOf(image, card->source(), text.text);
    closeEditors();
    Q_EMIT editorLeft();
    // As after every other key of the review.
    if (image == presenter_.detail().image.id) presenter_.next();
}

// An editor stays with its source when another caption comes before it.
void DetailPane::keepEditorsAtTheirSource(const QList<CaptionView>& captions) {
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

bool DetailPane::editActive() {
    for (CaptionCard* card : cards_)
        if (card->editing()) {
            card->edit();
            return true;
        }
    CaptionCard* card = presenter_.activeCaption() != nullptr ? cardOf(presenter_.activeSource()) : nullptr;
    if (card == nullptr || presenter_.readOnly()) return false;
    card->edit();
    return true;
}

void DetailPane::write() {
    if (presenter_.readOnly() || !presenter_.detail().image.id) return;
    for (CaptionCard* card : cards_)
        if (card->editing() && card->source() != presenter_.writeSource()) card->leaveEditor();
    writing_ = true;
    showCards();
    openWriter();
}

void DetailPane::writeMissing() {
    next_wanted_ = true;
    presenter_.goToUnwritten(presenter_.writeSource());
}

void DetailPane::openWriter() {
    write_when_shown_ = false;
    CaptionCard* writer = cardOf(presenter_.writeSource());
    if (writer == nullptr) return;
    // First the new editor, then the old one is closed: the keyboard is never anywhere else.
    for (CaptionCard* card : cards_)
        if (card->editing() && card->editedImage() != presenter_.detail().image.id) {
            if (card != writer) writer->edit();
            card->leaveEditor();
        }
    writer->edit();
    // Its place is known after the layout.
    QMetaObject::invokeMethod(
        area_,
        [this, writer = QPointer<CaptionCard>(writer)] {
            if (writer != nullptr) area_->ensureWidgetVisible(writer, 0, kGrid);
        },
        Qt::QueuedConnection);
}

void DetailPane::closeEditors() {
    next_wanted_ = writing_ = write_when_shown_ = false;
    for (CaptionCard* card : cards_) card->leaveEditor();
    showCards();
}

std::pair<recap::ImageId, QString> DetailPane::shownDraft() const {
    for (const CaptionCard* card : cards_)
        if (card->editing()) return {card->editedImage(), card->source()};
    const recap::ImageId image = presenter_.detail().image.id;
    const QStringList sources = presenter_.draftSources(image);
    if (sources.contains(presenter_.activeSource())) return {image, presenter_.activeSource()};
    return {image, sources.value(0)};
}

bool DetailPane::editing() const {
    return std::any_of(cards_.begin(), cards_.end(), [](const CaptionCard* card) { return card->editing(); });
}

}  // namespace recap::gui
