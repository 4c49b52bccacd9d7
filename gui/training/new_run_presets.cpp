// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/new_run_presets.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace recap::gui {

namespace {

struct NewRunText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::NewRunText)
};

// What belongs to the person's data and machine, or is a choice of its own; no preset knows better.
constexpr std::array<std::string_view, 27> kOwn{"model",
                                                "base",
                                                "captioner",
                                                "filter",
                                                "accepted_only",
                                                "mixture",
                                                "style",
                                                "short_source",
                                                "long_source",
                                                "resolution",
                                                "aspect_buckets",
                                                "random_flip",
                                                "caption_source",
                                                "sample_prompts",
                                                "prompts",
                                                "tensorboard",
                                                "method",
                                                "lora_rank",
                                                "lora_alpha",
                                                "lora_targets",
                                                "merge_lora",
                                                "device",
                                                "mixed_precision",
                                                "gradient_checkpointing",
                                                "threads",
                                                "seed",
                                                "dataloader_num_workers"};

// A preset says all that it is about: what was set before, by hand or by another preset, must not shine through.
Json completed(RunKind kind, const Json& own) {
    Json values = Json::object();
    for (const auto& field : runKindRow(kind).fields())
        if (std::find(kOwn.begin(), kOwn.end(), field.name) == kOwn.end()) values[field.name] = field.value;
    values.update(own);
    return values;
}

}  // namespace

std::vector<RunPreset> captionerPresets() {
    constexpr auto kind = RunKind::Captioner;
    return {{QStringLiteral("quick"), NewRunText::tr("Quick test"),
             NewRunText::tr("Fifty steps, to see whether everything works."),
             completed(kind, {{"max_steps", 50}, {"batch_size", 8}, {"warmup_steps", 5}})},
            {QStringLiteral("standard"), NewRunText::tr("Small set of human captions"),
             NewRunText::tr("Our choice; the paper does not say how its captioner was fine-tuned."),
             completed(kind, {{"max_steps", 400}, {"batch_size", 16}, {"learning_rate", 5e-5}, {"warmup_steps", 20}})}};
}

std::vector<RunPreset> diffusionPresets() {
    constexpr auto kind = RunKind::Diffusion;
    return {
        {QStringLiteral("quick"), NewRunText::tr("Quick test"),
         NewRunText::tr("One hundred steps, to see whether everything works."),
         completed(
             kind,
             {{"max_steps", 100}, {"batch_size", 4}, {"save_every", 50}, {"sample_every", 25}, {"warmup_steps", 10}})},
        {QStringLiteral("paper"), NewRunText::tr("Like the RECAP paper"),
         NewRunText::tr("From the paper: RECAP Mix, half short and half long captions. Steps, batch, learning rate, "
                        "dropout and averaging are our choice, because the paper does not state them."),
         completed(kind, {{"method", "full"},
                          {"random_flip", false},
                          {"caption_source", "mix"},
                          {"mix_ratio", 0.5},
                          {"train_parts", "both"},
                          {"caption_dropout", 0.1},
                          {"use_ema", true},
                          {"learning_rate", 1e-5},
                          {"lr_schedule", "constant_with_warmup"},
                          {"warmup_steps", 1000},
                          {"max_steps", 20000},
                          {"batch_size", 16},
                          {"save_every", 2000},
                          {"sample_every", 1000}})},
        {QStringLiteral("control"), NewRunText::tr("Alt-text control"),
         NewRunText::tr("The same budget as “Like the RECAP paper”, on the original alt texts, for a fair comparison. "
                        "The numbers are our choice."),
         completed(kind, {{"method", "full"},
                          {"random_flip", false},
                          {"caption_source", "alttext"},
                          {"train_parts", "both"},
                          {"caption_dropout", 0.1},
                          {"use_ema", true},
                          {"learning_rate", 1e-5},
                          {"lr_schedule", "constant_with_warmup"},
                          {"warmup_steps", 1000},
                          {"max_steps", 20000},
                          {"batch_size", 16},
                          {"save_every", 2000},
                          {"sample_every", 1000}})}};
}

}  // namespace recap::gui
