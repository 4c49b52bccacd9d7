// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_captions_card.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/training/run_captions.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"
#include "gui/widgets/query_link.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace recap::gui {

RunCaptionsCard::RunCaptionsCard(RunCaptions& captions, QWidget* parent)
    : Card(tr("Captions of this run"), parent),
      captions_(captions),
      none_(makeLabel({}, "muted", this)),
      quality_(makeButton(tr("Quality…"), QStringLiteral("runQuality"), this)) {
    setObjectName(QStringLiteral("runCaptions"));
    none_->setWordWrap(true);
    header()->addWidget(quality_);
    body()->addWidget(none_);
    connect(quality_, &QPushButton::clicked, this, &RunCaptionsCard::qualityWanted);
    connect(&captions_, &RunCaptions::changed, this, &RunCaptionsCard::refresh);
    refresh();
}

void RunCaptionsCard::addRow(const QString& name, qint64 images, const QString& title, const QString& query) {
    const int row = grid_->rowCount();
    if (images > 0) {
        auto* link = makeNumberLink(images, title, query, rows_);
        link->setObjectName(QStringLiteral("runCaptions_") + name);
        connect(link, &QPushButton::clicked, this, [this, query] {
            Q_EMIT imagesWanted(query, QString::fromStdString(captions_.counts()->selection.source));
        });
        grid_->addWidget(link, row, 0, Qt::AlignRight);
    } else {
        grid_->addWidget(makeLabel(QStringLiteral("0"), "muted", rows_), row, 0, Qt::AlignRight);
    }
    grid_->addWidget(makeLabel(title, images > 0 ? "" : "muted", rows_), row, 1);
}

void RunCaptionsCard::refresh() {
    setVisible(captions_.expected());
    delete rows_;
    rows_ = new QWidget(this);
    grid_ = new QGridLayout(rows_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(2 * kGrid);
    grid_->setVerticalSpacing(kGrid / 2);
    grid_->setColumnStretch(1, 1);
    body()->addWidget(rows_);
    const auto& counts = captions_.counts();
    const bool known = counts.has_value() && !counts->selection.source.empty();
    quality_->setEnabled(known && counts->captions > 0);
    none_->setVisible(!known);
    rows_->setVisible(known);
    if (!known) {
        none_->setText(counts ? tr("No caption names this run: it wrote none, or an earlier version of the program did "
                                   "not record it.")
                              : tr("Counting…"));
        return;
    }
    addRow(QStringLiteral("all"), counts->captions,
           tr("current captions in %1").arg(captionSourceText(QString::fromStdString(counts->selection.source))),
           QString::fromStdString(counts->query));
    for (const CaptionFilter& filter : counts->filters)
        addRow(QString::fromUtf8(filter.name.data(), static_cast<qsizetype>(filter.name.size())), filter.images,
               coreText(filter.title), QString::fromStdString(filter.query));
}

}  // namespace recap::gui
