// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/log.h"
#include "jobs/events.h"

#include <QDockWidget>

class QPlainTextEdit;

namespace recap::gui {

// The English log of the program and the sentences of its jobs; keeps the last few thousand lines.
class LogDock final : public QDockWidget {
    Q_OBJECT

public:
    // Becomes the receiver of recap::log until it is destroyed.
    explicit LogDock(QWidget* parent = nullptr);
    ~LogDock() override;
    void append(LogLevel level, const QString& text);
    void appendMessage(const QString& title, const MessageEvent& message);
    QString text() const;

private:
    QPlainTextEdit* view_;
};

}  // namespace recap::gui
