// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_presenter.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace recap {
struct BulkEditRequest;
}

namespace recap::gui {

class BulkChangeModel;

// Find and replace over the images of the present filter. Shows every change before anything is done; all of them are
// one step of undo.
class BulkEditDialog final : public QDialog {
    Q_OBJECT

public:
    BulkEditDialog(DatasetPresenter& presenter, QWidget* parent);

private:
    QLineEdit* addLine(const char* name, const QString& label);
    BulkEditRequest request() const;
    void preview();
    void showCount(const QString& problem);
    void apply();
    // What was entered and not applied is there again when the dialog is opened next, in the same project.
    void keepEntries();
    void restoreEntries();

    DatasetPresenter& presenter_;
    QLineEdit *find_, *replacement_;
    QComboBox* source_;
    QCheckBox *pattern_, *case_;
    QLabel* count_;
    QTableView* table_;
    QPushButton* apply_;
    BulkChangeModel* model_;
    QTimer typing_;
    LatestOnly previews_;
};

}  // namespace recap::gui
