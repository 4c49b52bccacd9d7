// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/export_job.h"
#endif

#include <QDialog>
#include <QStringList>

#include <memory>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace recap::gui {

class Shell;

// What the dialog starts from.
struct ExportChoices {
    QStringList sources;  // of the project
    QString reviewed;     // the source under review; ticked
    QString query;        // the filter; empty: every image
};

// Asks for layout, caption sources in their order, what stands in for a missing caption, which images, and a folder.
class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    ExportDialog(Shell& shell, std::shared_ptr<Project> project, ExportChoices choices, QWidget* parent = nullptr);
    // What the fields say.
    ExportRequest request() const;

private:
    QWidget* makeSources();
    QWidget* makeFolderRow();
    void moveSource(int by);
    void update();
    void start();

    Shell& shell_;
    std::shared_ptr<Project> project_;
    ExportChoices choices_;
    QFormLayout* form_;
    QComboBox *layout_, *fallback_;
    QListWidget* sources_;
    QCheckBox *accepted_, *filtered_;
    QSpinBox* shard_;
    QLineEdit* folder_;
    QPushButton* export_;
};

}  // namespace recap::gui
