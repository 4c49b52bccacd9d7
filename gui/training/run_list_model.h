// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

#include <QAbstractListModel>
#include <QString>

#include <vector>

namespace recap::gui {

// One card of the list: a run of the project, or a job that waits and has no run yet (`run` is 0, `job` tells which).
struct RunCard {
    RunId run;
    quint64 job = 0;  // 0: no job of this program works on it
    QString name;
    RunKind kind = RunKind::Other;
    RunState state = RunState::Queued;
    bool stopping = false;  // was told to stop and has not ended yet
    QString message;
    qint64 step = 0;
    qint64 steps = 0;
    int series = 0;         // index of the run series: colour, dash and marker
    int queuePosition = 0;  // 1, 2, ... while waiting
    bool held = false;      // waits until the queue is let go
    QString summary;        // the options that matter most, in one line
    bool operator==(const RunCard&) const = default;
};

// "UNet + text encoder · lr 1e-4 · 2,000 steps"
QString runSummary(const RunRecord& run);
QString runKindText(RunKind kind);
// What stands at the right of the card: "training 62 %", "queued 1", "interrupted at step 310", ...
QString runStatusLine(const RunCard& card);
bool isActive(RunState state);  // running, paused or queued

// Cards in the order of work: running, waiting, then everything else, newest first. Rows keep their identity when the
// order changes, so a selection stays on its run.
class RunListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        CardRole = Qt::UserRole + 1,
        RunIdRole,
        StateRole,
        SummaryRole,
        StatusLineRole,
        JobRole,
    };

    using QAbstractListModel::QAbstractListModel;

    void setCards(std::vector<RunCard> cards);
    // Changes one card in place; unknown runs are ignored.
    void updateProgress(RunId run, qint64 step, qint64 steps);
    void updateState(RunId run, RunState state);
    void showStopping(RunId run);

    const std::vector<RunCard>& cards() const { return cards_; }
    const RunCard* find(RunId run) const;
    int rowOf(RunId run) const;  // -1: not there
    int rowOfJob(quint64 job) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    // Cards that wait can be dragged to another place in the queue.
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    // The waiting job is to be the queue's number `position` (from 0).
    void moveWanted(quint64 job, int position);

private:
    std::vector<RunCard> cards_;
};

}  // namespace recap::gui

Q_DECLARE_METATYPE(recap::gui::RunCard)
