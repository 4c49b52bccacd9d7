// SPDX-License-Identifier: GPL-3.0-or-later
#include "tokenizers_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "base/paths.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "text/bpe_trainer.h"
#include "text/clip_tokenizer.h"
#include "text/wordpiece_tokenizer.h"

#include <QtTest/QTest>
#include <sstream>

using namespace recap;
using recap::testing::TempDir;

namespace {

using Ids = std::vector<std::int64_t>;

std::vector<Json> rowsOf(const std::filesystem::path& folder) {
    std::vector<Json> rows;
    std::istringstream lines(readTextFile(folder / "rows.jsonl"));
    for (std::string line; std::getline(lines, line);)
        if (!line.empty()) rows.push_back(parseJson(line, "rows.jsonl"));
    return rows;
}

std::string shown(const Ids& ids) {
    return Json(ids).dump();
}

#define COMPARE_IDS(actual, expected, text) \
    QVERIFY2((actual) == (expected),        \
             (Json(text).dump() + "\n  ours " + shown(actual) + "\n  reference " + shown(expected)).c_str())

ClipTokenizer shippedClip() {
    return ClipTokenizer::fromFolder(resourceDirectory() / "vocab" / "clip");
}

void writeVocabulary(const std::filesystem::path& folder, const std::string& vocab, const std::string& merges) {
    recap::testing::writeBytes(folder / "vocab.json", vocab);
    recap::testing::writeBytes(folder / "merges.txt", merges);
}

std::string refusalOf(const std::filesystem::path& folder) {
    try {
        ClipTokenizer::fromFolder(folder);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

void TestTokenizers::clip_ids_equal_the_reference_on_every_row() {
    int cases = 0;
    for (const auto& folder : recap::testing::goldenCases("tokenizer")) {
        if (!std::filesystem::exists(folder / "vocab.json")) continue;
        ++cases;
        const auto tokenizer = ClipTokenizer::fromFolder(folder);
        const auto length = static_cast<std::size_t>(tokenizer.modelMaxLength());
        for (const auto& row : rowsOf(folder)) {
            const auto text = row["text"].get<std::string>();
            const auto ids = row["ids"].get<Ids>();
            COMPARE_IDS(tokenizer.encodeUncut(text), ids, text);
            Ids padded = row.contains("ids77") ? row["ids77"].get<Ids>() : ids;
            padded.resize(length, tokenizer.paddingId());
            COMPARE_IDS(tokenizer.encode(text), padded, text);
            QCOMPARE(tokenizer.count(text).tokens + 2, ids.size());
        }
    }
    QVERIFY2(cases > 0, "no tokenizer case found under the golden folder");
}

void TestTokenizers::wordpiece_ids_and_texts_equal_the_reference_on_every_row() {
    int cases = 0;
    for (const auto& folder : recap::testing::goldenCases("tokenizer")) {
        if (!std::filesystem::exists(folder / "vocab.txt")) continue;
        ++cases;
        const auto parameters = recap::testing::goldenCase(folder)["parameters"];
        const auto tokenizer = WordPieceTokenizer::fromFolder(folder);
        std::vector<std::string> tokens;
        std::istringstream lines(readTextFile(folder / "vocab.txt"));
        for (std::string line; std::getline(lines, line);) tokens.push_back(line);
        const WordPieceTokenizer blip(tokens, {"[DEC]", "[ENC]"});
        QCOMPARE(blip.idOf("[DEC]"), parameters["dec"].get<std::int64_t>());
        const auto cut = parameters["max_length_of_ids40"].get<std::size_t>();
        for (const auto& row : rowsOf(folder)) {
            const auto text = row["text"].get<std::string>();
            const auto ids = row["ids"].get<Ids>();
            COMPARE_IDS(tokenizer.encode(text), ids, text);
            COMPARE_IDS(blip.encode(text), (row.contains("ids_blip") ? row["ids_blip"].get<Ids>() : ids), text);
            if (row.contains("ids40")) COMPARE_IDS(tokenizer.encode(text, cut), row["ids40"].get<Ids>(), text);
            QCOMPARE(tokenizer.decode(ids), row["decoded"].get<std::string>());
        }
    }
    QVERIFY2(cases > 0, "no WordPiece case found under the golden folder");
}

void TestTokenizers::shipped_vocabularies_are_complete() {
    const auto clip = shippedClip();
    QCOMPARE(clip.vocabularySize(), std::size_t{49408});
    QCOMPARE(clip.modelMaxLength(), 77);
    const auto bert = WordPieceTokenizer::fromFolder(resourceDirectory() / "vocab" / "bert");
    QCOMPARE(bert.vocabularySize(), std::size_t{30522});
}

void TestTokenizers::decoding_gives_the_normalised_words() {
    const auto clip = shippedClip();
    QCOMPARE(clip.decode(clip.encode("A  Red CAT, sitting.")), std::string("a red cat , sitting ."));
    QCOMPARE(clip.decode(clip.encode("caf\xC3\xA9 \xF0\x9F\x90\xB1")), std::string("caf\xC3\xA9 \xF0\x9F\x90\xB1"));
    QCOMPARE(clip.decode(Ids{-5, 1 << 30}), std::string());
}

void TestTokenizers::counting_says_where_the_model_stops_reading() {
    const auto clip = shippedClip();
    std::string text;
    for (int i = 0; i < 80; ++i) text += "cat ";
    const auto count = clip.count(text);
    QCOMPARE(count.tokens, std::size_t{80});
    QCOMPARE(count.limit, std::size_t{75});
    QCOMPARE(count.cut_byte, std::size_t{75 * 4});
    QCOMPARE(clip.count(text.substr(0, count.cut_byte)).tokens, count.limit);
}

void TestTokenizers::cut_is_found_behind_letters_that_change_length_when_normalised() {
    const auto clip = shippedClip();
    // "e" with a combining acute: three bytes that become two, one token each.
    std::string text;
    for (int i = 0; i < 76; ++i) text += "e\xCC\x81 ";
    QCOMPARE(clip.count(text).cut_byte, std::size_t{75 * 4});
    // Without white space the cut lies inside one stretch.
    std::string digits = "\xC3\x89";
    for (int i = 0; i < 90; ++i) digits += "7";
    const auto kept = clip.count(digits);
    QCOMPARE(clip.count(digits.substr(0, kept.cut_byte)).tokens, kept.limit);
}

void TestTokenizers::a_text_that_fits_is_not_cut() {
    const auto clip = shippedClip();
    std::string text;
    for (int i = 0; i < 75; ++i) text += "cat ";
    QCOMPARE(clip.count(text).cut_byte, std::string::npos);
    QCOMPARE(clip.count("").tokens, std::size_t{0});
}

void TestTokenizers::truncation_keeps_the_end_token() {
    const auto clip = shippedClip();
    const auto ids = clip.encode("one two three four five", 5);
    QCOMPARE(ids.size(), std::size_t{5});
    QCOMPARE(ids.front(), clip.startId());
    QCOMPARE(ids.back(), clip.endId());
    QCOMPARE(clip.decode(ids), std::string("one two three"));
}

void TestTokenizers::ill_formed_utf8_is_tokenised_as_replacement_characters() {
    const auto clip = shippedClip();
    COMPARE_IDS(clip.encode("a \xFF b"), clip.encode("a \xEF\xBF\xBD b"), "replacement");
    const auto bert = WordPieceTokenizer::fromFolder(resourceDirectory() / "vocab" / "bert");
    COMPARE_IDS(bert.encode("a \xFF b"), bert.encode("a b"), "removed");
}

void TestTokenizers::damaged_vocabularies_are_refused_by_name() {
    TempDir dir;
    writeVocabulary(dir / "list", "[1, 2]", "");
    QVERIFY(refusalOf(dir / "list").find("vocab.json") != std::string::npos);
    writeVocabulary(dir / "huge", R"({"a": 99999999999})", "");
    QVERIFY(refusalOf(dir / "huge").find("'a'") != std::string::npos);
    writeVocabulary(dir / "start", R"({"a": 0, "<|endoftext|>": 1})", "");
    QVERIFY(refusalOf(dir / "start").find("<|startoftext|>") != std::string::npos);
    writeVocabulary(dir / "merge", R"({"a": 0, "<|startoftext|>": 1, "<|endoftext|>": 2})", "#version: 0.2\na b\n");
    QVERIFY(refusalOf(dir / "merge").find("'ab'") != std::string::npos);
    writeVocabulary(dir / "single", R"({"a": 0, "<|startoftext|>": 1, "<|endoftext|>": 2})", "ab\n");
    QVERIFY(refusalOf(dir / "single").find("merges.txt") != std::string::npos);
}

void TestTokenizers::tokenizer_json_gives_the_same_ids_as_the_two_files() {
    TempDir dir;
    const std::vector<std::string> texts{"three shiny trains near an old castle", "an old train, three castles"};
    const auto vocabulary = trainBpe(texts, 40);
    Json model{{"vocab", Json::object()}, {"merges", Json::array()}};
    for (std::size_t id = 0; id < vocabulary.vocab.size(); ++id) model["vocab"][vocabulary.vocab[id]] = id;
    for (const auto& [left, right] : vocabulary.merges) model["merges"].push_back(left + ' ' + right);
    std::filesystem::create_directories(dir / "strings");
    std::filesystem::create_directories(dir / "pairs");
    writeJsonFile(dir / "strings" / "tokenizer.json", Json{{"model", model}});
    for (auto& merge : model["merges"]) {
        const auto text = merge.get<std::string>();
        merge = Json::array({text.substr(0, text.find(' ')), text.substr(text.find(' ') + 1)});
    }
    writeJsonFile(dir / "pairs" / "tokenizer.json", Json{{"model", model}});
    const std::string text = "Three shiny trains, near an old castle";
    const auto expected = ClipTokenizer(vocabulary, 77).encode(text);
    COMPARE_IDS(ClipTokenizer::fromFolder(dir / "strings").encode(text), expected, text);
    COMPARE_IDS(ClipTokenizer::fromFolder(dir / "pairs").encode(text), expected, text);
}

void TestTokenizers::wordpiece_truncation_keeps_the_separator() {
    const auto bert = WordPieceTokenizer::fromFolder(resourceDirectory() / "vocab" / "bert");
    const auto ids = bert.encode("one two three four five", 4);
    COMPARE_IDS(ids, (Ids{bert.clsId(), bert.idOf("one"), bert.idOf("two"), bert.sepId()}), "cut");
}
