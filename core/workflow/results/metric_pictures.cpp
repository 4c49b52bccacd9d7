// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/metric_pictures.h"

#include "base/stored_message.h"
#include "metrics/judgement.h"
#include "workflow/results/metric_facts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace recap {
namespace {

const Json& partOf(const Json& facts, const char* key) {
    static const Json kNone;
    const auto found = facts.is_object() ? facts.find(key) : facts.end();
    return found == facts.end() ? kNone : *found;
}

std::string textOf(const Json& value) {
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::string figure(double value) {
    char text[48];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

// "left" alone does not say from where.
std::string relationText(const Json& relation) {
    if (!relation.is_array() || relation.size() != 3) return {};
    auto word = textOf(relation[1]);
    if (word == "left" || word == "right") word += " of";
    return textOf(relation[0]).append(" ").append(word).append(" ").append(textOf(relation[2]));
}

Message wantedText(const Json& wanted) {
    std::vector<Message> parts;
    for (const auto& item : partOf(wanted, "objects").items())
        if (item.value().is_number_integer())
            parts.push_back(verbatim(item.value() == 0 ? item.key() : item.key() + " " + item.value().dump()));
    if (auto relation = relationText(partOf(wanted, "relation")); !relation.empty())
        parts.push_back(verbatim(std::move(relation)));
    if (const auto other = textOf(partOf(wanted, "false_prompt")); !other.empty())
        parts.push_back(message("not '%1'", other));
    for (const auto& question : partOf(wanted, "questions"))
        if (question.is_string()) parts.push_back(verbatim(question.get<std::string>()));
    return listOf(parts);
}

Message scoreText(const std::string& name, double value, const std::string& view) {
    const auto shown = figure(value);
    if (name == kScoreFalse) return message("%1 above the false prompt", shown);
    if (name == kScoreDistractor) return message("%1 above the best distractor", shown);
    if (name == kScoreCorrect) return value > 0.5 ? message("correct") : message("incorrect");
    if (name != kScoreText) return verbatim(name + " " + shown);
    if (view.starts_with("blip")) return message("probability %1", shown);
    return view.starts_with("clip") || view.starts_with("hps") ? message("similarity %1", shown)
                                                               : message("score %1", shown);
}

Message seenText(const Json& seen, const std::string& view) {
    std::vector<Message> parts;
    for (const auto& item : partOf(seen, "counts").items())
        if (item.value().is_number()) parts.push_back(verbatim(item.key() + " " + figure(item.value().get<double>())));
    for (const auto& item : partOf(seen, "scores").items())
        if (item.value().is_number()) parts.push_back(scoreText(item.key(), item.value().get<double>(), view));
    const auto remark = textOf(partOf(seen, "remark"));
    for (std::size_t begin = 0; begin < remark.size();) {
        const auto end = std::min(remark.find('\n', begin), remark.size());
        parts.push_back(verbatim(remark.substr(begin, end - begin)));
        begin = end + 1;
    }
    return listOf(parts);
}

std::vector<PictureBox> boxesOf(const Json& seen) {
    std::vector<PictureBox> boxes;
    for (const auto& row : partOf(seen, "boxes")) {
        const bool fits = row.is_array() && row.size() == 6 && row[0].is_string() &&
                          std::all_of(row.begin() + 1, row.end(), [](const Json& value) { return value.is_number(); });
        if (fits)
            boxes.push_back({row[0].get<std::string>(), row[1].get<double>(), row[2].get<double>(),
                             row[3].get<double>(), row[4].get<double>(), row[5].get<double>()});
    }
    return boxes;
}

}  // namespace

std::vector<MetricPicture> metricPictures(Project& project, const MetricRecord& number) {
    std::vector<MetricPicture> pictures;
    for (auto& contribution : project.contributions().list(number)) {
        auto& picture = contribution.picture;
        pictures.push_back({project.resolve(picture.path), std::move(picture.prompt), picture.seed, contribution.value,
                            fromStoredText(picture.problem), wantedText(picture.wanted),
                            seenText(picture.seen, contribution.view), boxesOf(picture.seen)});
    }
    const auto direction = metricDirection(number.name, number.card);
    std::stable_sort(pictures.begin(), pictures.end(), [&](const MetricPicture& a, const MetricPicture& b) {
        const bool aFailed = !a.problem.empty(), bFailed = !b.problem.empty();
        if (aFailed || bFailed || direction == Direction::Unknown) return aFailed && !bFailed;
        return direction == Direction::LowerIsBetter ? a.value > b.value : a.value < b.value;
    });
    return pictures;
}

Message whyNoPictures(Project& project, const MetricRecord& number) {
    const auto* info = findMetric(number.name);
    if (info != nullptr &&
        std::all_of(info->ways.begin(), info->ways.end(), [](const MetricWay& way) { return way.pictures == nullptr; }))
        return message("%1 is a number of the whole set of pictures; no single picture has a value.",
                       metricTitle(number.name, number.judge, number.card));
    if (!project.contributions().kept(number))
        return message(
            "What single pictures contributed was not recorded when this number was computed; compute it "
            "again to see them.");
    return {};
}

}  // namespace recap
