// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/theme.h"

#include "gui/base/themed_icon.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QPainter>
#include <QPalette>
#include <QStyleFactory>
#include <QStyleHints>
#include <QToolTip>

#include <array>
#include <utility>

// Outside every namespace, as the macro demands; a static library's resources are not registered by themselves.
static void registerResources() {
    Q_INIT_RESOURCE(app);
}

namespace recap::gui {

namespace {

const ThemeColors kLight{
    .background = QColor(0xF5, 0xF6, 0xF8),
    .surface = QColor(0xFF, 0xFF, 0xFF),
    .border = QColor(0xE2, 0xE4, 0xE9),
    .line = QColor(0x7F, 0x86, 0x92),
    .hover = QColor(0xF0, 0xF2, 0xF6),
    .pressed = QColor(0xE6, 0xE9, 0xEF),
    .text = QColor(0x1B, 0x1D, 0x22),
    .muted = QColor(0x5C, 0x62, 0x6E),
    .accent = QColor(0x24, 0x59, 0xE0),
    .accent_soft = QColor(0xE8, 0xEF, 0xFF),
    .accent_text = QColor(0xFF, 0xFF, 0xFF),
    .rail = QColor(0xEC, 0xEE, 0xF2),
    .inserted_text = QColor(0x0B, 0x6B, 0x35),
    .inserted_back = QColor(0xD8, 0xF1, 0xE1),
    .deleted_text = QColor(0x9B, 0x1C, 0x1C),
    .deleted_back = QColor(0xFB, 0xE1, 0xE0),
    .good = QColor(0x12, 0x75, 0x3C),
    .warning = QColor(0x8A, 0x5A, 0x10),
    .error = QColor(0xC0, 0x2B, 0x2B),
};

const ThemeColors kDark{
    .background = QColor(0x15, 0x17, 0x1B),
    .surface = QColor(0x1D, 0x20, 0x25),
    .border = QColor(0x2E, 0x32, 0x3A),
    .line = QColor(0x7A, 0x82, 0x91),
    .hover = QColor(0x27, 0x2B, 0x32),
    .pressed = QColor(0x2E, 0x32, 0x3A),
    .text = QColor(0xE7, 0xE9, 0xED),
    .muted = QColor(0xA3, 0xAB, 0xB7),
    .accent = QColor(0x7D, 0xA5, 0xFF),
    .accent_soft = QColor(0x22, 0x30, 0x4F),
    .accent_text = QColor(0x0E, 0x14, 0x24),
    .rail = QColor(0x10, 0x12, 0x15),
    .inserted_text = QColor(0x7B, 0xE0, 0xA5),
    .inserted_back = QColor(0x15, 0x3A, 0x28),
    .deleted_text = QColor(0xFF, 0xA3, 0xA3),
    .deleted_back = QColor(0x4A, 0x1F, 0x22),
    .good = QColor(0x53, 0xC8, 0x83),
    .warning = QColor(0xE0, 0xB0, 0x50),
    .error = QColor(0xFF, 0x85, 0x85),
};

struct SeriesStyle {
    QRgb color;
    std::array<qreal, 6> dash;  // zeros end the pattern; none: solid
    double widen;
    MarkerShape marker;
};

constexpr std::array<SeriesStyle, 6> kSeries{{
    {0xFF7A7F89, {}, 1.0, MarkerShape::Circle},
    {0xFFB87A00, {6, 3}, 1.0, MarkerShape::Square},
    {0xFF0072B2, {2, 3}, 1.0, MarkerShape::Triangle},
    {0xFF009E73, {}, 1.4, MarkerShape::Diamond},
    {0xFFB3588A, {6, 2, 2, 2}, 1.0, MarkerShape::Cross},
    {0xFFD55E00, {1, 3}, 1.0, MarkerShape::Star},
}};

const SeriesStyle& seriesStyle(int index) {
    return kSeries[static_cast<std::size_t>(index < 0 ? 0 : index) % kSeries.size()];
}

QPalette paletteFrom(const ThemeColors& c) {
    QPalette palette;
    palette.setColor(QPalette::Window, c.background);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.background);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.surface);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.error);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.accent_text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.surface);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Light, c.surface);
    palette.setColor(QPalette::Midlight, c.border);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.border);
    palette.setColor(QPalette::Shadow, c.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.line);
    return palette;
}

QString styleSheetFrom(const ThemeColors& c, bool dark) {
    QFile file(QStringLiteral(":/styles/workbench.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> tokens[] = {
        {"@background", c.background},
        {"@surface", c.surface},
        {"@border", c.border},
        {"@text", c.text},
        {"@muted", c.muted},
        {"@accentSoft", c.accent_soft},
        {"@accentText", c.accent_text},
        {"@accent", c.accent},
        {"@rail", c.rail},
        {"@insertedText", c.inserted_text},
        {"@insertedBack", c.inserted_back},
        {"@deletedText", c.deleted_text},
        {"@deletedBack", c.deleted_back},
        {"@good", c.good},
        {"@warning", c.warning},
        {"@error", c.error},
        {"@hover", c.hover},
        {"@pressed", c.pressed},
        {"@line", c.line},
        {"@accentHover", dark ? c.accent.lighter(110) : c.accent.darker(110)},
    };
    // Longer names first, so that "@accent" does not eat the head of "@accentSoft".
    QList<std::pair<QString, QString>> ordered;
    for (const auto& [name, color] : tokens) ordered.append({QString::fromLatin1(name), color.name()});
    std::sort(ordered.begin(), ordered.end(),
              [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    for (const auto& [name, value] : ordered) sheet.replace(name, value);
    sheet.replace(QStringLiteral("@icons"), dark ? QStringLiteral(":/icons/dark") : QStringLiteral(":/icons/light"));
    return sheet;
}

bool systemIsDark() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (const auto scheme = QGuiApplication::styleHints()->colorScheme(); scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

}  // namespace

Theme::Theme() = default;

Theme& Theme::current() {
    static Theme theme;
    return theme;
}

void Theme::apply() {
    registerResources();
    systemDark_ = systemIsDark();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::followSystem,
            Qt::UniqueConnection);
#else
    qApp->installEventFilter(this);
#endif
    const QStringList families = QFontDatabase::families();
    family_ = families.contains(QStringLiteral("Inter")) ? QStringLiteral("Inter") : QApplication::font().family();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    setMode(mode_);
}

void Theme::followSystem() {
    // Without a palette of ours the application has that of the desktop.
    QApplication::setPalette(QPalette());
    const bool dark = systemIsDark();
    if (std::exchange(systemDark_, dark) != dark)
        setMode(mode_);
    else
        QApplication::setPalette(paletteFrom(colors()));
}

bool Theme::eventFilter(QObject* object, QEvent* event) {
    // Sent to every window when the desktop's theme has changed; none of them is finished with it yet.
    if (event->type() == QEvent::ThemeChange && object->isWindowType())
        QMetaObject::invokeMethod(this, &Theme::followSystem, Qt::QueuedConnection);
    return QObject::eventFilter(object, event);
}

void Theme::setMode(ThemeMode mode) {
    mode_ = mode;
    dark_ = mode == ThemeMode::Dark || (mode == ThemeMode::System && systemDark_);
    restyle();
}

void Theme::restyle() {
    const ThemeColors& c = colors();
    QApplication::setFont(bodyFont());
    QApplication::setPalette(paletteFrom(c));
    QToolTip::setPalette(paletteFrom(c));
    qApp->setStyleSheet(styleSheetFrom(c, dark_));
    Q_EMIT changed();
}

const ThemeColors& Theme::colors() const {
    return dark_ ? kDark : kLight;
}

QPen Theme::seriesPen(int index, double width) const {
    const SeriesStyle& style = seriesStyle(index);
    QPen pen(QColor::fromRgba(style.color), width * style.widen);
    QList<qreal> dash;
    for (const qreal length : style.dash)
        if (length > 0) dash << length;
    if (!dash.isEmpty()) {
        pen.setDashPattern(dash);
        pen.setCapStyle(Qt::FlatCap);
    } else {
        pen.setCapStyle(Qt::RoundCap);
    }
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

QColor Theme::seriesColor(int index) const {
    return QColor::fromRgba(seriesStyle(index).color);
}

MarkerShape Theme::seriesMarker(int index) const {
    return seriesStyle(index).marker;
}

int Theme::seriesCount() {
    return static_cast<int>(kSeries.size());
}

QIcon Theme::icon(QStringView name) const {
    return QIcon(new ThemedIconEngine(name.toString()));
}

QPixmap Theme::iconPixmap(QStringView name, const QColor& color, int side, qreal ratio) const {
    return renderIcon(name.toString(), color, QSize(side, side), ratio);
}

QFont Theme::bodyFont() const {
    QFont font(family_.isEmpty() ? QApplication::font().family() : family_);
    font.setPixelSize(kBodyPixels);
    return font;
}

QFont Theme::smallFont() const {
    QFont font = bodyFont();
    font.setPixelSize(kSmallPixels);
    return font;
}

QFont Theme::headingFont() const {
    QFont font = bodyFont();
    font.setPixelSize(kHeadingPixels);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::monoFont() const {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(kBodyPixels - 1);
    return font;
}

QFont Theme::tabularFont() const {
    // Inter offers the feature "tnum"; Qt 6.4 cannot switch features on, so the monospaced digits of the body font are
    // approximated by disabling kerning, which keeps columns of equally wide digits aligned.
    QFont font = bodyFont();
    font.setKerning(false);
    return font;
}

}  // namespace recap::gui
