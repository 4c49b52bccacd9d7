// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QWidget>

#include <QList>
#include <QStringList>

#include <utility>

class QLabel;
class QMenu;

namespace recap::gui {

class FilterCompleter;

// The query line. A mistake is underlined where it begins, and a sentence below says why.
class FilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(QWidget* parent = nullptr);
    void setQuery(const QString& query);
    // Empty message: all is well. Position in characters; -1 underlines everything.
    void setProblem(const QString& message, int position);
    // For completion.
    void setSources(const QStringList& sources);
    // The menu's named queries: name, query.
    void setSaved(const QList<std::pair<QString, QString>>& filters, bool writable);
    QLineEdit* line() const { return line_; }
    // The sentence; its owner places it, because it is wider than the line.
    QLabel* problem() const { return problem_; }
    // Remarks on a query that is right; `link`: what would help, empty: nothing is offered.
    void setHints(const QStringList& hints, const QString& link);
    QLabel* hints() const { return hints_; }

Q_SIGNALS:
    void hintFollowed();
    void queryEdited(const QString& query);
    void saveWanted();
    void removeWanted(const QString& name);

private:
    QLineEdit* line_;
    QLabel *problem_, *hints_;
    FilterCompleter* completer_;
    QMenu* saved_;
};

}  // namespace recap::gui
