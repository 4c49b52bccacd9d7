// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/import_job.h"
#endif

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableWidget;

namespace recap::gui {

class Shell;

// Everything the import takes: a folder or a single file, what it is, the name of the captions, where the pictures of a
// table lie and which of its columns mean what. Part of the dialogs that import and that begin a project.
class ImportForm final : public QWidget {
    Q_OBJECT

public:
    explicit ImportForm(Shell& shell, QWidget* parent = nullptr);
    // The folder or file; empty while there is none.
    QString path() const;
    // What the fields say.
    ImportRequest request() const;
    // The next form begins to look where this one found something.
    void rememberFolder();

Q_SIGNALS:
    void pathChanged(const QString& path);

private:
    void addFields();
    void addColumns();
    QWidget* makePathRow();
    QLineEdit* addLine(const char* name, const QString& label);
    void browseFile();
    void browseFolder(QLineEdit* line, const QString& title);
    void readPath();
    void readColumns(const QString& path);
    void showColumns(const QStringList& names, const QStringList& examples);

    Shell& shell_;
    QLineEdit *path_, *source_, *pictures_;
    QComboBox* kind_;
    QTableWidget* columns_;
    QLabel *columnsLabel_, *problem_;
    LatestOnly tables_;
};

}  // namespace recap::gui
