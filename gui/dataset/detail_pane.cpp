// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/detail_pane.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/dataset/caption_card.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/dataset/trainer_pane.h"
#include "gui/dataset/trainer_presenter.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/key_button.h"

#include <QAction>
#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {
constexpr int kTwoColumns = 440;
// A collection with many languages would bury what one compares.
constexpr qsizetype kMostCards = 8;
}  // namespace

DetailPane::DetailPane(DatasetPresenter& presenter, TrainerPresenter& trainer, const QList<QAction*>& review,
                       const QList<QAction*>& history, QAction* write, QAction* trainerView, QWidget* parent)
    : QWidget(parent), presenter_(presenter), trainer_(trainer) {
    setObjectName(QStringLiteral("detail"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, kGrid + 4);
    column->setSpacing(kGrid + 4);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setObjectName(QStringLiteral("detailSplit"));
    split->setChildrenCollapsible(false);
    split->setHandleWidth(kGrid);
    split->setStyleSheet(QStringLiteral("QSplitter::handle { background: transparent; }"));
    split->addWidget(makeImageCard());
    auto* lower = new QWidget(split);
    auto* stack = new QVBoxLayout(lower);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(kGrid);
    stack->addWidget(makeCompareRow(history, trainerView));
    lower_ = new QStackedWidget(lower);
    lower_->addWidget(makeCaptions());
    lower_->addWidget(new TrainerPane(trainer_, lower_));
    stack->addWidget(lower_, 1);
    write_row_ = makeWriteRow(write);
    stack->addWidget(write_row_);
    split->addWidget(lower);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setSizes({360, 400});
    column->addWidget(split, 1);
    auto* buttons = new QHBoxLayout;
    addReviewButtons(review, buttons);
    column->addLayout(buttons);

    connect(&presenter_, &DatasetPresenter::detailChanged, this, &DetailPane::showDetail);
    connect(&presenter_, &DatasetPresenter::currentChanged, this, &DetailPane::showFile);
    connect(&presenter_, &DatasetPresenter::resultsChanged, this, &DetailPane::showFile);
    connect(&presenter_, &DatasetPresenter::activeChanged, this, &DetailPane::showCards);
    connect(&presenter_, &DatasetPresenter::facetsChanged, this, &DetailPane::fillReferences);
    connectWriting();
    connect(&Theme::current(), &Theme::changed, this, &DetailPane::showCards);
    connect(trainerView, &QAction::toggled, this, [this](bool shown) {
        lower_->setCurrentIndex(shown ? 1 : 0);
        write_row_->setVisible(!shown);
        trainer_.setActive(shown);
    });
    showDetail();
}

QWidget* DetailPane::makeCaptions() {
    area_ = new QScrollArea(this);
    area_->setWidgetResizable(true);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area_->setFocusPolicy(Qt::NoFocus);
    card_page_ = new QWidget(area_);
    card_grid_ = new QGridLayout(card_page_);
    card_grid_->setContentsMargins(0, 0, 0, 0);
    card_grid_->setSpacing(kGrid + 4);
    nothing_ = makeLabel(tr("This image has no captions yet; W writes one."), "muted", card_page_);
    all_ = new QPushButton(card_page_);
    all_->setObjectName(QStringLiteral("allCaptions"));
    all_->setCheckable(true);
    all_->setFocusPolicy(Qt::NoFocus);
    connect(all_, &QPushButton::toggled, this, &DetailPane::showCards);
    area_->setWidget(card_page_);
    return area_;
}

void DetailPane::addReviewButtons(const QList<QAction*>& review, QHBoxLayout* row) {
    row->setSpacing(kGrid);
    for (QAction* action : review) {
        auto* button = new KeyButton(action, this);
        button->setObjectName(QStringLiteral("button_") + action->objectName());
        // The keys printed on them work everywhere in the workspace; a click must not take the keyboard from the grid.
        button->setFocusPolicy(Qt::NoFocus);
        button->setIconShown(false);
        if (action == review.first()) button->setProperty("primary", true);
        row->addWidget(button);
    }
    row->addStretch(1);
}

QWidget* DetailPane::makeImageCard() {
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(kGrid, kGrid, kGrid, 6);
    column->setSpacing(6);
    image_ = new ImageView(card);
    image_->setObjectName(QStringLiteral("image"));
    image_->setMinimumHeight(150);
    column->addWidget(image_, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 0, 4, 0);
    file_ = makeLabel({}, "small", card);
    file_->setObjectName(QStringLiteral("fileLine"));
    file_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(file_, 1);
    const auto add = [&](const char* name, QStringView icon, const QString& tip, auto method) {
        auto* button = new QToolButton(card);
        button->setObjectName(QString::fromLatin1(name));
        button->setIcon(Theme::current().icon(icon));
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setFocusPolicy(Qt::NoFocus);
        connect(button, &QToolButton::clicked, image_, method);
        row->addWidget(button);
    };
    add("imageFit", u"fit", tr("Fit (0)"), &ImageView::fit);
    add("imageActual", u"actual", tr("One to one (1)"), &ImageView::actualSize);
    column->addLayout(row);
    connect(image_, &ImageView::viewChanged, this, &DetailPane::showFile);
    connect(image_, &ImageView::imageChanged, this, &DetailPane::showFile);
    connect(image_, &ImageView::resized, this, &DetailPane::showFile);
    return card;
}

QWidget* DetailPane::makeCompareRow(const QList<QAction*>& history, QAction* trainerView) {
    auto* holder = new QWidget(this);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid);
    row->addWidget(makeLabel(tr("Compare with"), "strong", holder));
    reference_ = new QComboBox(holder);
    reference_->setObjectName(QStringLiteral("reference"));
    reference_->setAccessibleName(tr("Compare with"));
    reference_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(reference_);
    row->addStretch(1);
    counter_ = makeLabel({}, "muted", holder);
    counter_->setObjectName(QStringLiteral("counter"));
    row->addWidget(counter_);
    for (QAction* action : QList<QAction*>{trainerView} + history) {
        auto* button = new QToolButton(holder);
        button->setDefaultAction(action);
        button->setObjectName(QStringLiteral("button_") + action->objectName());
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::NoFocus);
        row->addWidget(button);
    }
    connect(reference_, &QComboBox::activated, this,
            [this] { presenter_.setReference(reference_->currentData().toString()); });
    return holder;
}

void DetailPane::fillReferences() {
    const QSignalBlocker quiet(reference_);
    reference_->clear();
    reference_->addItem(tr("nothing"), QString());
    for (const recap::CaptionSource& source : presenter_.facets().sources) {
        const QString name = QString::fromStdString(source.name);
        reference_->addItem(captionSourceText(name), name);
    }
    reference_->setCurrentIndex(qMax(0, reference_->findData(presenter_.reference())));
}

CaptionCard* DetailPane::cardOf(const QString& source) const {
    for (CaptionCard* card : cards_)
        if (card->source() == source) return card;
    return nullptr;
}

void DetailPane::showDetail() {
    // Choosing another image closes the editor: what was typed is a draft of its image, and saved by nobody.
    const bool elsewhere = editing() && std::none_of(cards_.begin(), cards_.end(), [this](const CaptionCard* card) {
                               return card->editing() && card->editedImage() == presenter_.detail().image.id;
                           });
    if (elsewhere && !write_when_shown_) {
        const bool keyboard = card_page_->isAncestorOf(window()->focusWidget());
        closeEditors();
        if (keyboard) Q_EMIT editorLeft();
    }
    image_->setPath(QString::fromStdString(presenter_.detail().image.path));
    trainer_.setImage(presenter_.detail().image.id);
    showCards();
    showFile();
    if (write_when_shown_ && presenter_.upToDate()) openWriter();
}

// Captions of the image, and places for those that are being written.
QList<CaptionView> DetailPane::shownCaptions() const {
    const ImageDetail& detail = presenter_.detail();
    const QList<CaptionView>& all = detail.captions;
    QStringList wanted = presenter_.draftSources(detail.image.id);
    if (writing_ && !wanted.contains(presenter_.writeSource())) wanted << presenter_.writeSource();
    QList<CaptionView> shown;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const CaptionView& view = all.at(i);
        if (all_->isChecked() || i < kMostCards || view.source == presenter_.activeSource() || view.reference ||
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

void DetailPane::showCards() {
    const QList<CaptionView> captions = shownCaptions();
    const auto places = std::count_if(captions.begin(), captions.end(), [](const auto& view) { return !view.written; });
    const auto hidden = static_cast<int>(presenter_.detail().captions.size() - (captions.size() - places));
    all_->setVisible(hidden > 0 || (all_->isChecked() && captions.size() > kMostCards));
    all_->setText(all_->isChecked() ? tr("Show fewer captions") : tr("Show %n more caption(s)", nullptr, hidden));
    while (cards_.size() < captions.size()) {
        cards_ << makeCard();
    }
    keepEditorsAtTheirSource(captions);
    while (cards_.size() > captions.size()) cards_.takeLast()->deleteLater();
    for (qsizetype i = 0; i < captions.size(); ++i) {
        const CaptionView& view = captions.at(i);
        cards_.at(i)->show(view, view.source == presenter_.activeSource(),
                           presenter_.draft(view.caption.image, view.source));
        cards_.at(i)->setStarts(presenter_.detail().captions);
    }
    nothing_->setVisible(captions.isEmpty() && presenter_.detail().image.id);
    reference_->setCurrentIndex(qMax(0, reference_->findData(presenter_.reference())));
    arrangeCards();
}

void DetailPane::arrangeCards() {
    columns_ = width() >= kTwoColumns ? 2 : 1;
    while (QLayoutItem* item = card_grid_->takeAt(0)) delete item;
    // An editor gets a row of its own: there it is wide and low enough to be seen whole.
    int place = 0;
    for (CaptionCard* card : cards_) {
        const bool alone = card->editing() && columns_ == 2;
        if (alone && place % 2 != 0) ++place;
        card_grid_->addWidget(card, place / columns_, place % columns_, 1, alone ? 2 : 1);
        place += alone ? 2 : 1;
        card->setVisible(true);
    }
    card_grid_->setColumnStretch(0, 1);
    card_grid_->setColumnStretch(1, columns_ == 2 ? 1 : 0);
    const int rows = (place + columns_ - 1) / columns_;
    card_grid_->addWidget(nothing_, rows, 0, 1, 2);
    card_grid_->addWidget(all_, rows + 1, 0, 1, 2, Qt::AlignLeft);
    for (int row = 0; row < card_grid_->rowCount(); ++row) card_grid_->setRowStretch(row, 0);
    card_grid_->setRowStretch(rows + 2, 1);
}

void DetailPane::showFile() {
    const int count = presenter_.resultCount();
    const QLocale locale;
    counter_->setText(count > 0 && presenter_.current() >= 0
                          ? tr("%1 of %2").arg(locale.toString(presenter_.current() + 1), locale.toString(count))
                          : QString());
    const recap::ImageRecord& image = presenter_.detail().image;
    if (!image.id) {
        file_->clear();
        return;
    }
    QStringList parts{QFileInfo(QString::fromStdString(image.path)).fileName(),
                      QStringLiteral("%1×%2").arg(image.width).arg(image.height)};
    if (!image_->image().isNull())
        parts << QStringLiteral("%1 %").arg(std::lround(image_->scale() * image_->devicePixelRatioF() * 100));
    file_->setText(parts.join(QStringLiteral(" · ")));
    file_->setToolTip(QString::fromStdString(image.path));
}

void DetailPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if ((width() >= kTwoColumns ? 2 : 1) != columns_) arrangeCards();
    showFile();
}

}  // namespace recap::gui
