// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_list_model.h"

#include "gui/base/error_text.h"
#include "gui/widgets/option_names.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMimeData>

#include <algorithm>

namespace recap::gui {

struct RunListText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::RunListText)
};

namespace {

QString trainedParts(const std::string& parts) {
    if (parts == "unet") return RunListText::tr("UNet");
    if (parts == "text_encoder") return RunListText::tr("text encoder");
    if (parts == "both") return RunListText::tr("UNet + text encoder");
    return QString::fromStdString(parts);
}

template <class T>
T valueOr(const Json& config, const char* key, T fallback) {
    if (!config.is_object()) return fallback;
    const auto it = config.find(key);
    if (it == config.end()) return fallback;
    if constexpr (std::is_same_v<T, std::string>)
        return it->is_string() ? it->get<std::string>() : fallback;
    else
        return it->is_number() ? it->get<T>() : fallback;
}

int workOrder(RunState state) {
    return isWorking(state) ? 0 : state == RunState::Queued ? 1 : 2;
}

bool sameRow(const RunCard& a, const RunCard& b) {
    return a.run == b.run && (a.run || a.job == b.job);
}

}  // namespace

QString runSummary(const RunRecord& run) {
    QStringList parts;
    const auto source = valueOr<std::string>(run.config, "caption_source", "");
    if (run.kind == RunKind::Diffusion) {
        parts << trainedParts(valueOr<std::string>(run.config, "train_parts", "both"));
        if (source == "mix")
            parts << RunListText::tr("RECAP Mix");
        else if (!source.empty())
            parts << captionSourceText(QString::fromStdString(source));
    } else {
        parts << runKindText(run.kind);
        const auto style = valueOr<std::string>(run.config, "style", "");
        if (!style.empty()) parts << optionValueLabel(QString::fromStdString(style)).toLower();
    }
    const auto rate = valueOr<double>(run.config, "learning_rate", 0);
    if (rate > 0) parts << RunListText::tr("lr %1").arg(QString::number(rate, 'g', 3));
    const auto steps = std::max(run.steps, valueOr<std::int64_t>(run.config, "max_steps", 0));
    if (steps > 0 && isTraining(run.kind))
        parts << RunListText::tr("%1 steps").arg(QLocale().toString(static_cast<qlonglong>(steps)));
    return parts.join(QStringLiteral(" · "));
}

QString runKindText(RunKind kind) {
    switch (kind) {
        case RunKind::Diffusion: return RunListText::tr("diffusion model");
        case RunKind::Captioner: return RunListText::tr("captioner");
        case RunKind::Recaption: return RunListText::tr("recaptioning");
        case RunKind::ServerRecaption: return RunListText::tr("recaptioning by server");
        case RunKind::Samples: return RunListText::tr("samples");
        case RunKind::Metrics: return RunListText::tr("metrics");
        case RunKind::CaptionCurve: return RunListText::tr("caption curve");
        case RunKind::Other: break;
    }
    return RunListText::tr("run of another version");
}

QString runStatusLine(const RunCard& card) {
    const QString step = QLocale().toString(card.step);
    if (card.state == RunState::Queued && card.held) return RunListText::tr("on hold, %1").arg(card.queuePosition);
    if (card.stopping) return RunListText::tr("stopping…");
    if (card.state == RunState::Queued && card.queuePosition > 0)
        return RunListText::tr("queued %1").arg(card.queuePosition);
    if (card.state == RunState::Interrupted) return RunListText::tr("interrupted at step %1").arg(step);
    if (card.state == RunState::Cancelled && card.step > 0) return RunListText::tr("stopped at step %1").arg(step);
    if (isWorking(card.state) && card.steps > 0) {
        const auto percent = static_cast<int>(100 * card.step / card.steps);
        return RunListText::tr("%1 %2 %").arg(runStateText(card.state)).arg(percent);
    }
    return runStateText(card.state);
}

bool isActive(RunState state) {
    return workOrder(state) < 2;
}

void RunListModel::setCards(std::vector<RunCard> cards) {
    std::stable_sort(cards.begin(), cards.end(), [](const RunCard& a, const RunCard& b) {
        const int left = workOrder(a.state);
        const int right = workOrder(b.state);
        if (left != right) return left < right;
        if (left == 1) return a.queuePosition < b.queuePosition;
        return a.run > b.run;
    });
    // The list is short and changes seldom: rows move through layoutChanged only when their order or number changes.
    const bool sameRows =
        cards.size() == cards_.size() && std::equal(cards.begin(), cards.end(), cards_.begin(), sameRow);
    if (sameRows) {
        for (std::size_t i = 0; i < cards.size(); ++i) {
            if (cards_[i] == cards[i]) continue;
            cards_[i] = cards[i];
            const auto changed = index(static_cast<int>(i));
            Q_EMIT dataChanged(changed, changed);
        }
        return;
    }
    if (cards.size() == cards_.size()) {
        Q_EMIT layoutAboutToBeChanged();
        const auto before = persistentIndexList();
        QModelIndexList after;
        for (const auto& old : before) {
            const auto& card = cards_[static_cast<std::size_t>(old.row())];
            const auto it =
                std::find_if(cards.begin(), cards.end(), [&](const RunCard& c) { return sameRow(c, card); });
            after << (it == cards.end() ? QModelIndex() : index(static_cast<int>(it - cards.begin())));
        }
        cards_ = std::move(cards);
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged();
        return;
    }
    beginResetModel();
    cards_ = std::move(cards);
    endResetModel();
}

void RunListModel::updateProgress(RunId run, qint64 step, qint64 steps) {
    const int row = rowOf(run);
    if (row < 0) return;
    auto& card = cards_[static_cast<std::size_t>(row)];
    card.step = step;
    if (steps > 0) card.steps = steps;
    Q_EMIT dataChanged(index(row), index(row));
}

void RunListModel::updateState(RunId run, RunState state) {
    auto cards = cards_;
    for (auto& card : cards)
        if (card.run == run) card.state = state;
    setCards(std::move(cards));
}

void RunListModel::showStopping(RunId run) {
    auto cards = cards_;
    for (auto& card : cards)
        if (card.run == run) card.stopping = true;
    setCards(std::move(cards));
}

const RunCard* RunListModel::find(RunId run) const {
    const int row = rowOf(run);
    return row < 0 ? nullptr : &cards_[static_cast<std::size_t>(row)];
}

int RunListModel::rowOf(RunId run) const {
    if (!run) return -1;
    const auto it = std::find_if(cards_.begin(), cards_.end(), [run](const RunCard& c) { return c.run == run; });
    return it == cards_.end() ? -1 : static_cast<int>(it - cards_.begin());
}

int RunListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(cards_.size());
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto& card = cards_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole: return card.name;
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1, %2, %3").arg(card.name, runStatusLine(card), card.summary);
        case CardRole: return QVariant::fromValue(card);
        case RunIdRole: return QVariant::fromValue<qlonglong>(card.run.value);
        case StateRole: return runStateText(card.state);
        case SummaryRole: return card.summary;
        case JobRole: return QVariant::fromValue<qulonglong>(card.job);
        case StatusLineRole: return runStatusLine(card);
        default: return {};
    }
}

int RunListModel::rowOfJob(quint64 job) const {
    const auto it =
        std::find_if(cards_.begin(), cards_.end(), [job](const RunCard& c) { return job != 0 && c.job == job; });
    return it == cards_.end() ? -1 : static_cast<int>(it - cards_.begin());
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const {
    auto flags = QAbstractListModel::flags(index);
    if (!index.isValid()) return flags | Qt::ItemIsDropEnabled;
    if (cards_[static_cast<std::size_t>(index.row())].state == RunState::Queued) flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QStringList RunListModel::mimeTypes() const {
    return {QStringLiteral("application/x-recap-waiting-run")};
}

QMimeData* RunListModel::mimeData(const QModelIndexList& indexes) const {
    auto* data = new QMimeData;
    for (const auto& index : indexes) data->setData(mimeTypes().first(), QByteArray::number(index.row()));
    return data;
}

bool RunListModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex& parent) {
    bool ok = false;
    const int from = data->data(mimeTypes().first()).toInt(&ok);
    if (!ok || from < 0 || from >= rowCount()) return false;
    int to = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    if (to > from) --to;  // its own place is free by then
    const auto first =
        std::find_if(cards_.begin(), cards_.end(), [](const RunCard& c) { return c.state == RunState::Queued; });
    const auto job = cards_[static_cast<std::size_t>(from)].job;
    const int position = to - static_cast<int>(first - cards_.begin());
    // The view removes the dragged row when this says yes; the queue itself decides where the card goes.
    QMetaObject::invokeMethod(
        this, [this, job, position] { Q_EMIT moveWanted(job, std::max(position, 0)); }, Qt::QueuedConnection);
    return false;
}

}  // namespace recap::gui
