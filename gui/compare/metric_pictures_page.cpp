// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/metric_pictures_page.h"

#include "gui/base/theme.h"
#include "gui/compare/box_overlay.h"
#include "gui/compare/metric_picture_delegate.h"
#include "gui/compare/metric_pictures_presenter.h"
#include "gui/widgets/card.h"
#include "gui/widgets/check_line.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"
#include "gui/widgets/thumbnail_cache.h"
#include "gui/widgets/view_keys.h"

#include <QAction>
#include <QButtonGroup>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace recap::gui {

MetricPicturesPage::MetricPicturesPage(MetricPicturesPresenter& presenter, ThumbnailCache& thumbnails, QWidget* parent)
    : QWidget(parent), presenter_(presenter) {
    setObjectName(QStringLiteral("metricPicturesPage"));
    setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, kGrid);
    column->setSpacing(kGrid);
    column->addWidget(makeBar());
    pages_ = new QStackedWidget(this);
    empty_ = new EmptyState(QStringLiteral("image"), {}, {}, this);
    pages_->addWidget(empty_);
    found_ = new QWidget(this);
    auto* row = makeRow(found_, 2 * kGrid);
    row->addWidget(listCard_ = makeList(thumbnails), 5);
    row->addWidget(makeDetail(), 4);
    pages_->addWidget(found_);
    column->addWidget(pages_, 1);
    connect(&presenter_, &MetricPicturesPresenter::changed, this, &MetricPicturesPage::showState);
    connect(&presenter_, &MetricPicturesPresenter::currentChanged, this, [this] {
        showCount();
        showPicture();
    });
    showState();
}

QWidget* MetricPicturesPage::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = makeRow(bar, kGrid);
    auto* back = makeButton(tr("Back to the comparison"), QStringLiteral("metricPicturesBack"), bar,
                            QStringLiteral("chevron-left"));
    connect(back, &QPushButton::clicked, this, &MetricPicturesPage::left);
    row->addWidget(back);
    title_ = makeLabel({}, "strong", bar);
    title_->setObjectName(QStringLiteral("metricPicturesTitle"));
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(title_, 1);
    order_ = new QButtonGroup(bar);
    using Order = MetricPicturesModel::Order;
    for (const auto& [order, name, text] : {std::tuple(Order::WorstFirst, "metricPicturesWorst", tr("Worst first")),
                                            std::tuple(Order::BestFirst, "metricPicturesBest", tr("Best first"))}) {
        auto* button = new QPushButton(text, bar);
        button->setObjectName(QString::fromLatin1(name));
        button->setCheckable(true);
        button->setChecked(order == presenter_.pictures().order());
        order_->addButton(button, static_cast<int>(order));
        row->addWidget(button);
    }
    connect(order_, &QButtonGroup::idClicked, this,
            [this](int id) { presenter_.setOrder(static_cast<MetricPicturesModel::Order>(id)); });
    search_ = new QLineEdit(bar);
    search_->setObjectName(QStringLiteral("metricPicturesSearch"));
    search_->setPlaceholderText(tr("Find prompts"));
    search_->setClearButtonEnabled(true);
    search_->setFixedWidth(24 * kGrid);
    connect(search_, &QLineEdit::textChanged, this,
            [this](const QString& text) { presenter_.setFilter(text.trimmed()); });
    row->addWidget(search_);
    return bar;
}

QWidget* MetricPicturesPage::makeList(ThumbnailCache& thumbnails) {
    auto* card = new Card(tr("Pictures"), this);
    count_ = makeLabel({}, "muted", card);
    count_->setObjectName(QStringLiteral("metricPicturesCount"));
    card->header()->addWidget(count_);
    list_ = new QListView(card);
    list_->setObjectName(QStringLiteral("metricPictures"));
    list_->setAccessibleName(tr("Pictures"));
    list_->setViewMode(QListView::IconMode);
    list_->setResizeMode(QListView::Adjust);
    list_->setMovement(QListView::Static);
    list_->setUniformItemSizes(true);
    list_->setSpacing(kGrid / 2);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setModel(&presenter_.pictures());
    list_->setItemDelegate(new MetricPictureDelegate(thumbnails, list_));
    connect(&thumbnails, &ThumbnailCache::ready, list_->viewport(), qOverload<>(&QWidget::update));
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { presenter_.setCurrent(index.row()); });
    connect(list_, &QListView::activated, this, [this] { setEnlarged(true); });
    card->body()->addWidget(list_);
    return card;
}

QWidget* MetricPicturesPage::makeDetail() {
    auto* card = new Card(QString(), this);
    prompt_ = makeLabel({}, "strong", card);
    prompt_->setObjectName(QStringLiteral("metricPicturePrompt"));
    prompt_->setWordWrap(true);
    prompt_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->body()->addWidget(prompt_);
    view_ = new ImageView(card);
    view_->setObjectName(QStringLiteral("metricPictureView"));
    view_->setAccessibleName(tr("Picture"));
    view_->installEventFilter(this);
    boxes_ = new BoxOverlay(view_);
    // Boxes are shown on the picture that they belong to, which is decoded in the background.
    connect(view_, &ImageView::imageChanged, this, [this] {
        const auto* picture = presenter_.picture();
        boxes_->setBoxes(picture == nullptr ? std::vector<PictureBox>() : picture->boxes);
    });
    content_ = new QBoxLayout(QBoxLayout::TopToBottom);
    content_->setSpacing(kGrid);
    content_->addWidget(view_, 1);
    auto* side = new QVBoxLayout;
    side->setSpacing(kGrid);
    facts_ = new QFormLayout;
    facts_->setHorizontalSpacing(2 * kGrid);
    facts_->setVerticalSpacing(kGrid / 2);
    side->addLayout(facts_);
    side->addStretch(1);
    enlarge_ = makeKey(this, QStringLiteral("actionEnlargePicture"), tr("Enlarge"), QKeySequence(Qt::Key_F));
    connect(enlarge_, &QAction::triggered, this, [this] { setEnlarged(!enlarged_); });
    giveKeysToViews(enlarge_, {list_, view_});
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGrid);
    buttons->addWidget(makeKeyButton(enlarge_, card));
    const auto add = [&](const QString& text, const char* name, const QString& icon, int by) {
        auto* button = makeButton(text, QString::fromLatin1(name), card, icon);
        connect(button, &QPushButton::clicked, this, [this, by] { presenter_.step(by); });
        buttons->addWidget(button);
    };
    add(tr("Previous"), "metricPicturePrevious", QStringLiteral("chevron-left"), -1);
    add(tr("Next"), "metricPictureNext", QStringLiteral("chevron-right"), 1);
    buttons->addStretch(1);
    side->addLayout(buttons);
    content_->addLayout(side);
    card->body()->addLayout(content_, 1);
    return card;
}

void MetricPicturesPage::open() {
    {
        const QSignalBlocker quiet(search_);
        search_->clear();
    }
    setEnlarged(false);
    list_->setFocus();
}

void MetricPicturesPage::setEnlarged(bool enlarged) {
    enlarged_ = enlarged && presenter_.picture() != nullptr;
    listCard_->setVisible(!enlarged_);
    // Beside the large picture, so that this gets the whole height.
    content_->setDirection(enlarged_ ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    enlarge_->setText(enlarged_ ? tr("All pictures") : tr("Enlarge"));
    (enlarged_ ? static_cast<QWidget*>(view_) : list_)->setFocus();
}

void MetricPicturesPage::showState() {
    using State = MetricPicturesPresenter::State;
    const auto& number = presenter_.number();
    title_->setText(number.value.isEmpty() ? number.title : QStringLiteral("%1: %2").arg(number.title, number.value));
    switch (presenter_.state()) {
        case State::Nothing: empty_->setTexts(tr("No number is selected"), {}); break;
        case State::Reading: empty_->setTexts(tr("Looking for the pictures…"), {}); break;
        case State::Known: empty_->setTexts(tr("This number leads to no pictures"), presenter_.reason()); break;
        case State::Failed: empty_->setTexts(tr("The pictures could not be found"), presenter_.reason()); break;
    }
    const bool any = presenter_.state() == State::Known && presenter_.pictures().all() > 0;
    pages_->setCurrentWidget(any ? found_ : static_cast<QWidget*>(empty_));
    for (auto* button : order_->buttons()) button->setEnabled(any);
    search_->setEnabled(any);
    if (!any && enlarged_) setEnlarged(false);
    showCount();
    showPicture();
    if (any && isVisible() && !enlarged_) list_->setFocus();
}

void MetricPicturesPage::showCount() {
    const int all = presenter_.pictures().all(), shown = presenter_.pictures().rowCount();
    count_->setText(shown == all ? tr("%Ln picture(s)", nullptr, all)
                                 : tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(all)));
}

void MetricPicturesPage::showPicture() {
    const auto* picture = presenter_.picture();
    const auto row = presenter_.pictures().index(presenter_.current());
    if (list_->currentIndex() != row) list_->setCurrentIndex(row);
    clearLayout(facts_);
    boxes_->setBoxes({});
    prompt_->setText(picture == nullptr ? tr("No picture is selected.") : QString::fromStdString(picture->prompt));
    const QString path = picture == nullptr ? QString() : QString::fromStdString(picture->path.string());
    if (view_->path() == path && picture != nullptr)
        boxes_->setBoxes(picture->boxes);
    else
        view_->setPath(path);
    for (const auto& [what, value] : presenter_.facts()) {
        auto* label = makeLabel(value, "plain", this);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        facts_->addRow(makeLabel(what, "muted", this), label);
    }
}

bool MetricPicturesPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched != view_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool fits = view_->viewState().mode == ViewState::Mode::Fit;
    const int by = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : key == Qt::Key_Right || key == Qt::Key_Down ? 1 : 0;
    if (by == 0 || !fits) return QWidget::eventFilter(watched, event);
    presenter_.step(by);
    return true;
}

void MetricPicturesPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape || event->modifiers() != Qt::NoModifier) return QWidget::keyPressEvent(event);
    if (enlarged_)
        setEnlarged(false);
    else
        Q_EMIT left();
}

}  // namespace recap::gui
