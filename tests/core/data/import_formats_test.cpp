// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_formats_test.h"

#include "base/csv.h"
#include "base/error.h"
#include "data/import/folder.h"
#include "data/import/imagefolder.h"
#include "data/import/table_rows.h"
#include "data/import/webdataset.h"
#include "data/parquet.h"
#include "image/picture_file.h"
#include "image/tar_file.h"
#include "project_fixture.h"
#include "row_lookup.h"
#include "support/golden.h"

#include <QtTest/QTest>
#include <map>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

fs::path datasets() {
    return goldenRoot() / "io/datasets";
}

void writeShard(const fs::path& path, const std::vector<std::pair<std::string, std::string>>& members) {
    fs::create_directories(path.parent_path());
    TarWriter writer(path);
    for (const auto& [name, bytes] : members) writer.add(name, bytes);
    writer.close();
}

ImportRows table(const TempDir& dir, const std::string& csv, const std::vector<std::string>& columns = {}) {
    for (const char* name : {"a.png", "b.png"}) writeBytes(dir / name, name);
    writeBytes(dir / "t.csv", csv);
    return readTable(dir / "t.csv", parseTableColumns(columns), "alttext");
}

}  // namespace

void ImportFormatsTest::golden_shard_is_read_in_place() {
    const Json expected = goldenCase(datasets())["expected"];
    const auto shard = datasets() / "webdataset/000000.tar";
    const auto rows = readShard(shard);
    QCOMPARE(rows.rows.size(), expected["tar"].size());
    for (const auto& member : expected["tar"]) {
        const auto key = member["key"].get<std::string>();
        const auto* row = rowFor(rows, key + ".jpg");
        QVERIFY(row != nullptr);
        QCOMPARE(row->image, shard / (key + ".jpg"));
        QCOMPARE(sha256(readPicture(row->image)), member["sha256"].get<std::string>());
        QCOMPARE(statPicture(row->image)->bytes, member["jpg_bytes"].get<std::int64_t>());
        const auto& text = member["caption_txt"].is_null() ? member["caption_json"] : member["caption_txt"];
        QCOMPARE(captionOf(*row, "alttext"), text == "" ? std::string("none") : text.get<std::string>());
        QVERIFY(row->attributes.contains("url"));
    }
    QVERIFY(!pictureExists(shard / "000000099.jpg"));
}

void ImportFormatsTest::a_truncated_shard_gives_what_is_whole() {
    const TempDir dir;
    const std::string bytes = readBytes(datasets() / "webdataset/000000.tar");
    // In the middle of the fifth picture, and exactly behind a member.
    const auto listing = listTar(datasets() / "webdataset/000000.tar");
    const auto& fifth = listing.members[12];
    writeBytes(dir / "in.tar", std::string_view(bytes).substr(0, static_cast<std::size_t>(fifth.header) + 700));
    writeBytes(dir / "behind.tar", std::string_view(bytes).substr(0, static_cast<std::size_t>(fifth.header)));
    const auto in = readShard(dir / "in.tar"), behind = readShard(dir / "behind.tar");
    QCOMPARE(in.rows.size(), std::size_t{4});
    QCOMPARE(reasonFor(in, fifth.name), std::string("The archive is cut off here."));
    QCOMPARE(behind.rows.size(), std::size_t{4});
    QVERIFY(reasonFor(behind, "behind.tar").find("no end mark") != std::string::npos);
    QVERIFY(pictureExists(dir / "in.tar/000000003.jpg"));
}

void ImportFormatsTest::names_that_leave_a_shard_are_refused() {
    const TempDir dir;
    writeShard(dir / "s.tar", {{"../up.jpg", "x"},
                               {"/root.jpg", "x"},
                               {"a/../../b.jpg", "x"},
                               {"./in/c.jpg", "x"},
                               {"no_extension", "x"},
                               {"д.jpg", "x"},
                               {"c.txt", "a text without a picture"}});
    const auto rows = readShard(dir / "s.tar");
    QCOMPARE(rows.rows.size(), std::size_t{2});
    QVERIFY(rowFor(rows, "s.tar/in/c.jpg") != nullptr);
    QCOMPARE(readPicture(rowFor(rows, "д.jpg")->image), std::string("x"));
    for (const char* name : {"up.jpg", "root.jpg", "b.jpg"})
        QVERIFY2(reasonFor(rows, name).find("refused") != std::string::npos, name);
    QCOMPARE(reasonFor(rows, "s.tar/c.txt"), std::string("The sample has no picture."));
}

void ImportFormatsTest::a_file_that_is_no_shard_is_bad_format() {
    const TempDir dir;
    for (const char* bytes : {"", "no archive", "\x1f\x8b compressed"}) {
        writeBytes(dir / "s.tar", bytes);
        QVERIFY(errorOf([&] { readShard(dir / "s.tar"); }) == ErrorCode::BadFormat);
    }
    QVERIFY(errorOf([&] { readShard(dir / "none.tar"); }) == ErrorCode::FileNotFound);
}

void ImportFormatsTest::shards_are_found_by_folder_pattern_and_table() {
    const TempDir dir;
    for (const char* name : {"00000.tar", "00001.tar", "00003.tar", "00003.parquet", "00004.parquet", "x.tar/a.png"})
        writeBytes(dir / name, "x");
    QCOMPARE(findShards(dir.path()).size(), std::size_t{3});
    QCOMPARE(findShards(dir / "{00001..00009}.tar"), (std::vector<fs::path>{dir / "00001.tar", dir / "00003.tar"}));
    QCOMPARE(findShards(dir / "00003.parquet"), (std::vector<fs::path>{dir / "00003.tar"}));
    QVERIFY(findShards(dir / "00004.parquet").empty());
    QVERIFY(errorOf([&] { findShards(dir / "{1..}.tar"); }) == ErrorCode::BadFormat);
    QCOMPARE(readPicture(dir / "x.tar/a.png"), std::string("x"));  // a folder may have such a name
}

void ImportFormatsTest::gaps_between_shards_are_noted() {
    const TempDir dir;
    for (const char* name : {"00000.tar", "00002.tar", "00003.tar", "00000_stats.json"}) writeBytes(dir / name, "{}");
    const auto notes = shardNotes(findShards(dir.path()));
    QCOMPARE(notes.size(), std::size_t{2});
    QVERIFY(notes[0].english().starts_with("2 of 3 shards have no statistics"));
    QVERIFY(notes[1].english().find("gaps: 1 ") != std::string::npos);
}

void ImportFormatsTest::golden_metadata_csv_says_the_same_as_its_jsonl() {
    const TempDir dir;
    fs::copy(datasets() / "imagefolder", dir / "f", fs::copy_options::recursive);
    const auto jsonl = readImageFolder(listFolder(dir / "f"));
    QCOMPARE(reasonFor(jsonl, "metadata.csv"), std::string("It was ignored: the metadata.jsonl was used."));
    fs::remove(dir / "f/metadata.jsonl");
    const auto csv = readImageFolder(listFolder(dir / "f"));
    QCOMPARE(csv.rows.size(), std::size_t{6});
    for (std::size_t i = 0; i < csv.rows.size(); ++i) {
        QCOMPARE(csv.rows[i].image, jsonl.rows[i].image);
        QVERIFY(csv.rows[i].attributes == jsonl.rows[i].attributes);
        QCOMPARE(csv.rows[i].captions.size(), jsonl.rows[i].captions.size());
        for (std::size_t c = 0; c < csv.rows[i].captions.size(); ++c) {
            QCOMPARE(csv.rows[i].captions[c].source, jsonl.rows[i].captions[c].source);
            QCOMPARE(csv.rows[i].captions[c].text, jsonl.rows[i].captions[c].text);
        }
    }
}

void ImportFormatsTest::quoted_cells_come_back_byte_for_byte() {
    const TempDir dir;
    const std::vector<std::string> texts{"plain", "", " spaces ", "a, b; c\td", "\"quoted\"", "two\nlines\r\n", "é中😀"};
    std::string csv = "text,number\r\n";
    for (const auto& text : texts) csv += csvCell(text) + ",1\r\n";
    writeBytes(dir / "t.csv", csv);
    const auto reader = openCsv(dir / "t.csv");
    std::vector<Json> cells;
    for (const auto& text : texts) {
        QVERIFY(reader->next(cells));
        QCOMPARE(cells[0].get<std::string>(), text);
    }
    QVERIFY(!reader->next(cells));
    writeBytes(dir / "semicolons.csv",
               "\xEF\xBB\xBF"
               "a;b\n1,5;\n\n;x");
    const auto other = openCsv(dir / "semicolons.csv");
    QCOMPARE(other->columns(), (std::vector<std::string>{"a", "b"}));
    QVERIFY(other->next(cells) && cells[0] == "1,5" && cells[1].is_null());
    QVERIFY(other->next(cells) && cells[1] == "x");
    QVERIFY(other->where().ends_with(":4"));
}

void ImportFormatsTest::a_wide_table_gives_captions_and_attributes() {
    const TempDir dir;
    const auto rows = table(dir, "FILE_NAME,TEXT,top_caption,similarity,licence\na.png,one,two,0.25,CC0\nb.png,,,,\n");
    QCOMPARE(rows.rows.size(), std::size_t{2});
    QCOMPARE(captionOf(rows.rows[0], "alttext"), std::string("one"));
    QCOMPARE(captionOf(rows.rows[0], "top_caption"), std::string("two"));
    QCOMPARE(toJsonLine(rows.rows[0].attributes), std::string(R"({"similarity":0.25,"licence":"CC0"})"));
    QVERIFY(reasonFor(rows, "t.csv:3").starts_with("The row has no caption"));
}

void ImportFormatsTest::columns_can_be_named() {
    const TempDir dir;
    const auto rows = table(dir, "pic;en;de\na.png;a cat;eine Katze\n", {"image=PIC", "human=en", "human_de=de"});
    QCOMPARE(captionOf(rows.rows[0], "human"), std::string("a cat"));
    QCOMPARE(captionOf(rows.rows[0], "human_de"), std::string("eine Katze"));
    std::string message;
    QVERIFY(errorOf(
                [&] {
                    table(dir, "pic,en\na.png,x\n", {"image=pic", "human=fr"});
                },
                &message) == ErrorCode::BadFormat);
    QVERIFY2(message.find("no column 'fr'; it has: pic, en") != std::string::npos, message.c_str());
    QVERIFY(errorOf([] { parseTableColumns({"image"}); }) == ErrorCode::InvalidOption);
    QVERIFY(errorOf([] { parseTableColumns({"a b=c"}); }) == ErrorCode::InvalidOption);
}

void ImportFormatsTest::a_long_table_gives_one_caption_a_row() {
    const TempDir dir;
    const auto rows = table(dir, "file_name,source,caption,status\na.png,alttext,one,new\na.png,recap_long,two,new\n");
    QCOMPARE(rows.rows.size(), std::size_t{1});
    QCOMPARE(rows.rows[0].captions.size(), std::size_t{2});
    QCOMPARE(captionOf(rows.rows[0], "recap_long"), std::string("two"));
    QVERIFY(rows.rows[0].attributes.empty());
}

void ImportFormatsTest::a_table_of_web_addresses_gives_rows_without_files() {
    const TempDir dir;
    const auto rows = table(dir, "URL,TEXT,org_caption\nhttps://example.org/a.jpg,a,b\n,c,d\n");
    QCOMPARE(rows.rows.size(), std::size_t{1});
    QVERIFY(rows.rows[0].image.empty());
    QVERIFY(rows.rows[0].names == (std::vector<PictureName>{{PictureNameKind::Url, "https://example.org/a.jpg"}}));
    QCOMPARE(captionOf(rows.rows[0], "alttext_2"), std::string("b"));  // the caller calls the other one alttext
    QCOMPARE(reasonFor(rows, ":3"), std::string("The row names no picture."));
}

void ImportFormatsTest::broken_rows_of_a_table_are_listed() {
    const TempDir dir;
    const auto rows = table(dir, "image,text\na.png,one\nc.png,two\nb.png\n,three\na.png,again\n");
    QCOMPARE(rows.rows.size(), std::size_t{1});
    QCOMPARE(rows.problems.size(), std::size_t{4});
    QVERIFY(reasonFor(rows, ":3").starts_with("There is no picture 'c.png'"));
    QVERIFY(reasonFor(rows, ":4").find("1 cells") != std::string::npos);
    QVERIFY(reasonFor(rows, ":6").find("already") != std::string::npos);
    QVERIFY(errorOf([&] { table(dir, "a,a\n1,2\n"); }) == ErrorCode::BadFormat);
}

void ImportFormatsTest::golden_parquet_files_are_read_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"000000.parquet", "000000_plain.parquet", "000000_zstd_v2.parquet"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void ImportFormatsTest::golden_parquet_files_are_read() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    QFETCH(const QString, file);
    const Json expected = readJsonFile(datasets() / "webdataset/parquet_rows.json");
    const auto table = openParquet(datasets() / "webdataset" / file.toStdString());
    std::vector<Json> cells;
    for (const auto& row : expected) {
        QVERIFY(table->next(cells));
        QCOMPARE(cells.size(), row.size());
        for (std::size_t i = 0; i < cells.size(); ++i)
            QVERIFY2(cells[i] == row[table->columns()[i]], table->columns()[i].c_str());
    }
    QVERIFY(!table->next(cells));
    QVERIFY(!table->next(cells));
    QVERIFY(findColumn(table->columns(), {"caption", "text"}).has_value());  // written TEXT
}

void ImportFormatsTest::a_parquet_file_comes_back_with_its_types() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const TempDir dir;
    const std::vector<std::vector<Json>> rows{{"é 中", 1, 0.5, true, nullptr, Json{{"a", 1}}},
                                              {"", nullptr, 2, false, nullptr, "x"}};
    writeParquet(dir / "t.parquet", {"text", "n", "x", "b", "none", "mixed"}, rows);
    const auto table = openTable(dir / "t.parquet");
    std::vector<Json> cells;
    QVERIFY(table->next(cells));
    QVERIFY(cells == (std::vector<Json>{"é 中", 1, 0.5, true, nullptr, "{\"a\":1}"}));
    QVERIFY(table->next(cells));
    QVERIFY(cells == (std::vector<Json>{"", nullptr, 2.0, false, nullptr, "x"}));
    QVERIFY(table->where().ends_with("row 2"));
    QVERIFY(!table->next(cells));
}

void ImportFormatsTest::a_broken_parquet_file_is_bad_format() {
    const TempDir dir;
    QVERIFY(errorOf([&] { openParquet(dir / "none.parquet"); }) == ErrorCode::FileNotFound);
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const std::string good = readBytes(datasets() / "webdataset/000000.parquet");
    for (const std::string& bytes : {std::string(), std::string("PAR1"), std::string(100, 'x'), good.substr(0, 500),
                                     good.substr(good.size() / 2)}) {
        writeBytes(dir / "t.parquet", bytes);
        QVERIFY(errorOf([&] {
                    const auto table = openParquet(dir / "t.parquet");
                    std::vector<Json> cells;
                    while (table->next(cells)) {
                    }
                }) == ErrorCode::BadFormat);
    }
    writeParquet(dir / "t.parquet", {"similarity"}, std::vector<std::vector<Json>>{{0.5}});
    std::string message;  // a column that is needed is missing
    QVERIFY(errorOf([&] { readTable(dir / "t.parquet", {}, "alttext"); }, &message) == ErrorCode::BadFormat);
    QVERIFY2(message.find("no column that names pictures") != std::string::npos, message.c_str());
}

void ImportFormatsTest::the_table_beside_a_shard_is_joined_by_key() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const TempDir dir;
    writeShard(dir / "00000.tar", {{"000000000.jpg", "x"}, {"000000000.txt", "beside"}, {"000000002.jpg", "y"}});
    const std::vector<std::vector<Json>> rows{{"000000000", "success", "table", 0.5, "one"},
                                              {"000000001", "failed_to_download", "gone", 0.1, nullptr},
                                              {"000000002", "success", "table", 0.25, "two"},
                                              {"000000003", "success", "lost", 0.25, nullptr}};
    writeParquet(dir / "00000.parquet", {"key", "status", "TEXT", "similarity", "top_caption"}, rows);
    const auto read = readShard(dir / "00000.tar");
    QCOMPARE(read.rows.size(), std::size_t{2});
    QCOMPARE(captionOf(read.rows[0], "alttext"), std::string("beside"));  // what lies beside the picture comes first
    QCOMPARE(captionOf(read.rows[0], "top_caption"), std::string("one"));
    QCOMPARE(captionOf(read.rows[1], "alttext"), std::string("table"));
    QCOMPARE(read.rows[1].attributes["similarity"].get<double>(), 0.25);
    QVERIFY(read.notes.at(0).english().find(
                "rows of its table that are 'failed_to_download' and have no picture: 1.") != std::string::npos);
    QVERIFY(reasonFor(read, "00000.tar").starts_with("Rows of its table that should have a picture"));
}
