// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/bulk_edit.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/caption_use.h"
#include "data/regex.h"

#include <algorithm>

namespace recap {
namespace {

constexpr std::int64_t kReportEvery = 1000;

// A plain text as a pattern and as a replacement.
std::string quotedPattern(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\^$.[]|()?*+{}#-").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string quotedReplacement(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '$' ? std::string("$$") : std::string(1, c);
    return out;
}

// Messages of patterns have no beginning of their own.
template <class Work>
auto told(const Message& where, Work work) {
    try {
        return work();
    } catch (const Error& e) {
        if (e.code() != ErrorCode::InvalidOption) throw;
        throw Error(ErrorCode::InvalidOption, message("%1, %2", where, e.message()));
    }
}

std::vector<std::string> chosenSources(Project& project, const std::vector<std::string>& wanted) {
    std::vector<std::string> known;
    for (const auto& source : project.captions().sources()) known.push_back(source.name);
    for (const auto& source : wanted)
        if (std::find(known.begin(), known.end(), source) == known.end())
            throw Error(ErrorCode::NotFound, message("The project has no caption source '%1'.", source));
    return wanted.empty() ? known : wanted;
}

void addImageNames(Project& project, std::vector<BulkChange>& changes) {
    auto images = project.images();
    for (auto& change : changes)
        if (const auto image = images.get(change.image)) {
            change.key = image->key;
            change.path = image->path;
        }
}

// What a person decided against stays decided: nobody has looked at the caption again.
std::optional<CaptionStatus> kept(CaptionStatus status) {
    const bool decided = status == CaptionStatus::Rejected || status == CaptionStatus::Flagged;
    return decided ? std::optional(status) : std::nullopt;
}

std::vector<CaptionEdit> statusEdits(Project& project, const std::string& filter, const std::string& source,
                                     CaptionStatus status) {
    chosenSources(project, {source});
    std::vector<CaptionEdit> edits;
    for (const auto& caption : project.captions().forSource(source, parseImageQuery(filter)))
        if (caption.status != status) edits.push_back({caption.image, source, std::nullopt, status});
    return edits;
}

}  // namespace

std::vector<BulkChange> previewBulkEdit(Project& project, const BulkEditRequest& request,
                                        const BulkProgress& progress) {
    if (request.find.empty()) throw Error(ErrorCode::InvalidOption, message("Enter the text to find."));
    const auto query = parseImageQuery(request.filter);
    const auto letters = request.match_case ? Regex::Case::Respected : Regex::Case::Ignored;
    const std::string find = request.literal ? quotedPattern(request.find) : request.find;
    const std::string replacement = request.literal ? quotedReplacement(request.replacement) : request.replacement;
    const auto regex = told(message("In the search text"), [&] { return std::make_unique<Regex>(find, letters); });
    std::vector<BulkChange> changes;
    std::int64_t done = 0;
    for (const auto& source : chosenSources(project, request.sources)) {
        const auto captions = project.captions().forSource(source, query);
        for (const auto& caption : captions) {
            std::size_t matches = 0;
            auto after = told(message("In the replacement"),
                              [&] { return regex->replaced(caption.text, replacement, &matches); });
            if (matches > 0 && after != caption.text && !trimmed(after).empty())
                changes.push_back({caption.image,
                                   {},
                                   {},
                                   source,
                                   caption.text,
                                   std::move(after),
                                   static_cast<std::int64_t>(matches)});
            if (progress && ++done % kReportEvery == 0) progress(done, static_cast<std::int64_t>(captions.size()));
        }
    }
    std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.image < b.image; });
    addImageNames(project, changes);
    return changes;
}

BulkEditResult applyBulkEdit(Project& project, const std::vector<BulkChange>& changes, const std::string& step,
                             const std::string& author) {
    project.requireWritable();
    BulkEditResult result;
    std::vector<CaptionEdit> edits;
    // One transaction around looking and changing: nobody comes between.
    Transaction transaction(project.database(), Transaction::Durability::Durable);
    for (const auto& change : changes) {
        const auto current = project.captions().current(change.image, change.source);
        if (!current || current->text != change.before) {
            ++result.skipped;
            continue;
        }
        edits.push_back({change.image, change.source, change.after, kept(current->status)});
    }
    project.journal().apply(step, edits, author);
    transaction.commit();
    result.changed = static_cast<std::int64_t>(edits.size());
    return result;
}

StatusCount countForStatus(Project& project, const std::string& filter, const std::string& source,
                           CaptionStatus status) {
    chosenSources(project, {source});
    StatusCount count;
    for (const auto& caption : project.captions().forSource(source, parseImageQuery(filter))) {
        if (caption.status == status) continue;
        ++count.captions;
        if (isApproved(status) ? caption.status == CaptionStatus::Rejected : isApproved(caption.status))
            ++count.overturned;
    }
    return count;
}

std::int64_t setStatusOfAll(Project& project, const std::string& filter, const std::string& source,
                            CaptionStatus status, const std::string& step, const std::string& author) {
    project.requireWritable();
    const auto edits = statusEdits(project, filter, source, status);
    project.journal().apply(step, edits, author);
    return static_cast<std::int64_t>(edits.size());
}

}  // namespace recap
