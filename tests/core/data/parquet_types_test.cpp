// SPDX-License-Identifier: GPL-3.0-or-later
#include "parquet_types_test.h"

#include "base/error.h"
#include "data/import/imagefolder.h"
#include "data/import/import_kind.h"
#include "data/import/table_rows.h"
#include "data/parquet.h"
#include "image/decode.h"
#include "image/parquet_pictures.h"
#include "image/picture_file.h"
#include "project_fixture.h"
#include "row_lookup.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

// Written with pyarrow's own library: nested.parquet in row groups of two rows, embedded.parquet as the package
// "datasets" writes pictures.
fs::path tables() {
    return fs::path(qgetenv("RECAP_SOURCE_DIR").toStdString()) / "tests/core/data/tables";
}

}  // namespace

void ParquetTypesTest::every_type_of_column_is_read_as_what_it_holds() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const auto table = openParquet(tables() / "nested.parquet");
    const std::vector<std::vector<Json>> expected{
        {"0.png", "a red ball", "large one", {"f0", "g0"}, {{"cats", 0}, {"dogs", 0}}, {"l0", "m0"}},
        {"1.png", "a blue cube", nullptr, {"f1", "g1"}, {{"cats", 1}, {"dogs", 2}}, Json::array()},
        {"2.png", "a red ball", "large three", {"f2", "g2"}, {{"cats", 2}, {"dogs", 4}}, Json::array({"l2"})}};
    std::vector<Json> cells;
    for (const auto& row : expected) {
        QVERIFY(table->next(cells));
        for (std::size_t i = 0; i < row.size(); ++i)
            QVERIFY2(cells[i] == row[i], (table->columns()[i] + " " + toJsonLine(cells[i])).c_str());
    }
    QVERIFY(!table->next(cells));
}

void ParquetTypesTest::captions_come_from_dictionaries_and_lists() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const TempDir dir;
    for (const char* name : {"0.png", "1.png", "2.png"}) writeBytes(dir / name, "x");
    fs::copy(tables() / "nested.parquet", dir / "metadata.parquet");
    const auto folder = readImageFolder(listFolder(dir.path()));
    const auto table = readTable(dir / "metadata.parquet", {}, "alttext");
    for (const auto* rows : {&folder, &table}) {
        QCOMPARE(rows->rows.size(), std::size_t{3});
        QCOMPARE(captionOf(rows->rows[2], "alttext"), std::string("a red ball"));
        QCOMPARE(captionOf(rows->rows[0], "human"), std::string("large one"));
        QCOMPARE(captionOf(rows->rows[1], "human"), std::string("none"));
        QCOMPARE(toJsonLine(rows->rows[1].attributes["pair"]), std::string(R"(["f1","g1"])"));
        QCOMPARE(toJsonLine(rows->rows[1].attributes["counts"]), std::string(R"({"cats":1,"dogs":2})"));
    }
    QCOMPARE(captionOf(folder.rows[0], "captions_2"), std::string("m0"));
    QCOMPARE(captionOf(table.rows[0], "alttext_2"), std::string("l0"));  // the column text is the first
    QCOMPARE(captionOf(table.rows[0], "alttext_3"), std::string("m0"));
}

void ParquetTypesTest::embedded_pictures_are_read_in_place() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const auto file = tables() / "embedded.parquet";
    QVERIFY(kindOfFile(file) == ImportKind::Parquet);
    const auto rows = readTable(file, {}, "alttext");
    QVERIFY(!rows.rows.empty());
    QVERIFY(rows.problems.empty());
    // From the last to the first, and again: the file is read forward.
    for (int round = 0; round < 2; ++round)
        for (auto row = rows.rows.rbegin(); row != rows.rows.rend(); ++row) {
            QVERIFY(isInsideShard(row->image));
            const auto bytes = readPicture(row->image);
            QCOMPARE(statPicture(row->image)->bytes, static_cast<std::int64_t>(bytes.size()));
            const auto info = probeImage(row->image);
            QCOMPARE(decodeImage(row->image).width, info.width);
            QCOMPARE(row->image.extension().string(), "." + info.format);
            QVERIFY(!row->captions.empty());
        }
    QVERIFY(readPicture(rows.rows[0].image) != readPicture(rows.rows[1].image));
}

void ParquetTypesTest::a_place_that_holds_no_picture_is_missing() {
    const auto place = splitParquet(tables() / "embedded.parquet/some/column/7.png");
    QVERIFY(place && place->row == 7);
    QCOMPARE(place->column, std::string("some/column"));
    QVERIFY(!splitParquet(tables() / "embedded.parquet/image/seven.png"));
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    for (const char* inside : {"image/100000.png", "nothing/0.png", "text/0.png"}) {
        const auto path = tables() / "embedded.parquet" / inside;
        QVERIFY2(!pictureExists(path), inside);
        QVERIFY(errorOf([&] { readPicture(path); }) == ErrorCode::FileNotFound);
    }
}

void ParquetTypesTest::a_flipped_bit_in_a_page_is_refused() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const TempDir dir;
    const auto file = dir / "table.parquet";
    const std::vector<std::vector<Json>> rows{{"a red ball"}, {"a blue cube"}};
    writeParquet(file, {"text"}, rows);
    std::vector<Json> cells;
    QVERIFY(openParquet(file)->next(cells));
    auto bytes = readBytes(file);
    const auto at = bytes.find("red");  // of the page; the smallest and largest values in the file's end come later
    QVERIFY(at != std::string::npos);
    bytes[at] = 's';
    writeBytes(file, bytes);
    QVERIFY(errorOf([&] { openParquet(file)->next(cells); }) == ErrorCode::BadFormat);
}
