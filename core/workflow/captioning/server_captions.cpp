// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/server_captions.h"

#include "base/error.h"
#include "base/hash.h"
#include "data/caption_use.h"
#include "data/image_query.h"
#include "data/source_name.h"
#include "workflow/captioning/finished_images.h"
#include "workflow/captioning/instruction_template.h"

#include <algorithm>

namespace recap {
namespace {

constexpr std::size_t kSpecDigits = 8;

// A model's caption never becomes the current one of a source that people write into.
void requireModelSource(const std::string& source) {
    requireSourceName(source);
    if (source.starts_with("human"))
        throw Error(ErrorCode::InvalidOption,
                    message("The source '%1' is for what people write; name another one, such as recap_long.", source));
}

}  // namespace

void requireUsable(const ServerCaptionOptions& options) {
    requireValid(options);
    requireModelSource(options.source);
    parseImageQuery(options.filter);
    InstructionTemplate{instructionText(options.instruction)};
    if (options.short_instruction.empty()) return;
    requireModelSource(options.short_source);
    if (options.short_source == options.source)
        throw Error(ErrorCode::InvalidOption,
                    message("The two instructions need two sources; both are to write to '%1'.", options.source));
    InstructionTemplate{instructionText(options.short_instruction)};
}

void requireInstructionSources(Project& project, const ServerCaptionOptions& options) {
    const auto known = project.captions().sources();
    const auto require = [&](const std::string& instruction, const std::string& own) {
        for (const auto& name : InstructionTemplate{instructionText(instruction)}.sources())
            if (name != own && std::none_of(known.begin(), known.end(), [&](const auto& s) { return s.name == name; }))
                throw Error(ErrorCode::NotFound,
                            message("The project has no caption source '%1', which the instruction asks for.", name));
    };
    require(options.instruction, {});
    if (!options.short_instruction.empty()) require(options.short_instruction, options.source);
}

ChatSampling samplingOf(const ServerCaptionOptions& options) {
    ChatSampling sampling{.max_tokens = options.max_tokens, .temperature = options.temperature, .top_p = options.top_p};
    if (options.seed >= 0) sampling.seed = options.seed;
    return sampling;
}

std::string captionSpec(const ServerCaptionOptions& options, const std::string& model, const std::string& instruction) {
    const Json spec{{"model", model},
                    {"instruction", instruction},
                    {"sampling", samplingFields(samplingOf(options))},
                    {"image_size", options.image_size}};
    return sha256(toJsonLine(spec)).substr(0, kSpecDigits);
}

std::string serverAuthor(const std::string& model, const std::string& spec) {
    return model + "@" + spec;
}

std::vector<ImageRecord> imagesWithout(Project& project, const std::string& filter, const std::string& source,
                                       const std::string& author) {
    const auto finished = finishedImages(project, source, author);
    auto images = project.images().list(parseImageQuery(filter));
    std::erase_if(images, [&](const ImageRecord& image) { return finished.contains(image.id.value); });
    return images;
}

void ServerCaptionTally::flag(const std::string& file, AnswerFault fault, Message reason) {
    ++flagged[std::string(enumName(kAnswerFaultNames, fault))];
    skip(file, std::move(reason));
}

void ServerCaptionTally::flag(const std::string& file, RowFault fault, Message reason) {
    ++flagged[std::string(enumName(kRowFaultNames, fault))];
    skip(file, std::move(reason));
}

std::int64_t ServerCaptionTally::unusable() const {
    std::int64_t sum = 0;
    for (const auto& [name, count] : flagged) sum += count;
    return sum;
}

FaultCounts ServerCaptionTally::byReason() const {
    auto all = flagged;
    for (const auto& [name, count] : faults) all[name] += count;
    return all;
}

Json ServerCaptionTally::toJson() const {
    return {
        {"written", written}, {"flagged", byReason()}, {"decoded_again", decoded_again}, {"skipped", skipped.size()}};
}

void addServerCaption(Project& project, const ImageRecord& image, const std::string& source, const std::string& author,
                      const std::string& text, const Json& provenance, ServerCaptionTally& tally) {
    auto captions = project.captions();
    if (const auto current = captions.current(image.id, source); current && isApproved(current->status)) {
        ++tally.approved;
        return tally.skip(image.path, message("A person has approved a caption of '%1' meanwhile.", source));
    }
    captions.addVersion({image.id, source, text, CaptionStatus::New, author, provenance});
    ++tally.written;
    countFaults(text, tally.faults);
}

}  // namespace recap
