// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/theme_test.h"

#include "gui/base/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QIcon>
#include <QImage>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <set>

namespace recap::gui {

namespace {

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& color) {
    const auto linear = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// As it is seen on an opaque ground.
QColor over(const QColor& ink, const QColor& ground) {
    const auto mix = [&](double top, double below) { return top * ink.alphaF() + below * (1 - ink.alphaF()); };
    return QColor::fromRgbF(static_cast<float>(mix(ink.redF(), ground.redF())),
                            static_cast<float>(mix(ink.greenF(), ground.greenF())),
                            static_cast<float>(mix(ink.blueF(), ground.blueF())));
}

// Calls `look` with the light and the dark theme.
template <class Look>
void inBothThemes(Look look) {
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        Theme::current().setMode(mode);
        look(Theme::current().colors(), mode == ThemeMode::Light ? "light" : "dark");
    }
}

void requireContrast(const QColor& ink, const QColor& ground, double least, const char* theme, const char* what) {
    QVERIFY2(contrast(ink, ground) >= least,
             qPrintable(QStringLiteral("%1, %2: %3 on %4 has %5")
                            .arg(QLatin1String(theme), QLatin1String(what), ink.name(), ground.name())
                            .arg(contrast(ink, ground), 0, 'f', 2)));
}

// The colour that most of the picture has.
QColor groundOf(const QImage& image) {
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) ++counts[image.pixel(x, y)];
    const auto most = std::max_element(counts.cbegin(), counts.cend());
    return QColor::fromRgb(most.key());
}

// The greatest contrast of any pixel with the ground.
double strongest(const QImage& image, const QColor& ground) {
    double best = 1;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            best = std::max(best, contrast(QColor::fromRgb(image.pixel(x, y)), ground));
    return best;
}

}  // namespace

void ThemeTest::cleanup() {
    Theme::current().setMode(ThemeMode::System);
}

void ThemeTest::every_text_can_be_read_on_every_ground_it_stands_on() {
    inBothThemes([](const ThemeColors& c, const char* theme) {
        for (const QColor& ground : {c.background, c.surface, c.rail, c.hover, c.pressed, c.accent_soft}) {
            requireContrast(c.text, ground, 4.5, theme, "text");
            requireContrast(c.muted, ground, 4.5, theme, "muted");
            requireContrast(c.accent, ground, 4.5, theme, "accent");
            requireContrast(c.good, ground, 4.5, theme, "good");
            requireContrast(c.warning, ground, 4.5, theme, "warning");
            requireContrast(c.error, ground, 4.5, theme, "error");
        }
        requireContrast(c.accent_text, c.accent, 4.5, theme, "text of the main button");
        requireContrast(c.accent_text, c.accent.lighter(110), 4.5, theme, "text of the main button under the mouse");
        requireContrast(c.inserted_text, c.inserted_back, 4.5, theme, "inserted");
        requireContrast(c.deleted_text, c.deleted_back, 4.5, theme, "deleted");
        requireContrast(c.text, c.deleted_back, 4.5, theme, "text of an error message");
        requireContrast(c.muted, c.deleted_back, 4.5, theme, "details of an error message");
        requireContrast(c.muted, c.border, 4.5, theme, "disabled main button");
    });
}

void ThemeTest::marks_and_the_lines_of_controls_can_be_seen() {
    inBothThemes([](const ThemeColors& c, const char* theme) {
        for (const QColor& ground : {c.background, c.surface}) {
            requireContrast(c.line, ground, 3, theme, "line around a field");
            requireContrast(c.accent, ground, 3, theme, "frame of what has the keyboard");
        }
        requireContrast(c.error, c.deleted_back, 3, theme, "mark of an error message");
    });
}

void ThemeTest::curves_of_runs_can_be_seen_on_a_card() {
    inBothThemes([](const ThemeColors& c, const char* theme) {
        for (int i = 0; i < Theme::seriesCount(); ++i)
            for (const QColor& ground : {c.background, c.surface})
                requireContrast(Theme::current().seriesColor(i), ground, 3, theme, "curve of a run");
    });
}

void ThemeTest::a_placeholder_can_be_read() {
    inBothThemes([](const ThemeColors& c, const char* theme) {
        QLineEdit line;
        QPlainTextEdit text;
        for (QWidget* field : {static_cast<QWidget*>(&line), static_cast<QWidget*>(&text)}) {
            field->ensurePolished();
            const QColor ink = field->palette().color(QPalette::PlaceholderText);
            requireContrast(over(ink, c.surface), c.surface, 4.5, theme, "placeholder");
        }
    });
}

void ThemeTest::completions_can_be_read() {
    inBothThemes([](const ThemeColors& c, const char* theme) {
        QWidget page;
        QLineEdit line(&page);
        QCompleter completer(QStringList{QStringLiteral("status:new"), QStringLiteral("status:accepted")}, &line);
        completer.setWidget(&line);
        page.show();
        completer.setCompletionPrefix(QStringLiteral("status"));
        completer.complete();
        QTRY_VERIFY(completer.popup()->isVisible());
        const QImage seen = completer.popup()->grab().toImage();
        completer.popup()->hide();
        requireContrast(c.text, groundOf(seen), 4.5, theme, "text of completions");
        QVERIFY2(strongest(seen, groundOf(seen)) >= 4.5, theme);
    });
}

void ThemeTest::a_list_shows_that_it_has_the_keyboard() {
    inBothThemes([](const ThemeColors& c, const char* theme) {
        QWidget page;
        auto* column = new QVBoxLayout(&page);
        auto* list = new QListWidget(&page);
        list->addItems({QStringLiteral("one"), QStringLiteral("two")});
        auto* other = new QLineEdit(&page);
        column->addWidget(list);
        column->addWidget(other);
        page.resize(200, 200);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        other->setFocus();
        QTRY_VERIFY(other->hasFocus());
        const QRect before = list->viewport()->geometry();
        const QColor calm = QColor::fromRgb(page.grab(list->geometry()).toImage().pixel(1, list->height() / 2));
        list->setFocus();
        QTRY_VERIFY(list->hasFocus());
        const QColor framed = QColor::fromRgb(page.grab(list->geometry()).toImage().pixel(1, list->height() / 2));
        requireContrast(framed, calm, 3, theme, "frame of the list");
        requireContrast(framed, c.background, 3, theme, "frame of the list");
        QCOMPARE(list->viewport()->geometry(), before);
    });
}

void ThemeTest::an_icon_button_can_be_seen() {
    inBothThemes([](const ThemeColors& c, const char* theme) {
        for (const QStringView name : {u"more", u"undo", u"close"}) {
            QImage image(20, 20, QImage::Format_RGB32);
            image.fill(c.surface);
            QPainter painter(&image);
            Theme::current().icon(name).paint(&painter, QRect(0, 0, 20, 20));
            painter.end();
            QVERIFY2(strongest(image, c.surface) >= 3, qPrintable(name.toString() + QLatin1String(theme)));
        }
    });
}

}  // namespace recap::gui
