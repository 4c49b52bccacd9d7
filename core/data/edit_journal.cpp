// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/edit_journal.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/caption_head.h"
#include "data/draft_repository.h"

#include <algorithm>
#include <utility>

namespace recap {
namespace {

// One row of edit_change: where a caption's head was before a step and after it.
struct Change {
    ImageId image;
    std::int64_t source = 0;
    CaptionHead before, after;
};

void storeChange(Database& db, std::int64_t step, std::int64_t position, const Change& change) {
    db.prepare(
          "INSERT INTO edit_change(step, position, image, source, before_version, before_status, before_reviewer, "
          "after_version, after_status, after_reviewer) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(step)
        .bind(position)
        .bind(change.image.value)
        .bind(change.source)
        .bind(change.before.version)
        .bind(change.before.status)
        .bind(change.before.reviewer)
        .bind(change.after.version)
        .bind(change.after.status)
        .bind(change.after.reviewer)
        .run();
}

std::vector<Change> loadChanges(Database& db, std::int64_t step) {
    auto rows = db.prepare(
        "SELECT image, source, before_version, before_status, before_reviewer, after_version, "
        "after_status, after_reviewer FROM edit_change WHERE step = ? ORDER BY position");
    rows.bind(step);
    std::vector<Change> out;
    while (rows.step())
        out.push_back({ImageId{rows.integer(0)},
                       rows.integer(1),
                       {rows.integer(2), rows.integer(3), rows.text(4)},
                       {rows.integer(5), rows.integer(6), rows.text(7)}});
    return out;
}

// Performs one edit; the change's heads are equal when there was nothing to do.
Change perform(Database& db, const CaptionEdit& edit, const std::string& author) {
    if (edit.text && trimmed(*edit.text).empty())
        throw Error(ErrorCode::InvalidOption,
                    message("A caption cannot be empty; reject it if it should not be used."));
    Change change;
    change.image = edit.image;
    change.source = captionSourceId(db, edit.source, edit.text.has_value());
    change.before = change.after = readCaptionHead(db, edit.image, change.source);
    CaptionRepository captions(db);
    const auto current = captions.current(edit.image, edit.source);
    if (edit.text && (!current || current->text != *edit.text)) {
        Json provenance{{"edited_from", current ? current->version : 0}};
        DraftRepository drafts(db);
        // The draft of this text is done with; one of another text is somebody's own.
        if (const auto draft = drafts.get(edit.image, edit.source);
            draft && trimmed(draft->text) == trimmed(*edit.text)) {
            if (!draft->begun_from.empty()) provenance["begun_from"] = draft->begun_from;
            drafts.remove(edit.image, edit.source);
        }
        captions.addVersion({.image = edit.image,
                             .source = edit.source,
                             .text = *edit.text,
                             .status = edit.status.value_or(CaptionStatus::Edited),
                             .author = author,
                             .provenance = std::move(provenance)});
    } else if (edit.status) {
        captions.setStatus(edit.image, edit.source, *edit.status, author);
    }
    change.after = readCaptionHead(db, edit.image, change.source);
    return change;
}

struct Step {
    std::int64_t id = 0;
    std::string name;
};

// The step that undo (or redo) would take next.
std::optional<Step> nextStep(Database& db, bool forward) {
    auto query = db.prepare(forward ? "SELECT id, name FROM edit_step WHERE undone = 1 ORDER BY id LIMIT 1"
                                    : "SELECT id, name FROM edit_step WHERE undone = 0 ORDER BY id DESC LIMIT 1");
    if (!query.step()) return std::nullopt;
    return Step{query.integer(0), query.text(1)};
}

}  // namespace

std::vector<CaptionRecord> EditJournal::apply(const std::string& name, const std::vector<CaptionEdit>& edits,
                                              const std::string& author) {
    std::vector<CaptionRecord> out;
    if (edits.empty()) return out;
    Transaction transaction(db_, Transaction::Durability::Durable);
    std::vector<Change> changes;
    CaptionRepository captions(db_);
    for (const auto& edit : edits) {
        const Change change = perform(db_, edit, author);
        if (change.before != change.after) changes.push_back(change);
        if (auto current = captions.current(edit.image, edit.source)) out.push_back(std::move(*current));
    }
    if (!changes.empty()) {
        db_.execute("DELETE FROM edit_step WHERE undone = 1");
        db_.prepare("INSERT INTO edit_step(name, author, created_ms) VALUES(?, ?, ?)")
            .bind(name)
            .bind(author)
            .bind(db_.nowMs())
            .run();
        const auto step = db_.lastInsertId();
        for (std::size_t i = 0; i < changes.size(); ++i)
            storeChange(db_, step, static_cast<std::int64_t>(i), changes[i]);
    }
    transaction.commit();
    return out;
}

std::optional<std::string> EditJournal::undoName() const {
    const auto step = nextStep(db_, false);
    return step ? std::optional(step->name) : std::nullopt;
}

std::optional<std::string> EditJournal::redoName() const {
    const auto step = nextStep(db_, true);
    return step ? std::optional(step->name) : std::nullopt;
}

std::optional<UndoResult> EditJournal::undo() {
    return move(false);
}
std::optional<UndoResult> EditJournal::redo() {
    return move(true);
}

std::optional<UndoResult> EditJournal::move(bool forward) {
    Transaction transaction(db_, Transaction::Durability::Durable);
    const auto step = nextStep(db_, forward);
    if (!step) return std::nullopt;
    UndoResult result{step->name, {}, 0};
    auto changes = loadChanges(db_, step->id);
    // One step may touch a caption twice: back in the opposite order.
    if (!forward) std::reverse(changes.begin(), changes.end());
    for (const auto& change : changes) {
        const auto& from = forward ? change.before : change.after;
        const auto& to = forward ? change.after : change.before;
        if (readCaptionHead(db_, change.image, change.source) != from) {
            ++result.skipped;
            continue;
        }
        writeCaptionHead(db_, change.image, change.source, to);
        result.images.push_back(change.image);
    }
    db_.prepare("UPDATE edit_step SET undone = ? WHERE id = ?").bind(!forward).bind(step->id).run();
    transaction.commit();
    return result;
}

}  // namespace recap
