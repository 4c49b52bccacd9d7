// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/banner_stack.h"

#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

namespace {

using Level = BannerStack::Level;

constexpr int kWidth = 56 * kGrid;
constexpr int kMostDetails = 20 * kGrid;  // pixels
constexpr int kShortDetails = 300;        // characters
constexpr int kMostPast = 300;
constexpr int kMostOpen = 50;

// Which file or row it was is part of the message, not something to search for; only long reports begin folded.
bool beginsOpen(Level level, const QString& details) {
    return level == Level::Error && details.size() <= kShortDetails && !details.contains(QLatin1Char('\n'));
}

QString levelName(Level level) {
    switch (level) {
        case Level::Error: return QStringLiteral("error");
        case Level::Warning: return QStringLiteral("warning");
        case Level::Note: break;
    }
    return QStringLiteral("note");
}

QString levelText(Level level) {
    switch (level) {
        case Level::Error: return BannerStack::tr("error");
        case Level::Warning: return BannerStack::tr("warning");
        case Level::Note: break;
    }
    return BannerStack::tr("note");
}

QLabel* makeSign(Level level, QWidget* parent) {
    const ThemeColors& c = Theme::current().colors();
    const QColor ink = level == Level::Error ? c.error : level == Level::Warning ? c.warning : c.accent;
    const QStringView icon = level == Level::Error ? u"error" : level == Level::Warning ? u"warning" : u"info";
    auto* sign = new QLabel(parent);
    sign->setPixmap(Theme::current().iconPixmap(icon, ink, 18, parent->devicePixelRatioF()));
    return sign;
}

QToolButton* makeTool(const QString& name, const QString& text, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setText(text);
    return button;
}

}  // namespace

BannerStack::BannerStack(QWidget* page) : QFrame(page), page_(page) {
    setObjectName(QStringLiteral("bannerStack"));
    makeColumn(this);
    hide();
    page_->installEventFilter(this);
    connect(&Theme::current(), &Theme::changed, this, &BannerStack::showTop);
}

void BannerStack::post(Level level, const QString& text, const QString& details, const BannerOffer& offer) {
    const Message message{QDateTime::currentDateTime(), level, text, details};
    past_.prepend(message);
    if (offer.subject != nullptr)
        connect(offer.subject, &QObject::destroyed, this, [this, gone = offer.subject] { withdraw(gone); });
    while (past_.size() > kMostPast) past_.removeLast();
    open_.removeIf([&](const Open& o) { return o.message.text == text && o.message.details == details; });
    open_.prepend({message, offer});
    while (open_.size() > kMostOpen) open_.removeLast();
    std::stable_sort(open_.begin(), open_.end(),
                     [](const Open& a, const Open& b) { return a.message.level > b.message.level; });
    showTop();
}

void BannerStack::withdraw(const QObject* subject) {
    bool any = false;
    for (Open& open : open_)
        if (open.offer.take && open.offer.subject == subject) {
            open.offer.take = {};
            any = true;
        }
    if (any) showTop();
}

void BannerStack::clear() {
    open_.clear();
    showTop();
}

void BannerStack::setSilent(bool silent) {
    silent_ = silent;
    showTop();
}

QString BannerStack::pastText() const {
    QStringList lines;
    for (const Message& message : past_) {
        lines << QStringLiteral("%1  %2  %3")
                     .arg(QLocale().toString(message.time.time(), QLocale::ShortFormat), levelText(message.level),
                          message.text);
        if (!message.details.isEmpty()) lines << message.details;
        lines << QString();
    }
    return lines.join(QLatin1Char('\n'));
}

void BannerStack::putAway(qsizetype index) {
    open_.removeAt(index);
    // Later: the banner's own button is on the stack.
    QMetaObject::invokeMethod(this, &BannerStack::showTop, Qt::QueuedConnection);
}

void BannerStack::showTop() {
    delete banner_;
    banner_ = nullptr;
    setVisible(!open_.isEmpty() && !silent_);
    if (open_.isEmpty()) return;
    const Open& top = open_.first();
    const Message& message = top.message;
    auto* banner = new QFrame(this);
    banner_ = banner;
    banner->setObjectName(QStringLiteral("banner"));
    banner->setProperty("level", levelName(message.level));
    auto* column = new QVBoxLayout(banner);
    column->setContentsMargins(2 * kGrid, kGrid, kGrid, kGrid);
    column->setSpacing(kGrid / 2);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(makeSign(message.level, banner), 0, Qt::AlignTop);
    auto* label = makeLabel(message.text, "plain", banner);
    label->setObjectName(QStringLiteral("bannerText"));
    label->setWordWrap(true);
    row->addWidget(label, 1);
    auto* close = makeTool(QStringLiteral("bannerClose"), {}, banner);
    close->setIcon(Theme::current().icon(u"close"));
    close->setToolTip(tr("Dismiss this message"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, [this] { putAway(0); });
    row->addWidget(close, 0, Qt::AlignTop);
    column->addLayout(row);

    const bool opened = beginsOpen(message.level, message.details);
    auto* body = makeLabel(message.details, opened ? "muted" : "mono", banner);
    body->setObjectName(QStringLiteral("bannerDetails"));
    body->setWordWrap(true);
    body->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* area = new QScrollArea(banner);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(body);
    area->setVisible(opened && !message.details.isEmpty());
    column->addWidget(area);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGrid / 2);
    buttons->addStretch(1);
    if (top.offer.take) {
        auto* take = new QPushButton(top.offer.text, banner);
        take->setObjectName(QStringLiteral("bannerOffer"));
        connect(take, &QPushButton::clicked, this, [this, call = top.offer.take] {
            putAway(0);
            call();
        });
        buttons->addWidget(take);
    }
    if (!message.details.isEmpty()) {
        auto* more = makeTool(QStringLiteral("bannerMore"), tr("Details"), banner);
        more->setCheckable(true);
        more->setChecked(opened);
        connect(more, &QToolButton::toggled, this, [this, area](bool shown) {
            area->setVisible(shown);
            place();
        });
        buttons->addWidget(more);
    }
    if (past_.size() > 1) {
        const auto others = static_cast<int>(open_.size()) - 1;
        auto* list = makeTool(QStringLiteral("bannerList"),
                              others > 0 ? tr("%n more message(s)…", nullptr, others) : tr("All messages…"), banner);
        connect(list, &QToolButton::clicked, this, &BannerStack::listWanted, Qt::QueuedConnection);
        buttons->addWidget(list);
    }
    if (buttons->count() > 1) column->addLayout(buttons);
    layout()->addWidget(banner);
    banner->show();
    place();
    raise();
}

void BannerStack::place() {
    if (banner_ == nullptr) return;
    const int width = std::min(kWidth, page_->width() - 4 * kGrid);
    if (auto* area = banner_->findChild<QScrollArea*>(); area != nullptr && area->isVisibleTo(banner_))
        area->setFixedHeight(std::min(area->widget()->heightForWidth(width - 5 * kGrid) + 4, kMostDetails));
    layout()->invalidate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
    setGeometry(2 * kGrid, page_->height() - height - 2 * kGrid, width, height);
}

bool BannerStack::eventFilter(QObject* watched, QEvent* event) {
    if (watched == page_ && (event->type() == QEvent::Resize || event->type() == QEvent::Show)) place();
    return QFrame::eventFilter(watched, event);
}

}  // namespace recap::gui
