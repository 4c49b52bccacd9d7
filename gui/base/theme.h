// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPen>

namespace recap::gui {

enum class ThemeMode { System, Light, Dark };

// The colours of one theme. A text has a contrast of at least 4.5:1 on every ground that it stands on; what has to be
// seen (the line around a field, a mark, the frame of what has the keyboard, the curve of a run) at least 3:1. `border`
// separates cards and rows and carries no meaning; a disabled text may be weaker. Measured by a test.
struct ThemeColors {
    QColor background, surface, border, line, hover, pressed, text, muted, accent, accent_soft, accent_text, rail;
    QColor inserted_text, inserted_back, deleted_text, deleted_back, good, warning, error;
};

inline constexpr int kGrid = 8;  // spacing unit in pixels
inline constexpr int kControlRadius = 8;
inline constexpr int kCardRadius = 12;
inline constexpr int kBodyPixels = 13;
inline constexpr int kSmallPixels = 11;
inline constexpr int kHeadingPixels = 16;

enum class MarkerShape { Circle, Square, Triangle, Diamond, Cross, Star };

// Colours, fonts, icons and the application's style sheet. One per application; GUI thread only.
class Theme : public QObject {
    Q_OBJECT

public:
    static Theme& current();

    // Sets fonts, palette and style sheet of the application; call once after QApplication exists.
    void apply();
    ThemeMode mode() const { return mode_; }
    // Restyles every open window. System follows the desktop's colours, also while the program runs.
    void setMode(ThemeMode mode);
    bool dark() const { return dark_; }
    const ThemeColors& colors() const;
    // Asks the desktop again whether it is dark. Called by itself when the desktop changes.
    void followSystem();

    // Style of the n-th run: colour, dash and marker differ together, so colour is never the only carrier of meaning.
    QPen seriesPen(int index, double width = 2.0) const;
    QColor seriesColor(int index) const;
    MarkerShape seriesMarker(int index) const;
    static int seriesCount();

    // A vector icon of resources/icons in the colour of its state; follows a change of theme by itself.
    QIcon icon(QStringView name) const;
    QPixmap iconPixmap(QStringView name, const QColor& color, int side, qreal ratio = 1.0) const;

    QFont bodyFont() const;
    QFont smallFont() const;
    QFont headingFont() const;
    QFont monoFont() const;
    // Digits of equal width, for numbers under each other.
    QFont tabularFont() const;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    Theme();
    void restyle();

    ThemeMode mode_ = ThemeMode::System;
    bool dark_ = false;
    bool systemDark_ = false;
    QString family_;
};

}  // namespace recap::gui
