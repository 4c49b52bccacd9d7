// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/key_button.h"

#include "gui/base/theme.h"

#include <QAction>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace recap::gui {

namespace {
constexpr int kIcon = 16;
constexpr int kGap = 6;
constexpr int kCapPadding = 5;
constexpr int kCapHeight = 17;
}  // namespace

KeyButton::KeyButton(const QString& text, const QKeySequence& key, QWidget* parent)
    : QPushButton(text, parent), key_(key) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    // Enter presses a focused button everywhere, because Space may be a key of the page.
    setAutoDefault(true);
}

KeyButton::KeyButton(QAction* action, QWidget* parent) : KeyButton(action->text(), action->shortcut(), parent) {
    follow(action);
    connect(action, &QAction::changed, this, [this, action] { follow(action); });
    if (action->isCheckable()) {
        setCheckable(true);
        connect(action, &QAction::toggled, this, &QPushButton::setChecked);
    }
    connect(this, &QPushButton::clicked, action, [action] { action->trigger(); });
}

void KeyButton::follow(QAction* action) {
    setText(action->text());
    if (iconShown_) setIcon(action->icon());
    setEnabled(action->isEnabled());
    setVisible(action->isVisible());
    setToolTip(action->toolTip());
    setKey(action->shortcut());
    if (action->isCheckable()) setChecked(action->isChecked());
}

void KeyButton::setKey(const QKeySequence& key) {
    key_ = key;
    updateGeometry();
    update();
}

void KeyButton::setIconShown(bool shown) {
    iconShown_ = shown;
    if (!shown) setIcon({});
}

QFont KeyButton::capFont() const {
    QFont font = Theme::current().monoFont();
    font.setPixelSize(kSmallPixels);
    return font;
}

int KeyButton::capWidth() const {
    if (key_.isEmpty()) return 0;
    const int text = QFontMetrics(capFont()).horizontalAdvance(key_.toString(QKeySequence::NativeText));
    return std::max(kCapHeight, text + 2 * kCapPadding);
}

QSize KeyButton::sizeHint() const {
    ensurePolished();
    QStyleOptionButton option;
    initStyleOption(&option);
    int width = fontMetrics().horizontalAdvance(text());
    if (!icon().isNull()) width += kIcon + kGap;
    if (!key_.isEmpty()) width += capWidth() + kGap + 2;
    option.text.clear();
    option.icon = QIcon();
    return style()->sizeFromContents(QStyle::CT_PushButton, &option, QSize(width, std::max(18, fontMetrics().height())),
                                     this);
}

QSize KeyButton::minimumSizeHint() const {
    return sizeHint();
}

void KeyButton::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = QIcon();
    painter.drawControl(QStyle::CE_PushButtonBevel, option);

    const ThemeColors& colors = Theme::current().colors();
    const bool primary = property("primary").toBool() && isEnabled();
    const QColor ink = !isEnabled()                  ? colors.muted
                       : primary                     ? colors.accent_text
                       : isChecked()                 ? colors.accent
                       : property("danger").toBool() ? colors.error
                                                     : colors.text;
    painter.setRenderHint(QPainter::Antialiasing);
    const int textWidth = fontMetrics().horizontalAdvance(text());
    const int cap = capWidth();
    int used =
        textWidth + (icon().isNull() ? 0 : kIcon + (text().isEmpty() ? 0 : kGap)) + (cap > 0 ? cap + kGap + 2 : 0);
    int x = (width() - used) / 2;
    if (!icon().isNull()) {
        const QIcon::Mode mode = !isEnabled() ? QIcon::Disabled : primary ? QIcon::Selected : QIcon::Normal;
        icon().paint(&painter, QRect(x, (height() - kIcon) / 2, kIcon, kIcon), Qt::AlignCenter, mode,
                     isChecked() ? QIcon::On : QIcon::Off);
        x += kIcon + kGap;
    }
    painter.setPen(ink);
    painter.setFont(font());
    painter.drawText(QRect(x, 0, textWidth + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (cap == 0) return;
    x += textWidth + kGap + 2;
    const QRectF box(x + 0.5, (height() - kCapHeight) / 2 + 0.5, cap - 1, kCapHeight - 1);
    QColor line = primary ? colors.accent_text : colors.border;
    QColor fill = primary ? colors.accent_text : colors.background;
    if (primary) {
        line.setAlpha(110);
        fill.setAlpha(40);
    }
    painter.setPen(QPen(line, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 4, 4);
    painter.setFont(capFont());
    painter.setPen(primary ? colors.accent_text : colors.muted);
    painter.drawText(box, Qt::AlignCenter, key_.toString(QKeySequence::NativeText));
}

}  // namespace recap::gui
