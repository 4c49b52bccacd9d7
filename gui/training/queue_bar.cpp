// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/queue_bar.h"

#include "gui/base/theme.h"
#include "gui/training/run_queue.h"
#include "gui/widgets/card.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace recap::gui {

QueueBar::QueueBar(RunQueue& queue, QWidget* parent)
    : QWidget(parent),
      queue_(queue),
      text_(makeLabel({}, "small", this)),
      go_(new QPushButton(this)),
      stopOnError_(new QCheckBox(tr("Hold after a failure"), this)),
      pauseBetween_(new QCheckBox(tr("Hold between runs"), this)) {
    setObjectName(QStringLiteral("queueBar"));
    text_->setObjectName(QStringLiteral("queueText"));
    text_->setWordWrap(true);
    go_->setObjectName(QStringLiteral("queueGo"));
    stopOnError_->setObjectName(QStringLiteral("queueStopOnError"));
    pauseBetween_->setObjectName(QStringLiteral("queuePauseBetween"));
    stopOnError_->setToolTip(tr("When a run fails, the runs behind it wait until you start the queue"));
    pauseBetween_->setToolTip(tr("After each run, the next one waits until you start the queue"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, kGrid);
    column->setSpacing(kGrid / 2);
    auto* row = new QHBoxLayout;
    row->addWidget(text_, 1);
    row->addWidget(go_);
    column->addLayout(row);
    column->addWidget(stopOnError_);
    column->addWidget(pauseBetween_);
    connect(go_, &QPushButton::clicked, this, [this] { queue_.setHeld(!queue_.held()); });
    for (auto* box : {stopOnError_, pauseBetween_})
        connect(box, &QCheckBox::toggled, this,
                [this] { queue_.setRules(stopOnError_->isChecked(), pauseBetween_->isChecked()); });
    connect(&queue_, &RunQueue::changed, this, &QueueBar::refresh);
    refresh();
}

void QueueBar::refresh() {
    const auto waiting = static_cast<int>(queue_.waiting().size());
    setVisible(waiting > 0);
    text_->setText(queue_.held() ? tr("%n run(s) are waiting; the queue is on hold.", nullptr, waiting)
                                 : tr("%n run(s) are waiting.", nullptr, waiting));
    go_->setText(queue_.held() ? tr("Start the queue") : tr("Hold the queue"));
    setStyleProperty(go_, "primary", queue_.held());
    const QSignalBlocker one(stopOnError_), other(pauseBetween_);
    stopOnError_->setChecked(queue_.stopsOnError());
    pauseBetween_->setChecked(queue_.pausesBetween());
}

}  // namespace recap::gui
