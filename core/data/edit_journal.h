// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/caption_repository.h"

#include <optional>
#include <string>
#include <vector>

namespace recap {

// What a person does to one caption: a new text, a new status, or both. A new text without a status becomes "edited".
struct CaptionEdit {
    ImageId image = {};
    std::string source = {};
    std::optional<std::string> text = {};
    std::optional<CaptionStatus> status = {};
};

struct UndoResult {
    std::string name = {};             // of the step
    std::vector<ImageId> images = {};  // whose captions changed back or again
    std::int64_t skipped = 0;          // captions that something else has changed since; they were left as they are
};

// Edits by named step, with undo and redo that survive a restart. An undone version stays in the history.
class EditJournal {
public:
    explicit EditJournal(Database& database) : db_(database) {}

    // All edits as one step, in one transaction: every one or none. Steps that were undone can no longer be redone.
    // Returns the captions as they are now, one per edit. Throws Error(NotFound) when a status is set where there is no
    // caption. Empty `edits` does nothing.
    std::vector<CaptionRecord> apply(const std::string& name, const std::vector<CaptionEdit>& edits,
                                     const std::string& author);

    std::optional<std::string> undoName() const;  // none: nothing to undo
    std::optional<std::string> redoName() const;
    std::optional<UndoResult> undo();
    std::optional<UndoResult> redo();

private:
    std::optional<UndoResult> move(bool forward);

    Database& db_;
};

}  // namespace recap
