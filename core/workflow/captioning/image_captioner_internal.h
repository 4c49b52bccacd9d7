// SPDX-License-Identifier: GPL-3.0-or-later
//
// Our captioner at work on images of a project, wherever their captions go.
#pragma once

#include "caption/blip_captioner.h"
#include "workflow/captioning/caption_sink_internal.h"
#include "workflow/captioning/long_captions.h"
#include "workflow/captioning/recaption_options.h"
#include "workflow/project/project.h"

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace recap {

// What options of a recaptioning come to, known before weights are loaded.
struct RecaptionPlan {
    std::filesystem::path captioner;
    std::string source, prompt;
    std::string author;  // the captioner's label, with a mark behind it when it writes in another way than by default
    DecodingOptions decoding;       // max_length is at most the captioner's
    Json decoding_facts;            // of these, those that have an effect
    std::optional<Message> remark;  // on an option that was changed
};
// Throws Error(InvalidOption), Error(NotFound), or as openBlip.
RecaptionPlan planRecaption(Project& project, const RecaptionOptions& options);

class ImageCaptioner {
public:
    // Loads the captioner. Throws as BlipCaptioner::load, and Error(InvalidOption) for a prompt that leaves no room.
    ImageCaptioner(const RecaptionPlan& plan, const RecaptionOptions& options);
    // Captions the images batch by batch, reports each to the sink and has it stored; `done` of `total` images were
    // dealt with before.
    void caption(const std::vector<ImageRecord>& images, CaptionSink& sink, std::int64_t done, std::int64_t total);
    const LongCaptionCounts& longCaptions() const { return lengths_.counts(); }
    std::int64_t decodedAgain() const { return decodedAgain_; }  // captions that repeated themselves

private:
    // Without the prompt; at least one token after it. `seeds`: one a picture.
    std::vector<std::string> write(const torch::Tensor& pictures, std::span<const std::uint64_t> seeds,
                                   std::int64_t maxLength, DecodingOptions decoding);
    // A caption that repeats itself is decoded once more; the facts then say how, if that helped.
    void mendLoop(const torch::Tensor& picture, std::uint64_t seed, std::string& text, Json& facts);
    std::string textOf(std::span<const std::int64_t> ids) const;
    void report(const ImageRecord& image, LongCaptionRule::Outcome outcome, Json facts, CaptionSink& sink) const;

    BlipCaptioner captioner_;
    TokenSequence prompt_;
    torch::Device device_;
    torch::ScalarType type_;
    DecodingOptions decoding_;
    LongCaptionRule lengths_;
    Json provenance_;  // of every caption
    std::size_t batchSize_;
    std::uint64_t seed_;
    bool retryLoops_;
    std::int64_t decodedAgain_ = 0;
};

}  // namespace recap
