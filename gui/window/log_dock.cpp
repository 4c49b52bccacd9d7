// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/log_dock.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"

#include <QCoreApplication>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTime>

namespace recap::gui {

LogDock::LogDock(QWidget* parent) : QDockWidget(tr("Log"), parent), view_(new QPlainTextEdit(this)) {
    setObjectName(QStringLiteral("logDock"));
    setFeatures(QDockWidget::DockWidgetClosable);
    view_->setObjectName(QStringLiteral("logView"));
    view_->setReadOnly(true);
    view_->setMaximumBlockCount(4000);
    view_->setLineWrapMode(QPlainTextEdit::NoWrap);
    view_->setMinimumHeight(120);
    setWidget(view_);
    setLogSink([guard = QPointer<LogDock>(this)](LogLevel level, std::string_view line) {
        QCoreApplication* const app = QCoreApplication::instance();
        if (app == nullptr) return;
        QMetaObject::invokeMethod(
            app,
            [guard, level, text = QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()))] {
                if (guard != nullptr) guard->append(level, text);
            },
            Qt::QueuedConnection);
    });
}

LogDock::~LogDock() {
    setLogSink({});
}

void LogDock::append(LogLevel level, const QString& text) {
    static constexpr const char* kNames[] = {"debug", "info", "warning", "error"};
    view_->appendPlainText(QStringLiteral("%1  %2  %3")
                               .arg(QTime::currentTime().toString(QStringLiteral("hh:mm:ss")),
                                    QString::fromLatin1(kNames[static_cast<int>(level)]).leftJustified(7), text));
}

void LogDock::appendMessage(const QString& title, const MessageEvent& message) {
    using Level = MessageEvent::Level;
    const auto level = message.level == Level::Error     ? LogLevel::Error
                       : message.level == Level::Warning ? LogLevel::Warning
                                                         : LogLevel::Info;
    append(level, title + QStringLiteral(": ") + messageText(message));
}

QString LogDock::text() const {
    return view_->toPlainText();
}

}  // namespace recap::gui
