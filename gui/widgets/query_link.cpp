// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/query_link.h"

#include "gui/widgets/card.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStringList>

namespace recap::gui {

QLabel* makeLinkLabel(const QString& title, const QList<QueryLink>& links, const QString& between, QWidget* parent) {
    QStringList parts;
    for (const QueryLink& link : links) {
        const QString shown = link.text.toHtmlEscaped();
        parts << (link.query.isEmpty()
                      ? shown
                      : QStringLiteral("<a href=\"%1\">%2</a>").arg(link.query.toHtmlEscaped(), shown));
    }
    const QString all = parts.join(between);
    QLabel* label = makeLabel(title.isEmpty() ? all : title + QStringLiteral(": ") + all, "small", parent);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    return label;
}

QPushButton* makeNumberLink(qint64 number, const QString& meaning, const QString& query, QWidget* parent) {
    const QString shown = QLocale().toString(number);
    auto* button = new QPushButton(shown, parent);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    button->setToolTip(QCoreApplication::translate("QueryLink", "Show them: %1").arg(query));
    button->setAccessibleName(QCoreApplication::translate("QueryLink", "%1 %2, show them").arg(shown, meaning));
    return button;
}

}  // namespace recap::gui
