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
      stop_on_error_(new QCheckBox(tr("Hold after a failure"), this)),
      pause_between_(new QCheckBox(tr("Hold between runs"), this)) {
    setObjectName(QStringLiteral("queueBar"));
    text_->setObjectName(QStringLiteral("queueText"));
    text_->setWordWrap(true);
    go_->setObjectName(QStringLiteral("queueGo"));
    stop_on_error_->setObjectName(QStringLiteral("queueStopOnError"));
    pause_between_->setObjectName(QStringLiteral("queuePauseBetween"));
    stop_on_error_->setToolTip(tr("When a run fails, the runs behind it wait until you start the queue"));
    pause_between_->setToolTip(tr("After each run, the next one waits until you start the queue"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, kGrid);
    column->setSpacing(kGrid / 2);
    auto* row = new QHBoxLayout;
    row->addWidget(text_, 1);
    row->addWidget(go_);
    column->addLayout(row);
    column->addWidget(stop_on_error_);
    column->addWidget(pause_between_);
    connect(go_, &QPushButton::clicked, this, [this] { queue_.setHeld(!queue_.held()); });
    for (auto* box : {stop_on_error_, pause_between_})
        connect(box, &QCheckBox::toggled, this,
                [this] { queue_.setRules(stop_on_error_->isChecked(), pause_between_->isChecked()); });
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
    const QSignalBlocker one(stop_on_error_), other(pause_between_);
    stop_on_error_->setChecked(queue_.stopsOnError());
    pause_between_->setChecked(queue_.pausesBetween());
}

}  // namespace recap::gui
