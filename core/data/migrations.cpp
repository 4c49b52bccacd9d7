// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/migrations.h"

#include "data/caption_measure.h"
#include "data/database.h"
#include "data/language_guess.h"
#include "data/metric_key_migration.h"
#include "data/query_literals.h"
#include "text/caption_faults.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace recap {
namespace {

// Times are milliseconds since 1970 UTC, JSON is text, an empty text means "none".
constexpr const char* kVersion1 = R"sql(
CREATE TABLE image(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    missing INTEGER NOT NULL DEFAULT 0,
    origin TEXT NOT NULL DEFAULT '',
    added_ms INTEGER NOT NULL,
    attributes TEXT NOT NULL DEFAULT '');
CREATE INDEX image_by_key ON image(key);
CREATE INDEX image_by_path ON image(path);
CREATE INDEX image_missing ON image(id) WHERE missing = 1;

-- Every file that held an image's content when it was last read; several files may hold the same.
CREATE TABLE image_file(
    path TEXT PRIMARY KEY,
    image INTEGER NOT NULL REFERENCES image(id) ON DELETE CASCADE,
    bytes INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX image_file_by_image ON image_file(image);

CREATE TABLE caption_source(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE caption_version(
    id INTEGER PRIMARY KEY,
    image INTEGER NOT NULL REFERENCES image(id) ON DELETE CASCADE,
    source INTEGER NOT NULL REFERENCES caption_source(id),
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    provenance TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    UNIQUE(image, source, version));
CREATE TRIGGER caption_version_is_immutable BEFORE UPDATE ON caption_version
    BEGIN SELECT RAISE(ABORT, 'a caption version never changes'); END;

CREATE TABLE caption_head(
    id INTEGER PRIMARY KEY,
    image INTEGER NOT NULL REFERENCES image(id) ON DELETE CASCADE,
    source INTEGER NOT NULL REFERENCES caption_source(id),
    version INTEGER NOT NULL REFERENCES caption_version(id),
    status INTEGER NOT NULL DEFAULT 0,
    reviewer TEXT NOT NULL DEFAULT '',
    changed_ms INTEGER NOT NULL,
    UNIQUE(image, source));
CREATE INDEX caption_head_by_source ON caption_head(source, status, image);
CREATE INDEX caption_head_by_status ON caption_head(status, image);

-- rowid is caption_head.id; holds searchableText() of the current version.
CREATE VIRTUAL TABLE caption_fts USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE edit_step(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    author TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0);
CREATE TABLE edit_change(
    step INTEGER NOT NULL REFERENCES edit_step(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    image INTEGER NOT NULL REFERENCES image(id) ON DELETE CASCADE,
    source INTEGER NOT NULL REFERENCES caption_source(id),
    before_version INTEGER NOT NULL,
    before_status INTEGER NOT NULL,
    before_reviewer TEXT NOT NULL,
    after_version INTEGER NOT NULL,
    after_status INTEGER NOT NULL,
    after_reviewer TEXT NOT NULL,
    PRIMARY KEY(step, position)) WITHOUT ROWID;

CREATE TABLE run(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    message TEXT NOT NULL DEFAULT '',
    config TEXT NOT NULL,
    seed INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL,
    started_ms INTEGER NOT NULL DEFAULT 0,
    finished_ms INTEGER NOT NULL DEFAULT 0,
    step INTEGER NOT NULL DEFAULT 0,
    steps INTEGER NOT NULL DEFAULT 0,
    parent INTEGER REFERENCES run(id),
    pid INTEGER NOT NULL DEFAULT 0);
CREATE INDEX run_by_name ON run(name);

CREATE TABLE run_scalar(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    step INTEGER NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY(run, name, step)) WITHOUT ROWID;

CREATE TABLE checkpoint(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    path TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    UNIQUE(run, step));

CREATE TABLE sample(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    prompt_index INTEGER NOT NULL,
    prompt TEXT NOT NULL,
    seed INTEGER NOT NULL,
    path TEXT NOT NULL,
    settings TEXT NOT NULL,
    UNIQUE(run, step, prompt_index, seed));

CREATE TABLE metric(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    n INTEGER NOT NULL,
    judge TEXT NOT NULL,
    card TEXT NOT NULL,
    UNIQUE(run, name, judge));

CREATE TABLE study(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    plan TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_ms INTEGER NOT NULL);

CREATE TABLE response(
    id INTEGER PRIMARY KEY,
    study INTEGER NOT NULL REFERENCES study(id) ON DELETE CASCADE,
    rater TEXT NOT NULL,
    item TEXT NOT NULL,
    left_code TEXT NOT NULL,
    right_code TEXT NOT NULL,
    answer TEXT NOT NULL,
    shown_ms INTEGER NOT NULL,
    answered_ms INTEGER NOT NULL,
    retracted INTEGER NOT NULL DEFAULT 0,
    details TEXT NOT NULL);
CREATE INDEX response_by_study ON response(study, rater, item);

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)sql";

// Lengths of captions and near duplicates become things that can be asked for. The index of words is numbered in the
// order of images (image * 65536 + source), so that a search can stop at its first page whatever the word.
constexpr const char* kVersion2 = R"sql(
ALTER TABLE caption_head ADD COLUMN words INTEGER NOT NULL DEFAULT -1;
ALTER TABLE caption_head ADD COLUMN tokens INTEGER NOT NULL DEFAULT -1;
CREATE INDEX caption_head_by_tokens ON caption_head(tokens);
CREATE INDEX caption_head_by_words ON caption_head(words);

-- dhash: differenceHash() of the picture, NULL while it was not computed. duplicate_group: 0 for none.
ALTER TABLE image ADD COLUMN dhash INTEGER;
ALTER TABLE image ADD COLUMN duplicate_group INTEGER NOT NULL DEFAULT 0;
CREATE INDEX image_by_duplicate_group ON image(duplicate_group) WHERE duplicate_group <> 0;

-- Holds searchableText() of the current version.
CREATE VIRTUAL TABLE caption_words USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO caption_words(rowid, text)
    SELECT h.image * 65536 + h.source, f.text FROM caption_fts AS f JOIN caption_head AS h ON h.id = f.rowid
    ORDER BY h.image, h.source;
DROP TABLE caption_fts;
)sql";

void measureCaptions(Database& db) {
    std::vector<std::pair<std::int64_t, std::string>> captions;
    for (std::int64_t last = 0;; last = captions.back().first) {
        captions.clear();
        auto rows = db.prepare(
            "SELECT h.id, v.text FROM caption_head AS h JOIN caption_version AS v ON v.id = h.version WHERE h.id > ? "
            "ORDER BY h.id LIMIT 10000");
        rows.bind(last);
        while (rows.step()) captions.emplace_back(rows.integer(0), rows.text(1));
        if (captions.empty()) return;
        for (const auto& [id, text] : captions) {
            const auto measure = measureCaption(text);
            db.prepare("UPDATE caption_head SET words = ?, tokens = ? WHERE id = ?")
                .bind(measure.words)
                .bind(measure.tokens)
                .bind(id)
                .run();
        }
    }
}

// CLIPScores. A caption version never changes and belongs to one image, so (model, version) says all of what was
// compared. caption_head.clip repeats the score of the current version by the model in setting 'clip_model', NULL while
// there is none: what is asked for stands beside the other lengths. similar_group: near duplicates by that model.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE clip_model(
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_ms INTEGER NOT NULL);
CREATE TABLE clip_score(
    model INTEGER NOT NULL REFERENCES clip_model(id) ON DELETE CASCADE,
    version INTEGER NOT NULL REFERENCES caption_version(id) ON DELETE CASCADE,
    score REAL NOT NULL,
    PRIMARY KEY(model, version)) WITHOUT ROWID;
CREATE INDEX clip_score_by_version ON clip_score(version);
ALTER TABLE caption_head ADD COLUMN clip REAL;
CREATE INDEX caption_head_by_clip ON caption_head(clip, image) WHERE clip IS NOT NULL;
ALTER TABLE image ADD COLUMN similar_group INTEGER NOT NULL DEFAULT 0;
CREATE INDEX image_by_similar_group ON image(similar_group) WHERE similar_group <> 0;

-- Numbered as caption_words; trigramText() of the current version, of which only the trigrams are kept.
CREATE VIRTUAL TABLE caption_trigrams USING fts5(text, content = '', columnsize = 0, detail = none,
    tokenize = 'trigram');
)sql";

void indexTrigrams(Database& db) {
    std::vector<std::pair<std::int64_t, std::string>> captions;
    for (std::int64_t last = -1;; last = captions.back().first) {
        captions.clear();
        auto rows = db.prepare(
            "SELECT h.image * 65536 + h.source, v.text FROM caption_head AS h "
            "JOIN caption_version AS v ON v.id = h.version WHERE (h.image, h.source) > (?, ?) "
            "ORDER BY h.image, h.source LIMIT 10000");
        rows.bind(last >> 16).bind(last & 65535);
        while (rows.step()) captions.emplace_back(rows.integer(0), rows.text(1));
        if (captions.empty()) return;
        for (const auto& [row, text] : captions)
            db.prepare("INSERT INTO caption_trigrams(rowid, text) VALUES(?, ?)")
                .bind(row)
                .bind(trigramText(text))
                .run();
    }
}

// What the report counts becomes what can be asked for. text_hash: textNumber(); repeated: another image's caption of
// the same source is the same text; file_name: saysFileName(). unreadable: so the statistics found when they last read
// the pictures.
constexpr const char* kVersion4 = R"sql(
ALTER TABLE caption_head ADD COLUMN lang TEXT NOT NULL DEFAULT '';
ALTER TABLE caption_head ADD COLUMN text_hash INTEGER NOT NULL DEFAULT 0;
ALTER TABLE caption_head ADD COLUMN repeated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE caption_head ADD COLUMN file_name INTEGER NOT NULL DEFAULT 0;
ALTER TABLE image ADD COLUMN unreadable INTEGER NOT NULL DEFAULT 0;
CREATE INDEX image_unreadable ON image(id) WHERE unreadable = 1;

-- What a run worked with beside its options.
ALTER TABLE run ADD COLUMN provenance TEXT NOT NULL DEFAULT '{}';
)sql";

// Indexes are made at the end: row by row they would cost several times as much.
constexpr const char* kVersion4Indexes = R"sql(
CREATE INDEX caption_head_by_language ON caption_head(lang, image);
CREATE INDEX caption_head_by_text ON caption_head(text_hash, source);
UPDATE caption_head SET repeated = 1 WHERE id IN
    (SELECT h.id FROM (SELECT text_hash, source FROM caption_head GROUP BY text_hash, source HAVING count(*) > 1) AS d
     JOIN caption_head AS h ON h.text_hash = d.text_hash AND h.source = d.source)
    AND EXISTS(SELECT 1 FROM caption_head AS o JOIN caption_version AS ov ON ov.id = o.version
               WHERE o.text_hash = caption_head.text_hash AND o.source = caption_head.source AND o.id <> caption_head.id
               AND ov.text = (SELECT text FROM caption_version AS v WHERE v.id = caption_head.version));
CREATE INDEX caption_head_repeated ON caption_head(image) WHERE repeated = 1;
CREATE INDEX caption_head_file_name ON caption_head(image) WHERE file_name = 1;
)sql";

void describeCaptions(Database& db) {
    struct Row {
        std::int64_t id = 0;
        std::string text = {}, path = {};
    };
    std::vector<Row> captions;
    for (std::int64_t last = 0;; last = captions.back().id) {
        captions.clear();
        auto rows = db.prepare(
            "SELECT h.id, v.text, i.path FROM caption_head AS h JOIN caption_version AS v ON v.id = h.version "
            "JOIN image AS i ON i.id = h.image WHERE h.id > ? ORDER BY h.id LIMIT 10000");
        rows.bind(last);
        while (rows.step()) captions.push_back({rows.integer(0), rows.text(1), rows.text(2)});
        if (captions.empty()) return db.execute(kVersion4Indexes);
        for (const auto& row : captions)
            db.prepare("UPDATE caption_head SET lang = ?, text_hash = ?, file_name = ? WHERE id = ?")
                .bind(guessLanguage(row.text))
                .bind(textNumber(row.text))
                .bind(saysFileName(row.text, row.path))
                .bind(row.id)
                .run();
    }
}

// A picture is known by its file, not by a number within its list: lists of prompts that were drawn at one step may
// hold the same prompt and seed. The settings of a picture that a training drew on its way say so; those of older
// projects are told by the folder in which a training keeps them.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE sample_by_path(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    prompt_index INTEGER NOT NULL,
    prompt TEXT NOT NULL,
    seed INTEGER NOT NULL,
    path TEXT NOT NULL,
    settings TEXT NOT NULL,
    UNIQUE(run, step, path));
INSERT OR REPLACE INTO sample_by_path
    SELECT id, run, step, prompt_index, prompt, seed, path,
        CASE WHEN path GLOB '*samples/step-[0-9]*/[0-9]*.png'
            THEN json_set(CASE WHEN json_valid(settings) THEN settings ELSE '{}' END, '$.preview', json('true'))
            ELSE settings END
    FROM sample ORDER BY id;
DROP TABLE sample;
ALTER TABLE sample_by_path RENAME TO sample;
)sql";

// A published number must not vanish because it was computed again.
constexpr const char* kVersion6 = R"sql(
CREATE TABLE metric_history(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    n INTEGER NOT NULL,
    judge TEXT NOT NULL,
    card TEXT NOT NULL);
CREATE INDEX metric_history_by_run ON metric_history(run, name, judge);
CREATE TRIGGER metric_keeps_what_it_replaces AFTER UPDATE ON metric
    WHEN OLD.value IS NOT NEW.value OR OLD.low IS NOT NEW.low OR OLD.high IS NOT NEW.high OR OLD.n <> NEW.n
    BEGIN
        INSERT INTO metric_history(run, name, value, low, high, n, judge, card)
            VALUES(OLD.run, OLD.name, OLD.value, OLD.low, OLD.high, OLD.n, OLD.judge, OLD.card);
    END;
)sql";

// The demo's study says which CLIP scores its project; studies of older versions did not.
constexpr const char* kVersion7 = R"sql(
INSERT OR IGNORE INTO setting(key, value) SELECT 'clip.default', 'demo' FROM setting WHERE key = 'study';
)sql";

// faults: captionFaults() of the current caption.
constexpr const char* kVersion8 = R"sql(
ALTER TABLE caption_head ADD COLUMN faults INTEGER NOT NULL DEFAULT 0;
CREATE INDEX caption_head_faults ON caption_head(image) WHERE faults <> 0;
)sql";

void findFaults(Database& db) {
    std::vector<std::pair<std::int64_t, std::string>> captions;
    for (std::int64_t last = 0;; last = captions.back().first) {
        captions.clear();
        auto rows = db.prepare(
            "SELECT h.id, v.text FROM caption_head AS h JOIN caption_version AS v ON v.id = h.version WHERE h.id > ? "
            "ORDER BY h.id LIMIT 10000");
        rows.bind(last);
        while (rows.step()) captions.emplace_back(rows.integer(0), rows.text(1));
        if (captions.empty()) return;
        for (const auto& [id, text] : captions)
            if (const auto faults = captionFaults(text); faults != 0)
                db.prepare("UPDATE caption_head SET faults = ? WHERE id = ?")
                    .bind(static_cast<std::int64_t>(faults))
                    .bind(id)
                    .run();
    }
}

// Paired differences of runs, which the tables say who is better by; the sides say which pictures of a run were
// compared.
constexpr const char* kVersion10 = R"sql(
CREATE TABLE metric_difference(
    id INTEGER PRIMARY KEY,
    first INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    first_side TEXT NOT NULL,
    second INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    second_side TEXT NOT NULL,
    name TEXT NOT NULL,
    judge TEXT NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    standard_error REAL,
    p REAL,
    p_holm REAL,
    comparisons INTEGER NOT NULL,
    n INTEGER NOT NULL,
    card TEXT NOT NULL,
    UNIQUE(first, first_side, second, second_side, name, judge));
CREATE INDEX metric_difference_by_second ON metric_difference(second);
)sql";

constexpr std::array<Migration, 10> kMigrations{{{1, kVersion1},
                                                 {2, kVersion2, measureCaptions},
                                                 {3, kVersion3, indexTrigrams},
                                                 {4, kVersion4, describeCaptions},
                                                 {5, kVersion5},
                                                 {6, kVersion6},
                                                 {7, kVersion7},
                                                 {8, kVersion8, findFaults},
                                                 {9, kMetricKeyMigration},
                                                 {10, kVersion10}}};

}  // namespace

std::span<const Migration> migrations() {
    return kMigrations;
}

}  // namespace recap
