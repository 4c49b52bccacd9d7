// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/banner_stack.h"

#include "gui/shell/theme.h"
#include "gui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace recap::gui {

namespace {

constexpr int kNoteMs = 6000;
constexpr int kMostBanners = 4;
constexpr int kShortDetails = 300;  // characters

// Which file or row it was is part of the message, not something to search for; only long reports begin folded.
bool beginsOpen(BannerStack::Level level, const QString& details) {
    return level == BannerStack::Level::Error && details.size() <= kShortDetails &&
           !details.contains(QLatin1Char('\n'));
}

class Banner final : public QFrame {
public:
    Banner(BannerStack::Level level, const QString& text, const QString& details, QWidget* parent)
        : QFrame(parent), text_(text), details_(details) {
        setObjectName(QStringLiteral("banner"));
        const bool error = level == BannerStack::Level::Error;
        setProperty("level", error                                  ? QStringLiteral("error")
                             : level == BannerStack::Level::Warning ? QStringLiteral("warning")
                                                                    : QStringLiteral("note"));
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(2 * kGrid, 6, kGrid, 6);
        column->setSpacing(4);
        auto* row = new QHBoxLayout;
        row->setSpacing(kGrid);
        auto* picture = new QLabel(this);
        const QColor ink = error                                  ? Theme::current().colors().error
                           : level == BannerStack::Level::Warning ? Theme::current().colors().warning
                                                                  : Theme::current().colors().accent;
        picture->setPixmap(Theme::current().iconPixmap(error                                  ? u"error"
                                                       : level == BannerStack::Level::Warning ? u"warning"
                                                                                              : u"info",
                                                       ink, 18, devicePixelRatioF()));
        row->addWidget(picture);
        auto* label = makeLabel(text, "plain", this);
        label->setObjectName(QStringLiteral("bannerText"));
        label->setWordWrap(true);
        row->addWidget(label, 1);
        const bool open = beginsOpen(level, details);
        auto* body = makeLabel(details, open ? "muted" : "mono", this);
        body->setObjectName(QStringLiteral("bannerDetails"));
        body->setWordWrap(true);
        body->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        body->setVisible(open && !details.isEmpty());
        if (!details.isEmpty()) {
            auto* more = new QToolButton(this);
            more->setObjectName(QStringLiteral("bannerMore"));
            more->setText(BannerStack::tr("Details"));
            more->setCheckable(true);
            more->setChecked(open);
            connect(more, &QToolButton::toggled, body, &QLabel::setVisible);
            row->addWidget(more);
        }
        auto* close = new QToolButton(this);
        close->setObjectName(QStringLiteral("bannerClose"));
        close->setIcon(Theme::current().icon(u"close"));
        close->setToolTip(BannerStack::tr("Close this message"));
        close->setAccessibleName(close->toolTip());
        connect(close, &QToolButton::clicked, this, &QObject::deleteLater);
        row->addWidget(close);
        column->addLayout(row);
        column->addWidget(body);
        if (level == BannerStack::Level::Note && details.isEmpty())
            QTimer::singleShot(kNoteMs, this, &QObject::deleteLater);
    }
    bool says(const QString& text, const QString& details) const { return text_ == text && details_ == details; }

private:
    QString text_, details_;
};

}  // namespace

BannerStack::BannerStack(QWidget* parent) : QFrame(parent), column_(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("bannerStack"));
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
}

void BannerStack::post(Level level, const QString& text, const QString& details) {
    for (int i = column_->count() - 1; i >= 0; --i) {
        auto* old = static_cast<Banner*>(column_->itemAt(i)->widget());
        if (old->says(text, details) || i >= kMostBanners - 1) delete old;
    }
    column_->insertWidget(0, new Banner(level, text, details, this));
}

void BannerStack::clear() {
    while (column_->count() > 0) delete column_->itemAt(0)->widget();
}

int BannerStack::count() const {
    return column_->count();
}

}  // namespace recap::gui
