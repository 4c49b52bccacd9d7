// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/option_help.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace recap::gui {

namespace {

// The sentences of the option structs whose forms the window shows, for the translators. The core speaks English; a
// test finds one that is missing here.
constexpr const char* kHelp[] = {
    QT_TRANSLATE_NOOP("OptionHelp", "Folder of the base model in the diffusers layout"),
    QT_TRANSLATE_NOOP("OptionHelp", "Which weights are trained"),
    QT_TRANSLATE_NOOP("OptionHelp", "Train all weights of these parts, or small low-rank adapters beside them (LoRA)"),
    QT_TRANSLATE_NOOP("OptionHelp", "Rank of the LoRA adapters; usually 4 to 64"),
    QT_TRANSLATE_NOOP("OptionHelp", "LoRA alpha: the adapters are scaled by alpha / rank; 0 uses the rank"),
    QT_TRANSLATE_NOOP("OptionHelp", "Name endings of the layers that get a LoRA adapter, separated by commas"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Checkpoints of a LoRA run contain the model with the adapters merged in, beside the LoRA files; "
                      "off saves disk space"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Which captions the model learns from; 'mix' chooses RECAP Short or Long, any other name is a "
                      "caption source of the project"),
    QT_TRANSLATE_NOOP("OptionHelp", "Share of long captions in RECAP Mix"),
    QT_TRANSLATE_NOOP("OptionHelp", "Choose short or long again at each step; off: fixed per image"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Share of captions replaced by the empty text, for classifier-free guidance; usually 0.1"),
    QT_TRANSLATE_NOOP("OptionHelp", "Query that selects the training images; empty selects all"),
    QT_TRANSLATE_NOOP("OptionHelp", "Use only captions that were accepted or edited"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Several sets of images with their shares: one per line, a weight and a query, such as '0.8 "
                      "tag:mine' and '0.2 tag:prior'; empty shows all images equally often"),
    QT_TRANSLATE_NOOP("OptionHelp", "Side of the square training crop in pixels, a multiple of 8"),
    QT_TRANSLATE_NOOP(
        "OptionHelp",
        "Crop each image to the nearest of several shapes of about resolution x resolution pixels instead of a square"),
    QT_TRANSLATE_NOOP("OptionHelp", "Mirror images at random; do not use this when captions name left and right"),
    QT_TRANSLATE_NOOP(
        "OptionHelp",
        "Number of images kept out of training to measure the validation loss, with fixed noise and time steps"),
    QT_TRANSLATE_NOOP("OptionHelp", "Steps between measurements of the validation loss; 0 measures at each checkpoint"),
    QT_TRANSLATE_NOOP("OptionHelp", "Optimiser steps"),
    QT_TRANSLATE_NOOP("OptionHelp", "Images per optimiser step"),
    QT_TRANSLATE_NOOP("OptionHelp", "Batches whose gradients are averaged before each optimiser step"),
    QT_TRANSLATE_NOOP(
        "OptionHelp",
        "Optimiser; adamw8bit keeps its moments in a quarter of the memory, lion and adafactor also need less"),
    QT_TRANSLATE_NOOP("OptionHelp", "Peak learning rate; usually 1e-5 to 1e-4 for SD 1.x"),
    QT_TRANSLATE_NOOP("OptionHelp", "Learning rate of the text encoder; 0 uses the one above"),
    QT_TRANSLATE_NOOP("OptionHelp", "Schedule of the learning rate, by its diffusers name"),
    QT_TRANSLATE_NOOP("OptionHelp", "Steps of linear warm-up"),
    QT_TRANSLATE_NOOP("OptionHelp", "Number of hard restarts of the schedule cosine_with_restarts"),
    QT_TRANSLATE_NOOP("OptionHelp", "Exponent of the schedule polynomial"),
    QT_TRANSLATE_NOOP("OptionHelp", "AdamW weight decay"),
    QT_TRANSLATE_NOOP("OptionHelp", "AdamW beta 1"),
    QT_TRANSLATE_NOOP("OptionHelp", "AdamW beta 2"),
    QT_TRANSLATE_NOOP("OptionHelp", "AdamW epsilon"),
    QT_TRANSLATE_NOOP("OptionHelp", "Gradient norm above which gradients are scaled down; 0 turns this off"),
    QT_TRANSLATE_NOOP("OptionHelp", "Min-SNR weighting of the loss (Hang et al. 2023); usually 5, 0 turns it off"),
    QT_TRANSLATE_NOOP(
        "OptionHelp",
        "Share of noise that is the same over a whole channel, for very dark and bright pictures; usually 0 or 0.05"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Stop when the smoothed loss is this many times its lowest value; 0 stops at NaN only"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Keep an exponential moving average of the trained weights and save it as the result"),
    QT_TRANSLATE_NOOP("OptionHelp", "Largest decay of the moving average"),
    QT_TRANSLATE_NOOP("OptionHelp", "Steps between checkpoints"),
    QT_TRANSLATE_NOOP("OptionHelp", "Number of newest checkpoints to keep"),
    QT_TRANSLATE_NOOP("OptionHelp", "Checkpoints at multiples of this many steps are kept permanently; 0 keeps none"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Keep the checkpoint with the lowest validation loss permanently; needs validation images"),
    QT_TRANSLATE_NOOP("OptionHelp", "Write TensorBoard event files to the folder of the run"),
    QT_TRANSLATE_NOOP("OptionHelp", "Steps between previews; 0 generates none"),
    QT_TRANSLATE_NOOP("OptionHelp", "Prompts of the previews, one per line"),
    QT_TRANSLATE_NOOP("OptionHelp", "Denoising steps of the previews"),
    QT_TRANSLATE_NOOP("OptionHelp", "Guidance scale of the previews"),
    QT_TRANSLATE_NOOP("OptionHelp", "auto, cpu, cuda or cuda:N"),
    QT_TRANSLATE_NOOP("OptionHelp", "Compute in half precision where it is safe; fp16 uses loss scaling"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Compute parts of the networks again in the backward pass instead of keeping them: less memory, "
                      "about a quarter slower"),
    QT_TRANSLATE_NOOP("OptionHelp", "Compute threads; 0 uses all cores"),
    QT_TRANSLATE_NOOP("OptionHelp", "Seed of data order, noise and dropout"),
    QT_TRANSLATE_NOOP("OptionHelp", "Folder of the captioner (BlipForConditionalGeneration layout)"),
    QT_TRANSLATE_NOOP("OptionHelp", "Which human captions it learns from"),
    QT_TRANSLATE_NOOP("OptionHelp", "Caption source with short human captions"),
    QT_TRANSLATE_NOOP("OptionHelp", "Caption source with long human captions"),
    QT_TRANSLATE_NOOP("OptionHelp", "Query that selects the images; empty selects all that have a human caption"),
    QT_TRANSLATE_NOOP("OptionHelp", "Share of images kept out of training to measure the validation loss"),
    QT_TRANSLATE_NOOP("OptionHelp", "Captions per step"),
    QT_TRANSLATE_NOOP("OptionHelp", "Peak learning rate"),
    QT_TRANSLATE_NOOP("OptionHelp", "Seed of data order and dropout"),
    QT_TRANSLATE_NOOP("OptionHelp", "What the picture should not show"),
    QT_TRANSLATE_NOOP("OptionHelp", "Denoising steps"),
    QT_TRANSLATE_NOOP("OptionHelp", "Guidance scale; 1 turns guidance off"),
    QT_TRANSLATE_NOOP("OptionHelp", "Sampler; empty uses the model's own"),
    QT_TRANSLATE_NOOP("OptionHelp", "Width in pixels, a multiple of 8; 0 uses the model's own"),
    QT_TRANSLATE_NOOP("OptionHelp", "Height in pixels, a multiple of 8; 0 uses the model's own"),
    QT_TRANSLATE_NOOP("OptionHelp", "Number of pictures per prompt"),
    QT_TRANSLATE_NOOP("OptionHelp", "Adapter files in any layout, each FILE or FILE:scale; several are added"),
    QT_TRANSLATE_NOOP("OptionHelp", "Picture to start from instead of noise; empty starts from noise"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "With a picture to start from: the share of the denoising steps that is carried out"),
    QT_TRANSLATE_NOOP("OptionHelp", "Noise that DDIM adds at each step: 0 none, 1 as much as DDPM"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Also write the picture as floats and the last latents, as safetensors beside each picture"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Write the unfinished picture to the folder 'previews' every so many steps; 0 never"),
    QT_TRANSLATE_NOOP("OptionHelp", "UNet to use where the model also has its moving average"),
    QT_TRANSLATE_NOOP("OptionHelp", "Variant of the weight files to prefer in the model folder, e.g. fp16"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Diffusers folder with configuration, scheduler and tokenizer for a single-file model; empty: "
                      "its own, or those of Stable Diffusion 1.x"),
    QT_TRANSLATE_NOOP("OptionHelp", "Decode in overlapping tiles: when memory is short, always, or never"),
    QT_TRANSLATE_NOOP("OptionHelp", "Pictures generated at once"),
    QT_TRANSLATE_NOOP("OptionHelp", "Precision"),
    QT_TRANSLATE_NOOP("OptionHelp", "Seed of the first picture"),
    QT_TRANSLATE_NOOP("OptionHelp", "Folder of a captioner, or the name of a captioner run of this project"),
    QT_TRANSLATE_NOOP("OptionHelp", "Short or long captions; they become new versions of recap_short or recap_long"),
    QT_TRANSLATE_NOOP("OptionHelp", "Query that selects the images; empty selects all"),
    QT_TRANSLATE_NOOP("OptionHelp", "Images captioned at once"),
    QT_TRANSLATE_NOOP("OptionHelp", "Model to sample from: a diffusers folder or a single file"),
    QT_TRANSLATE_NOOP("OptionHelp", "What to generate, one prompt per line"),
    QT_TRANSLATE_NOOP("OptionHelp", "Names of the runs whose samples are judged, one per line"),
    QT_TRANSLATE_NOOP("OptionHelp",
                      "Of fid soa_c soa_i ca pa rp count_exact pa_both, one per line; empty computes all"),
    QT_TRANSLATE_NOOP("OptionHelp", "Number of resamplings of the prompts for the 95 % intervals"),
    QT_TRANSLATE_NOOP("OptionHelp", "Seed of the resampling"),
};

}  // namespace

QString optionHelp(const std::string& help) {
    return QCoreApplication::translate("OptionHelp", help.c_str());
}

bool isKnownOptionHelp(const std::string& help) {
    return std::any_of(std::begin(kHelp), std::end(kHelp), [&](const char* known) { return help == known; });
}

}  // namespace recap::gui
