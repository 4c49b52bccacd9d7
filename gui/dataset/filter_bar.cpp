// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/filter_bar.h"

#include "gui/base/theme.h"
#include "gui/dataset/filter_completer.h"
#include "gui/widgets/card.h"
#include "gui/widgets/page.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTextCharFormat>

namespace recap::gui {

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent),
      line_(new QLineEdit(this)),
      problem_(makeLabel({}, "error", nullptr)),
      hints_(makeLabel({}, "muted", this)),
      completer_(new FilterCompleter(line_)),
      saved_(new QMenu(this)) {
    line_->setObjectName(QStringLiteral("query"));
    line_->setPlaceholderText(tr("Search captions, or status:new  has:recap_long  -source:human  \"two dogs\""));
    line_->setAccessibleName(tr("Filter"));
    line_->setClearButtonEnabled(true);
    line_->addAction(Theme::current().icon(u"search"), QLineEdit::LeadingPosition);
    problem_->setObjectName(QStringLiteral("queryProblem"));
    problem_->setParent(this);
    problem_->hide();
    problem_->setWordWrap(true);
    hints_->setObjectName(QStringLiteral("queryHints"));
    hints_->setTextFormat(Qt::RichText);
    hints_->setWordWrap(true);
    hints_->setTextInteractionFlags(Qt::LinksAccessibleByKeyboard | Qt::LinksAccessibleByMouse);
    hints_->hide();
    connect(hints_, &QLabel::linkActivated, this, &FilterBar::hintFollowed);
    auto* row = makeRow(this);
    row->addWidget(line_);
    auto* button = new QPushButton(Theme::current().icon(u"star"), {}, this);
    button->setObjectName(QStringLiteral("savedFilters"));
    button->setAccessibleName(tr("Saved filters"));
    button->setToolTip(tr("Saved filters"));
    button->setMenu(saved_);
    saved_->setObjectName(QStringLiteral("savedFilterMenu"));
    row->addWidget(button);
    setSaved({}, false);
    connect(line_, &QLineEdit::textEdited, this, &FilterBar::queryEdited);
    // The clear button changes the text without an edit by key.
    connect(line_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) Q_EMIT queryEdited(text);
    });
}

void FilterBar::setQuery(const QString& query) {
    if (line_->text() != query) line_->setText(query);
}

void FilterBar::setSources(const QStringList& sources) {
    completer_->setSources(sources);
}

void FilterBar::setSaved(const QList<std::pair<QString, QString>>& filters, bool writable) {
    saved_->clear();
    for (const auto& [name, query] : filters) {
        QAction* action = saved_->addAction(name);
        action->setToolTip(query);
        connect(action, &QAction::triggered, this, [this, query = query] { Q_EMIT queryEdited(query); });
    }
    if (filters.isEmpty()) saved_->addAction(tr("No filter has been saved yet"))->setEnabled(false);
    saved_->addSeparator();
    QAction* save = saved_->addAction(tr("Save this filter…"));
    save->setObjectName(QStringLiteral("saveFilter"));
    save->setEnabled(writable);
    connect(save, &QAction::triggered, this, &FilterBar::saveWanted);
    if (filters.isEmpty()) return;
    QMenu* remove = saved_->addMenu(tr("Remove"));
    remove->setObjectName(QStringLiteral("removeFilterMenu"));
    remove->setEnabled(writable);
    for (const auto& entry : filters)
        connect(remove->addAction(entry.first), &QAction::triggered, this,
                [this, name = entry.first] { Q_EMIT removeWanted(name); });
}

void FilterBar::setHints(const QStringList& hints, const QString& link) {
    QString text = hints.join(QLatin1Char(' ')).toHtmlEscaped();
    if (!link.isEmpty()) text += QStringLiteral(" <a href=\"#\">%1</a>").arg(link.toHtmlEscaped());
    hints_->setText(text);
    hints_->setVisible(!hints.isEmpty());
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
