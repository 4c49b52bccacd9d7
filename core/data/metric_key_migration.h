// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace recap {

// Version 9. A number belongs to one step, one kind of weights, one prompt set and one judge's weights of its run, and
// leads to its pictures. Of older numbers the card says these, and the step is that of the pictures that stood for the
// run, else the run's last. judged: what one view of one judge saw in one computation; judged_picture holds its
// pictures by their place, contribution what each adds to a number.
inline constexpr const char* kMetricKeyMigration = R"sql(
CREATE TABLE metric_step(run INTEGER PRIMARY KEY, step INTEGER NOT NULL);
INSERT INTO metric_step
    SELECT r.id, coalesce(
        (SELECT max(s.step) FROM sample AS s WHERE s.run = r.id AND
            coalesce(json_extract(CASE WHEN json_valid(s.settings) THEN s.settings ELSE '{}' END, '$.preview'), 0) = 0),
        r.step)
    FROM run AS r;

CREATE TABLE judged(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    view TEXT NOT NULL);
CREATE INDEX judged_by_run ON judged(run);
CREATE TABLE judged_picture(
    judged INTEGER NOT NULL REFERENCES judged(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    path TEXT NOT NULL,
    prompt TEXT NOT NULL,
    seed INTEGER NOT NULL,
    problem TEXT NOT NULL,
    wanted TEXT NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY(judged, place)) WITHOUT ROWID;

CREATE TABLE metric_by_key(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    weights TEXT NOT NULL,
    prompt_set TEXT NOT NULL,
    name TEXT NOT NULL,
    judge TEXT NOT NULL,
    judge_hash TEXT NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    n INTEGER NOT NULL,
    card TEXT NOT NULL,
    judged INTEGER REFERENCES judged(id) ON DELETE SET NULL,
    UNIQUE(run, step, weights, prompt_set, name, judge, judge_hash));
INSERT INTO metric_by_key(id, run, step, weights, prompt_set, name, judge, judge_hash, value, low, high, n, card)
    SELECT m.id, m.run, s.step, coalesce(json_extract(m.facts, '$.weights'), ''),
        coalesce(json_extract(m.facts, '$.prompt_set'), ''), m.name, m.judge,
        coalesce(json_extract(m.facts, '$.judge_hash'), ''), m.value, m.low, m.high, m.n, m.card
    FROM (SELECT *, CASE WHEN json_valid(card) THEN card ELSE '{}' END AS facts FROM metric) AS m
    JOIN metric_step AS s ON s.run = m.run ORDER BY m.id;
DROP TABLE metric;
ALTER TABLE metric_by_key RENAME TO metric;
CREATE INDEX metric_by_judged ON metric(judged);

CREATE TABLE contribution(
    metric INTEGER NOT NULL REFERENCES metric(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY(metric, place)) WITHOUT ROWID;

CREATE TABLE metric_history_by_key(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    weights TEXT NOT NULL,
    prompt_set TEXT NOT NULL,
    name TEXT NOT NULL,
    judge TEXT NOT NULL,
    judge_hash TEXT NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    n INTEGER NOT NULL,
    card TEXT NOT NULL);
INSERT INTO metric_history_by_key
    SELECT m.id, m.run, s.step, coalesce(json_extract(m.facts, '$.weights'), ''),
        coalesce(json_extract(m.facts, '$.prompt_set'), ''), m.name, m.judge,
        coalesce(json_extract(m.facts, '$.judge_hash'), ''), m.value, m.low, m.high, m.n, m.card
    FROM (SELECT *, CASE WHEN json_valid(card) THEN card ELSE '{}' END AS facts FROM metric_history) AS m
    JOIN metric_step AS s ON s.run = m.run ORDER BY m.id;
DROP TABLE metric_history;
ALTER TABLE metric_history_by_key RENAME TO metric_history;
CREATE INDEX metric_history_by_run ON metric_history(run, name, judge);
CREATE TRIGGER metric_keeps_what_it_replaces AFTER UPDATE ON metric
    WHEN OLD.value IS NOT NEW.value OR OLD.low IS NOT NEW.low OR OLD.high IS NOT NEW.high OR OLD.n <> NEW.n
    BEGIN
        INSERT INTO metric_history(run, step, weights, prompt_set, name, judge, judge_hash, value, low, high, n, card)
            VALUES(OLD.run, OLD.step, OLD.weights, OLD.prompt_set, OLD.name, OLD.judge, OLD.judge_hash, OLD.value,
                OLD.low, OLD.high, OLD.n, OLD.card);
    END;
DROP TABLE metric_step;
)sql";

}  // namespace recap
