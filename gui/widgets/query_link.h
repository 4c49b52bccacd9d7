// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

class QLabel;
class QPushButton;
class QWidget;

namespace recap::gui {

// A text that leads to the images of a query; plain where the query is empty.
struct QueryLink {
    QString text, query;
};

// Texts in a row behind a title (empty: none). QLabel::linkActivated gives the query; Tab and Return reach it, too.
QLabel* makeLinkLabel(const QString& title, const QList<QueryLink>& links, const QString& between, QWidget* parent);

// A number that shows the images behind it: looks like a link, acts as a button.
QPushButton* makeNumberLink(qint64 number, const QString& meaning, const QString& query, QWidget* parent);

}  // namespace recap::gui
