// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/study/study_page.h"

#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/study/study_graph.h"
#include "gui/study/study_presenter.h"
#include "gui/widgets/caption_curve_view.h"
#include "gui/widgets/card.h"
#include "gui/widgets/header_bar.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"
#include "workflow/results/metric_facts.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {

// Heading of a metric with the direction in which it gets better.
QString metricHeading(const MetricRecord& metric) {
    const auto direction = metricDirection(metric.name, metric.card);
    const char* arrow = direction == Direction::LowerIsBetter    ? " ↓"
                        : direction == Direction::HigherIsBetter ? " ↑"
                                                                 : "";
    return QString::fromStdString(metricTitle(metric.name, metric.judge, metric.card) + arrow);
}

QString shortNumber(double value) {
    return QString::number(value, 'f', std::fabs(value) >= 10 ? 1 : 2);
}

void clear(QGridLayout* table) {
    while (QLayoutItem* item = table->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void addCell(QGridLayout* table, QLabel* label, int row, int column) {
    if (column > 0) label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table->addWidget(label, row, column);
}

void showInterval(QLabel* cell, double value, double low, double high) {
    cell->setTextFormat(Qt::RichText);
    cell->setText(
        QStringLiteral("%1<br><span style=\"font-size:11px; color:%2\">%3–%4</span>")
            .arg(shortNumber(value), Theme::current().colors().muted.name(), shortNumber(low), shortNumber(high)));
}

}  // namespace

StudyPage::StudyPage(StudyPresenter& presenter, Prompter& prompter, QWidget* parent)
    : QWidget(parent), presenter_(presenter), prompter_(prompter) {
    setObjectName(QStringLiteral("studyPage"));
    const auto [header, column] = makePage(this, tr("Demo"));
    hint_ = makeLabel({}, "muted", header);
    hint_->setObjectName(QStringLiteral("studyHint"));
    header->row()->addWidget(hint_);
    header->row()->addStretch(1);
    start_ = makePrimary(makeButton({}, QStringLiteral("studyStart"), header, QStringLiteral("play")));
    stop_ = makeButton(tr("Stop"), QStringLiteral("studyStop"), header, QStringLiteral("stop"));
    header->row()->addWidget(start_);
    header->row()->addWidget(stop_);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    row->setSpacing(2 * kGrid);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setWidget(new StudyGraph(presenter_, area));
    auto* left = new QVBoxLayout;
    left->setSpacing(2 * kGrid);
    left->addWidget(area, 3);
    left->addWidget(makeCurveCard(), 2);
    row->addLayout(left, 6);
    side_ = new QVBoxLayout;
    side_->setSpacing(2 * kGrid);
    side_->addWidget(makeProgressCard());
    side_->addWidget(makeResultCard());
    side_->addWidget(makeCaptionsCard());
    side_->addStretch(1);
    row->addLayout(side_, 4);
    column->addLayout(row, 1);

    connect(start_, &QPushButton::clicked, this, &StudyPage::startOrRepeat);
    connect(stop_, &QPushButton::clicked, &presenter_, &StudyPresenter::stop);
    connect(report_, &QPushButton::clicked, this, [this] { Q_EMIT reportWanted(presenter_.report()); });
    connect(open_, &QPushButton::clicked, this, [this] { Q_EMIT projectWanted(presenter_.projectPath()); });
    connect(&presenter_, &StudyPresenter::stateChanged, this, &StudyPage::showState);
    connect(&presenter_, &StudyPresenter::stagesReset, this, &StudyPage::showState);
    connect(&presenter_, &StudyPresenter::progressed, this, &StudyPage::showProgress);
    connect(&presenter_, &StudyPresenter::stageChanged, this, &StudyPage::showProgress);
    connect(&presenter_, &StudyPresenter::said, this, [this](const QString& sentence) {
        messages_->addItem(sentence);
        while (messages_->count() > 500) delete messages_->takeItem(0);
        messages_->scrollToBottom();
        showProgress();
    });
    showState();
}

QWidget* StudyPage::makeProgressCard() {
    auto* card = progressCard_ = new Card(tr("Progress"), this);
    count_ = makeLabel({}, "muted", card);
    card->header()->addWidget(count_);
    bar_ = new QProgressBar(card);
    bar_->setObjectName(QStringLiteral("studyProgress"));
    bar_->setTextVisible(false);
    activity_ = makeLabel({}, "muted", card);
    activity_->setObjectName(QStringLiteral("studyActivity"));
    activity_->setWordWrap(true);
    messages_ = new QListWidget(card);
    messages_->setObjectName(QStringLiteral("studyMessages"));
    messages_->setSelectionMode(QAbstractItemView::NoSelection);
    messages_->setFocusPolicy(Qt::NoFocus);
    messages_->setWordWrap(true);
    messages_->setFont(Theme::current().smallFont());
    card->body()->addWidget(bar_);
    card->body()->addWidget(activity_);
    card->body()->addWidget(messages_, 1);
    return card;
}

QWidget* StudyPage::makeResultCard() {
    resultCard_ = new Card(tr("Result · 95 % intervals over prompts"), this);
    auto* table = new QWidget(resultCard_);
    table->setObjectName(QStringLiteral("studyTable"));
    table_ = new QGridLayout(table);
    table_->setContentsMargins(0, 0, 0, 0);
    table_->setHorizontalSpacing(kGrid);
    table_->setVerticalSpacing(kGrid);
    resultCard_->body()->addWidget(table);
    auto* note = makeLabel(tr("The judges are the demo's own small networks, not Inception or Mask R-CNN."), "small",
                           resultCard_);
    note->setWordWrap(true);
    resultCard_->body()->addWidget(note);
    auto* buttons = new QHBoxLayout;
    report_ =
        makePrimary(makeButton(tr("Open report"), QStringLiteral("openReport"), resultCard_, QStringLiteral("report")));
    open_ = makeButton(tr("Open its data and samples"), QStringLiteral("openStudyProject"), resultCard_,
                       QStringLiteral("dataset"));
    buttons->addWidget(report_);
    buttons->addWidget(open_);
    buttons->addStretch(1);
    resultCard_->body()->addLayout(buttons);
    return resultCard_;
}

QWidget* StudyPage::makeCaptionsCard() {
    captionsCard_ = new Card(tr("Right captions in % · 95 % intervals over images"), this);
    auto* table = new QWidget(captionsCard_);
    table->setObjectName(QStringLiteral("studyCaptions"));
    captions_ = new QGridLayout(table);
    captions_->setContentsMargins(0, 0, 0, 0);
    captions_->setHorizontalSpacing(kGrid);
    captions_->setVerticalSpacing(kGrid / 2);
    captionsCard_->body()->addWidget(table);
    return captionsCard_;
}

QWidget* StudyPage::makeCurveCard() {
    curveCard_ = new Card(tr("How many human captions are enough?"), this);
    curve_ = new CaptionCurveView(curveCard_);
    curveCard_->body()->addWidget(curve_, 1);
    return curveCard_;
}

void StudyPage::startOrRepeat() {
    if (presenter_.phase() == StudyPresenter::Phase::Complete) {
        const StudyRequest next = presenter_.nextRequest();
        if (!prompter_.confirm(tr("Run the demo again"),
                               tr("The completed demo stays as it is. The new one generates everything again with seed "
                                  "%1 and is kept beside it, in %2.")
                                   .arg(next.seed)
                                   .arg(QString::fromStdString(next.project.filename().string())),
                               tr("Run with seed %1").arg(next.seed)))
            return;
        presenter_.prepare(next);
        messages_->clear();
    }
    presenter_.start();
}

void StudyPage::showState() {
    using Phase = StudyPresenter::Phase;
    const Phase phase = presenter_.phase();
    hint_->setText(tr("%1 · seed %2 · small drawn scenes, real networks, the demo's own small judges")
                       .arg(QFileInfo(presenter_.projectPath()).completeBaseName())
                       .arg(presenter_.request().seed));
    start_->setVisible(phase != Phase::Running);
    start_->setText(phase == Phase::Complete  ? tr("Run again…")
                    : phase == Phase::Partial ? tr("Continue")
                                              : tr("Run the demo"));
    setStyleProperty(start_, "primary", phase != Phase::Complete);
    start_->setIcon(Theme::current().icon(u"play"));
    stop_->setVisible(phase == Phase::Running);
    resultCard_->setVisible(!presenter_.rows().empty());
    if (!presenter_.rows().empty()) fillTable();
    captionsCard_->setVisible(!presenter_.captions().empty());
    fillCaptions();
    const auto& curve = presenter_.curve();
    curveCard_->setVisible(!curve.points.empty());
    if (!curve.points.empty())
        curve_->setCurve(curve, {QStringLiteral("right_relation"), QStringLiteral("right_objects")});
    report_->setEnabled(!presenter_.report().isEmpty());
    showProgress();
}

void StudyPage::showProgress() {
    const int total = static_cast<int>(presenter_.stages().size());
    bar_->setRange(0, total > 0 ? total : 1);
    bar_->setValue(presenter_.stagesDone());
    count_->setText(tr("%1 of %n stage(s)", nullptr, total).arg(presenter_.stagesDone()));
    switch (presenter_.phase()) {
        case StudyPresenter::Phase::Running: activity_->setText(presenter_.activity()); break;
        case StudyPresenter::Phase::Complete: activity_->setText(tr("The demo is complete.")); break;
        case StudyPresenter::Phase::Partial:
            activity_->setText(
                tr("The demo was stopped before it was complete. What is done is kept; it continues from the same "
                   "point."));
            break;
        case StudyPresenter::Phase::Fresh:
            activity_->setText(
                tr("Takes about a quarter of an hour on two cores. You can stop it at any time and continue later from "
                   "the same point; the window stays usable meanwhile."));
            break;
    }
    // Without messages the card is as small as its text, and the result comes up.
    const bool messages = messages_->count() > 0 || presenter_.running();
    messages_->setVisible(messages);
    side_->setStretchFactor(progressCard_, messages ? 1 : 0);
    side_->setStretch(side_->count() - 1, messages ? 0 : 1);
}

void StudyPage::fillCaptions() {
    clear(captions_);
    const std::pair<std::string, QString> names[] = {{"alttext", tr("Alt text")},
                                                     {"before", tr("Captioner before fine-tuning")},
                                                     {"recap_short", tr("RECAP Short")},
                                                     {"recap_long", tr("RECAP Long")}};
    const std::pair<QString, StudyShare (*)(const StudyCaptions&)> columns[] = {
        {tr("Objects"), rightObjects}, {tr("and numbers"), rightNumbers}, {tr("Relation"), rightRelations}};
    int column = 0;
    for (const auto& [title, share] : columns) {
        captions_->setColumnStretch(++column, 2);
        addCell(captions_, makeLabel(title, "small", captionsCard_), 0, column);
    }
    captions_->setColumnStretch(0, 3);
    int row = 0;
    for (const auto& captions : presenter_.captions()) {
        const auto name = std::find_if(std::begin(names), std::end(names),
                                       [&](const auto& entry) { return entry.first == captions.kind; });
        if (name == std::end(names)) continue;
        addCell(captions_, makeLabel(name->second, "strong", captionsCard_), ++row, 0);
        column = 0;
        for (const auto& [title, share] : columns) {
            const auto value = share(captions);
            auto* cell = makeLabel({}, "plain", captionsCard_);
            showInterval(cell, 100 * value.value, 100 * value.low, 100 * value.high);
            if (value.n == 0) cell->setText(QStringLiteral("–"));
            cell->setToolTip(tr("%n caption(s)", nullptr, static_cast<int>(value.n)));
            addCell(captions_, cell, row, ++column);
        }
    }
}

void StudyPage::fillTable() {
    clear(table_);
    const auto add = [this](const QString& text, const char* role, int row, int column) {
        QLabel* label = makeLabel(text, role, resultCard_);
        addCell(table_, label, row, column);
        return label;
    };
    const QStringList metrics = presenter_.metrics();
    add(tr("Model"), "small", 0, 0);
    for (int column = 1; column <= metrics.size(); ++column)
        for (const MetricRow& row : presenter_.rows()) {
            const auto it = std::find_if(row.metrics.begin(), row.metrics.end(), [&](const MetricRecord& m) {
                return QString::fromStdString(m.name) == metrics.at(column - 1);
            });
            if (it == row.metrics.end()) continue;
            add(metricHeading(*it), "small", 0, column);
            break;
        }
    table_->setColumnStretch(0, 3);
    int r = 1;
    for (const MetricRow& row : presenter_.rows()) {
        table_->addWidget(makeLine(Qt::Horizontal, resultCard_), r++, 0, 1, static_cast<int>(metrics.size()) + 1);
        add(QString::fromStdString(row.model), "strong", r, 0);
        for (const MetricRecord& metric : row.metrics) {
            const int column = static_cast<int>(metrics.indexOf(QString::fromStdString(metric.name))) + 1;
            QLabel* cell = add({}, "plain", r, column);
            table_->setColumnStretch(column, 2);
            if (const auto reason = undefinedReason(metric); !reason.empty()) {
                cell->setText(QStringLiteral("–"));
                cell->setToolTip(tr("No value, because %1.").arg(coreText(reason)));
                continue;
            }
            showInterval(cell, metric.value, metric.low, metric.high);
            QString tip = tr("%1, n = %2").arg(QString::fromStdString(metric.judge)).arg(metric.n);
            if (const auto warning = metricWarning(metric); !warning.empty()) tip += u'\n' + coreText(warning);
            cell->setToolTip(tip);
        }
        ++r;
    }
}

}  // namespace recap::gui
