// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCompleter>
#include <QStringList>

class QLineEdit;
class QStringListModel;

namespace recap::gui {

// Completes the word of a query that is being typed: fields of the language, and the sources and states behind them.
class FilterCompleter final : public QCompleter {
    Q_OBJECT

public:
    explicit FilterCompleter(QLineEdit* line);
    // Names of the project's caption sources.
    void setSources(const QStringList& sources);
    // What could stand in place of the word that ends at the cursor; nothing while it is empty or complete.
    QStringList candidates() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int wordStart() const;
    void offer();
    void take(const QString& text);

    QLineEdit* line_;
    QStringListModel* model_;
    QStringList words_;
};

}  // namespace recap::gui
