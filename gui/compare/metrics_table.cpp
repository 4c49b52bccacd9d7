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

struct Column {
    QString name;
    QString judge;
    Json card;   // what decides whether numbers may stand in the column
    Json facts;  // the whole card of the first of them
};

// Real images were not drawn by a sampler; everything else must agree.
Json withoutSampling(Json card) {
    for (const char* fact : {"guidance", "steps", "scheduler", "negative", "width", "height", "lora", "image",
                             "strength", "eta", "weights", "variant", "config", "dtype"})
        card.erase(fact);
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
                                 comparableCard(metric.card), metric.card});
        }
    std::stable_sort(found.begin(), found.end(), [](const Column& a, const Column& b) {
        return metricRank(a.name.toStdString()) < metricRank(b.name.toStdString());
    });
    return found;
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
        for (const auto& item : other.card.items()) {
            const QString fact = QStringLiteral("%1 not recorded").arg(QString::fromStdString(item.key()));
            if (!column.card.contains(item.key()) && !facts.contains(fact) && facts.size() < 3) facts << fact;
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
    // More pictures alone would make such a distance smaller.
    if (table.columns[column].unequal() && dependsOnCount(table.columns[column].name.toStdString())) return;
    std::vector<MetricCell*> candidates;
    for (auto& row : table.rows)
        if (!row.model.reference && row.cells[column] && row.cells[column]->undefined.isEmpty())
            candidates.push_back(&*row.cells[column]);
    if (candidates.size() < 2) return;
    for (auto* cell : candidates)
        cell->best = std::all_of(candidates.begin(), candidates.end(), [&](const MetricCell* other) {
            return other == cell || clearlyBetter(*cell, *other, direction);
        });
}

void countPictures(MetricsTable& table, std::size_t column) {
    auto& head = table.columns[column];
    for (const auto& row : table.rows) {
        if (row.model.reference || !row.cells[column] || !row.cells[column]->card.is_object()) continue;
        const auto images = row.cells[column]->card.find("images");
        if (images == row.cells[column]->card.end() || !images->is_number_integer()) continue;
        const auto count = images->get<qint64>();
        head.fewest = head.fewest == 0 ? count : std::min(head.fewest, count);
        head.most = std::max(head.most, count);
    }
}

MetricCell cellOf(const MetricRecord& metric, const std::vector<MetricRecord>& history) {
    MetricCell cell;
    cell.value = metric.value;
    cell.low = metric.low;
    cell.high = metric.high;
    cell.n = metric.n;
    cell.judge = QString::fromStdString(metric.judge);
    cell.card = metric.card;
    cell.undefined = QString::fromStdString(undefinedReason(metric));
    cell.warning = QString::fromStdString(metricWarning(metric));
    for (const auto& old : history)
        if (old.run == metric.run && old.name == metric.name && old.judge == metric.judge) cell.earlier.push_back(old);
    return cell;
}

// Sentences below a table: why numbers are missing, what to know about others, where counts differ. Each once, with
// the models that it is about.
QStringList remarksOf(const MetricsTable& table) {
    QStringList sentences;
    std::vector<QStringList> models;
    const auto say = [&](const QString& sentence, const QString& model) {
        auto place = sentences.indexOf(sentence);
        if (place < 0) {
            place = sentences.size();
            sentences << sentence;
            models.emplace_back();
        }
        if (!model.isEmpty()) models[static_cast<std::size_t>(place)] << model;
    };
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& column = table.columns[i];
        for (const auto& row : table.rows) {
            if (!row.cells[i]) continue;
            const auto& cell = *row.cells[i];
            if (!cell.undefined.isEmpty())
                say(QStringLiteral("%1: no value, because %2").arg(column.title, cell.undefined), row.model.name);
            if (!cell.warning.isEmpty()) say(QStringLiteral("%1: %2").arg(column.title, cell.warning), row.model.name);
        }
        if (column.unequal())
            say(QStringLiteral("%1: the models were judged by %2 to %3 pictures.")
                    .arg(column.title)
                    .arg(column.fewest)
                    .arg(column.most),
                {});
    }
    for (qsizetype i = 0; i < sentences.size(); ++i)
        if (const auto& names = models[static_cast<std::size_t>(i)]; !names.isEmpty())
            sentences[i] += QStringLiteral(" (%1)").arg(names.join(QStringLiteral(", ")));
    return sentences;
}

QString csvField(const QString& text) {
    return QString::fromStdString(csvCell(text.toStdString()));
}

// Empty where there is no number, as tables of other programs want it.
QString csvNumber(double value) {
    return std::isfinite(value) ? QString::number(value, 'g', 10) : QString();
}

QString exportName(const MetricColumn& column) {
    return QString::fromStdString(metricExportName(column.name.toStdString(), column.judge.toStdString()));
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
        "run",          "model",   "model_sha256", "checkpoint", "samples", "bootstrap_seed",
        "code_version", "folder",  "path",         "computed",   "created", "computed_ms",
        "seconds",      "seeds",   "metric",       "images",     "prompts", "not_understood",
        "undefined",    "warning", "title",        "definition"};
    Json out = Json::object();
    if (!card.is_object()) return out;
    for (const auto& item : card.items())
        if (std::none_of(kOwnFacts.begin(), kOwnFacts.end(), [&](const char* own) { return item.key() == own; }))
            out[item.key()] = item.value();
    // Cards of older projects say 0 where nobody recorded how the pictures were drawn.
    if (out.value("steps", Json()) == 0) {
        out.erase("steps");
        out.erase("guidance");
        out.erase("scheduler");
    }
    return out;
}

MetricsTable makeMetricsTable(const std::vector<MetricRecord>& metrics, const std::vector<RunLabel>& models,
                              const std::vector<MetricRecord>& history) {
    const auto found = findColumns(metrics, models);
    MetricsTable table;
    for (const auto& model : models) {
        MetricsRow row{model, std::vector<std::optional<MetricCell>>(found.size())};
        for (const auto& metric : metrics) {
            if (metric.run != model.run) continue;
            // A reference row may stand in several columns: its number is the same whatever sampler the others used.
            for (std::size_t i = 0; i < found.size(); ++i)
                if (belongsTo(found[i], metric, model.reference)) row.cells[i] = cellOf(metric, history);
        }
        if (std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.has_value(); }))
            table.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& column = found[i];
        const auto name = column.name.toStdString();
        table.columns.push_back({column.name,
                                 QString::fromStdString(metricTitle(name, column.judge.toStdString(), column.facts)),
                                 column.judge, metricDirection(name, column.facts), decimalsFor(table.rows, i),
                                 differenceOf(column, found)});
        countPictures(table, i);
        markBest(table, i);
    }
    return table;
}

QString metricsToCsv(const MetricsTable& table) {
    QString out = QStringLiteral("model,metric,value,low,high,n,judge,best,remark,card\n");
    for (const auto& row : table.rows)
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (!row.cells[i]) continue;
            const auto& cell = *row.cells[i];
            const QStringList fields = {csvField(row.model.name),
                                        csvField(exportName(table.columns[i])),
                                        csvNumber(cell.value),
                                        csvNumber(cell.low),
                                        csvNumber(cell.high),
                                        QString::number(cell.n),
                                        csvField(cell.judge),
                                        cell.best ? QStringLiteral("1") : QStringLiteral("0"),
                                        csvField(cell.undefined.isEmpty() ? cell.warning : cell.undefined),
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
            if (!row.cells[i] || !row.cells[i]->undefined.isEmpty()) {
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
    out += QStringLiteral("\n95 % intervals. Bold: interval separated from every other model. Judges: ") +
           judges.join(QStringLiteral("; ")) + QStringLiteral(".\n");
    for (const auto& remark : remarksOf(table)) out += QStringLiteral("\n- %1").arg(remark);
    return remarksOf(table).isEmpty() ? out : out + u'\n';
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
            if (!row.cells[i] || !row.cells[i]->undefined.isEmpty()) {
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
            if (!row.cells[i] || !row.cells[i]->undefined.isEmpty()) continue;
            low = low == 0 ? row.cells[i]->n : std::min(low, row.cells[i]->n);
            high = std::max(high, row.cells[i]->n);
        }
        const QString count = low == high ? QString::number(high) : QStringLiteral("%1-%2").arg(low).arg(high);
        out += QStringLiteral("% %1: judge %2, n = %3\n").arg(columnTitle(column), column.judge, count);
    }
    for (const auto& remark : remarksOf(table)) out += QStringLiteral("% %1\n").arg(remark);
    return out;
}

}  // namespace recap::gui
