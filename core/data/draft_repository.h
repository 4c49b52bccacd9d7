// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// A caption that was begun and not saved: what stands in an editor. The source need not exist yet.
struct CaptionDraft {
    ImageId image = {};
    std::string source = {};
    std::string text = {};
    std::string begun_from = {};  // source whose caption was the start; empty: none
    std::int64_t changed_ms = 0;  // set by the repository
};

// Drafts of a project, written as one types: whatever ends the program, at most the keystroke under way is lost. No
// part of the captions: training, statistics and export know nothing of them. Use it on the thread of its connection.
class DraftRepository {
public:
    explicit DraftRepository(Database& database) : db_(database) {}

    // In place of the draft of the same image and source.
    void set(const CaptionDraft& draft);
    void remove(ImageId image, std::string_view source);
    std::optional<CaptionDraft> get(ImageId image, std::string_view source) const;
    // By source name.
    std::vector<CaptionDraft> of(ImageId image) const;
    // The latest first.
    std::vector<CaptionDraft> all() const;

private:
    Database& db_;
};

// SQL over image AS i: whether the image has one.
extern const char* const kHasDraft;

}  // namespace recap
