// SPDX-License-Identifier: GPL-3.0-or-later
#include "added_tokens_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "support/golden.h"
#include "text/clip_tokenizer.h"

#include <QtTest/QTest>
#include <sstream>

using namespace recap;
using recap::testing::goldenFixture;
using recap::testing::sourceDirectory;

namespace {

using Ids = std::vector<std::int64_t>;

// Rows of data/added_tokens.jsonl, see the script that made it.
const std::vector<Json>& everyRow() {
    static const auto rows = [] {
        std::vector<Json> out;
        std::istringstream lines(readTextFile(sourceDirectory() / "tests/core/text/data/added_tokens.jsonl"));
        for (std::string line; std::getline(lines, line);) out.push_back(parseJson(line, "added_tokens.jsonl"));
        return out;
    }();
    return rows;
}

ClipTokenizerFiles vocabulary() {
    ClipTokenizerFiles files;
    for (const char* name : {"vocab.json", "merges.txt"})
        files[name] = readTextFile(goldenFixture("tokenizer/clip_small") / name);
    return files;
}

ClipTokenizer tokenizerWith(const Json& others) {
    auto files = vocabulary();
    for (const auto& [name, content] : others.items())
        files[name] = name == "tokenizer.json" ? Json{{"added_tokens", content}}.dump() : content.dump();
    return ClipTokenizer::fromFiles(files, "the folder");
}

// The same with vocabulary and merges in tokenizer.json, the other files as they are.
ClipTokenizer tokenizerOfOneFile(const Json& others) {
    Json merges = Json::array();
    std::istringstream lines(vocabulary()["merges.txt"]);
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with('#') && !line.empty()) merges.push_back(line);
    ClipTokenizerFiles files;
    for (const auto& [name, content] : others.items()) files[name] = content.dump();
    files["tokenizer.json"] = Json{{"added_tokens", others["tokenizer.json"]},
                                   {"model", {{"vocab", Json::parse(vocabulary()["vocab.json"])}, {"merges", merges}}}}
                                  .dump();
    return ClipTokenizer::fromFiles(files, "the folder");
}

std::string refusalOf(const Json& others) {
    try {
        tokenizerWith(others);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

const Json kInversion{{"added_tokens.json", {{"<cat-toy>", 800}, {"<cat-toy>_1", 801}}}};

}  // namespace

void TestAddedTokens::ids_and_prompts_equal_the_reference_in_every_folder_data() {
    QTest::addColumn<int>("index");
    QVERIFY(!everyRow().empty());
    for (std::size_t i = 0; i < everyRow().size(); ++i) QTest::addRow("folder %zu", i) << static_cast<int>(i);
}

void TestAddedTokens::ids_and_prompts_equal_the_reference_in_every_folder() {
    QFETCH(int, index);
    const Json& row = everyRow()[static_cast<std::size_t>(index)];
    std::vector<ClipTokenizer> tokenizers{tokenizerWith(row["files"])};
    if (row["files"].contains("tokenizer.json")) tokenizers.push_back(tokenizerOfOneFile(row["files"]));
    for (const auto& tokenizer : tokenizers) {
        QCOMPARE(tokenizer.paddingId(), row["padding"].get<std::int64_t>());
        for (std::size_t i = 0; i < row["texts"].size(); ++i) {
            const auto text = row["texts"][i].get<std::string>();
            const auto ids = tokenizer.encodeUncut(text), expected = row["ids"][i].get<Ids>();
            QVERIFY2(ids == expected,
                     (text + ": " + Json(ids).dump() + " instead of " + Json(expected).dump()).c_str());
            QCOMPARE(tokenizer.withEveryVector(text), row["prompts"][i].get<std::string>());
        }
    }
}

void TestAddedTokens::an_added_token_counts_as_one_and_is_not_cut() {
    const auto tokenizer = tokenizerWith(kInversion);
    std::string text;
    for (int i = 0; i < 74; ++i) text += "a ";
    const auto begin = text.size();
    text += "<cat-toy> <cat-toy>_1";
    const auto count = tokenizer.count(text);
    QCOMPARE(count.tokens, std::size_t{76});
    QCOMPARE(text.substr(count.cut_byte), std::string("<cat-toy>_1"));
    QCOMPARE(tokenizer.encode(text)[75], std::int64_t{800});
    QCOMPARE(tokenizer.encode(text)[76], tokenizer.endId());
    QCOMPARE(tokenizer.count(text.substr(0, begin)).cut_byte, std::string::npos);
}

void TestAddedTokens::an_added_token_is_decoded_as_it_is_written() {
    const auto tokenizer = tokenizerWith(kInversion);
    QCOMPARE(tokenizer.decode(tokenizer.encode("A <CAT-TOY>,")), std::string("a <cat-toy> ,"));
    QCOMPARE(tokenizer.vocabularySize(), std::size_t{800});
    QCOMPARE(tokenizer.addedTokens().size(), std::size_t{2});
}

void TestAddedTokens::a_frame_that_is_only_named_does_not_mend_a_vocabulary() {
    QVERIFY(refusalOf({{"tokenizer_config.json", {{"bos_token", "[START]"}}}}).find("[START]") != std::string::npos);
    const Json listed{{"tokenizer_config.json", {{"bos_token", "[START]"}}}, {"added_tokens.json", {{"[START]", 800}}}};
    QCOMPARE(tokenizerWith(listed).startId(), std::int64_t{800});
}

void TestAddedTokens::damaged_lists_are_refused_by_name() {
    QVERIFY(refusalOf({{"added_tokens.json", {{"<x>", "800"}}}}).find("'<x>'") != std::string::npos);
    const auto decoder = [](const Json& value) {
        return Json{{"tokenizer_config.json", {{"added_tokens_decoder", value}}}};
    };
    QVERIFY(refusalOf(decoder({{"8oo", {{"content", "<x>"}}}})).find("'8oo'") != std::string::npos);
    QVERIFY(refusalOf(decoder({{"800", "<x>"}})).find("800") != std::string::npos);
    QVERIFY(refusalOf({{"tokenizer.json", Json::array({{{"id", 800}}})}}).find("tokenizer.json") != std::string::npos);
}
