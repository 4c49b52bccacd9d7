// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/import/import_form.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace recap::gui {

// Begins a project with everything that can be imported.
class NewProjectDialog final : public QDialog {
    Q_OBJECT

public:
    explicit NewProjectDialog(Shell& shell, QWidget* parent = nullptr);
    // Of the project, ending in ".recap".
    QString projectPath() const;
    ImportRequest request() const { return form_->request(); }

Q_SIGNALS:
    // The person wants a project at projectPath() with what request() says.
    void wanted();

private:
    void suggestPath(const QString& source);
    void choosePath();
    void updateButton();

    Shell& shell_;
    ImportForm* form_;
    QLineEdit* project_;
    QPushButton* create_;
    QString suggested_;  // what the person has not changed follows the data
};

}  // namespace recap::gui
