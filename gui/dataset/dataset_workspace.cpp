// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_workspace.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/dataset/bulk_edit_dialog.h"
#include "gui/dataset/caption_cards.h"
#include "gui/dataset/dataset_actions.h"
#include "gui/dataset/detail_pane.h"
#include "gui/dataset/export_dialog.h"
#include "gui/dataset/facets_panel.h"
#include "gui/dataset/filter_bar.h"
#include "gui/dataset/grid_pane.h"
#include "gui/dataset/import_dialog.h"
#include "gui/dataset/import_report_dialog.h"
#include "gui/dataset/merge_action.h"
#include "gui/dataset/quality_page.h"
#include "gui/dataset/quality_presenter.h"
#include "gui/dataset/report_page.h"
#include "gui/dataset/report_presenter.h"
#include "gui/import/last_import.h"
#include "gui/shell/dataset_links.h"
#include "gui/shell/shell.h"
#include "gui/widgets/card.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/header_bar.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"
#include "workflow/project/project.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace recap::gui {

DatasetWorkspace::DatasetWorkspace(Shell& shell, QWidget* parent)
    : Workspace(shell, parent),
      questions_(shell, presenter_),
      report_(new ReportPresenter(shell, this)),
      quality_(new QualityPresenter(shell, this)) {
    setObjectName(QStringLiteral("datasetWorkspace"));
    const PageFrame frame = makePage(this, title());
    fillHead(frame.head);
    for (QLabel* line : {filter_->problem(), filter_->hints()}) {
        line->setParent(this);
        line->setContentsMargins(2 * kGrid, 6, 2 * kGrid, 2);
        frame.column->addWidget(line);
        line->hide();
    }

    columns_ = new QSplitter(Qt::Horizontal, this);
    columns_->setObjectName(QStringLiteral("datasetSplit"));
    columns_->setChildrenCollapsible(false);
    columns_->addWidget(makeFacets());
    pane_ = new GridPane(presenter_, shell.thumbnails(), columns_);
    grid_ = pane_->view();
    columns_->addWidget(pane_);
    detail_ = new DetailPane(presenter_, trainer_, keys_, columns_);
    detail_->setMinimumWidth(520);
    columns_->addWidget(detail_);
    columns_->setStretchFactor(0, 0);
    columns_->setStretchFactor(1, 5);
    columns_->setStretchFactor(2, 5);
    columns_->setSizes({208, 590, 570});

    body_ = new QStackedWidget(this);
    body_->addWidget(columns_);
    body_->addWidget(makeEmptyStates());
    body_->addWidget(makeReport());
    body_->addWidget(makeQuality());
    frame.column->addWidget(body_, 1);
    connectPresenter();
    connectFilter();
    connectKeys();
    connectDialogs();
    connectDetail();
    connectShell();
    keys_.giveToViews({grid_, detail_->image()});
    updateKeys();
    showResults();
}

QIcon DatasetWorkspace::icon() const {
    return Theme::current().icon(u"dataset");
}

void DatasetWorkspace::fillHead(HeaderBar* head) {
    filter_ = new FilterBar(head);
    head->row()->addWidget(filter_, 1);
    head->row()->addWidget(makeKeyButton(keys_.importImages, head, QStringLiteral("button_import")));
    auto* more = new QPushButton(Theme::current().icon(u"more"), {}, head);
    more->setObjectName(QStringLiteral("moreActions"));
    more->setAccessibleName(tr("More actions"));
    more->setToolTip(tr("More actions"));
    auto* menu = new QMenu(more);
    menu->setObjectName(QStringLiteral("moreMenu"));
    menu->addActions({keys_.writeMissing, keys_.trainerView, keys_.bulkEdit, keys_.acceptAll, keys_.rejectAll,
                      keys_.promote, keys_.exportImages, keys_.report, keys_.quality, keys_.score, keys_.mergeShards,
                      keys_.importReport});
    more->setMenu(menu);
    head->row()->addWidget(more);
}

QWidget* DatasetWorkspace::makeFacets() {
    auto* facets = new QWidget(columns_);
    auto* column = new QVBoxLayout(facets);
    column->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
    column->addWidget(new FacetsPanel(presenter_, facets));
    facets->setMinimumWidth(168);
    return facets;
}

QWidget* DatasetWorkspace::makeReport() {
    auto* page = new ReportPage(*report_, shell(), body_);
    connect(page, &ReportPage::filterWanted, this, &DatasetWorkspace::leaveReport);
    connect(page, &ReportPage::qualityWanted, this, [this](const QString& source) {
        quality_->measureSource(source, report_->query());
        showQualityPage();
    });
    return page;
}

QWidget* DatasetWorkspace::makeQuality() {
    auto* page = new QualityPage(*quality_, shell().thumbnails(), body_);
    connect(page, &QualityPage::imagesWanted, this, &DatasetWorkspace::leaveQuality);
    connect(page, &QualityPage::promotionWanted, &presenter_.bulk(), &BulkEdits::countCorrected);
    return page;
}

QWidget* DatasetWorkspace::makeEmptyStates() {
    auto* empty = new EmptyState(
        QStringLiteral("image"), tr("No images yet"),
        tr("Import a folder of pictures with text files beside them (name.txt), as an image folder with metadata, or "
           "without texts; or COCO captions, a table or tar shards. The pictures stay where they are."),
        this);
    empty->setObjectName(QStringLiteral("datasetEmpty"));
    empty->addButton(makePrimary(makeKeyButton(keys_.importImages, empty, QStringLiteral("emptyImport"))));
    auto* study = makeButton(tr("Demo"), QStringLiteral("emptyStudy"), empty, QStringLiteral("workflow"));
    connect(study, &QPushButton::clicked, this, [this] { shell().show(QStringLiteral("study")); });
    empty->addButton(study);
    return empty;
}

void DatasetWorkspace::connectKeys() {
    CaptionReview& review = presenter_.review();
    CaptionCards* cards = detail_->cards();
    const auto on = [this](QAction* action, auto&& call) { connect(action, &QAction::triggered, this, call); };
    on(keys_.accept, [&review] { review.accept(); });
    on(keys_.reject, [&review] { review.reject(); });
    on(keys_.flag, [&review] { review.flag(); });
    on(keys_.skip, [&review] { review.next(); });
    on(keys_.back, [this] { presenter_.selection().previous(); });
    on(keys_.edit, [this, cards] {
        if (!cards->editReviewed())
            pane_->say(tr("This image has no caption in %1; press W to write one.")
                           .arg(captionSourceText(presenter_.sources().reviewed())));
    });
    on(keys_.write, [cards] { cards->write(); });
    on(keys_.writeMissing, [cards] { cards->writeMissing(); });
    on(keys_.discardDraft, [this, cards] {
        const auto [image, source] = cards->shownDraft();
        discardDraft(image, source);
    });
    on(keys_.closeEditor, [this, cards] {
        cards->closeEditors();
        focusGrid();
    });
    on(keys_.undo, [this] { presenter_.journal().undo(); });
    on(keys_.redo, [this] { presenter_.journal().redo(); });
    on(keys_.nextCaption, [&review] { review.moveReviewed(1); });
    on(keys_.previousCaption, [&review] { review.moveReviewed(-1); });
    on(keys_.compareHere, [this] {
        CaptionSources& sources = presenter_.sources();
        sources.setReference(sources.reference() == sources.reviewed() ? QString() : sources.reviewed());
    });
    on(keys_.find, [this] {
        filter_->line()->setFocus(Qt::ShortcutFocusReason);
        filter_->line()->selectAll();
    });
    on(keys_.zoomFit, [this] { detail_->image()->fit(); });
    on(keys_.zoomActual, [this] { detail_->image()->actualSize(); });
}

void DatasetWorkspace::connectDialogs() {
    const auto on = [this](QAction* action, auto&& call) { connect(action, &QAction::triggered, this, call); };
    on(keys_.importImages, [this] {
        if (presenter_.project() != nullptr) (new ImportDialog(shell(), presenter_.project(), this))->open();
    });
    on(keys_.bulkEdit, [this] { (new BulkEditDialog(presenter_, this))->open(); });
    on(keys_.acceptAll, [this] { presenter_.bulk().count(CaptionStatus::Accepted); });
    on(keys_.rejectAll, [this] { presenter_.bulk().count(CaptionStatus::Rejected); });
    on(keys_.exportImages, [this] { exportImages(); });
    on(keys_.promote,
       [this] { presenter_.bulk().countCorrected(presenter_.sources().reviewed(), presenter_.query().shownText()); });
    on(keys_.quality, [this] { showQuality(); });
    on(keys_.report, [this] { showReport(presenter_.query().shownText()); });
    on(keys_.importReport, [this] { (new ImportReportDialog(LastImport::of(shell()).report(), this))->open(); });
    on(keys_.mergeShards, [this] {
        if (presenter_.project() != nullptr) startMerge(shell(), presenter_.project());
    });
    on(keys_.score, [this] { startScoring(shell(), presenter_.project(), presenter_.query().shownText()); });
}

void DatasetWorkspace::connectPresenter() {
    CaptionSources& sources = presenter_.sources();
    connect(&presenter_.selection(), &ImageSelection::resultsChanged, this, &DatasetWorkspace::showResults);
    connect(&sources, &CaptionSources::countsChanged, this, &DatasetWorkspace::showResults);
    connect(&sources, &CaptionSources::reviewedChanged, this, &DatasetWorkspace::updateKeys);
    connect(&presenter_.review(), &CaptionReview::detailChanged, this, &DatasetWorkspace::updateKeys);
    connect(&presenter_.review(), &CaptionReview::said, pane_, &GridPane::say);
    connect(&presenter_.journal(), &CaptionJournal::namesChanged, this, &DatasetWorkspace::updateKeys);
    connect(&presenter_.drafts(), &CaptionDrafts::changed, this, &DatasetWorkspace::updateKeys);
    connect(&presenter_.drafts(), &CaptionDrafts::found, this, [this](int count) {
        shell().note(tr("%n caption(s) were started but not saved. “Unsaved drafts” under “Counts” shows them.",
                        nullptr, count));
    });
    connect(&presenter_.writing(), &CaptionWriting::nothingLeft, this, [this] {
        pane_->say(tr("Every image shown has a caption in %1.").arg(captionSourceText(presenter_.sources().written())));
    });
    connect(&presenter_, &DatasetPresenter::edited, this, [this] { shell().announceChange(ProjectChange::Captions); });
    connect(&presenter_, &DatasetPresenter::changed, this, [this](const QString& sentence) { shell().note(sentence); });
    connect(&presenter_, &DatasetPresenter::failed, this,
            [this](const Failed& failure) { shell().raiseError(failure); });
    connect(&trainer_, &TrainerPresenter::failed, this, [this](const Failed& failure) { shell().raiseError(failure); });
}

void DatasetWorkspace::connectFilter() {
    DatasetQuery& query = presenter_.query();
    SavedQueries& saved = presenter_.saved();
    connect(filter_, &FilterBar::queryEdited, &query, &DatasetQuery::setText);
    connect(&query, &DatasetQuery::changed, filter_, &FilterBar::setQuery);
    connect(&query, &DatasetQuery::problem, filter_, &FilterBar::setProblem);
    connect(&query, &DatasetQuery::hinted, filter_, [this](const QStringList& hints, bool checkFiles) {
        filter_->setHints(hints, checkFiles ? tr("Create the report now") : QString());
    });
    connect(filter_, &FilterBar::hintFollowed, this, [this] { showReport({}); });
    connect(filter_->line(), &QLineEdit::returnPressed, this, &DatasetWorkspace::focusGrid);
    connect(&saved, &SavedQueries::changed, filter_,
            [this, &saved] { filter_->setSaved(saved.list(), !presenter_.readOnly()); });
    connect(&presenter_.sources(), &CaptionSources::countsChanged, filter_,
            [this] { filter_->setSources(presenter_.sources().names()); });
    connect(filter_, &FilterBar::saveWanted, &questions_, &DatasetQuestions::askForName);
    connect(filter_, &FilterBar::removeWanted, &saved, &SavedQueries::remove);
}

void DatasetWorkspace::connectDetail() {
    CaptionCards* cards = detail_->cards();
    connect(cards, &CaptionCards::editorLeft, this, &DatasetWorkspace::focusGrid);
    connect(cards, &CaptionCards::editingChanged, this, &DatasetWorkspace::updateKeys);
    connect(cards, &CaptionCards::discardWanted, this, &DatasetWorkspace::discardDraft);
    connect(detail_, &DetailPane::newSourceWanted, &questions_, &DatasetQuestions::askForSource);
    connect(&presenter_.review(), &CaptionReview::detailChanged, this, [this, cards] {
        if (writeWhenFound_.isEmpty() || presenter_.query().shownText() != writeWhenFound_ ||
            !presenter_.review().upToDate())
            return;
        writeWhenFound_.clear();
        cards->write();
    });
}

void DatasetWorkspace::connectShell() {
    connect(&shell(), &Shell::captionsWanted, this, &DatasetWorkspace::writeCaptions);
    connect(&DatasetLinks::of(shell()), &DatasetLinks::imagesWanted, this,
            [this](const QString& query, const QString& source) {
                if (!source.isEmpty()) presenter_.sources().setReviewed(source);
                leaveReport(query);
            });
    connect(&DatasetLinks::of(shell()), &DatasetLinks::qualityWanted, this, [this](RunId run) {
        quality_->measureRun(run);
        showQualityPage();
    });
    connect(&shell(), &Shell::projectChanged, this, [this](ProjectChange what) {
        if (what == ProjectChange::Images) presenter_.refresh();
        if (what == ProjectChange::Runs || what == ProjectChange::Captions) trainer_.refresh();
    });
    connect(&LastImport::of(shell()), &LastImport::changed, this, &DatasetWorkspace::updateKeys);
}

void DatasetWorkspace::setProject(std::shared_ptr<Project> project) {
    page_ = Page::Images;
    fromQuality_.reset();
    writeWhenFound_.clear();
    detail_->cards()->closeEditors();
    report_->setProject(project);
    quality_->setProject(project);
    trainer_.setProject(project);
    presenter_.setProject(std::move(project));
    updateKeys();
}

void DatasetWorkspace::updateKeys() {
    const CaptionCards* cards = detail_->cards();
    keys_.update(presenter_, {cards->editing(), !cards->shownDraft().second.isEmpty(),
                              LastImport::of(shell()).report() != nullptr});
}

void DatasetWorkspace::showResults() {
    chooseBody();
    updateKeys();
    if (presenter_.selection().count() > 0 && std::exchange(gridWanted_, false)) focusGrid();
}

QWidget* DatasetWorkspace::firstFocus() {
    // Never the filter: the review keys are letters.
    if (body_->currentIndex() == 1) return body_->findChild<QWidget*>(QStringLiteral("emptyImport"));
    return grid_;
}

void DatasetWorkspace::chooseBody() {
    const bool images = presenter_.sources().counts().images > 0 || presenter_.selection().count() > 0;
    const bool wasEmpty = body_->currentIndex() == 1 && body_->isAncestorOf(focusWidget());
    body_->setCurrentIndex(!images ? 1 : page_ == Page::Report ? 2 : page_ == Page::Quality ? 3 : 0);
    // The keys of the workspace work where the keyboard is within it.
    if (wasEmpty && images) gridWanted_ = true;
}

void DatasetWorkspace::focusGrid() {
    grid_->setFocus(Qt::OtherFocusReason);
}

void DatasetWorkspace::exportImages() {
    const ExportChoices choices{presenter_.sources().names(), presenter_.sources().reviewed(),
                                presenter_.query().shownText()};
    (new ExportDialog(shell(), presenter_.project(), choices, this))->open();
}

void DatasetWorkspace::showReport(const QString& query) {
    page_ = Page::Report;
    report_->count(query);
    chooseBody();
    body_->currentWidget()->setFocus(Qt::OtherFocusReason);
}

// Back to the images; a number of the report brings its filter.
void DatasetWorkspace::leaveReport(const QString& query) {
    page_ = Page::Images;
    if (!query.isNull()) presenter_.query().setText(query);
    chooseBody();
    focusGrid();
}

// Whoever follows a number of the page and wants to see it again finds it as it was.
void DatasetWorkspace::showQuality() {
    const QString shown = presenter_.query().shownText();
    if (!quality_->quality() || shown != fromQuality_) quality_->measureSource(presenter_.sources().reviewed(), shown);
    showQualityPage();
}

void DatasetWorkspace::showQualityPage() {
    page_ = Page::Quality;
    chooseBody();
    body_->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void DatasetWorkspace::leaveQuality(const QString& query, const QString& source) {
    if (!source.isEmpty()) presenter_.sources().setReviewed(source);
    fromQuality_ = query.isNull() ? presenter_.query().shownText() : query;
    leaveReport(query);
}

void DatasetWorkspace::discardDraft(ImageId image, const QString& source) {
    if (!questions_.mayDiscard(image, source)) return;
    detail_->cards()->closeEditors();
    presenter_.drafts().drop(image, source);
    focusGrid();
}

// Another page of the window sends the person here.
void DatasetWorkspace::writeCaptions(const QString& source) {
    page_ = Page::Images;
    keys_.trainerView->setChecked(false);
    chooseBody();
    presenter_.sources().setWritten(source);
    writeWhenFound_ = QStringLiteral("-has:") + source;
    presenter_.query().setText(writeWhenFound_);
    presenter_.refresh();
}

void DatasetWorkspace::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("dataset/columns"), columns_->saveState());
}

void DatasetWorkspace::restoreState(QSettings& settings) {
    const QByteArray columns = settings.value(QStringLiteral("dataset/columns")).toByteArray();
    if (!columns.isEmpty()) columns_->restoreState(columns);
}

}  // namespace recap::gui
