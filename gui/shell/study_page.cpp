// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/study_page.h"

#include "gui/shell/error_text.h"
#include "gui/shell/study_graph.h"
#include "gui/shell/study_presenter.h"
#include "gui/shell/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/header_bar.h"
#include "gui/widgets/key_button.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace recap::gui {

namespace {

// Heading of a metric with the direction in which it gets better.
QString metricHeading(const QString& name) {
    const bool lower = name == QStringLiteral("fid") || name == QStringLiteral("o_fid") || name == QStringLiteral("ca");
    QString text = name.toUpper();
    text.replace(QLatin1Char('_'), QLatin1Char('-'));
    return text + (lower ? QStringLiteral(" ↓") : QStringLiteral(" ↑"));
}

QString shortNumber(double value) {
    return QString::number(value, 'f', std::fabs(value) >= 10 ? 1 : 2);
}

}  // namespace

StudyPage::StudyPage(StudyPresenter& presenter, QWidget* parent) : QWidget(parent), presenter_(presenter) {
    setObjectName(QStringLiteral("studyPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new HeaderBar(tr("Demo study"), this);
    hint_ = makeLabel(tr("Toy pictures, real networks, the demo's own small judges"), "muted", header);
    header->row()->addWidget(hint_);
    header->row()->addStretch(1);
    start_ = new KeyButton({}, {}, header);
    start_->setObjectName(QStringLiteral("studyStart"));
    start_->setProperty("primary", true);
    start_->setIcon(Theme::current().icon(u"play"));
    stop_ = new KeyButton(tr("Stop"), {}, header);
    stop_->setObjectName(QStringLiteral("studyStop"));
    stop_->setIcon(Theme::current().icon(u"stop"));
    header->row()->addWidget(start_);
    header->row()->addWidget(stop_);
    column->addWidget(header);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    row->setSpacing(2 * kGrid);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setWidget(new StudyGraph(presenter_, area));
    row->addWidget(area, 6);
    auto* side = new QVBoxLayout;
    side->setSpacing(2 * kGrid);
    side->addWidget(makeProgressCard(), 1);
    side->addWidget(makeResultCard(), 0);
    row->addLayout(side, 4);
    column->addLayout(row, 1);

    connect(start_, &QPushButton::clicked, &presenter_, &StudyPresenter::start);
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
    });
    showState();
}

QWidget* StudyPage::makeProgressCard() {
    auto* card = new Card(tr("Progress"), this);
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
    result_card_ = new Card(tr("Result · 95 % intervals over prompts"), this);
    auto* table = new QWidget(result_card_);
    table->setObjectName(QStringLiteral("studyTable"));
    table_ = new QGridLayout(table);
    table_->setContentsMargins(0, 0, 0, 0);
    table_->setHorizontalSpacing(kGrid);
    table_->setVerticalSpacing(kGrid);
    result_card_->body()->addWidget(table);
    auto* note = makeLabel(tr("The judges are the demo's own small networks, not Inception or Mask R-CNN."), "small",
                           result_card_);
    note->setWordWrap(true);
    result_card_->body()->addWidget(note);
    auto* buttons = new QHBoxLayout;
    report_ = new KeyButton(tr("Open report"), {}, result_card_);
    report_->setObjectName(QStringLiteral("openReport"));
    report_->setProperty("primary", true);
    report_->setIcon(Theme::current().icon(u"report"));
    open_ = new KeyButton(tr("Look at its data and samples"), {}, result_card_);
    open_->setObjectName(QStringLiteral("openStudyProject"));
    open_->setIcon(Theme::current().icon(u"dataset"));
    buttons->addWidget(report_);
    buttons->addWidget(open_);
    buttons->addStretch(1);
    result_card_->body()->addLayout(buttons);
    return result_card_;
}

void StudyPage::showState() {
    const bool running = presenter_.running();
    start_->setVisible(!running);
    start_->setText(presenter_.report().isEmpty() ? tr("Run the demo study") : tr("Run again"));
    stop_->setVisible(running);
    const bool finished = !presenter_.rows().empty();
    result_card_->setVisible(finished);
    if (finished) fillTable();
    showProgress();
}

void StudyPage::showProgress() {
    const int total = static_cast<int>(presenter_.stages().size());
    bar_->setRange(0, total > 0 ? total : 1);
    bar_->setValue(presenter_.stagesDone());
    count_->setText(tr("%1 of %n stage(s)", nullptr, total).arg(presenter_.stagesDone()));
    if (presenter_.running())
        activity_->setText(presenter_.activity());
    else if (!presenter_.report().isEmpty())
        activity_->setText(tr("The study is complete."));
    else
        activity_->setText(
            tr("About a quarter of an hour on two cores. It can be stopped at any time and continues where it was; "
               "the window stays usable meanwhile."));
}

void StudyPage::fillTable() {
    while (QLayoutItem* item = table_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [this](const QString& text, const char* role, int row, int column) {
        QLabel* label = makeLabel(text, role, result_card_);
        if (column > 0) label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        table_->addWidget(label, row, column);
        return label;
    };
    const QStringList metrics = presenter_.metrics();
    add(tr("Model"), "small", 0, 0);
    for (int column = 1; column <= metrics.size(); ++column)
        add(metricHeading(metrics.at(column - 1)), "small", 0, column);
    table_->setColumnStretch(0, 3);
    int r = 1;
    for (const recap::StudyRow& row : presenter_.rows()) {
        table_->addWidget(makeLine(Qt::Horizontal, result_card_), r++, 0, 1, static_cast<int>(metrics.size()) + 1);
        add(QString::fromStdString(row.model), "strong", r, 0);
        for (const recap::MetricRecord& metric : row.metrics) {
            const int column = static_cast<int>(metrics.indexOf(QString::fromStdString(metric.name))) + 1;
            QLabel* cell = add({}, "plain", r, column);
            cell->setTextFormat(Qt::RichText);
            cell->setText(QStringLiteral("%1<br><span style=\"font-size:11px; color:%2\">%3–%4</span>")
                              .arg(shortNumber(metric.value), Theme::current().colors().muted.name(),
                                   shortNumber(metric.low), shortNumber(metric.high)));
            cell->setToolTip(tr("%1, n = %2").arg(QString::fromStdString(metric.judge)).arg(metric.n));
            table_->setColumnStretch(column, 2);
        }
        ++r;
    }
}

}  // namespace recap::gui
