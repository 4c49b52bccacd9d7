// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_data_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/pretrain/pretrain_data_internal.h"
#include "workflow/study/demo_data_job.h"

#include <QtTest/QTest>

#include <set>
#include <sstream>

using namespace recap;
using namespace recap::testing;

namespace {

// Read from the files as anybody would: none of the demo's own functions.
const std::set<std::string> kPairs{"apple penguin",  "banana fish",    "flower orange", "car penguin",
                                   "fish zebra",     "balloon flower", "car mushroom",  "apple zebra",
                                   "balloon banana", "mushroom orange"};
const std::set<std::string> kAlone{"apple grass", "banana sky", "orange sand", "penguin snow",  "fish grass",
                                   "flower sky",  "car sand",   "zebra snow",  "balloon grass", "mushroom sky"};

bool heldOut(const std::set<std::string>& classes, const std::string& ground) {
    if (classes.size() == 1) return kAlone.contains(*classes.begin() + " " + ground);
    for (const auto& a : classes)
        for (const auto& b : classes)
            if (kPairs.contains(a + " " + b)) return true;
    return false;
}

bool heldOutText(const std::string& text) {
    static const std::set<std::string> kClasses{"apple",  "banana", "orange", "penguin", "fish",
                                                "flower", "car",    "zebra",  "balloon", "mushroom"};
    static const std::set<std::string> kGrounds{"grass", "sky", "sand", "snow"};
    std::set<std::string> classes;
    std::string ground;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (kGrounds.contains(word)) ground = word;
        if (!kClasses.contains(word) && word.ends_with("s")) word.pop_back();
        if (kClasses.contains(word)) classes.insert(word);
    }
    return !classes.empty() && heldOut(classes, ground);
}

bool heldOutTruth(const Json& objects, const Json& scene) {
    std::set<std::string> classes;
    for (const auto& [name, number] : objects.items()) classes.insert(name);
    return heldOut(classes, scene.at("ground").get<std::string>());
}

std::vector<Json> rowsOf(const std::filesystem::path& file) {
    std::vector<Json> rows;
    std::istringstream in(readBytes(file));
    for (std::string line; std::getline(in, line);) rows.push_back(Json::parse(line));
    return rows;
}

// The study's data set in small pictures, made once for all tests.
const std::vector<Json>& dataSet() {
    static const std::vector<Json> rows = [] {
        const TempDir dir;
        RecordingContext context;
        DemoDataJob({.out = dir / "data", .scenes = 1200, .human = 1200, .side = 16}).run(context);
        return rowsOf(dir / "data/metadata.jsonl");
    }();
    return rows;
}

const std::vector<Json>& prompts() {
    static const std::vector<Json> rows = [] {
        const TempDir dir;
        RecordingContext context;
        const auto made = writeHeldOutPrompts(dir / "p", 400, 1, context, 16);
        if (made.size() != 400) qFatal("there are %zu prompts", made.size());
        return rowsOf(dir / "p/prompts.jsonl");
    }();
    return rows;
}

}  // namespace

void DemoDataTest::no_scene_and_no_caption_of_the_data_set_has_a_held_out_combination() {
    QCOMPARE(dataSet().size(), std::size_t{1200});
    std::set<std::string> numbers, relations, grounds;
    for (const auto& row : dataSet()) {
        QVERIFY2(!heldOutTruth(row.at("objects"), row.at("scene")), row.dump().c_str());
        for (const char* key : {"text", "human_short", "human_long"})
            QVERIFY2(!heldOutText(row.at(key).get<std::string>()), row.dump().c_str());
        const std::string ground = row.at("scene").at("ground");
        for (const auto& [name, number] : row.at("objects").items()) {
            numbers.insert(name + number.dump());
            grounds.insert(name + ground);
            relations.insert(name + row.at("scene").value("relation", std::string()));
        }
    }
    // Every class in every number, on every ground, alone and in every relation.
    QCOMPARE(numbers.size(), std::size_t{10 * 3});
    QCOMPARE(grounds.size(), std::size_t{10 * 4});
    QCOMPARE(relations.size(), std::size_t{10 * 5});
}

void DemoDataTest::four_hundred_prompts_are_distinct_and_each_has_a_held_out_combination() {
    QCOMPARE(prompts().size(), std::size_t{400});
    std::set<std::string> texts, seeds, pictures;
    for (const auto& row : prompts()) {
        const auto text = row.at("prompt").get<std::string>();
        QVERIFY2(heldOutText(text), text.c_str());
        QVERIFY2(heldOutTruth(row.at("truth").at("objects"), row.at("truth")), text.c_str());
        texts.insert(text);
        seeds.insert(row.at("seed").dump());
        pictures.insert(row.at("picture").get<std::string>());
    }
    QCOMPARE(texts.size(), std::size_t{400});
    QCOMPARE(seeds.size(), std::size_t{400});
    QCOMPARE(pictures.size(), std::size_t{400});
}

void DemoDataTest::no_prompt_is_a_caption_of_the_data_set() {
    std::set<std::string> captions;
    for (const auto& row : dataSet())
        for (const char* key : {"text", "human_short", "human_long"}) captions.insert(row.at(key).get<std::string>());
    for (const auto& row : prompts()) {
        const auto text = row.at("prompt").get<std::string>();
        QVERIFY2(!captions.contains(text), text.c_str());
    }
}

void DemoDataTest::more_prompts_than_there_are_is_an_error() {
    const TempDir dir;
    RecordingContext context;
    try {
        writeHeldOutPrompts(dir.path(), 5000, 1, context, 16);
        QFAIL("there are not so many");
    } catch (const Error& error) {
        // 10 classes x 3 numbers x 2 ways to say it, and 10 pairs x (4 relations of one and one, 2 of two and one,
        // 2 of one and two) x 3 ways to say it x 4 grounds.
        QVERIFY2(std::string(error.what()).find("1020 were found") != std::string::npos, error.what());
    }
}

void DemoDataTest::the_shipped_networks_that_know_words_are_made_without_held_out_combinations() {
    RecordingContext context;
    const auto count = [&](PretrainScenes kind) {
        const auto data = drawPretrainData(kind, 600, 100, 5, context);
        int found = 0;
        for (std::size_t i = 0; i < data.scenes.size(); ++i) {
            const Json truth = demo::truthOf(data.scenes[i]);
            found += heldOutTruth(truth.at("objects"), truth) || heldOutText(data.altTexts[i]);
        }
        return found;
    };
    QCOMPARE(count(PretrainScenes::Training), 0);
    QVERIFY(count(PretrainScenes::All) > 60);  // about a quarter, for the judge and the autoencoder
    // And so the shipped ones were made. The CLIP, which takes no part in a study, is older.
    const Json card = readJsonFile(std::filesystem::path(qgetenv("RECAP_RESOURCES").toStdString()) / "demo/card.json");
    for (const char* part : {"captioner", "base"})
        QCOMPARE(card.at(part).value("scenes", std::string()), std::string("without held-out combinations"));
    for (const char* part : {"judge", "clip", "vae"})
        QCOMPARE(card.at(part).value("scenes", std::string()), std::string("all"));
}
