// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/metrics_table.h"

#include "base/csv.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace recap::gui {

namespace {

struct KnownMetric {
    const char* name;
    const char* title;
    Direction direction;
};

// In the order of the paper's table.
constexpr std::array kKnown = {
    KnownMetric{"fid", "FID", Direction::LowerIsBetter},
    KnownMetric{"o_fid", "O-FID", Direction::LowerIsBetter},
    KnownMetric{"soa_c", "SOA-C", Direction::HigherIsBetter},
    KnownMetric{"soa_i", "SOA-I", Direction::HigherIsBetter},
    KnownMetric{"ca", "CA", Direction::LowerIsBetter},
    KnownMetric{"pa", "PA", Direction::HigherIsBetter},
    KnownMetric{"rp", "RP", Direction::HigherIsBetter},
    KnownMetric{"count_exact", "Counts exact", Direction::HigherIsBetter},
    KnownMetric{"pa_both", "PA | both", Direction::HigherIsBetter},
    KnownMetric{"clip_score", "CLIPScore", Direction::HigherIsBetter},
    KnownMetric{"cmmd", "CMMD", Direction::LowerIsBetter},
    KnownMetric{"kid", "KID", Direction::LowerIsBetter},
    KnownMetric{"is", "IS", Direction::HigherIsBetter},
};

std::size_t knownIndex(const QString& name) {
    const auto it =
        std::find_if(kKnown.begin(), kKnown.end(), [&](const KnownMetric& m) { return name == QLatin1String(m.name); });
    return static_cast<std::size_t>(it - kKnown.begin());
}

struct Column {
    QString name;
    QString judge;
    Json card;
};

// Real images were not drawn by a sampler and may be of another number; everything else must agree.
Json withoutSampling(Json card) {
    for (const char* fact : {"guidance", "steps", "scheduler", "images", "prompts"}) card.erase(fact);
    return card;
}

bool belongsTo(const Column& column, const MetricRecord& metric, bool reference) {
    if (column.name != QString::fromStdString(metric.name) || column.judge != QString::fromStdString(metric.judge))
        return false;
    const Json card = comparableCard(metric.card);
    return reference ? withoutSampling(column.card) == withoutSampling(card) : column.card == card;
}

const RunLabel* modelOf(const MetricRecord& metric, const std::vector<RunLabel>& models) {
    const auto it = std::find_if(models.begin(), models.end(), [&](const RunLabel& m) { return m.run == metric.run; });
    return it == models.end() ? nullptr : &*it;
}

// Reference models come last: they join the columns of the others and open their own only when there is none.
std::vector<Column> findColumns(const std::vector<MetricRecord>& metrics, const std::vector<RunLabel>& models) {
    std::vector<Column> found;
    for (const bool reference : {false, true})
        for (const auto& metric : metrics) {
            const auto* model = modelOf(metric, models);
            if (model == nullptr || model->reference != reference) continue;
            if (std::none_of(found.begin(), found.end(),
                             [&](const Column& c) { return belongsTo(c, metric, reference); }))
                found.push_back({QString::fromStdString(metric.name), QString::fromStdString(metric.judge),
                                 comparableCard(metric.card)});
        }
    std::stable_sort(found.begin(), found.end(),
                     [](const Column& a, const Column& b) { return knownIndex(a.name) < knownIndex(b.name); });
    return found;
}

// A card may say more than this program knows.
QString titleOf(const Column& column) {
    const auto it = column.card.find("title");
    return it != column.card.end() && it->is_string() ? QString::fromStdString(it->get<std::string>())
                                                      : metricTitle(column.name);
}

Direction directionOf(const Column& column) {
    const auto it = column.card.find("higher_is_better");
    if (it == column.card.end() || !it->is_boolean()) return metricDirection(column.name);
    return it->get<bool>() ? Direction::HigherIsBetter : Direction::LowerIsBetter;
}

// What tells columns of one metric apart: the judge, or the first facts of the card that differ.
QString differenceOf(const Column& column, const std::vector<Column>& all) {
    QStringList facts;
    for (const auto& other : all) {
        if (&other == &column || other.name != column.name) continue;
        if (other.judge != column.judge && !facts.contains(column.judge)) facts << column.judge;
        for (const auto& item : column.card.items()) {
            const auto it = other.card.find(item.key());
            if (it != other.card.end() && *it == item.value()) continue;
            const QString value = item.value().is_string() ? QString::fromStdString(item.value().get<std::string>())
                                                           : QString::fromStdString(item.value().dump());
            const QString fact = QStringLiteral("%1 %2").arg(QString::fromStdString(item.key()), value);
            if (!facts.contains(fact) && facts.size() < 3) facts << fact;
        }
    }
    return facts.join(QStringLiteral(", "));
}

int decimalsFor(const std::vector<MetricsRow>& rows, std::size_t column) {
    double largest = 0;
    for (const auto& row : rows)
        if (row.cells[column]) largest = std::max(largest, std::abs(row.cells[column]->value));
    return largest >= 10 ? 1 : largest >= 1 ? 2 : 3;
}

// Whether `a` is better than `b` with both intervals apart.
bool clearlyBetter(const MetricCell& a, const MetricCell& b, Direction direction) {
    return direction == Direction::LowerIsBetter ? a.high < b.low : a.low > b.high;
}

void markBest(MetricsTable& table, std::size_t column) {
    const auto direction = table.columns[column].direction;
    if (direction == Direction::Unknown) return;
    std::vector<MetricCell*> candidates;
    for (auto& row : table.rows)
        if (!row.model.reference && row.cells[column]) candidates.push_back(&*row.cells[column]);
    if (candidates.size() < 2) return;
    for (auto* cell : candidates)
        cell->best = std::all_of(candidates.begin(), candidates.end(), [&](const MetricCell* other) {
            return other == cell || clearlyBetter(*cell, *other, direction);
        });
}

QString csvField(const QString& text) {
    return QString::fromStdString(csvCell(text.toStdString()));
}

QString latexText(const QString& text) {
    QString out;
    for (const QChar c : text) {
        if (QStringLiteral("&%$#_{}").contains(c))
            out += QStringLiteral("\\%1").arg(c);
        else if (c == u'\\')
            out += QStringLiteral("\\textbackslash{}");
        else if (c == u'~')
            out += QStringLiteral("\\textasciitilde{}");
        else if (c == u'^')
            out += QStringLiteral("\\textasciicircum{}");
        else
            out += c;
    }
    return out;
}

QString columnTitle(const MetricColumn& column) {
    return column.protocol.isEmpty() ? column.title : QStringLiteral("%1 (%2)").arg(column.title, column.protocol);
}

}  // namespace

QString metricTitle(const QString& name) {
    const auto i = knownIndex(name);
    return i < kKnown.size() ? QLatin1String(kKnown[i].title) : name;
}

Direction metricDirection(const QString& name) {
    const auto i = knownIndex(name);
    return i < kKnown.size() ? kKnown[i].direction : Direction::Unknown;
}

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

Json comparableCard(const Json& card) {
    static constexpr std::array kOwnFacts = {
        "run",  "model",    "model_sha256", "checkpoint",  "samples", "bootstrap_seed", "code_version", "folder",
        "path", "computed", "created",      "computed_ms", "seconds", "seeds",          "metric"};
    Json out = Json::object();
    if (!card.is_object()) return out;
    for (const auto& item : card.items())
        if (std::none_of(kOwnFacts.begin(), kOwnFacts.end(), [&](const char* own) { return item.key() == own; }))
            out[item.key()] = item.value();
    return out;
}

MetricsTable buildMetricsTable(const std::vector<MetricRecord>& metrics, const std::vector<RunLabel>& models) {
    const auto found = findColumns(metrics, models);
    MetricsTable table;
    for (const auto& model : models) {
        MetricsRow row{model, std::vector<std::optional<MetricCell>>(found.size())};
        for (const auto& metric : metrics) {
            if (metric.run != model.run) continue;
            // A reference row may stand in several columns: its number is the same whatever sampler the others used.
            for (std::size_t i = 0; i < found.size(); ++i)
                if (belongsTo(found[i], metric, model.reference))
                    row.cells[i] = MetricCell{
                        metric.value, metric.low, metric.high, metric.n, QString::fromStdString(metric.judge),
                        metric.card,  false};
        }
        if (std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.has_value(); }))
            table.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& column = found[i];
        table.columns.push_back({column.name, titleOf(column), column.judge, directionOf(column),
                                 decimalsFor(table.rows, i), differenceOf(column, found)});
        markBest(table, i);
    }
    return table;
}

QString metricsToCsv(const MetricsTable& table) {
    QString out = QStringLiteral("model,metric,value,low,high,n,judge,best,card\n");
    for (const auto& row : table.rows)
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (!row.cells[i]) continue;
            const auto& cell = *row.cells[i];
            const QStringList fields = {csvField(row.model.name),
                                        csvField(table.columns[i].name),
                                        QString::number(cell.value, 'g', 10),
                                        QString::number(cell.low, 'g', 10),
                                        QString::number(cell.high, 'g', 10),
                                        QString::number(cell.n),
                                        csvField(cell.judge),
                                        cell.best ? QStringLiteral("1") : QStringLiteral("0"),
                                        csvField(QString::fromStdString(toJsonLine(cell.card)))};
            out += fields.join(u',') + u'\n';
        }
    return out;
}

QString metricsToMarkdown(const MetricsTable& table) {
    const auto cellText = [](QString text) { return text.replace(QStringLiteral("|"), QStringLiteral("\\|")); };
    QString head = QStringLiteral("| Model |");
    QString rule = QStringLiteral("|---|");
    for (const auto& column : table.columns) {
        head += QStringLiteral(" %1 %2 |").arg(cellText(columnTitle(column)), directionArrow(column.direction));
        rule += QStringLiteral("---:|");
    }
    QString out = head + u'\n' + rule + u'\n';
    for (const auto& row : table.rows) {
        out += QStringLiteral("| %1 |").arg(cellText(row.model.name));
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (!row.cells[i]) {
                out += QStringLiteral(" – |");
                continue;
            }
            const auto& cell = *row.cells[i];
            const int decimals = table.columns[i].decimals;
            const QString value = metricText(cell.value, decimals);
            out += QStringLiteral(" %1 [%2, %3] (n=%4) |")
                       .arg(cell.best ? QStringLiteral("**%1**").arg(value) : value, metricText(cell.low, decimals),
                            metricText(cell.high, decimals))
                       .arg(cell.n);
        }
        out += u'\n';
    }
    QStringList judges;
    for (const auto& column : table.columns) judges << QStringLiteral("%1: %2").arg(columnTitle(column), column.judge);
    return out + QStringLiteral("\n95 % intervals. Bold: interval separated from every other model. Judges: ") +
           judges.join(QStringLiteral("; ")) + QStringLiteral(".\n");
}

QString metricsToLatex(const MetricsTable& table) {
    QString out = QStringLiteral("% needs \\usepackage{booktabs}\n\\begin{tabular}{l") +
                  QString(static_cast<qsizetype>(table.columns.size()), u'r') + QStringLiteral("}\n\\toprule\nModel");
    for (const auto& column : table.columns) {
        const QString arrow = column.direction == Direction::LowerIsBetter    ? QStringLiteral(" $\\downarrow$")
                              : column.direction == Direction::HigherIsBetter ? QStringLiteral(" $\\uparrow$")
                                                                              : QString();
        out += QStringLiteral(" & ") + latexText(columnTitle(column)) + arrow;
    }
    out += QStringLiteral(" \\\\\n\\midrule\n");
    for (const auto& row : table.rows) {
        out += latexText(row.model.name);
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            out += QStringLiteral(" & ");
            if (!row.cells[i]) {
                out += QStringLiteral("--");
                continue;
            }
            const auto& cell = *row.cells[i];
            const int decimals = table.columns[i].decimals;
            const QString value = metricText(cell.value, decimals);
            out += QStringLiteral("%1 {\\scriptsize [%2, %3]}")
                       .arg(cell.best ? QStringLiteral("\\textbf{%1}").arg(value) : value,
                            metricText(cell.low, decimals), metricText(cell.high, decimals));
        }
        out += QStringLiteral(" \\\\\n");
    }
    out += QStringLiteral("\\bottomrule\n\\end{tabular}\n");
    for (const auto& column : table.columns) {
        qint64 low = 0;
        qint64 high = 0;
        const auto i = static_cast<std::size_t>(&column - table.columns.data());
        for (const auto& row : table.rows) {
            if (!row.cells[i]) continue;
            low = low == 0 ? row.cells[i]->n : std::min(low, row.cells[i]->n);
            high = std::max(high, row.cells[i]->n);
        }
        const QString count = low == high ? QString::number(high) : QStringLiteral("%1-%2").arg(low).arg(high);
        out += QStringLiteral("% %1: judge %2, n = %3\n").arg(columnTitle(column), column.judge, count);
    }
    return out;
}

}  // namespace recap::gui
