// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/import/import_form.h"

#include <QDialog>

#include <memory>

namespace recap::gui {

// Imports into a project that is open.
class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    ImportDialog(Shell& shell, std::shared_ptr<Project> project, QWidget* parent = nullptr);
    // What the fields say.
    ImportRequest request() const { return form_->request(); }

private:
    void start();

    Shell& shell_;
    std::shared_ptr<Project> project_;
    ImportForm* form_;
};

}  // namespace recap::gui
