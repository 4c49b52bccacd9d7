// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/prompter.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace recap::gui {

QString DialogPrompter::openFolder(const QString& title, const QString& start) {
    return QFileDialog::getExistingDirectory(parent_, title, start);
}

QString DialogPrompter::openFile(const QString& title, const QString& start, const QString& filter) {
    return QFileDialog::getOpenFileName(parent_, title, start, filter);
}

QString DialogPrompter::saveFile(const QString& title, const QString& start, const QString& filter) {
    return QFileDialog::getSaveFileName(parent_, title, start, filter);
}

QString DialogPrompter::text(const QString& title, const QString& label, const QString& initial) {
    bool accepted = false;
    const QString answer = QInputDialog::getText(parent_, title, label, QLineEdit::Normal, initial, &accepted);
    return accepted ? answer.trimmed() : QString();
}

bool DialogPrompter::confirm(const QString& title, const QString& question, const QString& yes) {
    QMessageBox box(QMessageBox::Question, title, question, QMessageBox::Cancel, parent_);
    QPushButton* accept = box.addButton(yes, QMessageBox::AcceptRole);
    accept->setProperty("primary", true);
    box.setDefaultButton(accept);
    box.exec();
    return box.clickedButton() == accept;
}

int DialogPrompter::choose(const QString& title, const QString& question, const QStringList& buttons) {
    QMessageBox box(QMessageBox::Question, title, question, QMessageBox::NoButton, parent_);
    QList<QAbstractButton*> added;
    for (const QString& text : buttons) added << box.addButton(text, QMessageBox::ActionRole);
    if (!added.isEmpty()) box.setEscapeButton(added.last());
    box.exec();
    return static_cast<int>(added.indexOf(box.clickedButton()));
}

void DialogPrompter::show(const QString& title, const QString& summary, const QString& details) {
    QDialog dialog(parent_);
    dialog.setWindowTitle(title);
    auto* layout = new QVBoxLayout(&dialog);
    auto* head = new QLabel(summary, &dialog);
    head->setWordWrap(true);
    layout->addWidget(head);
    auto* body = new QPlainTextEdit(details, &dialog);
    body->setObjectName(QStringLiteral("details"));
    body->setReadOnly(true);
    layout->addWidget(body, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    layout->addWidget(buttons);
    dialog.resize(640, 420);
    dialog.exec();
}

}  // namespace recap::gui
