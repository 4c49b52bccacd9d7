// SPDX-License-Identifier: GPL-3.0-or-later
//
// Published recaptioned sets in their own layouts, each built small.
#include "import_published_test.h"

#include "base/error.h"
#include "base/hash.h"
#include "data/parquet.h"
#include "import_fixture.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

using Rows = std::vector<std::vector<Json>>;

std::string keyOf(int number) {
    return QString::number(number).rightJustified(9, QChar::fromLatin1('0')).toStdString();
}

std::string urlOf(int number) {
    return "https://example.org/" + std::to_string(number) + ".jpg";
}

// A shard as img2dataset writes it, with `count` pictures, already in the project. Pictures were made smaller, so the
// sum in the JSON is not that of the file.
void importShard(const ImportFixture& f, int count, const std::string& name = "00000.tar", int first = 0) {
    std::vector<std::pair<std::string, std::string>> members;
    for (int i = first; i < first + count; ++i) {
        const Json json{{"caption", "web text " + std::to_string(i)},
                        {"url", urlOf(i)},
                        {"key", keyOf(i)},
                        {"status", "success"},
                        {"error_message", nullptr},
                        {"width", 8},
                        {"height", 6},
                        {"exif", "{}"},
                        {"uid", "uid" + std::to_string(i)},
                        {"sha256", sha256("download " + std::to_string(i))}};
        members.emplace_back(keyOf(i) + ".png", picture(i));
        members.emplace_back(keyOf(i) + ".txt", "web text " + std::to_string(i));
        members.emplace_back(keyOf(i) + ".json", json.dump());
    }
    writeShard(f.pictures / name, members);
    const auto result = import(f.project, {.path = f.pictures / name});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.images, std::int64_t{count});
}

std::string captionIn(const ImportFixture& f, int number, const std::string& source,
                      const std::string& shard = "00000.tar") {
    return f.captionOf(shard + "/" + keyOf(number) + ".png", source);
}

Json attributesIn(const ImportFixture& f, int number, const std::string& shard = "00000.tar") {
    const auto image = f.project->images().findByPath((f.pictures / shard / (keyOf(number) + ".png")).string());
    return image ? f.project->images().attributes(image->id) : Json();
}

bool notes(const Imported& result, const std::string& start) {
    return std::any_of(result.report.notes.begin(), result.report.notes.end(),
                       [&](const auto& note) { return note.english().starts_with(start); });
}

bool lists(const Imported& result, const std::string& file, const std::string& part) {
    return std::any_of(result.report.skipped.begin(), result.report.skipped.end(), [&](const auto& entry) {
        return entry.file.ends_with(file) && entry.reason.english().find(part) != std::string::npos;
    });
}

}  // namespace

void ImportPublishedTest::recap_datacomp_files_with_different_columns_are_joined() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const ImportFixture f;
    importShard(f, 4);
    const auto sum = [](int number) { return sha256("download " + std::to_string(number)); };
    const auto set = f.dir / "set";
    fs::create_directories(set / "data/train_data");
    writeParquet(set / "data/train_data/train-00000.parquet",
                 {"url", "re_caption", "org_caption", "sha256", "key", "re_clip_score"},
                 Rows{{urlOf(0), "A long text.", "web text 0", sum(0), "000099990", 0.5},
                      {"https://example.org/moved.jpg", "Another long text.", "web text 1", sum(1), "000099991", 0.25},
                      {"https://example.org/x.jpg", "Unknown.", "x", sha256("x"), "000099992", 0.125}});
    // Other columns in another order, and a sum of capital letters.
    auto capitals = sum(2);
    for (char& c : capitals) c = static_cast<char>(std::toupper(c));
    writeParquet(
        set / "data/train_data/train-00001.parquet",
        {"key", "sha256", "url", "org_caption", "re_caption", "re_caption_condition_diverse_topk", "org_clip_score"},
        Rows{{"000099993", capitals, urlOf(2), "a better web text", "Third.", "Third, diverse.", 1},
             {"000099994", nullptr, urlOf(3), nullptr, "Fourth.", nullptr, nullptr}});
    const auto result = import(f.project, {.path = set});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.kind, std::string("parquet"));
    QCOMPARE(result.report.images, std::int64_t{0});
    QCOMPARE(result.report.known, std::int64_t{4});  // of five rows
    QVERIFY(
        lists(result, "train-00000.parquet", "Rows that fit no image of the project by sha256, uid, key or url: 1."));
    const auto joined = [&](const char* file, const std::string& by) {
        const auto path = (set / "data/train_data" / file).string();
        return notes(result, "Rows of " + path + " that were joined to images of the project by their " + by + ".");
    };
    QVERIFY(joined("train-00000.parquet", "sha256: 2"));
    QVERIFY(joined("train-00001.parquet", "sha256: 1") && joined("train-00001.parquet", "url: 1"));
    verifySums(result.report, 2);
    QCOMPARE(captionIn(f, 0, "re_caption"), std::string("A long text."));
    QCOMPARE(captionIn(f, 1, "re_caption"), std::string("Another long text."));
    QCOMPARE(captionIn(f, 2, "re_caption_condition_diverse_topk"), std::string("Third, diverse."));
    QCOMPARE(captionIn(f, 3, "re_caption"), std::string("Fourth."));
    QCOMPARE(captionIn(f, 2, "alttext"), std::string("a better web text"));
    QCOMPARE(captionIn(f, 3, "alttext"), std::string("web text 3"));
    QCOMPARE(result.report.captions, std::int64_t{6});  // three alt texts are those that are there
    QCOMPARE(attributesIn(f, 0)["re_clip_score"].get<double>(), 0.5);
    QCOMPARE(attributesIn(f, 1)["url"].get<std::string>(), urlOf(1));
    const auto again = import(f.project, {.path = set});
    QCOMPARE(again.report.captions, std::int64_t{0});
    QCOMPARE(again.report.known, std::int64_t{4});
}

void ImportPublishedTest::a_set_that_fits_no_image_says_what_to_do() {
    const ImportFixture f;
    writeBytes(f.dir / "set.csv", "URL,TEXT\nhttps://example.org/a.jpg,a\nhttps://example.org/b.jpg,b\n");
    const auto failure = import(f.project, {.path = f.dir / "set.csv"}).failure();
    QVERIFY2(failure.starts_with("bad_format: ") && failure.find("none of its 2 rows") != std::string::npos &&
                 failure.find("img2dataset") != std::string::npos,
             failure.c_str());
}

void ImportPublishedTest::a_row_that_fits_several_images_is_joined_to_none() {
    const ImportFixture f;
    for (const char* name : {"a", "b", "c"}) writeBytes(f.pictures / (std::string(name) + ".png"), picture(name[0]));
    writeBytes(f.pictures / "table.csv",
               "file_name,caption,url\na.png,one,https://example.org/1\nb.png,two,https://example.org/1\n"
               "c.png,three,https://example.org/2\n");
    import(f.project, {.path = f.pictures / "table.csv"});
    writeBytes(f.dir / "set.csv",
               "url,generated_caption\nhttps://example.org/1,either\nhttps://example.org/2,this\n"
               "https://example.org/2,again\n");
    const auto result = import(f.project, {.path = f.dir / "set.csv"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.known, std::int64_t{1});
    QVERIFY(lists(result, "set.csv", "were not imported: 1."));
    QVERIFY(lists(result, "set.csv:4", "An earlier row already describes"));
    QCOMPARE(f.captionOf("a.png", "generated_caption"), std::string("none"));
    QCOMPARE(f.captionOf("c.png", "generated_caption"), std::string("this"));
}

void ImportPublishedTest::capsfusion_is_joined_by_address() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const ImportFixture f;
    importShard(f, 2);
    writeParquet(f.dir / "capsfusion_1.parquet", {"image_url", "laion_2b", "laion_coco", "capsfusion"},
                 Rows{{urlOf(0), "web text 0", "a coco text", "a fused text"},
                      {urlOf(7), "gone", "gone", "gone"},
                      {urlOf(1), "web text 1", "another coco text", nullptr}});
    const auto result = import(f.project, {.path = f.dir / "capsfusion_1.parquet"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.known, std::int64_t{2});
    QCOMPARE(result.report.captions, std::int64_t{3});
    QVERIFY(lists(result, "capsfusion_1.parquet", "by sha256, uid, key or url: 1."));
    QVERIFY(result.report.notes.back().english().ends_with("by their url: 2."));
    QCOMPARE(captionIn(f, 0, "capsfusion"), std::string("a fused text"));
    QCOMPARE(captionIn(f, 1, "laion_coco"), std::string("another coco text"));
    QCOMPARE(captionIn(f, 1, "capsfusion"), std::string("none"));
}

void ImportPublishedTest::pixelprose_is_joined_and_its_failed_rows_are_listed() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const ImportFixture f;
    importShard(f, 3);
    writeParquet(
        f.dir / "vlm_captions_cc12m_00.parquet",
        {"uid", "url", "key", "status", "original_caption", "vlm_model", "vlm_caption", "toxicity", "aesthetic_score",
         "watermark_class_id"},
        Rows{{"uid0", "https://example.org/else", "7", "success", "web text 0", "gemini", "This image shows a.", 0.125,
              5.5, 1},
             {"unknown", urlOf(1), keyOf(1), "success", "original", "gemini", "This image shows b.", 0.5, nullptr, 0},
             {"uid2", urlOf(2), keyOf(2), "failed_to_caption", "c", "gemini", "partial", nullptr, nullptr, 0}});
    const auto result = import(f.project, {.path = f.dir / "vlm_captions_cc12m_00.parquet"});
    QVERIFY2(result.completed(), result.failure().c_str());
    // The second row has the address of an image with another identifier.
    QCOMPARE(result.report.known, std::int64_t{1});
    QVERIFY(lists(result, "_00.parquet", "by sha256, uid, key or url: 1."));
    QVERIFY(lists(result, ", row 3", "column 'status' says that it failed: failed_to_caption"));
    QCOMPARE(captionIn(f, 0, "vlm_caption"), std::string("This image shows a."));
    QCOMPARE(captionIn(f, 2, "vlm_caption"), std::string("none"));
    const auto attributes = attributesIn(f, 0);
    QCOMPARE(attributes["aesthetic_score"].get<double>(), 5.5);
    QCOMPARE(attributes["vlm_model"].get<std::string>(), std::string("gemini"));
    QCOMPARE(attributes["url"].get<std::string>(), urlOf(0));
    QCOMPARE(attributes["sha256"].get<std::string>(), sha256("download 0"));
}

void ImportPublishedTest::a_key_of_another_download_is_no_match() {
    const ImportFixture f;
    importShard(f, 2);
    importShard(f, 1, "00001.tar", 5);
    // The same number in another download, a key alone, and a key in a named shard.
    writeBytes(f.dir / "set.jsonl",
               R"({"key": ")" + keyOf(0) + R"(", "url": "https://example.org/other.jpg", "human": "wrong"})" + "\n" +
                   R"({"key": ")" + keyOf(1) + R"(", "human": "right"})" + "\n" + R"({"item_key": ")" + keyOf(5) +
                   R"(", "shard": "00000", "human": "wrong"})" + "\n" + R"({"item_key": ")" + keyOf(5) +
                   R"(", "shard": "00001", "human": "right"})");
    const auto result = import(f.project, {.path = f.dir / "set.jsonl"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.known, std::int64_t{2});
    QVERIFY(lists(result, "set.jsonl", "by sha256, uid, key or url: 2."));
    QCOMPARE(captionIn(f, 0, "human"), std::string("none"));
    QCOMPARE(captionIn(f, 1, "human"), std::string("right"));
    QCOMPARE(captionIn(f, 5, "human", "00001.tar"), std::string("right"));
}

void ImportPublishedTest::share_gpt4v_answers_become_captions() {
    const ImportFixture f;
    writeBytes(f.pictures / "data/coco/train2017/000000000009.png", picture(9));
    writeBytes(f.pictures / "data/sam/images/sa_1.png", picture(1));
    writeBytes(f.pictures / "data/llava/2.png", picture(2));
    writeBytes(f.pictures / "sharegpt4v.json", R"([
  {"id": "000000000009", "image": "coco/train2017/000000000009.png",
   "conversations": [{"from": "human", "value": "<image>\nDescribe [this] \"picture\"."}, {"from": "gpt", "value": "A {bowl}, with \\ and \u00e9."}]},
  {"id": "sa_1", "image": "sam/images/sa_1.png", "conversations": [{"from": "human", "value": "What?"}, {"from": "gpt", "value": "A hill."}]},
  {"id": "2", "image": "llava/2.png", "conversations": [{"from": "human", "value": "How many?"}, {"from": "gpt", "value": "Two."},
   {"from": "human", "value": "Where?"}, {"from": "gpt", "value": "Left."}]},
  {"id": "3", "image": "llava/3.png", "conversations": [{"from": "gpt", "value": "Gone."}]}
])");
    const auto result = import(f.project, {.path = f.pictures / "sharegpt4v.json", .images = f.pictures / "data"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.kind, std::string("json"));
    QCOMPARE(result.report.images, std::int64_t{3});
    QCOMPARE(result.report.captions, std::int64_t{2});
    QCOMPARE(f.captionOf("data/coco/train2017/000000000009.png", "generated_caption"),
             std::string("A {bowl}, with \\ and \xC3\xA9."));
    QCOMPARE(f.captionOf("data/sam/images/sa_1.png", "generated_caption"), std::string("A hill."));
    QVERIFY(lists(result, "sharegpt4v.json",
                  "Cells of the column 'conversations' that hold no caption and became attributes: 1."));
    QVERIFY(lists(result, ", element 3", "The row has no caption"));
    QVERIFY(lists(result, ", element 4", "There is no picture 'llava/3.png'"));
    verifySums(result.report, 4);
}

void ImportPublishedTest::a_list_without_conversations_says_so() {
    const ImportFixture f;
    writeBytes(f.pictures / "a.png", picture(1));
    writeBytes(f.pictures / "llava.json", R"([{"id": "a", "image": "a.png"}, {"id": "b", "image": "b.png"}, 7])");
    const auto result = import(f.project, {.path = f.pictures / "llava.json"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.images, std::int64_t{1});
    QVERIFY(lists(result, "llava.json", "It has no column of captions (text, caption, conversations ...)"));
    QVERIFY(lists(result, ", element 3", "The row is not a JSON object."));
}

void ImportPublishedTest::blip_captions_are_joined_by_address() {
    const ImportFixture f;
    importShard(f, 1);
    writeBytes(f.dir / "ccs_synthetic_filtered.json",
               "\xEF\xBB\xBF"
               R"([{"url": ")" +
                   urlOf(0) + R"(", "caption": "a photo of a hill"}, {"url": "x", "caption": "y"}])");
    const auto result = import(f.project, {.path = f.dir / "ccs_synthetic_filtered.json", .source = "blip"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.known, std::int64_t{1});
    QVERIFY(lists(result, "filtered.json", "by sha256, uid, key or url: 1."));
    QCOMPARE(captionIn(f, 0, "blip"), std::string("a photo of a hill"));
    QCOMPARE(captionIn(f, 0, "alttext"), std::string("web text 0"));
}

void ImportPublishedTest::a_rejected_recaption_leaves_the_alt_text_alone() {
    const ImportFixture f;
    writeBytes(f.pictures / "a.png", picture(1));
    writeBytes(f.pictures / "new.jsonl",
               R"({"image": "a.png", "re_caption": "a hill", "org_caption": "web", "status": "rejected"})");
    const auto result = import(f.project, {.path = f.pictures / "new.jsonl"});
    QVERIFY2(result.completed(), result.failure().c_str());
    const auto image = f.project->images().list().front().id;
    QVERIFY(f.project->captions().current(image, "re_caption")->status == CaptionStatus::Rejected);
    QVERIFY(f.project->captions().current(image, "alttext")->status == CaptionStatus::New);
}

void ImportPublishedTest::replaced_alt_texts_are_counted() {
    const ImportFixture f;
    writeBytes(f.pictures / "a.png", picture(1));
    writeBytes(f.pictures / "b.png", picture(2));
    writeBytes(f.pictures / "c.png", picture(3));
    const auto row = [](const std::string& name, const std::string& text) {
        return R"({"image": ")" + name + R"(", "org_caption": ")" + text + "\"}\n";
    };
    writeBytes(f.pictures / "first.jsonl", row("a.png", "one") + row("b.png", "two"));
    QCOMPARE(import(f.project, {.path = f.pictures / "first.jsonl"}).report.replaced, std::int64_t{0});
    writeBytes(f.pictures / "second.jsonl", row("a.png", "another one") + row("b.png", "two") + row("c.png", "three"));
    const auto second = import(f.project, {.path = f.pictures / "second.jsonl"});
    QCOMPARE(second.report.replaced, std::int64_t{1});
    QCOMPARE(second.report.captions, std::int64_t{2});
    QCOMPARE(f.captionOf("a.png", "alttext"), std::string("another one"));
}

void ImportPublishedTest::pixelvision_finds_its_pictures_in_the_shards() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const ImportFixture f;
    writeShard(f.pictures / "tars/0001.tar", {{"s1.png", picture(1)}, {"s2.png", picture(2)}, {"s3.png", picture(3)}});
    writeParquet(
        f.pictures / "full.parquet",
        {"id", "source_tar", "source_stem", "image_file", "caption", "error", "model", "annotated_at", "has_error",
         "is_rejected"},
        Rows{{nullptr, "tars/0001.tar", "s1", "s1.png", "one", nullptr, "gemini", "2026-02-23", false, false},
             {nullptr, "tars/0001.tar", "s2", "s2.png", "sorry", nullptr, "gemini", "2026-02-23", false, true},
             {nullptr, "tars/0001.tar", "s3", "s3.png", "half", "time is up", "gemini", "2026-02-23", true, true},
             {"4", "tars/0009.tar", "s4", "s4.png", "four", nullptr, "gemini", "2026-02-23", false, false}});
    const auto result = import(f.project, {.path = f.pictures / "full.parquet"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.images, std::int64_t{2});
    QCOMPARE(f.captionOf("tars/0001.tar/s1.png", "generated_caption"), std::string("one"));
    const auto image = f.project->images().findByPath((f.pictures / "tars/0001.tar/s2.png").string());
    QVERIFY(image.has_value());
    const auto caption = f.project->captions().current(image->id, "generated_caption");
    QVERIFY(caption && caption->status == CaptionStatus::Rejected);
    QCOMPARE(caption->provenance["rejected"].get<std::string>(), std::string("is_rejected"));
    QVERIFY(lists(result, "full.parquet",
                  "Rows that their column 'is_rejected' rejects, whose captions have the status rejected: 1."));
    QVERIFY(lists(result, ", row 3", "column 'error' says that it failed: time is up"));
    QVERIFY(lists(result, ", row 4", "There is no picture 's4.png'"));
    const auto attributes = f.project->images().attributes(image->id);
    QCOMPARE(attributes["model"].get<std::string>(), std::string("gemini"));
    QVERIFY(!attributes.contains("has_error") && !attributes.contains("is_rejected"));
}

void ImportPublishedTest::datacomp_shards_tell_recaption_and_alt_text_apart() {
    const ImportFixture f;
    const auto json = [](const char* text) {
        return Json{{"uid", "u"},       {"caption", text},       {"org_caption", "a web text"},
                    {"clip_b32", 0.25}, {"sha256", "otherwise"}, {"url", "https://example.org"}}
            .dump();
    };
    auto named = Json::parse(json("A recaption."));
    named["re_caption"] = "A recaption.";
    writeShard(f.pictures / "00000.tar", {{"0.jpg", picture(0)},
                                          {"0.txt", "A recaption."},
                                          {"0.json", json("A recaption.")},
                                          {"1.jpg", picture(1)},
                                          {"1.txt", "A recaption."},
                                          {"1.json", named.dump()},
                                          {"2.jpg", picture(2)},
                                          {"2.txt", "a web text"},
                                          {"2.json", json("a web text")}});
    const auto result = import(f.project, {.path = f.pictures / "00000.tar"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(f.captionOf("00000.tar/0.jpg", "caption"), std::string("A recaption."));
    QCOMPARE(f.captionOf("00000.tar/1.jpg", "re_caption"), std::string("A recaption."));
    QCOMPARE(f.captionOf("00000.tar/1.jpg", "caption"), std::string("none"));
    QCOMPARE(f.captionOf("00000.tar/2.jpg", "caption"), std::string("none"));
    for (const char* name : {"0.jpg", "1.jpg", "2.jpg"})
        QCOMPARE(f.captionOf(std::string("00000.tar/") + name), std::string("a web text"));
    QCOMPARE(result.report.captions, std::int64_t{5});
    const ImportFixture g;  // who names the source decides
    fs::create_directories(g.pictures);
    fs::copy(f.pictures / "00000.tar", g.pictures / "00000.tar");
    import(g.project, {.path = g.pictures / "00000.tar", .source = "llava"});
    QCOMPARE(g.captionOf("00000.tar/0.jpg", "llava"), std::string("A recaption."));
    QCOMPARE(g.captionOf("00000.tar/0.jpg"), std::string("a web text"));
}

void ImportPublishedTest::the_index_of_webshart_adds_captions() {
    const ImportFixture f;
    writeShard(f.pictures / "shard-00000.tar",
               {{"nested/a.png", picture(1)}, {"b.png", picture(2)}, {"b.txt", "beside"}, {"c.png", picture(3)}});
    writeBytes(f.pictures / "shard-00000.json", R"({"path": "shard-00000.tar", "filesize": 1, "files": {
        "nested/a.png": {"offset": 512, "length": 90, "captions": "only one", "width": 8, "json_metadata": {"score": NaN}},
        "b.png": {"offset": 512, "length": 90, "captions": ["first", "second"], "sha256": ")" +
                                                    sha256(picture(2)) + R"("},
        "c.png": {"offset": 512, "length": 90, "captions": []},
        "d.png": {"offset": 512, "length": 90, "captions": "lost"}}})");
    const auto result = import(f.project, {.path = f.pictures});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.kind, std::string("webdataset"));
    QCOMPARE(result.report.images, std::int64_t{3});
    QCOMPARE(f.captionOf("shard-00000.tar/nested/a.png"), std::string("only one"));
    QCOMPARE(f.captionOf("shard-00000.tar/b.png"), std::string("beside"));
    QCOMPARE(f.captionOf("shard-00000.tar/b.png", "alttext_2"), std::string("second"));
    QVERIFY(lists(result, "c.png", "It has no caption"));
    QVERIFY(lists(result, "shard-00000.json", "Entries with captions for pictures that the shard lacks: 1."));
    const auto image = f.project->images().findByPath((f.pictures / "shard-00000.tar/b.png").string());
    QCOMPARE(toJsonLine(f.project->images().attributes(image->id)), std::string(R"({"webdataset_key":"b"})"));
    verifySums(result.report, 6);
}

void ImportPublishedTest::vlm_captioning_tools_tables_have_short_and_long() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const ImportFixture f;
    writeBytes(f.pictures / "a.png", picture(1));
    writeParquet(f.pictures / "captions.parquet", {"image_name", "hash", "short_caption", "long_caption", "resolution"},
                 Rows{{"a.png", "abc", "a cat", "A cat on a mat.", "8x6"}});
    const auto result = import(f.project, {.path = f.pictures / "captions.parquet"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(f.captionOf("a.png", "short_caption"), std::string("a cat"));
    QCOMPARE(f.captionOf("a.png", "long_caption"), std::string("A cat on a mat."));
    const auto image = f.project->images().findByPath((f.pictures / "a.png").string());
    QCOMPARE(toJsonLine(f.project->images().attributes(image->id)),
             std::string(R"({"hash":"abc","resolution":"8x6"})"));
}

void ImportPublishedTest::captionflow_output_fields_become_sources_data() {
    QTest::addColumn<bool>("lines");
    QTest::newRow("parquet") << false;
    QTest::newRow("jsonl") << true;
}

void ImportPublishedTest::captionflow_output_fields_become_sources() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    QFETCH(const bool, lines);
    const ImportFixture f;
    importShard(f, 3);
    // Written with pyarrow: the columns that CaptionFlow keeps, and two output fields.
    auto table = fs::path(qgetenv("RECAP_SOURCE_DIR").toStdString()) / "tests/core/data/tables/captionflow.parquet";
    if (lines) {
        const auto reader = openParquet(table);
        std::string text;
        for (std::vector<Json> cells; reader->next(cells);) {
            Json row;
            for (std::size_t i = 0; i < cells.size(); ++i) row[reader->columns()[i]] = cells[i];
            text += row.dump() + "\n";
        }
        table = f.dir / "00000.jsonl";
        writeBytes(table, text);
    }
    const auto result = import(f.project, {.path = table});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.known, std::int64_t{3});
    QVERIFY(result.report.notes.back().english().ends_with("by their key: 3."));
    QCOMPARE(captionIn(f, 0, "generated_caption"), std::string("first long"));
    QCOMPARE(captionIn(f, 1, "generated_caption"), std::string("second long"));
    QCOMPARE(captionIn(f, 1, "generated_caption_2"), std::string("second again"));
    QCOMPARE(captionIn(f, 1, "caption_shortening"), std::string("second"));
    QCOMPARE(captionIn(f, 2, "caption_shortening"), std::string("none"));
    QCOMPARE(captionIn(f, 2, "alttext"), std::string("web text 2"));
    QCOMPARE(result.report.captions, std::int64_t{6});
    const auto attributes = attributesIn(f, 1);
    QCOMPARE(attributes["contributor_id"].get<std::string>(), std::string("worker"));
    QCOMPARE(toJsonLine(attributes["quality_scores"]), std::string("[0.25,null]"));
}

void ImportPublishedTest::joined_attributes_outlive_another_import_of_the_pictures() {
    const ImportFixture f;
    importShard(f, 1);
    writeBytes(f.dir / "set.jsonl", R"({"uid": "uid0", "human": "by hand", "score": 5})");
    import(f.project, {.path = f.dir / "set.jsonl"});
    const auto before = attributesIn(f, 0);
    QCOMPARE(before["score"].get<int>(), 5);
    const auto again = import(f.project, {.path = f.pictures / "00000.tar"});
    QCOMPARE(again.report.known, std::int64_t{1});
    QCOMPARE(again.report.captions, std::int64_t{0});
    QVERIFY(attributesIn(f, 0) == before);
}

void ImportPublishedTest::a_caption_column_of_another_type_is_told_once() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const ImportFixture f;
    importShard(f, 3);
    writeParquet(f.dir / "set.parquet", {"uid", "re_caption", "org_caption"},
                 Rows{{"uid0", 7, "zero"}, {"uid1", 8, "one"}, {"uid2", nullptr, "two"}});
    const auto result = import(f.project, {.path = f.dir / "set.parquet"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QVERIFY(lists(result, "set.parquet",
                  "Cells of the column 're_caption' that hold no caption and became attributes: 2."));
    QCOMPARE(captionIn(f, 0, "re_caption"), std::string("none"));
    QCOMPARE(captionIn(f, 0, "alttext"), std::string("zero"));
    QCOMPARE(attributesIn(f, 1)["re_caption"].get<int>(), 8);
}

void ImportPublishedTest::numbers_that_are_none_are_left_out() {
    const ImportFixture f;
    importShard(f, 2);
    writeBytes(f.dir / "set.json", R"([{"uid": "uid0", "human": "says \"NaN\", NaN", "score": NaN, "low": -Infinity},
                                       {"uid": "uid1", "human": "fine", "score": 0.5, "list": [Infinity, 1]}])");
    const auto result = import(f.project, {.path = f.dir / "set.json"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(captionIn(f, 0, "human"), std::string("says \"NaN\", NaN"));
    QVERIFY(!attributesIn(f, 0).contains("score") && !attributesIn(f, 0).contains("low"));
    QCOMPARE(attributesIn(f, 1)["score"].get<double>(), 0.5);
    QCOMPARE(toJsonLine(attributesIn(f, 1)["list"]), std::string("[null,1]"));
    if (!parquetAvailable()) return;
    writeParquet(f.dir / "set.parquet", {"uid", "human", "re_clip_score"},
                 Rows{{"uid0", "again", std::nan("")}, {"uid1", "again", 0.25}});
    QVERIFY(import(f.project, {.path = f.dir / "set.parquet"}).completed());
    QCOMPARE(captionIn(f, 0, "human"), std::string("again"));
    QVERIFY(!attributesIn(f, 0).contains("re_clip_score"));
    QCOMPARE(attributesIn(f, 1)["re_clip_score"].get<double>(), 0.25);
}

void ImportPublishedTest::odd_captions_are_stored_whole() {
    const ImportFixture f;
    importShard(f, 2);
    std::string text = "begin \x01\x1b[31m\x7f \xE2\x80\xAE";
    while (text.size() < 300'000) text += " and on";
    writeBytes(f.dir / "set.json", Json::array({Json{{"uid", "uid0"}, {"human", text}},
                                                Json{{"uid", "uid1"}, {"human", std::string("a\0b", 3)}}})
                                       .dump());
    const auto result = import(f.project, {.path = f.dir / "set.json"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QVERIFY(captionIn(f, 0, "human") == text);
    QCOMPARE(captionIn(f, 1, "human"), std::string("a\0b", 3));
    QVERIFY(import(f.project, {.path = f.dir / "set.json"}).report.captions == 0);
}

void ImportPublishedTest::a_damaged_list_is_read_up_to_the_damage() {
    const ImportFixture f;
    importShard(f, 4);
    const std::string good =
        R"([{"uid": "uid0", "human": "zero"}, {"uid": "uid1", human: 1}, {"uid": "uid2", "human": "two"})";
    for (const char* end : {", {\"uid\": \"uid3\", \"hum", ", {\"uid\": \"uid3\"", ""}) {
        writeBytes(f.dir / "set.json", good + end);
        const auto result = import(f.project, {.path = f.dir / "set.json"});
        QVERIFY2(result.completed(), result.failure().c_str());
        QCOMPARE(captionIn(f, 0, "human"), std::string("zero"));
        QVERIFY(lists(result, ", element 2", "is not valid JSON"));
        QVERIFY(lists(result, *end != 0 ? ", element 4" : ", element 3", "The list is cut off here."));
    }
    writeBytes(f.dir / "set.json", "[]");
    QVERIFY(import(f.project, {.path = f.dir / "set.json"}).failure().starts_with("bad_format: "));
    writeBytes(f.dir / "set.json", "[1, 2]");
    QVERIFY(import(f.project, {.path = f.dir / "set.json"}).failure().starts_with("bad_format: "));
}
