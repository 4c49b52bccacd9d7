// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a judge can be asked to see in a picture. Each view has the name that is stored with numbers, and says
// everything that decides what comes out besides the judge's weights: which output of the network, of which
// preprocessing. A judge offers some views (PictureJudge); a way of computing a metric reads one (metric_registry.h).
// Plain values, without torch.
#pragma once

#include <string_view>

namespace recap::views {

inline constexpr std::string_view kDemo = "demo";           // counts, positions and features of the demo's judge
inline constexpr std::string_view kObjects = "objects";     // a detector's boxes, counts and positions
inline constexpr std::string_view kCounts = "counts";       // a counter's numbers by class
inline constexpr std::string_view kCleanFid = "clean-fid";  // 2048 features of the FID network
inline constexpr std::string_view kPytorchFid = "pytorch-fid";
inline constexpr std::string_view kTensorflowFid = "legacy-tensorflow";  // of pictures that the network resizes itself
inline constexpr std::string_view kTensorflowLogits = "legacy-tensorflow-logits";  // without the bias
inline constexpr std::string_view kInceptionLogits = "inception-logits";  // of the FID network, without the bias
inline constexpr std::string_view kTise = "tise";                         // 2048 features of torchvision's network
inline constexpr std::string_view kObjectCrops = "tise-objects";  // the same of TISE's network, of each object found
inline constexpr std::string_view kObjectLogits = "tise-object-logits";  // its 80 logits, of pixels from -1 to 1
inline constexpr std::string_view kDinov2 = "dgm-eval";                  // class token of DINOv2
inline constexpr std::string_view kClipImage = "clip-image";             // embedding of the picture
inline constexpr std::string_view kClipScore = "clipscore";  // cosine with "A photo depicts " and the prompt
inline constexpr std::string_view kClipText = "clip-text";   // logits of the prompt, its false caption, its distractors
inline constexpr std::string_view kHpsv2 = "hpsv2";          // cosine; longest side to the field, zeros beside it
inline constexpr std::string_view kBlipMatch = "blip-match";  // probability that picture and prompt fit
inline constexpr std::string_view kBlipQuestions =
    "blip-questions";                                            // product of the share of "yes" over the questions
inline constexpr std::string_view kImageReward = "imagereward";  // preference, standardised
inline constexpr std::string_view kVqaScore = "vqascore";        // probability of "yes" by a vision-language model

// Views that give a row of features for each object that is found, and not one for the picture.
constexpr bool seesObjects(std::string_view view) {
    return view == kObjectCrops || view == kObjectLogits;
}

}  // namespace recap::views
