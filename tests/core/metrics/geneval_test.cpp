// SPDX-License-Identifier: GPL-3.0-or-later
#include "geneval_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "metrics/geneval.h"
#include "support/golden.h"

#include <QtTest/QTest>

#include <cmath>
#include <sstream>

using namespace recap;
using recap::testing::goldenCase;
using recap::testing::goldenCases;

namespace {

struct Row {
    Json json;
    std::map<std::string, std::vector<GenEvalObject>> seen;
    std::map<std::string, std::vector<std::string>> colours;

    GenEvalVerdict verdict() const {
        GenEvalOptions options;
        if (json.contains("options")) options.overlap = json["options"].at("max_overlap").get<double>();
        return genEvalVerdict(
            GenEvalPrompt::fromJson(json["metadata"]), seen,
            [this](const std::string& object, std::size_t i) { return colours.at(object).at(i); }, options);
    }
};

std::vector<std::filesystem::path> cases() {
    std::vector<std::filesystem::path> out;
    for (const auto& folder : goldenCases("judges"))
        if (std::filesystem::exists(folder / "relations.json")) out.push_back(folder);
    if (out.empty()) throw std::runtime_error("there is no golden case of GenEval");
    return out;
}

std::vector<Row> rowsOf(const std::filesystem::path& folder) {
    std::vector<Row> rows;
    std::istringstream lines(readTextFile(folder / "rows.jsonl"));
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) continue;
        Row row;
        row.json = Json::parse(line);
        for (const auto& seen : row.json["detections"]) {
            const auto object = seen["class"].get<std::string>();
            row.seen[object].push_back({seen["box"].get<std::array<double, 4>>(), seen["score"].get<double>()});
            row.colours[object].push_back(seen["color"].get<std::string>());
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// The words between "found " and " target" name a set: their order is not defined.
std::multiset<std::string> wordsOf(const std::string& reason) {
    std::multiset<std::string> words;
    std::istringstream in(reason);
    for (std::string word; in >> word;) words.insert(word);
    return words;
}

}  // namespace

void GenEvalTest::verdicts_equal_the_published_program() {
    for (const auto& folder : cases()) {
        for (const auto& row : rowsOf(folder)) {
            const auto verdict = row.verdict();
            const auto name = row.json["metadata"].dump();
            QVERIFY2(verdict.correct == row.json["correct"].get<bool>(), name.c_str());
            QVERIFY2(wordsOf(verdict.reason) == wordsOf(row.json["reason"].get<std::string>()), name.c_str());
            QVERIFY2((verdict.kept == row.json["kept"].get<std::map<std::string, std::size_t>>()), name.c_str());
        }
    }
}

void GenEvalTest::relations_equal_the_published_program() {
    for (const auto& folder : cases()) {
        const Json pairs = readJsonFile(folder / "relations.json");
        QVERIFY(!pairs.empty());
        for (const auto& pair : pairs) {
            const auto relations =
                genEvalRelations(pair["a"].get<std::array<double, 4>>(), pair["b"].get<std::array<double, 4>>());
            QVERIFY2((relations == pair["relations_of_a_to_b"].get<std::set<std::string>>()), pair.dump().c_str());
        }
    }
}

void GenEvalTest::scores_are_the_mean_of_the_tasks() {
    for (const auto& folder : cases()) {
        std::vector<std::pair<std::string, bool>> verdicts;
        for (const auto& row : rowsOf(folder))
            if (!row.json.contains("options"))
                verdicts.emplace_back(row.json["metadata"]["tag"].get<std::string>(), row.verdict().correct);
        const Json expected = goldenCase(folder)["expected"];
        const auto scores = genEvalScores(verdicts);
        QCOMPARE(scores.pictures, expected["images"].get<std::size_t>());
        QVERIFY(std::abs(scores.overall - expected["overall"].get<double>()) < 1e-12);
        const auto tasks = expected["task_accuracy_without_options_rows"].get<std::map<std::string, double>>();
        QCOMPARE(scores.tasks.size(), tasks.size());
        for (const auto& [task, accuracy] : tasks) QVERIFY(std::abs(scores.tasks.at(task) - accuracy) < 1e-12);
    }
}

void GenEvalTest::damaged_prompts_are_refused_by_field() {
    const auto refusal = [](const char* text) -> std::string {
        try {
            GenEvalPrompt::fromJson(Json::parse(text));
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    QVERIFY(refusal(R"({"tag": "colors", "include": [{"class": "dog", "count": 1}]})").empty());
    QVERIFY(refusal(R"([])").find("'tag'") != std::string::npos);
    QVERIFY(refusal(R"({"tag": "colors", "include": [{"count": 1}]})").find("'class'") != std::string::npos);
    QVERIFY(refusal(R"({"tag": "colors", "include": [{"class": "dog", "count": -1}]})").find("'count'") !=
            std::string::npos);
    QVERIFY(refusal(R"({"tag": "position", "include": [{"class": "dog", "count": 1, "position": ["above", 0]}]})")
                .find("'position'") != std::string::npos);
}
