// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric_registry.h"

#include "metrics/judge_views.h"
#include "metrics/metric_ways_internal.h"

#include <algorithm>

namespace recap {
namespace {

std::vector<MetricInfo> makeRegistry() {
    using enum Direction;
    return {
        {.name = "fid",
         .title = "FID",
         .direction = LowerIsBetter,
         .depends_on_count = true,
         .definition = "Frechet distance between features of generated and of real images: the FID network's 2048 "
                       "features with the resize of clean-fid; 0 means the same Gaussian.",
         .ways = {demoFrechet(), frechetOf(views::kCleanFid)}},
        {.name = "soa_c",
         .title = "SOA-C",
         .percent = true,
         .definition =
             "Semantic object accuracy by class: for each class the share of images whose prompt names it in which the "
             "judge finds it, then the mean over classes. An image in which nothing is found counts as a failure.",
         .ways = soaC()},
        {.name = "soa_i",
         .title = "SOA-I",
         .percent = true,
         .definition = "Semantic object accuracy by image: the share of (image, named class) pairs in which the judge "
                       "finds the class.",
         .ways = soaI()},
        {.name = "ca",
         .title = "CA",
         .direction = LowerIsBetter,
         .definition =
             "Counting alignment: for each image the root of the mean squared difference between the judged, rounded "
             "number and the number asked for, over the classes that the prompt names; then the mean over images.",
         .ways = countingAlignment()},
        {.name = "pa",
         .title = "PA",
         .percent = true,
         .definition =
             "Positional alignment: the share of images for which CLIP gives the prompt more than 0.6 against "
             "the same caption with the positional word turned round; the mean over words. A tie fails.",
         .ways = {demoPositions(), captionPositions()}},
        {.name = "rp",
         .title = "RP",
         .percent = true,
         .definition = "R-precision: the share of images that CLIP finds strictly nearer to their own prompt than to "
                       "each of its distractors.",
         .ways = {demoRPrecision(), rPrecision()}},
        {.name = "count_exact",
         .title = "counts exact",
         .percent = true,
         .definition =
             "The share of images in which every class that the prompt names has exactly the number asked for.",
         .ways = countExact()},
        {.name = "pa_both",
         .title = "PA | both",
         .percent = true,
         .definition = "Among images in which both objects of a positional prompt are present, the share with the "
                       "right order; 50 is chance.",
         .ways = {demoPositionsOfBoth()}},
        {.name = "fid_pytorch",
         .title = "FID (pytorch-fid)",
         .direction = LowerIsBetter,
         .depends_on_count = true,
         .definition = "FID with the resize of pytorch-fid: bilinear without antialiasing.",
         .ways = {frechetOf(views::kPytorchFid)}},
        {.name = "fid_tensorflow",
         .title = "FID (TensorFlow)",
         .direction = LowerIsBetter,
         .depends_on_count = true,
         .definition = "FID with the resize inside of the network, bilinear without antialiasing, as the first "
                       "implementation, StyleGAN's programs and clean-fid's legacy_tensorflow.",
         .ways = {frechetOf(views::kTensorflowFid)}},
        {.name = "fid_tise",
         .title = "FID (TISE)",
         .direction = LowerIsBetter,
         .depends_on_count = true,
         .definition = "Frechet distance as the TISE toolbox computes it: torchvision's Inception and TISE's own scale "
                       "of pixels. Not comparable with any other FID.",
         .ways = {frechetOf(views::kTise)}},
        {.name = "kid",
         .title = "KID",
         .direction = LowerIsBetter,
         .definition =
             "Kernel distance of the FID network's features (cubic polynomial kernel, unbiased): the mean over "
             "100 subsets of 1000 pictures, or of all pictures where there are fewer.",
         .ways = {kernelDistanceOf(views::kCleanFid)}},
        {.name = "cmmd",
         .title = "CMMD",
         .direction = LowerIsBetter,
         .depends_on_count = true,
         .definition = "1000 times the squared maximum mean discrepancy of normalised CLIP embeddings with a Gaussian "
                       "kernel of width 10; published for ViT-L/14 at 336 pixels.",
         .ways = {cmmdOf(views::kClipImage)}},
        {.name = "fd_dinov2",
         .title = "FD-DINOv2",
         .direction = LowerIsBetter,
         .depends_on_count = true,
         .definition = "Frechet distance of DINOv2's class token, as dgm-eval computes it; published for ViT-L/14.",
         .ways = {frechetOf(views::kDinov2)}},
        {.name = "clip_fid",
         .title = "CLIP-FID",
         .direction = LowerIsBetter,
         .depends_on_count = true,
         .definition = "Frechet distance of CLIP's image embeddings; published for ViT-B/32.",
         .ways = {frechetOf(views::kClipImage)}},
        {.name = "is",
         .title = "IS",
         .depends_on_count = true,
         .definition = "Inception Score: exp of the mean divergence between the classes of an image and those of all, "
                       "mean of ten splits; the FID network's logits without the bias.",
         .ways = {inceptionScoreOf(views::kInceptionLogits), inceptionScoreOf(views::kTensorflowLogits)}},
        {.name = "is_star",
         .title = "IS*",
         .depends_on_count = true,
         .definition = "Inception Score of logits divided by TISE's calibrated temperature for COCO.",
         .ways = {inceptionScoreStarOf(views::kInceptionLogits), inceptionScoreStarOf(views::kTensorflowLogits)}},
        {.name = "o_fid",
         .title = "O-FID",
         .direction = LowerIsBetter,
         .depends_on_count = true,
         .definition = "Frechet distance of the objects that a detector finds, each cut out of its picture: TISE's "
                       "network for COCO's 80 classes and its scale of pixels. TISE finds objects with Mask R-CNN.",
         .ways = {frechetOfCrops(views::kObjectCrops)}},
        {.name = "o_is",
         .title = "O-IS",
         .depends_on_count = true,
         .definition =
             "Inception Score of the objects that a detector finds: TISE's network for COCO's 80 classes, its "
             "calibrated temperature, mean of ten splits. TISE finds objects with Mask R-CNN.",
         .ways = {inceptionScoreOfCrops(views::kObjectLogits)}},
        {.name = "precision",
         .title = "precision",
         .percent = true,
         .depends_on_count = true,
         .definition = "The share of generated images inside the manifold of the real ones (5 nearest neighbours).",
         .ways = {precisionOf(views::kCleanFid)}},
        {.name = "recall",
         .title = "recall",
         .percent = true,
         .depends_on_count = true,
         .definition = "The share of real images inside the manifold of the generated ones (5 nearest neighbours).",
         .ways = {recallOf(views::kCleanFid)}},
        {.name = "density",
         .title = "density",
         .depends_on_count = true,
         .definition = "The mean number of real neighbourhoods around a generated image, divided by their size of 5.",
         .ways = {densityOf(views::kCleanFid)}},
        {.name = "coverage",
         .title = "coverage",
         .percent = true,
         .depends_on_count = true,
         .definition = "The share of real images whose neighbourhood of 5 holds a generated image.",
         .ways = {coverageOf(views::kCleanFid)}},
        {.name = "soa_c_tise",
         .title = "SOA-C (TISE)",
         .percent = true,
         .definition = "SOA-C with the toolbox's rule: images in which nothing is found are left out, which flatters "
                       "models that fail.",
         .ways = soaCTise()},
        {.name = "soa_i_tise",
         .title = "SOA-I (TISE)",
         .percent = true,
         .definition = "SOA-I with the toolbox's rule: images in which nothing is found are left out.",
         .ways = soaITise()},
        {.name = "rp_tise",
         .title = "RP (TISE)",
         .percent = true,
         .definition = "R-precision with the toolbox's rule: the own prompt wins ties.",
         .ways = {rPrecisionTise()}},
        {.name = "clipscore",
         .title = "CLIPScore",
         .definition =
             "2.5 times the cosine of picture and prompt, not below 0, the prompt after \"A photo depicts \"; "
             "published for ViT-B/32.",
         .ways = {clipScoreMean()}},
        {.name = "blip_itm",
         .title = "BLIP-ITM",
         .percent = true,
         .definition = "The mean probability by BLIP's matching head that picture and prompt belong together.",
         .ways = {textMeanInPercent(views::kBlipMatch)}},
        {.name = "blip_vqa",
         .title = "BLIP-VQA",
         .percent = true,
         .definition = "For each image the product over the prompt's questions of p(yes) / (p(yes) + p(no)) by BLIP, "
                       "as T2I-CompBench; then the mean.",
         .ways = {questionMean()}},
        {.name = "vqascore",
         .title = "VQAScore",
         .percent = true,
         .definition =
             "The mean probability of \"Yes\" as the answer of a vision-language model to the question whether "
             "the picture shows the prompt. Numbers of different models are not comparable.",
         .ways = {answerMean()}},
        {.name = "geneval",
         .title = "GenEval",
         .percent = true,
         .definition = "The share of correct images of each of GenEval's tasks, then the mean of the tasks; published "
                       "for Mask2Former and CLIP ViT-L/14, which see colours inside of masks; here inside of boxes.",
         .ways = genEval()},
        {.name = "pickscore",
         .title = "PickScore",
         .own_weights = true,
         .definition = "Model preference, not human evaluation: PickScore's CLIP logit of picture and prompt.",
         .ways = {textMean(views::kClipText)}},
        {.name = "imagereward",
         .title = "ImageReward",
         .definition =
             "Model preference, not human evaluation: the mean of ImageReward's standardised score, which has "
             "no limits (0 is an average picture). It reads the first 35 tokens of a prompt.",
         .ways = {textMean(views::kImageReward)}},
        {.name = "hpsv2",
         .title = "HPSv2",
         .own_weights = true,
         .definition = "Model preference, not human evaluation: 100 times HPSv2's cosine of picture and prompt.",
         .ways = {textMeanInPercent(views::kHpsv2)}},
    };
}

}  // namespace

std::string_view intervalRuleName(IntervalRule rule) {
    switch (rule) {
        case IntervalRule::Bootstrap: return "bootstrap over prompts";
        case IntervalRule::ShiftedBootstrap: return "shifted bootstrap over prompts";
        case IntervalRule::Jackknife: return "jackknife over 20 groups of prompts";
    }
    return {};
}

const MetricWay* MetricInfo::way(std::string_view view) const {
    const auto it = std::find_if(ways.begin(), ways.end(), [&](const MetricWay& way) { return way.view == view; });
    return it == ways.end() ? nullptr : &*it;
}

std::string_view MetricInfo::definitionBy(std::string_view view) const {
    const auto* own = way(view);
    return own == nullptr || own->definition.empty() ? definition : own->definition;
}

const std::vector<MetricInfo>& metricRegistry() {
    static const std::vector<MetricInfo> registry = makeRegistry();
    return registry;
}

const MetricInfo* findMetric(std::string_view name) {
    const auto& registry = metricRegistry();
    const auto it = std::find_if(registry.begin(), registry.end(), [&](const auto& info) { return info.name == name; });
    return it == registry.end() ? nullptr : &*it;
}

std::vector<std::string_view> metricChoices() {
    std::vector<std::string_view> names;
    for (const auto& info : metricRegistry()) names.push_back(info.name);
    return names;
}

}  // namespace recap
