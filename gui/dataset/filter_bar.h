// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QWidget>

class QLabel;

namespace recap::gui {

// The query line. A mistake is underlined where it begins, and a sentence below says why.
class FilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(QWidget* parent = nullptr);
    void setQuery(const QString& query);
    // Empty message: all is well. Position in characters; -1 underlines everything.
    void setProblem(const QString& message, int position);
    QLineEdit* line() const { return line_; }
    // The sentence; its owner places it, because it is wider than the line.
    QLabel* problem() const { return problem_; }

Q_SIGNALS:
    void queryEdited(const QString& query);

private:
    QLineEdit* line_;
    QLabel* problem_;
};

}  // namespace recap::gui
