// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/caption_audit.h"

#include "base/atomic_file.h"
#include "base/csv.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/random.h"
#include "data/clip_score_repository.h"
#include "data/import/table.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace recap {
namespace {

constexpr const char* kRight = "right";
constexpr const char* kWrong = "wrong";
constexpr std::array<const char*, 6> kColumns{"audit", "key", "path", "caption", "verdict", "faults"};

// As it is kept in the project.
struct StoredAudit {
    std::string source, filter;
    std::int64_t population = 0;
    std::map<std::string, std::int64_t> captions;  // key of the image -> version of the caption
};

std::string settingOf(const std::string& id) {
    return std::string("caption_audit.").append(id);
}

void store(Project& project, const std::string& id, const StoredAudit& audit) {
    Json captions = Json::object();
    for (const auto& [key, version] : audit.captions) captions[key] = version;
    project.settings().set(settingOf(id), Json{{"source", audit.source},
                                               {"filter", audit.filter},
                                               {"population", audit.population},
                                               {"captions", captions}}
                                              .dump());
}

StoredAudit stored(Project& project, const std::string& id) {
    const auto text = project.settings().get(settingOf(id));
    if (!text) throw Error(ErrorCode::NotFound, message("The project has no caption audit '%1'.", id));
    const Json json = parseJson(*text, "the caption audit");
    return {json.at("source").get<std::string>(), json.at("filter").get<std::string>(),
            json.at("population").get<std::int64_t>(), json.at("captions").get<std::map<std::string, std::int64_t>>()};
}

std::string tableRow(const std::vector<std::string>& cells) {
    std::string line;
    for (const auto& cell : cells) {
        if (!line.empty()) line.push_back(',');
        line.append(csvCell(cell));
    }
    return line.append("\r\n");
}

// A cell without blanks at its ends, in small letters.
std::string wordOf(const Json& cell) {
    if (!cell.is_string()) return {};
    std::string word = cell.get<std::string>();
    const auto blank = [](unsigned char c) { return c == ' ' || c == '\t'; };
    while (!word.empty() && blank(static_cast<unsigned char>(word.back()))) word.pop_back();
    word.erase(word.begin(), std::find_if_not(word.begin(), word.end(), blank));
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return word;
}

std::set<std::string> faultsOf(const Json& cell, const std::string& where) {
    std::set<std::string> faults;
    if (!cell.is_string()) return faults;
    const auto text = cell.get<std::string>();
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(';', begin), text.size());
        const auto word = wordOf(Json(text.substr(begin, end - begin)));
        begin = end + 1;
        if (word.empty()) continue;
        if (std::find(kCaptionFaultKinds.begin(), kCaptionFaultKinds.end(), word) == kCaptionFaultKinds.end())
            throw Error(
                ErrorCode::BadFormat,
                message("%1: a fault cannot be '%2'; there are: %3.", where, word,
                        listOf(std::vector<std::string_view>(kCaptionFaultKinds.begin(), kCaptionFaultKinds.end()))));
        faults.insert(word);
    }
    return faults;
}

struct JudgedCaption {
    bool wrong = false;
    std::set<std::string> faults;
};

// By the key of the image.
struct FilledTable {
    std::string id;
    std::map<std::string, JudgedCaption> judged;
};

std::vector<std::size_t> columnsOf(const TableReader& table, const std::filesystem::path& file) {
    std::vector<std::size_t> places;
    for (const char* name : kColumns) {
        const auto place = findColumn(table.columns(), {name});
        if (!place)
            throw Error(ErrorCode::BadFormat,
                        message("%1 is not the table of a caption audit: it has no column '%2'.", file, name));
        places.push_back(*place);
    }
    return places;
}

FilledTable readTable(const std::filesystem::path& file) {
    const auto table = openCsv(file);
    const auto places = columnsOf(*table, file);
    FilledTable out;
    std::set<std::string> seen;
    std::vector<Json> cells;
    while (table->next(cells)) {
        const auto cell = [&](std::size_t column) { return cells.at(places[column]); };
        const auto id = wordOf(cell(0)), key = wordOf(cell(1)), verdict = wordOf(cell(4));
        if (out.id.empty()) out.id = id;
        if (id != out.id || !seen.insert(key).second)
            throw Error(ErrorCode::BadFormat,
                        message("%1: this row belongs to another audit, or its caption stands twice.", table->where()));
        const auto faults = faultsOf(cell(5), table->where());
        if (verdict.empty() && faults.empty()) continue;
        if ((verdict != kRight && verdict != kWrong) || (verdict == kRight && !faults.empty()))
            throw Error(ErrorCode::BadFormat,
                        message("%1: a verdict must be '%2' without faults, or '%3'.", table->where(), kRight, kWrong));
        out.judged[key] = {verdict == kWrong, faults};
    }
    return out;
}

// CLIPScores of all captions of the population, by the key of the image; a reason where one is missing.
struct Scores {
    std::map<std::string, double> of;
    double mean = 0;
    Message missing;
};

Scores scoresOf(Project& project, const StoredAudit& audit) {
    Scores scores;
    ClipScoreRepository repository(project.database());
    if (!repository.current()) {
        scores.missing = message("No caption has a CLIPScore; 'recap dataset score' computes them.");
        return scores;
    }
    const auto captions = project.captions().forSource(audit.source, parseImageQuery(audit.filter));
    if (std::ssize(captions) != audit.population) {
        scores.missing = message("The source has other captions than when the sample was drawn.");
        return scores;
    }
    for (const auto& caption : captions) {
        const auto versions = repository.scores(caption.image);
        const auto found = versions.find(caption.caption);
        if (found == versions.end()) {
            scores.missing = message("Some captions have no CLIPScore; 'recap dataset score' computes them.");
            return scores;
        }
        scores.of[project.images().get(caption.image)->key] = found->second;
        scores.mean += found->second / static_cast<double>(audit.population);
    }
    return scores;
}

void addScores(CaptionAuditResult& result, Project& project, const StoredAudit& audit, const FilledTable& table) {
    const auto scores = scoresOf(project, audit);
    result.without_scores = scores.missing;
    if (!scores.missing.empty()) return;
    if (table.judged.size() < 3) {
        result.without_scores = message("Fewer than three captions have a verdict.");
        return;
    }
    std::vector<JudgedPrediction> sample;
    for (const auto& [key, judged] : table.judged) {
        const auto score = scores.of.find(key);
        if (score == scores.of.end()) {
            result.without_scores = message("The source has other captions than when the sample was drawn.");
            return;
        }
        sample.push_back({judged.wrong ? 1.0 : 0.0, score->second});
    }
    result.with_scores = predictionPoweredMean(sample, scores.mean, audit.population);
    for (double* end : {&result.with_scores->value, &result.with_scores->low, &result.with_scores->high})
        *end = std::clamp(*end, 0.0, 1.0);
}

}  // namespace

CaptionAuditDraw drawCaptionAudit(Project& project, const CaptionAuditOptions& options,
                                  const std::filesystem::path& table) {
    project.requireWritable();
    requireValid(options);
    auto captions = project.captions().forSource(options.source, parseImageQuery(options.filter));
    if (captions.empty())
        throw Error(ErrorCode::NotFound,
                    message("The source '%1' has no captions of the images that were selected.", options.source));
    CaptionAuditDraw draw;
    draw.population = std::ssize(captions);
    draw.drawn = std::min(draw.population, options.size > 0
                                               ? options.size
                                               : sampleSizeForWidth(draw.population, options.width, options.expected));
    Random random(deriveSeed(static_cast<std::uint64_t>(options.seed), "caption_audit"));
    random.shuffle(captions);
    captions.resize(static_cast<std::size_t>(draw.drawn));
    StoredAudit audit{options.source, options.filter, draw.population, {}};
    std::string rows;
    for (const auto& caption : captions) {
        const auto image = project.images().get(caption.image);
        audit.captions[image->key] = caption.caption.value;
        rows.append(image->key).append(1, '\n');
    }
    draw.id =
        sha256(optionsToJson(options).dump() + '\n' + std::to_string(draw.population) + '\n' + rows).substr(0, 12);
    std::string text = tableRow({kColumns.begin(), kColumns.end()});
    for (const auto& caption : captions) {
        const auto image = project.images().get(caption.image);
        text.append(tableRow({draw.id, image->key, image->path, caption.text, "", ""}));
    }
    writeTextAtomically(table, text);
    store(project, draw.id, audit);
    return draw;
}

CaptionAuditResult readCaptionAudit(Project& project, const std::filesystem::path& file) {
    const auto table = readTable(file);
    const auto audit = stored(project, table.id);
    for (const auto& [key, judged] : table.judged)
        if (!audit.captions.contains(key))
            throw Error(ErrorCode::BadFormat,
                        message("%1: the caption of image %2 does not belong to this audit.", file, key));
    CaptionAuditResult result{.id = table.id, .source = audit.source, .population = audit.population};
    result.drawn = std::ssize(audit.captions);
    result.judged = std::ssize(table.judged);
    const auto add = [&](const std::string& fault, auto&& counts) {
        const auto found = std::count_if(table.judged.begin(), table.judged.end(),
                                         [&](const auto& entry) { return counts(entry.second); });
        result.shares.push_back({fault, found, finitePopulationInterval(found, result.judged, result.population)});
    };
    add("any", [](const JudgedCaption& judged) { return judged.wrong; });
    for (const char* kind : kCaptionFaultKinds)
        add(kind, [&](const JudgedCaption& judged) { return judged.faults.contains(kind); });
    addScores(result, project, audit, table);
    return result;
}

DifferenceInterval compareAudits(const CaptionAuditResult& after, const CaptionAuditResult& before) {
    const auto wrong = [](const CaptionAuditResult& audit) { return static_cast<double>(audit.shares.front().found); };
    return newcombeIndependent(wrong(after), static_cast<double>(after.judged), wrong(before),
                               static_cast<double>(before.judged));
}

Json toJson(const CaptionAuditResult& result) {
    Json shares = Json::array();
    for (const auto& share : result.shares)
        shares.push_back({{"source", result.source},
                          {"fault", share.fault},
                          {"found", share.found},
                          {"share", share.share.rate},
                          {"low", share.share.low},
                          {"high", share.share.high},
                          {"n", result.judged}});
    Json json = {{"audit", result.id},    {"population", result.population},
                 {"drawn", result.drawn}, {"judged", result.judged},
                 {"sources", shares},     {"with_scores", nullptr}};
    if (result.with_scores)
        json["with_scores"] = {{"share", result.with_scores->value},
                               {"low", result.with_scores->low},
                               {"high", result.with_scores->high},
                               {"weight", result.with_scores->weight}};
    else
        json["without_scores"] = result.without_scores.english();
    return json;
}

}  // namespace recap
