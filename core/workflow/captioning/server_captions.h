// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the job that asks servers and the jobs that exchange batch files have in common: who writes the captions, which
// images lack one, and what becomes of an answer.
#pragma once

#include "base/json.h"
#include "remote/chat_request.h"
#include "workflow/captioning/server_caption_options.h"
#include "workflow/project/project.h"
#include "workflow/project/skipped_file.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace recap {

// Throws Error(InvalidOption) for values that cannot be used. `instruction` is the text, not a file's name.
void requireUsable(const ServerCaptionOptions& options, const std::string& instruction);
ChatSampling samplingOf(const ServerCaptionOptions& options);

// What the captions depend on, as eight digits: model, instruction, sampling and size of the pictures.
std::string captionSpec(const ServerCaptionOptions& options, const std::string& model, const std::string& instruction);
// "model@0123abcd": the author of captions of the model by this specification.
std::string serverAuthor(const std::string& model, const std::string& spec);

// Images of the filter, in the order of import, whose current caption of the source is neither by the author nor
// approved by a person.
std::vector<ImageRecord> imagesWithout(Project& project, const std::string& filter, const std::string& source,
                                       const std::string& author);

// What became of the images of a run or a file.
struct ServerCaptionTally {
    std::int64_t written = 0;
    std::int64_t known = 0;                       // written before, by the same author
    std::vector<SkippedFile> skipped;             // images without a caption, each with its reason
    std::map<std::string, std::int64_t> flagged;  // answers that are no captions, by kAnswerFaultNames
    void skip(const std::string& file, Message reason) { skipped.push_back({file, std::move(reason)}); }
    void flag(const std::string& file, AnswerFault fault, Message reason);
};

// Adds the caption unless a person has approved the current one, which is then listed. Inside a transaction.
void addServerCaption(Project& project, const ImageRecord& image, const std::string& source, const std::string& author,
                      const std::string& text, const Json& provenance, ServerCaptionTally& tally);

}  // namespace recap
