// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/metrics_panel.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/compare/interval_chart.h"
#include "gui/widgets/card.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

namespace recap::gui {

MetricsPanel::MetricsPanel(QAction* compute, const QList<QAction*>& more, QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("metricsPanel"));
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    column->setSpacing(2 * kGrid);
    column->addWidget(makeTable(compute, more));
    column->addWidget(makeChart());
    column->addStretch(1);
    makeColumn(this)->addWidget(makeScroll(page, this));
    setTable({}, {});
}

QWidget* MetricsPanel::makeTable(QAction* compute, const QList<QAction*>& more) {
    tableCard_ = new Card(tr("Metrics · 95 % intervals"), this);
    buttons_ = new KeyButton(tr("Export…"), QKeySequence(Qt::Key_E), tableCard_);
    buttons_->setObjectName(QStringLiteral("exportMetrics"));
    buttons_->setToolTip(tr("The table as CSV, LaTeX, Markdown or JSON"));
    connect(static_cast<QPushButton*>(buttons_), &QPushButton::clicked, this, &MetricsPanel::exportWanted);
    tableCard_->header()->addWidget(makeKeyButton(compute, tableCard_, QStringLiteral("computeMetrics")));
    empty_ = makeLabel(tr("No metrics yet. “Compute metrics” judges the samples of the selected runs with the demo's "
                          "judges; the demo computes its metrics at the end."),
                       "muted", tableCard_);
    empty_->setObjectName(QStringLiteral("noMetrics"));
    empty_->setWordWrap(true);
    tableCard_->body()->addWidget(empty_);

    table_ = new QTableView(tableCard_);
    table_->setObjectName(QStringLiteral("metricsTable"));
    table_->setModel(&model_);
    table_->setItemDelegate(new MetricsDelegate(table_));
    table_->setShowGrid(false);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setMinimumSectionSize(5 * kGrid);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->setTabKeyNavigation(false);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, &MetricsPanel::showCard);
    connect(table_, &QTableView::activated, this, &MetricsPanel::wantPictures);
    connect(table_, &QTableView::customContextMenuRequested, this, &MetricsPanel::showMenu);
    tableCard_->body()->addWidget(table_);

    cardText_ = makeLabel({}, "small", tableCard_);
    cardText_->setObjectName(QStringLiteral("metricCard"));
    cardText_->setWordWrap(true);
    cardText_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    tableCard_->body()->addWidget(cardText_);
    pictures_ = makeButton(tr("Pictures behind this number…"), QStringLiteral("metricPicturesButton"), tableCard_,
                           QStringLiteral("image"));
    pictures_->setToolTip(tr("The samples with their values, the worst first, and what the judge saw in them"));
    connect(pictures_, &QPushButton::clicked, this, &MetricsPanel::wantPictures);
    tableCard_->body()->addWidget(pictures_, 0, Qt::AlignLeft);
    // Below the table, so that the card fits a narrow window.
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(buttons_);
    for (auto* action : more) row->addWidget(makeKeyButton(action, tableCard_));
    row->addStretch(1);
    tableCard_->body()->addLayout(row);
    return tableCard_;
}

QWidget* MetricsPanel::makeChart() {
    chartCard_ = new Card(tr("Metrics by model"), this);
    metric_ = new QComboBox(chartCard_);
    metric_->setObjectName(QStringLiteral("chartMetric"));
    metric_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(metric_, &QComboBox::currentIndexChanged, this, &MetricsPanel::showChart);
    chartCard_->header()->addWidget(metric_);
    chart_ = new IntervalChart(chartCard_);
    chartCard_->body()->addWidget(chart_);
    return chartCard_;
}

void MetricsPanel::setTable(const ResultsTable& table, std::map<RunId, int> series) {
    series_ = series;
    model_.setTable(table, std::move(series));
    const bool any = !table.empty();
    empty_->setVisible(!any);
    table_->setVisible(any);
    buttons_->setVisible(any);
    cardText_->setVisible(any);
    chartCard_->setVisible(any);
    {
        const QSignalBlocker quiet(metric_);
        const QString before = metric_->currentText();
        metric_->clear();
        for (const auto& column : table.columns)
            metric_->addItem(QString::fromStdString(
                column.protocol.empty() ? column.title : column.title + " (" + column.protocol + ")"));
        const int kept = metric_->findText(before);
        metric_->setCurrentIndex(kept >= 0 ? kept : (metric_->count() > 0 ? 0 : -1));
    }
    int height = table_->horizontalHeader()->sizeHint().height() + 2 * kGrid;
    height += model_.rowCount() * (MetricsDelegate::kRowHeight + 1);
    table_->setFixedHeight(height);
    showCard();
    showChart();
}

void MetricsPanel::takeFocus() {
    table_->setFocus();
}

void MetricsPanel::wantPictures() {
    const QModelIndex index = table_->currentIndex();
    if (!model_.cardText(index).isEmpty()) Q_EMIT picturesWanted(index.row(), index.column() - 1);
}

void MetricsPanel::showMenu(const QPoint& place) {
    const QModelIndex index = table_->indexAt(place);
    if (model_.cardText(index).isEmpty()) return;
    table_->setCurrentIndex(index);
    auto* menu = new QMenu(table_);
    menu->setObjectName(QStringLiteral("metricMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(pictures_->text()), &QAction::triggered, this, &MetricsPanel::wantPictures);
    connect(menu->addAction(tr("Copy how it was computed")), &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(cardText_->text()); });
    menu->popup(table_->viewport()->mapToGlobal(place));
}

void MetricsPanel::showCard() {
    const QString text = model_.cardText(table_->currentIndex());
    pictures_->setVisible(!text.isEmpty());
    cardText_->setText(
        text.isEmpty()
            ? tr("★ Better than every other model. Select a value to see how it was computed; press Enter for the "
                 "pictures behind it.")
            : text);
}

void MetricsPanel::showChart() {
    const int index = metric_->currentIndex();
    const auto& table = model_.table();
    if (index < 0 || index >= static_cast<int>(table.columns.size())) return;
    const auto column = static_cast<std::size_t>(index);
    std::vector<IntervalPoint> points;
    for (const auto& row : table.rows)
        if (const auto& cell = row.cells[column]; cell && cell->undefined.empty())
            points.push_back({coreText(rowTitle(row)), series_[row.model.run], row.model.reference, cell->value,
                              cell->low, cell->high});
    const auto direction = table.columns[column].direction;
    chart_->setPoints(std::move(points), table.columns[column].decimals,
                      direction == Direction::LowerIsBetter    ? tr("lower is better")
                      : direction == Direction::HigherIsBetter ? tr("higher is better")
                                                               : QString());
}

}  // namespace recap::gui
