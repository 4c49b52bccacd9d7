// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_workspace.h"

#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/dataset/bulk_edit_dialog.h"
#include "gui/dataset/dataset_actions.h"
#include "gui/dataset/detail_pane.h"
#include "gui/dataset/export_dialog.h"
#include "gui/dataset/facets_panel.h"
#include "gui/dataset/filter_bar.h"
#include "gui/dataset/grid_delegate.h"
#include "gui/dataset/import_dialog.h"
#include "gui/dataset/import_report_dialog.h"
#include "gui/dataset/report_page.h"
#include "gui/dataset/report_presenter.h"
#include "gui/import/import_action.h"
#include "gui/shell/shell.h"
#include "gui/widgets/card.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/header_bar.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/thumbnail_cache.h"
#include "gui/widgets/view_keys.h"
#include "workflow/project/project.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace recap::gui {

DatasetWorkspace::DatasetWorkspace(Shell& shell, QWidget* parent)
    : Workspace(shell, parent), report_(new ReportPresenter(shell, this)) {
    setObjectName(QStringLiteral("datasetWorkspace"));
    buildActions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());

    columns_ = new QSplitter(Qt::Horizontal, this);
    columns_->setObjectName(QStringLiteral("datasetSplit"));
    columns_->setChildrenCollapsible(false);
    auto* facets = new QWidget(columns_);
    auto* facetColumn = new QVBoxLayout(facets);
    facetColumn->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
    facetColumn->addWidget(new FacetsPanel(presenter_, facets));
    facets->setMinimumWidth(168);
    columns_->addWidget(facets);
    columns_->addWidget(makeGrid());
    detail_ = new DetailPane(presenter_, trainer_, {accept_, edit_, reject_, flag_, skip_}, {undo_, redo_}, write_,
                             trainerView_, columns_);
    detail_->setMinimumWidth(520);
    columns_->addWidget(detail_);
    columns_->setStretchFactor(0, 0);
    columns_->setStretchFactor(1, 5);
    columns_->setStretchFactor(2, 5);
    columns_->setSizes({208, 590, 570});

    body_ = new QStackedWidget(this);
    body_->addWidget(columns_);
    body_->addWidget(makeEmptyStates());
    auto* page = new ReportPage(*report_, shell, body_);
    body_->addWidget(page);
    connect(page, &ReportPage::filterWanted, this, &DatasetWorkspace::leaveReport);
    column->addWidget(body_, 1);
    connectPresenter();
    connectWriting();
    giveKeys();
    updateActions();
    showResults();
}

QIcon DatasetWorkspace::icon() const {
    return Theme::current().icon(u"dataset");
}

QWidget* DatasetWorkspace::makeHeader() {
    auto* holder = new QWidget(this);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new HeaderBar(title(), holder);
    filter_ = new FilterBar(header);
    header->row()->addWidget(filter_, 1);
    auto* import = new KeyButton(import_, header);
    import->setObjectName(QStringLiteral("button_import"));
    header->row()->addWidget(import);
    auto* more = new QPushButton(Theme::current().icon(u"more"), {}, header);
    more->setObjectName(QStringLiteral("moreActions"));
    more->setAccessibleName(tr("More actions"));
    more->setToolTip(tr("More actions"));
    auto* menu = new QMenu(more);
    menu->setObjectName(QStringLiteral("moreMenu"));
    menu->addActions(
        {writeMissing_, trainerView_, bulk_, acceptAll_, rejectAll_, export_, reportAction_, score_, importReport_});
    more->setMenu(menu);
    header->row()->addWidget(more);
    column->addWidget(header);
    filter_->problem()->setParent(holder);
    filter_->problem()->setContentsMargins(2 * kGrid, 6, 2 * kGrid, 2);
    column->addWidget(filter_->problem());
    filter_->problem()->hide();
    filter_->hints()->setParent(holder);
    filter_->hints()->setContentsMargins(2 * kGrid, 6, 2 * kGrid, 2);
    column->addWidget(filter_->hints());
    filter_->hints()->hide();
    return holder;
}

QWidget* DatasetWorkspace::makeGrid() {
    auto* holder = new QWidget(columns_);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(kGrid + 4, kGrid + 4, 4, 4);
    column->setSpacing(kGrid);
    count_ = makeLabel({}, "muted", holder);
    count_->setObjectName(QStringLiteral("count"));
    said_ = makeLabel({}, "muted", holder);
    said_->setObjectName(QStringLiteral("said"));
    said_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    said_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* line = new QHBoxLayout;
    line->addWidget(count_);
    line->addWidget(said_, 1);
    column->addLayout(line);
    middle_ = new QStackedWidget(holder);
    grid_ = new QListView(middle_);
    grid_->setObjectName(QStringLiteral("grid"));
    grid_->setAccessibleName(tr("Images"));
    grid_->setViewMode(QListView::IconMode);
    grid_->setMovement(QListView::Static);
    grid_->setResizeMode(QListView::Adjust);
    grid_->setUniformItemSizes(true);
    grid_->setLayoutMode(QListView::Batched);
    grid_->setBatchSize(2000);
    grid_->setGridSize(GridDelegate::cellSize() + QSize(6, 6));
    grid_->setSelectionMode(QAbstractItemView::SingleSelection);
    grid_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    grid_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    grid_->setModel(&presenter_.grid());
    grid_->setItemDelegate(new GridDelegate(shell().thumbnails(), grid_));
    middle_->addWidget(grid_);
    auto* nothing = new EmptyState(QStringLiteral("search"), tr("No image matches"),
                                   tr("Change the filter above, or clear it to see every image."), middle_);
    nothing->setObjectName(QStringLiteral("noMatch"));
    auto* clear = new KeyButton(tr("Clear the filter"), {}, nothing);
    clear->setObjectName(QStringLiteral("clearFilter"));
    connect(clear, &QPushButton::clicked, this, [this] { presenter_.setQuery({}); });
    nothing->addButton(clear);
    middle_->addWidget(nothing);
    column->addWidget(middle_, 1);
    holder->setMinimumWidth(300);
    return holder;
}

QWidget* DatasetWorkspace::makeEmptyStates() {
    auto* empty = new EmptyState(
        QStringLiteral("image"), tr("No images yet"),
        tr("Import a folder of pictures, with texts beside them (name.txt), as an imagefolder or without "
           "texts; or COCO captions, a table, tar shards. The pictures stay where they are."),
        this);
    empty->setObjectName(QStringLiteral("datasetEmpty"));
    auto* import = new KeyButton(import_, empty);
    import->setObjectName(QStringLiteral("emptyImport"));
    import->setProperty("primary", true);
    empty->addButton(import);
    auto* study = new KeyButton(tr("Demo study"), {}, empty);
    study->setObjectName(QStringLiteral("emptyStudy"));
    study->setIcon(Theme::current().icon(u"workflow"));
    connect(study, &QPushButton::clicked, this, [this] { shell().show(QStringLiteral("study")); });
    empty->addButton(study);
    return empty;
}

void DatasetWorkspace::connectPresenter() {
    connect(filter_, &FilterBar::queryEdited, &presenter_, &DatasetPresenter::setQuery);
    connect(&presenter_, &DatasetPresenter::queryChanged, filter_, &FilterBar::setQuery);
    connectFilters();
    connect(&presenter_, &DatasetPresenter::queryProblem, filter_, &FilterBar::setProblem);
    connect(&presenter_, &DatasetPresenter::queryHints, filter_, [this](const QStringList& hints, bool checkFiles) {
        filter_->setHints(hints, checkFiles ? tr("Make the report now") : QString());
    });
    connect(filter_, &FilterBar::hintFollowed, this, [this] { showReportOf({}); });
    connect(filter_->line(), &QLineEdit::returnPressed, grid_, [this] { grid_->setFocus(Qt::OtherFocusReason); });
    connect(grid_->selectionModel(), &QItemSelectionModel::currentChanged, &presenter_,
            [this](const QModelIndex& index) { presenter_.setCurrent(index.row()); });
    connect(&presenter_, &DatasetPresenter::currentChanged, grid_, [this](int row) {
        const QModelIndex index = presenter_.grid().index(row);
        if (index.isValid()) grid_->setCurrentIndex(index);
    });
    connect(&presenter_, &DatasetPresenter::resultsChanged, this, &DatasetWorkspace::showResults);
    connect(&presenter_, &DatasetPresenter::facetsChanged, this, &DatasetWorkspace::showResults);
    connect(&presenter_, &DatasetPresenter::edited, this,
            [this] { shell().announceChange(QStringLiteral("captions")); });
    connect(&presenter_, &DatasetPresenter::detailChanged, this, &DatasetWorkspace::updateActions);
    connect(&presenter_, &DatasetPresenter::activeChanged, this, &DatasetWorkspace::updateActions);
    connect(&presenter_, &DatasetPresenter::journalChanged, this, &DatasetWorkspace::updateActions);
    connect(&presenter_, &DatasetPresenter::failed, this,
            [this](const recap::Failed& failure) { shell().raiseError(failure); });
    connect(&trainer_, &TrainerPresenter::failed, this,
            [this](const recap::Failed& failure) { shell().raiseError(failure); });
    connect(&presenter_, &DatasetPresenter::journalMoved, this,
            [this](const QString& sentence) { shell().note(sentence); });
    connect(detail_, &DetailPane::editorLeft, grid_, [this] { grid_->setFocus(Qt::OtherFocusReason); });
    connect(&shell().thumbnails(), &ThumbnailCache::ready, grid_, [this] { grid_->viewport()->update(); });
    connect(&Theme::current(), &Theme::changed, grid_, [this] { grid_->viewport()->update(); });
    connect(&shell(), &Shell::projectChanged, this, [this](const QString& what) {
        if (what == QStringLiteral("images")) presenter_.refresh();
        if (what == QStringLiteral("runs") || what == QStringLiteral("captions")) trainer_.refresh();
        if (what == kImportReport) updateActions();
    });
}

void DatasetWorkspace::connectFilters() {
    connect(&presenter_, &DatasetPresenter::filtersChanged, filter_,
            [this] { filter_->setSaved(presenter_.savedFilters(), !presenter_.readOnly()); });
    connect(&presenter_, &DatasetPresenter::facetsChanged, filter_, [this] {
        QStringList sources;
        for (const recap::CaptionSource& source : presenter_.facets().sources)
            sources << QString::fromStdString(source.name);
        filter_->setSources(sources);
    });
    connect(filter_, &FilterBar::saveWanted, this, [this] {
        presenter_.saveFilter(shell().prompter().text(tr("Save this filter"), tr("Name"), presenter_.query()));
    });
    connect(filter_, &FilterBar::removeWanted, &presenter_, &DatasetPresenter::removeFilter);
    connect(&presenter_, &DatasetPresenter::statusCounted, this, &DatasetWorkspace::askForAll);
}

void DatasetWorkspace::setProject(std::shared_ptr<recap::Project> project) {
    report_shown_ = false;
    write_when_found_.clear();
    detail_->closeEditors();
    report_->setProject(project);
    trainer_.setProject(project);
    presenter_.setProject(std::move(project));
    updateActions();
}

void DatasetWorkspace::showResults() {
    const int found = presenter_.resultCount();
    const auto all = static_cast<int>(presenter_.facets().images);
    const QLocale locale;
    count_->setText(presenter_.shownQuery().trimmed().isEmpty()
                        ? tr("%Ln image(s)", nullptr, found)
                        : tr("%1 of %2 images").arg(locale.toString(found), locale.toString(all)));
    middle_->setCurrentIndex(found > 0 ? 0 : 1);
    chooseBody();
    updateActions();
    if (found > 0 && std::exchange(grid_wanted_, false)) grid_->setFocus(Qt::OtherFocusReason);
}

QWidget* DatasetWorkspace::firstFocus() {
    // Never the filter: the review keys are letters.
    if (body_->currentIndex() == 1) return body_->findChild<QWidget*>(QStringLiteral("emptyImport"));
    return grid_;
}

void DatasetWorkspace::chooseBody() {
    const bool images = presenter_.facets().images > 0 || presenter_.resultCount() > 0;
    const bool wasEmpty = body_->currentIndex() == 1 && body_->isAncestorOf(focusWidget());
    body_->setCurrentIndex(!images ? 1 : report_shown_ ? 2 : 0);
    // The keys of the workspace work where the keyboard is within it.
    if (wasEmpty && images) grid_wanted_ = true;
}

void DatasetWorkspace::importData() {
    if (presenter_.hasProject()) (new ImportDialog(shell(), presenter_.project(), this))->open();
}

void DatasetWorkspace::exportData() {
    ExportChoices choices;
    for (const recap::CaptionSource& source : presenter_.facets().sources)
        choices.sources << QString::fromStdString(source.name);
    choices.reviewed = presenter_.activeSource();
    choices.query = presenter_.shownQuery();
    (new ExportDialog(shell(), presenter_.project(), choices, this))->open();
}

void DatasetWorkspace::showReport() {
    showReportOf(presenter_.shownQuery());
}

void DatasetWorkspace::showReportOf(const QString& query) {
    report_shown_ = true;
    report_->count(query);
    chooseBody();
    body_->currentWidget()->setFocus(Qt::OtherFocusReason);
}

// Back to the images; a number of the report brings its filter.
void DatasetWorkspace::leaveReport(const QString& query) {
    report_shown_ = false;
    if (!query.isNull()) presenter_.setQuery(query);
    chooseBody();
    grid_->setFocus(Qt::OtherFocusReason);
}

void DatasetWorkspace::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("dataset/columns"), columns_->saveState());
}

void DatasetWorkspace::restoreState(QSettings& settings) {
    const QByteArray columns = settings.value(QStringLiteral("dataset/columns")).toByteArray();
    if (!columns.isEmpty()) columns_->restoreState(columns);
}

}  // namespace recap::gui
