// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/compare/compare_presenter.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QCheckBox;
class QVBoxLayout;
class QPlainTextEdit;

namespace recap::gui {

class KeyButton;
class OptionsForm;

// Asks which runs, or which other model, draw which prompts, and how.
class DrawSamplesPage final : public QWidget {
    Q_OBJECT

public:
    explicit DrawSamplesPage(QWidget* parent = nullptr);
    // What was entered before and not started is there again.
    void open(const std::vector<CompareChoice>& choices, const QStringList& prompts);
    void setModel(const QString& path);

Q_SIGNALS:
    // `model` is empty when only runs draw.
    void started(const std::vector<RunId>& runs, const QString& model, const QStringList& prompts,
                 const SampleOptions& options);
    void modelFolderWanted();
    void modelFileWanted();
    void cancelled();

protected:
    // Escape leaves, when nothing within has used it.
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::vector<RunId> chosenRuns() const;
    QStringList prompts() const;
    QString model() const;
    QWidget* makeModelRow(QWidget* parent);
    void check();
    void start();

    QVBoxLayout* runs_;
    std::vector<std::pair<RunId, QCheckBox*>> boxes_;
    QLineEdit* model_;
    QPlainTextEdit* prompts_;
    OptionsForm* form_;
    QLabel* summary_;
    KeyButton* start_;
};

}  // namespace recap::gui
