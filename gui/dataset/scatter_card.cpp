// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/scatter_card.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <tuple>
#include <utility>

namespace recap::gui {

ScatterCard::ScatterCard(const CaptionQuality& quality, QWidget* parent)
    : Card(tr("CLIPScore of each image"), parent), quality_(quality), scatter_(new ScoreScatter(this)) {
    setObjectName(QStringLiteral("scatterCard"));
    const QString own = captionSourceText(QString::fromStdString(quality.selection.source));
    const QString against = captionSourceText(QString::fromStdString(quality.against));
    scatter_->setPairs(quality.pairs, against, own);
    scatter_->setAccessibleName(tr("CLIPScore of each image: %1 against %2").arg(own, against));
    auto* help = makeLabel(tr("Each point is an image; above the line %1 has the higher score. Drag a rectangle, or "
                              "enter a range below, to see its images.")
                               .arg(own),
                           "small", this);
    help->setWordWrap(true);
    body()->addWidget(help);
    body()->addWidget(scatter_);
    body()->addWidget(makeFields());
    connect(scatter_, &ScoreScatter::ranged, this, &ScatterCard::take);
    connect(scatter_, &ScoreScatter::chosen, this, [this](const ScoreRange& range) {
        take(range);
        show_->click();
    });
    showCount();
}

QDoubleSpinBox* ScatterCard::addField(QWidget* row, const char* name, const QString& label, double value) {
    auto* field = new QDoubleSpinBox(row);
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(label);
    field->setDecimals(4);
    field->setSingleStep(0.01);
    field->setRange(-1, 1);
    field->setValue(value);
    row->layout()->addWidget(field);
    connect(field, &QDoubleSpinBox::valueChanged, this, [this] {
        scatter_->setRange(range());
        showCount();
    });
    return field;
}

QWidget* ScatterCard::makeFields() {
    const QString own = captionSourceText(QString::fromStdString(quality_.selection.source));
    const QString against = captionSourceText(QString::fromStdString(quality_.against));
    const auto [low, high] = scatter_->scale();
    const ScoreRange all = rounded({low, high, low, high});
    auto* row = new QWidget(this);
    auto* layout = makeRow(row, kGrid);
    const auto between = [&](const QString& name, const char* from, const char* to) {
        layout->addWidget(makeLabel(name, "small", row));
        auto* first = addField(row, from, tr("%1 from").arg(name), all.own_low);
        layout->addWidget(makeLabel(QStringLiteral("–"), "small", row));
        return std::pair(first, addField(row, to, tr("%1 to").arg(name), all.own_high));
    };
    std::tie(againstLow_, againstHigh_) = between(against, "againstLow", "againstHigh");
    std::tie(ownLow_, ownHigh_) = between(own, "ownLow", "ownHigh");
    show_ = makeButton({}, QStringLiteral("showRange"), row);
    layout->addWidget(show_);
    layout->addStretch(1);
    connect(show_, &QPushButton::clicked, this,
            [this] { Q_EMIT chosen(QString::fromStdString(scorePairQuery(quality_, range()))); });
    return row;
}

// The numbers that the query holds, to the last bit.
ScoreRange ScatterCard::range() const {
    const auto value = [](const QDoubleSpinBox* field) { return QString::number(field->value(), 'f', 4).toDouble(); };
    return {value(againstLow_), value(againstHigh_), value(ownLow_), value(ownHigh_)};
}

void ScatterCard::take(const ScoreRange& range) {
    const std::pair<QDoubleSpinBox*, double> values[] = {{againstLow_, range.against_low},
                                                         {againstHigh_, range.against_high},
                                                         {ownLow_, range.own_low},
                                                         {ownHigh_, range.own_high}};
    for (const auto& [field, value] : values) {
        const QSignalBlocker quiet(field);
        field->setValue(value);
    }
    showCount();
}

void ScatterCard::showCount() {
    const auto count = countPairs(quality_, range());
    show_->setText(tr("Show %Ln image(s)", nullptr, static_cast<int>(count)));
    show_->setEnabled(count > 0);
}

}  // namespace recap::gui
