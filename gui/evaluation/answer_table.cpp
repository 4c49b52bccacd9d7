// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/answer_table.h"

#include "base/clock.h"
#include "rating/design.h"

#include <map>

namespace recap::gui {

namespace {

struct ItemFacts {
    QString prompt;
    bool repeat = false;
};

std::map<std::string, ItemFacts> itemsOf(const StudyRecord& study) {
    std::map<std::string, ItemFacts> items;
    const auto list = study.plan.find("items");
    if (list == study.plan.end()) return items;
    for (const auto& item : designFromJson(*list))
        items[item.id] = {QString::fromStdString(item.prompt), !item.repeat_of.empty()};
    return items;
}

QString csvField(QString text) {
    if (!text.contains(u'"') && !text.contains(u',') && !text.contains(u'\n') && !text.contains(u'\r')) return text;
    text.replace(QStringLiteral("\""), QStringLiteral("\"\""));
    return QStringLiteral("\"%1\"").arg(text);
}

}  // namespace

std::vector<AnswerRow> answerRows(const StudyRecord& study, const std::vector<ResponseRecord>& responses) {
    const auto items = itemsOf(study);
    std::vector<AnswerRow> rows;
    for (const auto& response : responses) {
        AnswerRow row;
        row.rater = QString::fromStdString(response.rater);
        row.item = QString::fromStdString(response.item);
        row.answer = QString::fromStdString(response.answer);
        row.seconds = static_cast<double>(response.answered_ms - response.shown_ms) / 1000;
        row.answeredMs = response.answered_ms;
        if (const auto it = items.find(response.item); it != items.end()) {
            row.prompt = it->second.prompt;
            row.repeat = it->second.repeat;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

QString answersToCsv(const StudyRecord& study, const std::vector<ResponseRecord>& responses) {
    const auto items = itemsOf(study);
    QString out =
        QStringLiteral("study,plan_hash,rater,item,repeat,prompt,left,right,answer,shown,answered,seconds\r\n");
    for (const auto& response : responses) {
        const auto it = items.find(response.item);
        const QStringList fields = {
            csvField(QString::fromStdString(study.name)),
            QString::fromStdString(study.hash),
            csvField(QString::fromStdString(response.rater)),
            csvField(QString::fromStdString(response.item)),
            it != items.end() && it->second.repeat ? QStringLiteral("1") : QStringLiteral("0"),
            csvField(it == items.end() ? QString() : it->second.prompt),
            QString::fromStdString(response.left),
            QString::fromStdString(response.right),
            QString::fromStdString(response.answer),
            QString::fromStdString(isoTime(response.shown_ms)),
            QString::fromStdString(isoTime(response.answered_ms)),
            QString::number(static_cast<double>(response.answered_ms - response.shown_ms) / 1000, 'f', 3)};
        out += fields.join(u',') + QStringLiteral("\r\n");
    }
    return out;
}

}  // namespace recap::gui
