// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/background.h"

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/import_job.h"
#endif

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace recap::gui {

class Shell;

// Everything the import takes: a folder or a single file, what it is, the name of the captions, where the pictures of a
// table lie and which of its columns mean what.
class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    ImportDialog(Shell& shell, std::shared_ptr<recap::Project> project, QWidget* parent = nullptr);
    // What the fields say.
    recap::ImportRequest request() const;

private:
    QWidget* makePathRow();
    QLineEdit* addLine(const char* name, const QString& label);
    void browseFile();
    void browseFolder(QLineEdit* line, const QString& title);
    void pathChanged();
    void readColumns(const QString& path);
    void showColumns(const QStringList& names, const QStringList& examples);
    void start();

    Shell& shell_;
    std::shared_ptr<recap::Project> project_;
    QLineEdit *path_, *source_, *pictures_;
    QComboBox* kind_;
    QTableWidget* columns_;
    QLabel *columns_label_, *problem_;
    QPushButton* import_;
    LatestOnly tables_;
};

}  // namespace recap::gui
