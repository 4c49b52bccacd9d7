// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/damaged_text_test.h"

#include "base/json.h"
#include "base/paths.h"
#include "base/unicode.h"
#include "data/image_query.h"
#include "data/import/table.h"
#include "fuzz/damage.h"
#include "support/temp_dir.h"
#include "text/clip_tokenizer.h"
#include "text/wordpiece_tokenizer.h"

#include <array>

using namespace recap;
using namespace recap::testing;

namespace {

// Texts of people, in several scripts, with the signs that parsers trip over.
constexpr std::array<std::string_view, 5> kTexts{
    "two apples and a car, to the left of a \"zebra\" (on sand)",
    "fünf Äpfel \xE2\x80\x94 caf\x65\xCC\x81, 50% off!!! <b>&amp;</b>",
    "\xE4\xB8\xA4\xE4\xB8\xAA\xE8\x8B\xB9\xE6\x9E\x9C\xE5\x92\x8C\xE4\xB8\x80\xE8\xBE\x86\xE8\xBD\xA6",
    "\xF0\x9F\x90\xA7\xF0\x9F\x8F\xBD\xE2\x80\x8D\xF0\x9F\x9A\x80 don't  stop\t\n<|endoftext|>", ""};

std::string someText(Damage& damage) {
    const std::string_view good = kTexts[damage.below(kTexts.size())];
    return damage.below(4) == 0 || good.empty() ? damage.randomBytes(300) : damage.of(good);
}

}  // namespace

void TestDamagedText::any_bytes_become_valid_utf8() {
    for (std::uint64_t seed = 0; seed < 5000; ++seed) {
        Damage damage(seed);
        const std::string bytes = someText(damage);
        QVERIFY2(isValidUtf8(utf8FromBytes(bytes)), qPrintable(QString::number(seed)));
        QVERIFY2(isValidUtf8(repairUtf8(bytes)), qPrintable(QString::number(seed)));
    }
}

void TestDamagedText::json_is_read_or_refused() {
    const std::string good =
        R"({"file_name": "a/b.png", "text": "two \u00e4pfel", "n": [1, -2.5e3, null, true], "o": {"x": ""}})";
    for (std::uint64_t seed = 0; seed < 5000; ++seed) {
        const std::string bytes = Damage(seed).of(good);
        QVERIFY(readsOrRefuses([&] { (void)toJsonLine(parseJson(bytes, "damaged")); }, "JSON", seed));
    }
}

void TestDamagedText::lists_of_json_are_read_or_refused() {
    const std::string good =
        R"([{"image": "a.png", "n": NaN, "conversations": [{"from": "gpt", "value": "a \"b\" [c"}]},
                                 {"image": "b.png", "text": "caf\u00e9"}])";
    const TempDir dir;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        writeBytes(dir / "list.json", Damage(seed).of(good));
        QVERIFY(readsOrRefuses(
            [&] {
                const auto table = openJsonList(dir / "list.json");
                std::vector<Json> cells;
                for (bool more = true; more;) {
                    try {
                        more = table->next(cells);
                    } catch (const Error& error) {
                        if (error.code() != ErrorCode::BadFormat) throw;
                    }
                }
            },
            "JSON list", seed));
    }
}

void TestDamagedText::image_query_is_understood_or_refused_with_a_position() {
    const std::string good =
        R"(("two dogs" or cat*) -source:alttext status:new not has:human_short width>=512 path:a/)";
    QVERIFY(!parseImageQuery(good).all());
    for (std::uint64_t seed = 0; seed < 5000; ++seed) {
        const std::string text = Damage(seed).of(good);
        try {
            parseImageQuery(text);
        } catch (const Error& error) {
            QVERIFY2(error.code() == ErrorCode::InvalidOption, error.what());
            QVERIFY2(std::string_view(error.what()).find("at character") != std::string_view::npos, error.what());
        }
    }
}

void TestDamagedText::clip_tokens_of_any_bytes_fill_the_window_with_known_ids() {
    const ClipTokenizer tokenizer = ClipTokenizer::fromFolder(resourceDirectory() / "vocab/clip");
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        Damage damage(seed);
        const std::string text = someText(damage);
        const auto ids = tokenizer.encode(text);
        QCOMPARE(ids.size(), static_cast<std::size_t>(tokenizer.modelMaxLength()));
        QCOMPARE(ids.front(), tokenizer.startId());
        for (const auto id : ids) QVERIFY(id >= 0 && id < static_cast<std::int64_t>(tokenizer.vocabularySize()));
        const TokenCount count = tokenizer.count(text);
        QCOMPARE(count.cut_byte == std::string::npos, count.tokens <= count.limit);
        QVERIFY(count.cut_byte == std::string::npos || count.cut_byte <= text.size());
    }
}

void TestDamagedText::wordpiece_tokens_of_any_bytes_are_known_ids() {
    const WordPieceTokenizer tokenizer = WordPieceTokenizer::fromFolder(resourceDirectory() / "vocab/bert");
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        Damage damage(seed);
        const auto ids = tokenizer.encode(someText(damage), 35);
        QVERIFY(ids.size() >= 2 && ids.size() <= 35);
        QCOMPARE(ids.front(), tokenizer.clsId());
        QCOMPARE(ids.back(), tokenizer.sepId());
        for (const auto id : ids) QVERIFY(id >= 0 && id < static_cast<std::int64_t>(tokenizer.vocabularySize()));
    }
}
