// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/filter_bar.h"

#include "gui/shell/theme.h"
#include "gui/widgets/card.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QLabel>
#include <QTextCharFormat>

namespace recap::gui {

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent), line_(new QLineEdit(this)), problem_(makeLabel({}, "error", nullptr)) {
    line_->setObjectName(QStringLiteral("query"));
    line_->setPlaceholderText(tr("Search captions, or status:new  has:recap_long  -source:human  \"two dogs\""));
    line_->setAccessibleName(tr("Filter"));
    line_->setClearButtonEnabled(true);
    line_->addAction(Theme::current().icon(u"search"), QLineEdit::LeadingPosition);
    problem_->setObjectName(QStringLiteral("queryProblem"));
    problem_->setParent(this);
    problem_->hide();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(line_);
    connect(line_, &QLineEdit::textEdited, this, &FilterBar::queryEdited);
    // The clear button changes the text without an edit by key.
    connect(line_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) Q_EMIT queryEdited(text);
    });
}

void FilterBar::setQuery(const QString& query) {
    if (line_->text() != query) line_->setText(query);
}

void FilterBar::setProblem(const QString& message, int position) {
    setStyleProperty(line_, "wrong", !message.isEmpty());
    problem_->setText(message);
    problem_->setVisible(!message.isEmpty());
    // A line edit has no formats of its own; those of an input method event stay until the next one.
    QList<QInputMethodEvent::Attribute> attributes;
    const int length = static_cast<int>(line_->text().size());
    if (!message.isEmpty() && length > 0) {
        const int from = position < 0 ? 0 : qMin(position, length - 1);
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(Theme::current().colors().error);
        attributes.append({QInputMethodEvent::TextFormat, from - line_->cursorPosition(), length - from,
                           QVariant::fromValue(QTextFormat(format))});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(line_, &event);
}

}  // namespace recap::gui
