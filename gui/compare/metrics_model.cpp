// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/metrics_model.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/chart_panel.h"
#include "workflow/results/metric_facts.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace recap::gui {

namespace {

QString fromStd(const std::string& text) {
    return QString::fromStdString(text);
}

QString cardValue(const Json& value) {
    if (value.is_string()) return QString::fromStdString(value.get<std::string>());
    if (value.is_number_float()) return numberText(value.get<double>());
    return QString::fromStdString(value.dump());
}

QString timeText(qint64 ms) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms), QLocale::ShortFormat);
}

QString earlierText(const MetricRecord& old, int decimals) {
    const QString number =
        QStringLiteral("%1 [%2, %3]")
            .arg(metricText(old.value, decimals), metricText(old.low, decimals), metricText(old.high, decimals));
    const auto when = computedMs(old);
    const QString count = QLocale().toString(static_cast<qlonglong>(old.n));
    return when > 0 ? MetricsModel::tr("Previously: %1, n = %2, computed %3").arg(number, count, timeText(when))
                    : MetricsModel::tr("Previously: %1, n = %2").arg(number, count);
}

// Cards of older projects say 0 where nobody recorded how the pictures were drawn.
bool notRecorded(const Json& card, const std::string& key) {
    const bool drawing = key == "steps" || key == "guidance" || key == "scheduler";
    return drawing && card.value("steps", Json()) == 0;
}

}  // namespace

QString directionArrow(Direction direction) {
    switch (direction) {
        case Direction::LowerIsBetter: return QStringLiteral("↓");
        case Direction::HigherIsBetter: return QStringLiteral("↑");
        case Direction::Unknown: break;
    }
    return {};
}

QString metricText(double value, int decimals) {
    return std::isfinite(value) ? QString::number(value, 'f', decimals) : QStringLiteral("–");
}

void MetricsModel::setTable(ResultsTable table, std::map<RunId, int> series) {
    beginResetModel();
    table_ = std::move(table);
    series_ = std::move(series);
    endResetModel();
}

const ResultsCell* MetricsModel::cell(const QModelIndex& index) const {
    if (!index.isValid() || index.column() < 1) return nullptr;
    const auto& cell =
        table_.rows[static_cast<std::size_t>(index.row())].cells[static_cast<std::size_t>(index.column() - 1)];
    return cell ? &*cell : nullptr;
}

QString MetricsModel::cardText(const QModelIndex& index) const {
    const auto* shown = cell(index);
    if (shown == nullptr) return {};
    const auto& column = table_.columns[static_cast<std::size_t>(index.column() - 1)];
    const auto& row = table_.rows[static_cast<std::size_t>(index.row())];
    QStringList lines;
    const QString title = fromStd(column.title), name = coreText(rowTitle(row));
    if (shown->undefined.empty())
        lines << tr("%1 of %2: %3, 95 % interval %4 to %5, n = %6")
                     .arg(title, name, metricText(shown->value, column.decimals),
                          metricText(shown->low, column.decimals), metricText(shown->high, column.decimals),
                          QLocale().toString(static_cast<qlonglong>(shown->n)));
    else
        lines << tr("%1 of %2 has no value, because %3.").arg(title, name, coreText(shown->undefined));
    if (!shown->warning.empty()) lines << tr("Note: %1").arg(coreText(shown->warning));
    lines << tr("Judge: %1").arg(shown->judge.empty() ? tr("not recorded") : fromStd(shown->judge));
    if (const auto known = metricDefinition(column.name); !known.empty())
        lines << QString::fromStdString(coreWords(known));
    else if (const auto definition = shown->card.find("definition"); definition != shown->card.end())
        lines << cardValue(*definition);
    QStringList facts;
    for (const auto& item : shown->card.items()) {
        const auto& key = item.key();
        static const QStringList kSaidElsewhere{QStringLiteral("definition"), QStringLiteral("title"),
                                                QStringLiteral("metric"),     QStringLiteral("judge"),
                                                QStringLiteral("percent"),    QStringLiteral("higher_is_better"),
                                                QStringLiteral("undefined"),  QStringLiteral("warning")};
        if (kSaidElsewhere.contains(QString::fromStdString(key)) || notRecorded(shown->card, key)) continue;
        QString value = key == "computed_ms" && item.value().is_number_integer() ? timeText(item.value().get<qint64>())
                                                                                 : cardValue(item.value());
        // A hash is recognised by its beginning.
        if (value.size() > 24 && !value.contains(u' ')) value = value.left(12) + QStringLiteral("…");
        const QString label = key == "computed_ms" ? tr("computed") : QString::fromStdString(key).replace(u'_', u' ');
        facts << QStringLiteral("%1 %2").arg(label, value);
    }
    if (!facts.isEmpty()) lines << facts.join(QStringLiteral(" · "));
    for (const auto& old : shown->earlier) lines << earlierText(old, column.decimals);
    return lines.join(u'\n');
}

int MetricsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int MetricsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.columns.size()) + 1;
}

QVariant MetricsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto& row = table_.rows[static_cast<std::size_t>(index.row())];
    if (index.column() == 0) {
        if (role == Qt::DisplayRole) return coreText(rowTitle(row));
        if (role == SeriesRole) {
            const auto it = series_.find(row.model.run);
            return it == series_.end() ? 0 : it->second;
        }
        if (role == ReferenceRole) return row.model.reference;
        return {};
    }
    const auto* shown = cell(index);
    const int decimals = table_.columns[static_cast<std::size_t>(index.column() - 1)].decimals;
    switch (role) {
        case Qt::TextAlignmentRole: return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        case Qt::DisplayRole:
        case ValueRole: return shown == nullptr ? QStringLiteral("–") : metricText(shown->value, decimals);
        case IntervalRole:
            return shown == nullptr || !shown->undefined.empty()
                       ? QString()
                       : QStringLiteral("[%1, %2]")
                             .arg(metricText(shown->low, decimals), metricText(shown->high, decimals));
        case BestRole: return shown != nullptr && shown->best;
        case Qt::AccessibleTextRole: return cardText(index);
        default: return {};
    }
}

QVariant MetricsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (section == 0) return role == Qt::DisplayRole ? QVariant(tr("Model")) : QVariant();
    const auto& column = table_.columns[static_cast<std::size_t>(section - 1)];
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return tr("Judge: %1").arg(fromStd(column.judge)) +
               (column.protocol.empty() ? QString() : u'\n' + fromStd(column.protocol));
    if (role != Qt::DisplayRole) return {};
    QString title = QStringLiteral("%1 %2").arg(fromStd(column.title), directionArrow(column.direction)).trimmed();
    if (column.unequal())
        title += u'\n' + tr("%1 to %2 pictures")
                             .arg(QLocale().toString(static_cast<qlonglong>(column.fewest)),
                                  QLocale().toString(static_cast<qlonglong>(column.most)));
    // Columns of one metric with different cards say at once that they differ.
    return column.protocol.empty() ? title : QStringLiteral("%1\n%2").arg(title, fromStd(column.protocol));
}

void MetricsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) painter->fillRect(option.rect, c.accent_soft);
    painter->setPen(c.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect inner = option.rect.adjusted(kGrid, 6, -kGrid, -6);
    QFont bold = theme.tabularFont();
    bold.setWeight(QFont::DemiBold);
    if (index.column() == 0) {
        const QSize swatch(24, 12);
        if (!index.data(MetricsModel::ReferenceRole).toBool())
            painter->drawPixmap(QPoint(inner.left(), inner.center().y() - swatch.height() / 2),
                                seriesSwatch(index.data(MetricsModel::SeriesRole).toInt(), swatch,
                                             painter->device()->devicePixelRatioF()));
        painter->setFont(bold);
        painter->setPen(c.text);
        const QRect name = inner.adjusted(swatch.width() + kGrid, 0, 0, 0);
        painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideRight, name.width()));
    } else {
        const bool best = index.data(MetricsModel::BestRole).toBool();
        painter->setFont(best ? bold : theme.tabularFont());
        painter->setPen(best ? c.good : c.text);
        QString value = index.data(MetricsModel::ValueRole).toString();
        if (best) value.prepend(QStringLiteral("★ "));
        painter->drawText(QRect(inner.left(), inner.top(), inner.width(), 18), Qt::AlignRight | Qt::AlignVCenter,
                          value);
        painter->setFont(theme.smallFont());
        painter->setPen(c.muted);
        painter->drawText(QRect(inner.left(), inner.top() + 19, inner.width(), 16), Qt::AlignRight | Qt::AlignVCenter,
                          index.data(MetricsModel::IntervalRole).toString());
    }
    painter->restore();
}

QSize MetricsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const auto& theme = Theme::current();
    if (index.column() == 0) {
        QFont bold = theme.bodyFont();
        bold.setWeight(QFont::DemiBold);
        return {QFontMetrics(bold).horizontalAdvance(index.data().toString()) + 24 + 3 * kGrid + 4, kRowHeight};
    }
    const int interval =
        QFontMetrics(theme.smallFont()).horizontalAdvance(index.data(MetricsModel::IntervalRole).toString());
    const int value = QFontMetrics(theme.bodyFont()).horizontalAdvance(QStringLiteral("★ ") + index.data().toString());
    return {std::max(interval, value + 4) + 2 * kGrid + 2, kRowHeight};
}

}  // namespace recap::gui
