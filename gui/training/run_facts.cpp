// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_facts.h"

#include "gui/base/theme.h"
#include "gui/shell/run_option_names.h"
#include "gui/training/training_presenter.h"
#include "gui/widgets/option_names.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

namespace {
constexpr int kMostRows = 12;  // seen at once
}  // namespace

RunFacts::RunFacts(TrainingPresenter& presenter, QWidget* parent)
    : Card(tr("Options"), parent),
      presenter_(presenter),
      table_(new QTableWidget(this)),
      none_(makeLabel(tr("These runs have the same options."), "muted", this)) {
    table_->setObjectName(QStringLiteral("runOptions"));
    table_->setAccessibleName(tr("Options"));
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setHighlightSections(false);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    body()->addWidget(none_);
    body()->addWidget(table_);
}

void RunFacts::refresh() {
    const auto& compared = presenter_.selection().compared();
    std::vector<RunId> runs{presenter_.selection().run()};
    runs.insert(runs.end(), compared.begin(), compared.end());
    const auto rows = presenter_.options().table(runs);
    QStringList heads{tr("Option")};
    for (const auto run : runs)
        if (const auto* record = presenter_.rows().find(run)) heads << QString::fromStdString(record->name);
    const bool compares = heads.size() > 2;
    setTitle(compares ? tr("Options that differ") : tr("Options"));
    setVisible(presenter_.rows().find(presenter_.selection().run()) != nullptr);
    none_->setVisible(compares && rows.empty());
    table_->setVisible(!rows.empty());
    table_->setColumnCount(static_cast<int>(heads.size()));
    table_->setHorizontalHeaderLabels(heads);
    table_->setRowCount(static_cast<int>(rows.size()));
    for (int r = 0; r < table_->rowCount(); ++r) {
        const auto& row = rows[static_cast<std::size_t>(r)];
        for (int c = 0; c < row.size() && c < table_->columnCount(); ++c) {
            const QString text = c == 0 ? runOptionLabel(row.at(c).toStdString()) : optionValueLabel(row.at(c));
            auto* item = new QTableWidgetItem(text.left(200).replace(u'\n', QStringLiteral(" · ")));
            item->setToolTip(row.at(c));
            table_->setItem(r, c, item);
        }
    }
    table_->resizeColumnsToContents();
    for (int c = 0; c < table_->columnCount(); ++c)
        table_->setColumnWidth(c, std::min(table_->columnWidth(c), 40 * kGrid));
    const int shown = std::min(table_->rowCount(), kMostRows);
    table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() +
                           shown * table_->verticalHeader()->defaultSectionSize() + 4);
}

}  // namespace recap::gui
