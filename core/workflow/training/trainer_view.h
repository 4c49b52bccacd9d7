// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a training run would see of one image: crop, mirroring and caption, said by the code that trains.
#pragma once

#include "base/json.h"
#include "base/message.h"
#include "workflow/training/training_selection.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// Why a run does not train on an image.
enum class TrainerRefusal {
    FileMissing,
    Unreadable,
    FilteredOut,
    NoCaption,
    CaptionEmpty,
    CaptionRejected,
    CaptionNotAccepted,
    HeldOut  // it measures the validation loss instead
};
inline constexpr EnumNames<TrainerRefusal, 8> kTrainerRefusalNames{
    {{TrainerRefusal::FileMissing, "file_missing"},
     {TrainerRefusal::Unreadable, "unreadable"},
     {TrainerRefusal::FilteredOut, "filtered_out"},
     {TrainerRefusal::NoCaption, "no_caption"},
     {TrainerRefusal::CaptionEmpty, "caption_empty"},
     {TrainerRefusal::CaptionRejected, "caption_rejected"},
     {TrainerRefusal::CaptionNotAccepted, "caption_not_accepted"},
     {TrainerRefusal::HeldOut, "held_out"}}};

// A caption that the image may be shown with.
struct TrainerCaption {
    std::string source = {};
    std::string text = {};   // as the tokenizer gets it
    double share = 0;        // of the times the image is shown; the rest has the other caption or none
    std::size_t tokens = 0;  // without start and end, before the cut
    std::size_t limit = 0;   // how many of them the text encoder reads
    std::size_t cut_byte = std::string::npos;  // where it stops reading; npos: it reads all
    std::vector<std::int64_t> ids = {};        // what it gets: start, tokens, end, padding
};

// One time that the image is in a batch.
struct TrainerVisit {
    std::int64_t step = 0;  // optimiser step, from 1
    bool mirrored = false;
    std::string source = {};  // of the caption; empty: dropped, the model gets the empty text
};

struct TrainerView {
    std::vector<TrainerRefusal> refusals = {};  // empty: it is trained on
    Message problem = {};                       // the decoder's sentence, when unreadable
    CropSize size = {};
    CropRegion region = {};  // of the picture as shown
    bool buckets = false;    // the crop is one of several shapes
    bool mirrors = false;    // half of the time
    double empty_share = 0;  // how often the caption is replaced by the empty text
    std::vector<TrainerCaption> captions = {};
    std::vector<TrainerVisit> visits = {};  // the first ones of a run, at most as many as asked for
    std::int64_t images = 0;                // in the training set; 0 when visits were not asked for

    bool used() const { return refusals.empty(); }
};

// Asks the run's code about one image. The model's folder says how captions are cut into tokens and how large latents
// are (which decides the draws); where `options` name none, those of Stable Diffusion 1 are taken. `visits` > 0 goes
// through the whole training set, and is right for a run in which every picture can be read. Decodes the picture.
// Throws Error(NotFound) for an unknown image, Error(InvalidOption) for a filter that cannot be read.
TrainerView trainerViewOf(Project& project, ImageId image, const DiffusionTrainOptions& options, int visits = 0);

// "This image is not used because ...", in English.
std::string refusalText(TrainerRefusal refusal, const DiffusionTrainOptions& options);

// {"used", "not_used_because": [{code, text}], "crop": {width, height, x, y, source_width, source_height, scale},
//  "mirrored_share", "empty_share", "captions": [{source, text, read, share, tokens, limit, ids}],
//  "visits": [{step, mirrored, source}]}
Json trainerViewToJson(const TrainerView& view, const DiffusionTrainOptions& options);

// The options of a run of the project (name or number), or of a JSON file. Throws Error(NotFound), Error(BadFormat).
DiffusionTrainOptions trainingConfiguration(Project& project, const std::string& runOrFile);

}  // namespace recap
