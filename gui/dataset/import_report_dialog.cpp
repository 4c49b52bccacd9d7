// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/import_report_dialog.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/card.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

int SkippedFilesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(report_->skipped.size());
}

int SkippedFilesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(kColumns);
}

QVariant SkippedFilesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const SkippedFile& row = report_->skipped[static_cast<std::size_t>(index.row())];
    if (index.column() == Taken)
        return row.taken ? tr("imported") : row.passed_over ? tr("ignored") : tr("not imported");
    return index.column() == File ? QString::fromStdString(row.file) : coreText(row.reason);
}

QVariant SkippedFilesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (section == Taken) return tr("Outcome");
    return section == File ? tr("File or row") : tr("Details");
}

ImportReportDialog::ImportReportDialog(const std::shared_ptr<const ImportReport>& report, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("importReportDialog"));
    setWindowTitle(tr("Report of the last import"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(860, 520);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(kGrid);
    const auto count = [](std::int64_t n) { return static_cast<int>(n); };
    QStringList lines{tr("%Ln new image(s)", nullptr, count(report->images)) + QStringLiteral(", ") +
                      tr("%Ln new caption(s)", nullptr, count(report->captions)) + QStringLiteral(", ") +
                      tr("%Ln image(s) already in the project", nullptr, count(report->known))};
    if (report->moved > 0) lines << tr("%Ln image(s) found under a new path", nullptr, count(report->moved));
    if (report->changed > 0)
        lines << tr("%Ln file(s) now contain a different picture", nullptr, count(report->changed));
    if (const auto& files = report->files; files.seen > 0) {
        //: %1 is the number of all files, %2 to %4 add up to it.
        lines << tr("%1 files were found: %2 imported, %3 not imported, %4 ignored")
                     .arg(locale().toString(static_cast<qlonglong>(files.seen)),
                          locale().toString(static_cast<qlonglong>(files.taken)),
                          locale().toString(static_cast<qlonglong>(files.listed)),
                          locale().toString(static_cast<qlonglong>(files.passed_over)));
    }
    for (const Message& note : report->notes) lines << coreText(note);
    auto* summary = new QLabel(lines.join(QLatin1Char('\n')), this);
    summary->setObjectName(QStringLiteral("importSummary"));
    summary->setWordWrap(true);
    summary->setTextFormat(Qt::PlainText);
    column->addWidget(summary);
    const auto missing = report->notTaken();
    const auto remarks = std::count_if(report->skipped.begin(), report->skipped.end(),
                                       [](const SkippedFile& entry) { return entry.taken; });
    QStringList findings;
    if (missing > 0) findings << tr("%Ln row(s) not imported", nullptr, count(missing));
    if (remarks > 0) findings << tr("%Ln remark(s) on imported rows", nullptr, count(remarks));
    auto* outcome = makeLabel(findings.empty() ? tr("Everything was imported.") : findings.join(QStringLiteral(", ")),
                              "strong", this);
    outcome->setObjectName(QStringLiteral("importFindings"));
    column->addWidget(outcome);
    auto* rows = new QSortFilterProxyModel(this);
    rows->setSourceModel(new SkippedFilesModel(report, this));
    rows->setFilterKeyColumn(-1);
    rows->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto* search = new QLineEdit(this);
    search->setObjectName(QStringLiteral("importReportSearch"));
    search->setPlaceholderText(tr("Only rows that contain…"));
    search->setAccessibleName(tr("Only rows that contain"));
    connect(search, &QLineEdit::textChanged, rows, &QSortFilterProxyModel::setFilterFixedString);
    column->addWidget(search);
    auto* table = new QTableView(this);
    table->setObjectName(QStringLiteral("importReportRows"));
    table->setAccessibleName(tr("Rows that were not imported, and remarks"));
    table->setModel(rows);
    table->setSortingEnabled(true);
    table->sortByColumn(-1, Qt::AscendingOrder);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTextElideMode(Qt::ElideLeft);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(SkippedFilesModel::Taken, QHeaderView::ResizeToContents);
    column->addWidget(table, 1);
    search->setVisible(!report->skipped.empty());
    table->setVisible(!report->skipped.empty());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("importReportClose"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

}  // namespace recap::gui
