// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/geneval.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace recap {
namespace {

using Objects = std::vector<GenEvalObject>;
using Chosen = std::vector<std::size_t>;  // indices into the objects of a class, best first

[[noreturn]] void wrongField(const char* field) {
    throw Error(ErrorCode::BadFormat,
                message("'%1' of a GenEval prompt is missing or is not what GenEval writes there.", field));
}

const Json& field(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end()) wrongField(name);
    return *found;
}

std::string textField(const Json& json, const char* name) {
    const auto& value = field(json, name);
    if (!value.is_string()) wrongField(name);
    return value.get<std::string>();
}

GenEvalClause clauseFrom(const Json& json, std::size_t before) {
    if (!json.is_object()) wrongField("include");
    GenEvalClause clause;
    clause.object = textField(json, "class");
    const auto& count = field(json, "count");
    if (!count.is_number_integer() || count.get<std::int64_t>() < 0) wrongField("count");
    clause.count = count.get<std::int64_t>();
    if (json.contains("color")) clause.colour = textField(json, "color");
    if (!json.contains("position")) return clause;
    const Json& position = json["position"];
    const bool fits = position.is_array() && position.size() == 2 && position[0].is_string() &&
                      position[1].is_number_unsigned() && position[1].get<std::size_t>() < before;
    if (!fits) wrongField("position");
    clause.position.emplace(position[0].get<std::string>(), position[1].get<std::size_t>());
    return clause;
}

std::vector<GenEvalClause> clausesFrom(const Json& metadata, const char* name) {
    std::vector<GenEvalClause> clauses;
    if (!metadata.contains(name)) return clauses;
    if (!metadata[name].is_array()) wrongField(name);
    for (const auto& clause : metadata[name]) clauses.push_back(clauseFrom(clause, clauses.size()));
    return clauses;
}

// Areas counted with one pixel more, as the published program does.
double overlapWithBorder(const std::array<double, 4>& a, const std::array<double, 4>& b) {
    const auto area = [](double x1, double y1, double x2, double y2) {
        return std::max(x2 - x1 + 1, 0.0) * std::max(y2 - y1 + 1, 0.0);
    };
    const double shared = area(std::max(a[0], b[0]), std::max(a[1], b[1]), std::min(a[2], b[2]), std::min(a[3], b[3]));
    const double all = area(a[0], a[1], a[2], a[3]) + area(b[0], b[1], b[2], b[3]) - shared;
    return all != 0 ? shared / all : 0;
}

Chosen chosen(const Objects& objects, double score, const GenEvalOptions& options) {
    Chosen order(objects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t i) { return !(objects[i].score > score); });
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return objects[a].score > objects[b].score; });
    order.resize(std::min(order.size(), options.most));
    if (options.overlap >= 1) return order;
    Chosen kept;
    for (const auto i : order)
        if (std::none_of(kept.begin(), kept.end(), [&](std::size_t better) {
                return overlapWithBorder(objects[better].box, objects[i].box) >= options.overlap;
            }))
            kept.push_back(i);
    return kept;
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) out.append(i == 0 ? "" : between).append(parts[i]);
    return out;
}

class Examination {
public:
    Examination(const std::map<std::string, Objects>& seen, const GenEvalColour& colour, const GenEvalOptions& options)
        : seen_(seen), colour_(colour), options_(options) {}

    GenEvalVerdict verdict(const GenEvalPrompt& prompt) {
        const double score = prompt.task == "counting" ? options_.counting_score : options_.score;
        for (const auto& [object, objects] : seen_)
            if (auto kept = chosen(objects, score, options_); !kept.empty()) kept_[object] = std::move(kept);
        for (const auto& clause : prompt.include) {
            const std::size_t failures = reasons_.size();
            Chosen found = firstOf(clause);
            examine(clause, found);
            matched_.push_back({clause.object, std::move(found), reasons_.size() == failures});
        }
        for (const auto& clause : prompt.exclude) {
            const auto count = keptOf(clause.object).size();
            if (count >= static_cast<std::size_t>(clause.count))
                reasons_.push_back("expected " + clause.object + "<" + std::to_string(clause.count) + ", found " +
                                   std::to_string(count));
        }
        GenEvalVerdict out{reasons_.empty(), joined(reasons_, "\n"), {}};
        for (const auto& [object, kept] : kept_) out.kept[object] = kept.size();
        return out;
    }

private:
    struct Group {
        std::string object;
        Chosen found;
        bool matched = false;
    };

    const Chosen& keptOf(const std::string& object) const {
        static const Chosen none;
        const auto found = kept_.find(object);
        return found == kept_.end() ? none : found->second;
    }
    Chosen firstOf(const GenEvalClause& clause) const {
        const auto& kept = keptOf(clause.object);
        return Chosen(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(
                                                       std::min(kept.size(), static_cast<std::size_t>(clause.count))));
    }
    const std::array<double, 4>& box(const std::string& object, std::size_t index) const {
        return seen_.at(object)[index].box;
    }

    void examine(const GenEvalClause& clause, const Chosen& found) {
        if (found.size() < static_cast<std::size_t>(clause.count)) {
            reasons_.push_back("expected " + clause.object + ">=" + std::to_string(clause.count) + ", found " +
                               std::to_string(found.size()));
            return;
        }
        if (!clause.colour.empty() && !hasColour(clause, found)) return;
        if (clause.position) examinePosition(clause, found);
    }

    bool hasColour(const GenEvalClause& clause, const Chosen& found) {
        std::map<std::string, std::int64_t> counts;
        for (const auto index : found) ++counts[colour_(clause.object, index)];
        if (counts[clause.colour] >= clause.count) return true;
        std::vector<std::string> others;
        for (const auto name : kGenEvalColours)
            if (const auto count = counts.find(std::string(name)); count != counts.end() && count->second > 0)
                others.push_back(std::to_string(count->second) + " " + std::string(name));
        reasons_.push_back("expected " + clause.colour + " " + clause.object + ">=" + std::to_string(clause.count) +
                           ", found " + std::to_string(counts[clause.colour]) + " " + clause.colour + "; and " +
                           joined(others, ", "));
        return false;
    }

    void examinePosition(const GenEvalClause& clause, const Chosen& found) {
        const auto& [relation, group] = *clause.position;
        const auto& target = matched_.at(group);
        if (!target.matched) {
            reasons_.push_back("no target for " + clause.object + " to be " + relation);
            return;
        }
        for (const auto object : found) {
            for (const auto other : target.found) {
                const auto relations =
                    genEvalRelations(box(clause.object, object), box(target.object, other), options_.dead_zone);
                if (relations.count(relation) != 0) continue;
                reasons_.push_back("expected " + clause.object + " " + relation + " target, found " +
                                   joined({relations.begin(), relations.end()}, " and ") + " target");
                return;
            }
        }
    }

    const std::map<std::string, Objects>& seen_;
    const GenEvalColour& colour_;
    const GenEvalOptions& options_;
    std::map<std::string, Chosen> kept_;
    std::vector<Group> matched_;
    std::vector<std::string> reasons_;
};

}  // namespace

GenEvalPrompt GenEvalPrompt::fromJson(const Json& metadata) {
    if (!metadata.is_object()) wrongField("tag");
    return {textField(metadata, "tag"), clausesFrom(metadata, "include"), clausesFrom(metadata, "exclude")};
}

GenEvalVerdict genEvalVerdict(const GenEvalPrompt& prompt, const std::map<std::string, Objects>& seen,
                              const GenEvalColour& colour, const GenEvalOptions& options) {
    return Examination(seen, colour, options).verdict(prompt);
}

std::set<std::string> genEvalRelations(const std::array<double, 4>& a, const std::array<double, 4>& b,
                                       double deadZone) {
    constexpr double kNothing = 1e-3, kDirection = 0.5;
    std::array<double, 2> offset{}, shrunk{};
    for (std::size_t axis = 0; axis < 2; ++axis) {
        offset[axis] = (a[axis] + a[axis + 2]) / 2 - (b[axis] + b[axis + 2]) / 2;
        const double sizes = std::abs(a[axis + 2] - a[axis]) + std::abs(b[axis + 2] - b[axis]);
        shrunk[axis] = std::copysign(std::max(std::abs(offset[axis]) - deadZone * sizes, 0.0), offset[axis]);
    }
    if (std::abs(shrunk[0]) < kNothing && std::abs(shrunk[1]) < kNothing) return {};
    const double length = std::hypot(offset[0], offset[1]);  // of the whole offset: a diagonal may have no direction
    std::set<std::string> relations;
    if (shrunk[0] / length < -kDirection) relations.insert("left of");
    if (shrunk[0] / length > kDirection) relations.insert("right of");
    if (shrunk[1] / length < -kDirection) relations.insert("above");
    if (shrunk[1] / length > kDirection) relations.insert("below");
    return relations;
}

GenEvalScores genEvalScores(const std::vector<std::pair<std::string, bool>>& verdicts) {
    std::map<std::string, std::pair<double, double>> counts;  // correct, all
    for (const auto& [task, correct] : verdicts) {
        counts[task].first += correct ? 1 : 0;
        counts[task].second += 1;
    }
    GenEvalScores out;
    out.pictures = verdicts.size();
    for (const auto& [task, count] : counts) {
        out.tasks[task] = count.first / count.second;
        out.overall += out.tasks[task] / static_cast<double>(counts.size());
    }
    return out;
}

}  // namespace recap
