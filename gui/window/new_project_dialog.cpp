// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/new_project_dialog.h"

#include "gui/base/theme.h"
#include "gui/shell/shell.h"
#include "gui/widgets/card.h"
#include "gui/window/project_dialogs.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace recap::gui {

NewProjectDialog::NewProjectDialog(Shell& shell, QWidget* parent)
    : QDialog(parent), shell_(shell), form_(new ImportForm(shell, this)), project_(new QLineEdit(this)) {
    setObjectName(QStringLiteral("newProjectDialog"));
    setWindowTitle(tr("New project"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 520);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(kGrid);
    column->addWidget(form_, 1);
    auto* row = new QHBoxLayout;
    project_->setObjectName(QStringLiteral("newProjectPath"));
    project_->setAccessibleName(tr("Save the project in"));
    auto* choose = new QPushButton(tr("Choose…"), this);
    choose->setObjectName(QStringLiteral("newProjectChoose"));
    row->addWidget(project_, 1);
    row->addWidget(choose);
    auto* form = new QFormLayout;
    form->addRow(tr("Save the project in"), row);
    column->addLayout(form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    create_ = buttons->addButton(tr("Create project"), QDialogButtonBox::AcceptRole);
    create_->setObjectName(QStringLiteral("newProjectCreate"));
    setStyleProperty(create_, "primary", true);
    create_->setDefault(true);
    column->addWidget(buttons);
    connect(form_, &ImportForm::pathChanged, this, &NewProjectDialog::suggestPath);
    connect(project_, &QLineEdit::textChanged, this, &NewProjectDialog::updateButton);
    connect(choose, &QPushButton::clicked, this, &NewProjectDialog::choosePath);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        form_->rememberFolder();
        Q_EMIT wanted();
        accept();
    });
    updateButton();
    form_->setFocus();
}

QString NewProjectDialog::projectPath() const {
    return withProjectSuffix(project_->text().trimmed());
}

void NewProjectDialog::suggestPath(const QString& source) {
    if (project_->text() == suggested_) {
        suggested_ = suggestedProject(source);
        project_->setText(suggested_);
    }
    updateButton();
}

void NewProjectDialog::choosePath() {
    const QString path = askForProjectPlace(shell_.prompter(), project_->text());
    if (!path.isEmpty()) project_->setText(path);
}

void NewProjectDialog::updateButton() {
    create_->setEnabled(!form_->path().isEmpty() && !project_->text().trimmed().isEmpty());
}

}  // namespace recap::gui
