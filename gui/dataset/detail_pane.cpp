// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/detail_pane.h"

#include "gui/dataset/caption_card.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/dataset/trainer_pane.h"
#include "gui/dataset/trainer_presenter.h"
#include "gui/shell/error_text.h"
#include "gui/shell/theme.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/key_button.h"

#include <QAction>
#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
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
                       const QList<QAction*>& history, QAction* trainerView, QWidget* parent)
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
    connect(&Theme::current(), &Theme::changed, this, &DetailPane::showCards);
    connect(trainerView, &QAction::toggled, this, [this](bool shown) {
        lower_->setCurrentIndex(shown ? 1 : 0);
        trainer_.setActive(shown);
    });
    showDetail();
}

QWidget* DetailPane::makeCaptions() {
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    card_page_ = new QWidget(area);
    card_grid_ = new QGridLayout(card_page_);
    card_grid_->setContentsMargins(0, 0, 0, 0);
    card_grid_->setSpacing(kGrid + 4);
    nothing_ = makeLabel(tr("This image has no captions yet."), "muted", card_page_);
    all_ = new QPushButton(card_page_);
    all_->setObjectName(QStringLiteral("allCaptions"));
    all_->setCheckable(true);
    all_->setFocusPolicy(Qt::NoFocus);
    connect(all_, &QPushButton::toggled, this, &DetailPane::showCards);
    area->setWidget(card_page_);
    return area;
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
    // Choosing another image saves what was typed, as a version that can be taken back, rather than losing it.
    for (CaptionCard* card : cards_) {
        if (!card->editing() || card->editedImage() == presenter_.detail().image.id) continue;
        if (card->draftChanged()) presenter_.saveTextOf(card->editedImage(), card->source(), card->draft());
        card->leaveEditor();
    }
    image_->setPath(QString::fromStdString(presenter_.detail().image.path));
    trainer_.setImage(presenter_.detail().image.id);
    showCards();
    showFile();
}

QList<CaptionView> DetailPane::shownCaptions() const {
    const QList<CaptionView>& all = presenter_.detail().captions;
    if (all_->isChecked() || all.size() <= kMostCards) return all;
    QList<CaptionView> shown = all.mid(0, kMostCards);
    for (const CaptionView& view : all.mid(kMostCards))
        if (view.source == presenter_.activeSource() || view.reference) shown << view;
    return shown;
}

void DetailPane::showCards() {
    const QList<CaptionView> captions = shownCaptions();
    const auto hidden = static_cast<int>(presenter_.detail().captions.size() - captions.size());
    all_->setVisible(hidden > 0 || (all_->isChecked() && captions.size() > kMostCards));
    all_->setText(all_->isChecked() ? tr("Show fewer captions") : tr("Show %n more caption(s)", nullptr, hidden));
    // A draft must not be lost because something in the background was read again.
    while (cards_.size() > captions.size()) cards_.takeLast()->deleteLater();
    while (cards_.size() < captions.size()) {
        auto* card = new CaptionCard(card_page_);
        connect(card, &CaptionCard::chosen, &presenter_, &DatasetPresenter::setActiveSource);
        connect(card, &CaptionCard::saved, &presenter_, [this, card](recap::ImageId image, const QString& text) {
            presenter_.saveTextOf(image, card->source(), text);
            // As after every other key of the review.
            if (image == presenter_.detail().image.id) presenter_.next();
        });
        connect(card, &CaptionCard::left, this, &DetailPane::editorLeft);
        cards_ << card;
    }
    for (qsizetype i = 0; i < captions.size(); ++i) {
        if (cards_.at(i)->editing() && cards_.at(i)->source() != captions.at(i).source) cards_.at(i)->leaveEditor();
        cards_.at(i)->show(captions.at(i), captions.at(i).source == presenter_.activeSource());
    }
    nothing_->setVisible(captions.isEmpty() && presenter_.detail().image.id);
    reference_->setCurrentIndex(qMax(0, reference_->findData(presenter_.reference())));
    arrangeCards();
}

void DetailPane::arrangeCards() {
    columns_ = width() >= kTwoColumns ? 2 : 1;
    while (QLayoutItem* item = card_grid_->takeAt(0)) delete item;
    for (int i = 0; i < cards_.size(); ++i) {
        card_grid_->addWidget(cards_.at(i), i / columns_, i % columns_);
        cards_.at(i)->setVisible(true);
    }
    card_grid_->setColumnStretch(0, 1);
    card_grid_->setColumnStretch(1, columns_ == 2 ? 1 : 0);
    const auto rows = static_cast<int>((cards_.size() + columns_ - 1) / columns_);
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

void DetailPane::editActive() {
    if (CaptionCard* card = cardOf(presenter_.activeSource())) card->edit();
}

bool DetailPane::editing() const {
    return std::any_of(cards_.begin(), cards_.end(), [](const CaptionCard* card) { return card->editing(); });
}

void DetailPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if ((width() >= kTwoColumns ? 2 : 1) != columns_) arrangeCards();
    showFile();
}

}  // namespace recap::gui
