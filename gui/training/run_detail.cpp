// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_detail.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/training/example_card.h"
#include "gui/training/run_captions_card.h"
#include "gui/training/run_facts.h"
#include "gui/training/sample_strip.h"
#include "gui/training/stat_tile.h"
#include "gui/training/training_presenter.h"
#include "gui/widgets/caption_curve_view.h"
#include "gui/widgets/card.h"
#include "gui/widgets/chart_panel.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"
#include "workflow/queue/run_kinds.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <algorithm>
#include <utility>

namespace recap::gui {

namespace {

QString timeText(qint64 ms) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms), QLocale::ShortFormat);
}

// A combo box as narrow as its longest entry, up to a limit.
QComboBox* smallBox(const QString& name, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMaximumWidth(30 * kGrid);
    return box;
}

}  // namespace

RunDetail::RunDetail(TrainingPresenter& presenter, ThumbnailCache& thumbnails, const QList<QAction*>& actions,
                     const QList<QAction*>& further, QWidget* parent)
    : QWidget(parent), presenter_(presenter), thumbnails_(thumbnails) {
    setObjectName(QStringLiteral("runDetail"));
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    column->setSpacing(2 * kGrid);
    column->addWidget(makeHead(actions, further));
    tiles_ = makeTiles();
    column->addWidget(tiles_);
    auto* captions = new RunCaptionsCard(presenter_.captions(), this);
    connect(captions, &RunCaptionsCard::imagesWanted, this, &RunDetail::imagesWanted);
    connect(captions, &RunCaptionsCard::qualityWanted, this, &RunDetail::qualityWanted);
    column->addWidget(captions);
    column->addWidget(makeChart(), 1);
    column->addWidget(makeCurve(), 1);
    column->addWidget(makeSamples());
    column->addWidget(new ExampleCard(presenter_.examples(), thumbnails_, this));
    facts_ = new RunFacts(presenter_, this);
    column->addWidget(facts_);
    column->addWidget(makeLog());
    column->addStretch(0);
    auto* scroll = makeScroll(page, this);
    scroll->setObjectName(QStringLiteral("runScroll"));
    makeColumn(this, 0)->addWidget(scroll);

    connect(&presenter_.selection(), &RunSelection::changed, this, [this, scroll] {
        // Another run is read from its head.
        if (std::exchange(shown_, presenter_.selection().run()) != presenter_.selection().run())
            scroll->verticalScrollBar()->setValue(0);
        showHead();
        fillCompareMenu();
        facts_->refresh();
        showCurves();
        showSamples();
        showLog();
    });
    connect(&presenter_, &TrainingPresenter::runsChanged, this, [this] {
        showHead();
        fillCompareMenu();
        facts_->refresh();
    });
    connect(&presenter_.runs(), &QAbstractItemModel::dataChanged, this, &RunDetail::showHead);
    connect(&presenter_.selection(), &RunSelection::comparisonChanged, this, [this] {
        showCompared();
        facts_->refresh();
    });
    connect(&presenter_.history(), &RunHistory::curvesChanged, this, &RunDetail::showCurves);
    connect(&presenter_.captionCurves(), &CaptionCurves::changed, this, &RunDetail::showCaptionCurve);
    connect(&presenter_.history(), &RunHistory::samplesChanged, this, &RunDetail::showSamples);
    connect(&presenter_.logs(), &RunLogs::appended, this, [this](RunId run, const QString& line) {
        if (run == presenter_.selection().run()) log_->appendPlainText(line);
    });
}

QWidget* RunDetail::makeHead(const QList<QAction*>& actions, const QList<QAction*>& further) {
    auto* head = new QWidget(this);
    auto* column = makeColumn(head, kGrid / 2);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    name_ = makeLabel({}, "heading", head);
    name_->setObjectName(QStringLiteral("runName"));
    state_ = new QLabel(head);
    state_->setProperty("pill", true);
    state_->setObjectName(QStringLiteral("runState"));
    row->addWidget(name_);
    row->addWidget(state_);
    row->addStretch(1);
    const auto addButtons = [head](QHBoxLayout* line, const QList<QAction*>& list) {
        for (auto* action : list) line->addWidget(makeKeyButton(action, head));
    };
    addButtons(row, further);
    column->addLayout(row);
    summary_ = makeLabel({}, "muted", head);
    column->addWidget(summary_);
    message_ = makeLabel({}, "error", head);
    message_->setObjectName(QStringLiteral("runMessage"));
    message_->setWordWrap(true);
    column->addWidget(message_);

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, kGrid, 0, 0);
    buttons->setSpacing(kGrid);
    addButtons(buttons, actions);
    buttons->addStretch(1);
    column->addLayout(buttons);
    return head;
}

QWidget* RunDetail::makeTiles() {
    auto* row = new QWidget(this);
    auto* layout = makeRow(row, kGrid);
    const auto add = [&](const QString& caption, const char* name) {
        auto* tile = new StatTile(caption, row);
        tile->setObjectName(QString::fromLatin1(name));
        layout->addWidget(tile, 1);
        return tile;
    };
    loss_ = add(tr("Loss (smoothed)"), "tileLoss");
    validation_ = add(tr("Validation loss"), "tileValidation");
    rate_ = add(tr("Learning rate"), "tileRate");
    norm_ = add(tr("Gradient norm"), "tileNorm");
    speed_ = add(tr("Images per second"), "tileSpeed");
    left_ = add(tr("Time left"), "tileLeft");
    return row;
}

QWidget* RunDetail::makeChart() {
    chart_ = new ChartPanel(tr("Loss"), tr("step"), this);
    chart_->setObjectName(QStringLiteral("lossChart"));
    chart_->setMinimumHeight(36 * kGrid);
    chart_->setSmoothing(kDefaultSmoothing);
    quantity_ = smallBox(QStringLiteral("chartQuantity"), chart_);
    fillQuantities(RunKind::Diffusion);
    connect(quantity_, &QComboBox::currentIndexChanged, this, [this] {
        chart_->setTitle(quantity_->currentText());
        showCurves();
    });
    compare_ = new QPushButton(chart_);
    compare_->setObjectName(QStringLiteral("chartCompare"));
    compareMenu_ = new QMenu(compare_);
    compare_->setMenu(compareMenu_);
    chart_->header()->addWidget(quantity_);
    chart_->header()->addWidget(compare_);
    return chart_;
}

QWidget* RunDetail::makeCurve() {
    curveCard_ = new Card(tr("How many human captions are enough?"), this);
    curve_ = new CaptionCurveView(curveCard_);
    curve_->setMinimumHeight(44 * kGrid);
    curveCard_->body()->addWidget(curve_, 1);
    curveCard_->hide();
    return curveCard_;
}

void RunDetail::showCaptionCurve() {
    const auto& curve = presenter_.captionCurves().curve();
    if (!curve.points.empty()) curve_->setCurve(curve, {QStringLiteral("cider_d")});
    const auto* run = presenter_.rows().find(presenter_.selection().run());
    curveCard_->setVisible(run != nullptr && run->kind == RunKind::CaptionCurve && !curve.points.empty());
}

// What every training records, and what only this kind does.
void RunDetail::fillQuantities(RunKind kind) {
    if (quantity_->count() > 0 && kind == quantitiesOf_) return;
    quantitiesOf_ = kind;
    const QSignalBlocker quiet(quantity_);
    const auto before = quantity_->currentData();
    quantity_->clear();
    const std::pair<QString, const char*> quantities[] = {{tr("Loss"), "loss"},
                                                          {tr("Validation loss"), "validation_loss"},
                                                          {tr("Learning rate"), "lr"},
                                                          {tr("Gradient norm"), "grad_norm"},
                                                          {tr("Images per second"), "images_per_second"},
                                                          {tr("Memory (MiB)"), "memory_mib"}};
    for (const auto& [title, name] : quantities) quantity_->addItem(title, QString::fromLatin1(name));
    if (const auto curves = runKindRow(kind).curves)
        for (const auto& curve : curves()) {
            const auto name = QString::fromStdString(curve.name);
            if (quantity_->findData(name) < 0) quantity_->addItem(coreText(curve.label), name);
            quantity_->setItemData(quantity_->findData(name), coreText(curve.help), Qt::ToolTipRole);
        }
    quantity_->setCurrentIndex(std::max(0, quantity_->findData(before)));
    chart_->setTitle(quantity_->currentText());
}

QWidget* RunDetail::makeSamples() {
    samplesCard_ = new Card(tr("Samples"), this);
    samplesCard_->setObjectName(QStringLiteral("runSamples"));
    prompt_ = smallBox(QStringLiteral("samplePrompt"), samplesCard_);
    prompt_->setMaximumWidth(60 * kGrid);
    connect(prompt_, &QComboBox::currentIndexChanged, this, &RunDetail::showPrompt);
    samplesCard_->header()->addWidget(prompt_);
    noSamples_ = makeLabel(tr("Samples of fixed prompts appear here during the run."), "muted", samplesCard_);
    samplesCard_->body()->addWidget(noSamples_);
    stripPlace_ = new QVBoxLayout;
    stripPlace_->setSpacing(kGrid / 2);
    samplesCard_->body()->addLayout(stripPlace_);
    fitStrips(1);
    return samplesCard_;
}

void RunDetail::fitStrips(std::size_t count) {
    while (strips_.size() > count) {
        delete strips_.back().name;
        delete strips_.back().scroll;
        strips_.pop_back();
    }
    while (strips_.size() < count) {
        Strip added{makeLabel({}, "small", samplesCard_), new QScrollArea(samplesCard_), nullptr};
        added.scroll->setObjectName(QStringLiteral("sampleScroll"));
        added.scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        added.strip = new SampleStrip(thumbnails_, added.scroll);
        added.scroll->setWidget(added.strip);
        added.scroll->setFixedHeight(added.strip->sizeHint().height() + 2 * kGrid);
        stripPlace_->addWidget(added.name);
        stripPlace_->addWidget(added.scroll);
        connect(added.strip, &SampleStrip::activated, this, [this](int) { Q_EMIT compareWanted(); });
        strips_.push_back(added);
    }
}

QWidget* RunDetail::makeLog() {
    auto* card = new Card(tr("Log"), this);
    log_ = new QPlainTextEdit(card);
    log_->setObjectName(QStringLiteral("runLog"));
    log_->setReadOnly(true);
    log_->setMaximumBlockCount(2000);
    log_->setFixedHeight(14 * kGrid);
    log_->setFont(Theme::current().monoFont());
    log_->setPlaceholderText(tr("Messages of the run appear here."));
    log_->setTabChangesFocus(true);
    card->body()->addWidget(log_);
    return card;
}

void RunDetail::showHead() {
    const auto* run = presenter_.rows().find(presenter_.selection().run());
    const auto* card = presenter_.runs().find(presenter_.selection().run());
    if (run == nullptr || card == nullptr) return;
    name_->setText(card->name);
    // Only what is trained has curves.
    const bool trained = isTraining(card->kind);
    if (trained) fillQuantities(card->kind);
    tiles_->setVisible(trained);
    chart_->setVisible(trained);
    samplesCard_->setVisible(card->kind == RunKind::Diffusion || card->kind == RunKind::Samples);
    state_->setText(runStatusLine(*card));
    QStringList facts = {card->summary};
    if (run->created_ms > 0) facts << tr("created %1").arg(timeText(run->created_ms));
    if (run->finished_ms > run->started_ms && run->started_ms > 0)
        facts << tr("took %1").arg(durationText(static_cast<double>(run->finished_ms - run->started_ms) / 1000));
    summary_->setText(facts.join(QStringLiteral(" · ")));
    message_->setText(card->message);
    message_->setVisible(!card->message.isEmpty() &&
                         (card->state == RunState::Failed || card->state == RunState::Interrupted));
    setStyleProperty(message_, "role",
                     card->state == RunState::Failed ? QStringLiteral("error") : QStringLiteral("warning"));
}

void RunDetail::fillCompareMenu() {
    if (compareMenu_->isVisible()) return;
    compareMenu_->clear();
    const auto& chosen = presenter_.selection().compared();
    for (const auto& card : presenter_.runs().cards()) {
        if (!card.run || card.run == presenter_.selection().run()) continue;
        if (!isTraining(card.kind)) continue;
        // The menu stays open, so that several can be ticked.
        auto* box = new QCheckBox(card.name, compareMenu_);
        box->setObjectName(QStringLiteral("compareWith"));
        box->setIcon(seriesSwatch(card.series, QSize(28, 12), devicePixelRatioF()));
        box->setChecked(std::find(chosen.begin(), chosen.end(), card.run) != chosen.end());
        connect(box, &QCheckBox::toggled, this, [this, run = card.run](bool on) {
            auto runs = presenter_.selection().compared();
            std::erase(runs, run);
            if (on) runs.push_back(run);
            presenter_.selection().compareWith(runs);
        });
        auto* entry = new QWidgetAction(compareMenu_);
        entry->setDefaultWidget(box);
        compareMenu_->addAction(entry);
    }
    compare_->setEnabled(!compareMenu_->isEmpty());
    showCompared();
}

// Not the menu: its boxes are being ticked.
void RunDetail::showCompared() {
    const auto& chosen = presenter_.selection().compared();
    compare_->setText(chosen.empty() ? tr("Compare with…")
                                     : tr("Compared with %n run(s)", nullptr, static_cast<int>(chosen.size())));
}

void RunDetail::showCurves() {
    const QString quantity = quantity_->currentData().toString();
    QList<ChartSeries> series;
    auto runs = presenter_.selection().compared();
    runs.push_back(presenter_.selection().run());
    for (const auto run : runs) {
        const auto* card = presenter_.runs().find(run);
        if (card == nullptr) continue;
        const auto& curve = presenter_.history().curve(run, quantity);
        if (!curve.empty()) series.append({card->name, card->series, curve.data()});
    }
    chart_->setSeries(std::move(series));

    const auto tiles = presenter_.history().tiles(chart_->smoothing());
    loss_->setValue(tiles.loss);
    validation_->setValue(tiles.validation);
    rate_->setValue(tiles.learningRate);
    norm_->setValue(tiles.gradientNorm);
    speed_->setValue(tiles.imagesPerSecond);
    left_->setValue(tiles.timeLeft);
}

void RunDetail::showSamples() {
    const QSignalBlocker quiet(prompt_);
    const QString before = prompt_->currentText();
    prompt_->clear();
    prompt_->addItems(presenter_.history().prompts());
    const int kept = prompt_->findText(before);
    if (kept >= 0) prompt_->setCurrentIndex(kept);
    const bool any = prompt_->count() > 0;
    prompt_->setVisible(prompt_->count() > 1);
    samplesCard_->setTitle(any && prompt_->count() == 1 ? prompt_->itemText(0) : tr("Samples"));
    noSamples_->setVisible(!any);
    showPrompt();
}

void RunDetail::showPrompt() {
    const auto wanted = prompt_->currentText().toStdString();
    std::vector<RunId> runs{presenter_.selection().run()};
    runs.insert(runs.end(), presenter_.selection().compared().begin(), presenter_.selection().compared().end());
    fitStrips(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Strip& strip = strips_[i];
        std::vector<SampleStrip::Item> items;
        std::int64_t seed = -1;
        for (const auto& sample : presenter_.history().samplesOf(runs[i])) {
            if (sample.prompt != wanted) continue;
            // One picture a step: further seeds of the same prompt belong to the Compare workspace.
            if (seed < 0) seed = sample.seed;
            if (sample.seed == seed) items.push_back({sample.step, presenter_.history().samplePath(sample)});
        }
        const auto* card = presenter_.runs().find(runs[i]);
        strip.name->setText(card != nullptr ? card->name : QString());
        strip.name->setVisible(runs.size() > 1 && !items.empty());
        strip.scroll->setVisible(!items.empty());
        const bool grew = items.size() > strip.strip->items().size();
        strip.strip->setItems(std::move(items));
        auto* bar = strip.scroll->horizontalScrollBar();
        if (grew) bar->setValue(bar->maximum());
    }
}

void RunDetail::showLog() {
    log_->setPlainText(presenter_.logs().of(presenter_.selection().run()).join(u'\n'));
    log_->verticalScrollBar()->setValue(log_->verticalScrollBar()->maximum());
}

}  // namespace recap::gui
