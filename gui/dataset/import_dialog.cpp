// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/import_dialog.h"

#include "gui/base/theme.h"
#include "gui/import/import_action.h"
#include "gui/widgets/card.h"
#include "workflow/project/project.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace recap::gui {

ImportDialog::ImportDialog(Shell& shell, std::shared_ptr<Project> project, QWidget* parent)
    : QDialog(parent), shell_(shell), project_(std::move(project)), form_(new ImportForm(shell, this)) {
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 480);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(kGrid);
    column->addWidget(form_, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* start = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    start->setObjectName(QStringLiteral("importStart"));
    setStyleProperty(start, "primary", true);
    start->setDefault(true);
    start->setEnabled(false);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("importCancel"));
    column->addWidget(buttons);
    connect(form_, &ImportForm::pathChanged, start,
            [start](const QString& path) { start->setEnabled(!path.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form_->setFocus();
}

void ImportDialog::start() {
    form_->rememberFolder();
    startImport(shell_, project_, request());
    accept();
}

}  // namespace recap::gui
