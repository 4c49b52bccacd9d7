// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the job that asks servers and the jobs that exchange batch files have in common: who writes the captions, which
// images lack one, and what becomes of an answer.
#pragma once

#include "base/enum_names.h"
#include "base/json.h"
#include "remote/chat_request.h"
#include "workflow/captioning/server_caption_options.h"
#include "workflow/captioning/written_faults.h"
#include "workflow/project/project.h"
#include "workflow/project/skipped_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// Throws Error(InvalidOption) for values that cannot be used, and as reading the instructions' files does.
void requireUsable(const ServerCaptionOptions& options);
// Throws Error(NotFound) for a caption source that an instruction asks for and the project does not have.
void requireInstructionSources(Project& project, const ServerCaptionOptions& options);
ChatSampling samplingOf(const ServerCaptionOptions& options);

// What the captions depend on, as eight digits: model, instruction, sampling and size of the pictures.
std::string captionSpec(const ServerCaptionOptions& options, const std::string& model, const std::string& instruction);
// "model@0123abcd": the author of captions of the model by this specification.
std::string serverAuthor(const std::string& model, const std::string& spec);

// Images of the filter, in the order of import, whose current caption of the source is neither by the author nor
// approved by a person.
std::vector<ImageRecord> imagesWithout(Project& project, const std::string& filter, const std::string& source,
                                       const std::string& author);

// What is wrong with a row of an answer file before its answer is looked at.
enum class RowFault { NotJson, ForeignId, UnknownImage, SourceName };
inline constexpr EnumNames<RowFault, 4> kRowFaultNames{{{RowFault::NotJson, "not_json"},
                                                        {RowFault::ForeignId, "foreign_id"},
                                                        {RowFault::UnknownImage, "unknown_image"},
                                                        {RowFault::SourceName, "source_name"}}};

// What became of the images of a run or a file.
struct ServerCaptionTally {
    std::int64_t written = 0;
    std::int64_t known = 0;            // written before, by the same author
    std::int64_t approved = 0;         // left alone, because a person has approved another caption meanwhile
    std::int64_t decoded_again = 0;    // answers that repeated themselves, of which there are two
    std::vector<SkippedFile> skipped;  // images without a caption, each with its reason
    FaultCounts flagged;               // answers that were not stored, by kAnswerFaultNames and kRowFaultNames
    FaultCounts faults;                // captions that were stored and have a fault of their text
    void skip(const std::string& file, Message reason) { skipped.push_back({file, std::move(reason)}); }
    void flag(const std::string& file, AnswerFault fault, Message reason);
    void flag(const std::string& file, RowFault fault, Message reason);
    std::int64_t unusable() const;  // the sum of `flagged`
    FaultCounts byReason() const;   // `flagged` and `faults`
    Json toJson() const;            // numbers only, for the provenance of a run
};

// Adds the caption unless a person has approved the current one, which is then listed. Inside a transaction.
void addServerCaption(Project& project, const ImageRecord& image, const std::string& source, const std::string& author,
                      const std::string& text, const Json& provenance, ServerCaptionTally& tally);

}  // namespace recap
