// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QVBoxLayout;

namespace recap::gui {

// Messages above the page, newest on top. They never take the keyboard away.
class BannerStack final : public QFrame {
    Q_OBJECT

public:
    enum class Level { Note, Warning, Error };

    explicit BannerStack(QWidget* parent = nullptr);
    // `details` fold; those of an error that are a sentence or two are open at first. Notes without details leave by
    // themselves; warnings and errors stay until they are closed. A banner that says the same replaces the older one.
    void post(Level level, const QString& text, const QString& details = {});
    void clear();
    int count() const;

private:
    QVBoxLayout* column_;
};

}  // namespace recap::gui
