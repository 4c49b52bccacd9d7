// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/import_job.h"
#endif

#include <QAbstractTableModel>
#include <QDialog>

#include <memory>

namespace recap::gui {

// What an import did not take, and remarks on what it took, row by row: where, and why.
class SkippedFilesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { File, Taken, Reason, kColumns };
    explicit SkippedFilesModel(std::shared_ptr<const ImportReport> report, QObject* parent = nullptr)
        : QAbstractTableModel(parent), report_(std::move(report)) {}

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const ImportReport> report_;
};

// The final report of an import: counts, what was read and how, and every row that was not taken.
class ImportReportDialog final : public QDialog {
    Q_OBJECT

public:
    // `report` is not null.
    explicit ImportReportDialog(const std::shared_ptr<const ImportReport>& report, QWidget* parent = nullptr);
};

}  // namespace recap::gui
