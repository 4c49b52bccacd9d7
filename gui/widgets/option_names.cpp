// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/option_names.h"

#include <QCoreApplication>
#include <QHash>

#include <utility>

namespace recap::gui {

namespace {

// The names are those of the option structs; an option that is missing here is shown by its own name.
constexpr std::pair<const char*, const char*> kLabels[] = {
    {"branch_step", QT_TRANSLATE_NOOP("OptionNames", "Branches from")},
    {"data", QT_TRANSLATE_NOOP("OptionNames", "Training data")},
    {"images", QT_TRANSLATE_NOOP("OptionNames", "Images")},
    {"ran_on", QT_TRANSLATE_NOOP("OptionNames", "Ran on")},
    {"program", QT_TRANSLATE_NOOP("OptionNames", "Program version")},
    {"torch", QT_TRANSLATE_NOOP("OptionNames", "LibTorch")},
    {"model", QT_TRANSLATE_NOOP("OptionNames", "Model")},
    {"train_parts", QT_TRANSLATE_NOOP("OptionNames", "Parts to train")},
    {"method", QT_TRANSLATE_NOOP("OptionNames", "Method")},
    {"lora_rank", QT_TRANSLATE_NOOP("OptionNames", "LoRA rank")},
    {"lora_alpha", QT_TRANSLATE_NOOP("OptionNames", "LoRA alpha")},
    {"lora_targets", QT_TRANSLATE_NOOP("OptionNames", "LoRA layers")},
    {"merge_lora", QT_TRANSLATE_NOOP("OptionNames", "Merge LoRA")},
    {"caption_source", QT_TRANSLATE_NOOP("OptionNames", "Caption source")},
    {"mix_ratio", QT_TRANSLATE_NOOP("OptionNames", "Share of long captions")},
    {"mix_per_step", QT_TRANSLATE_NOOP("OptionNames", "Mix anew each step")},
    {"caption_dropout", QT_TRANSLATE_NOOP("OptionNames", "Caption dropout")},
    {"filter", QT_TRANSLATE_NOOP("OptionNames", "Filter")},
    {"accepted_only", QT_TRANSLATE_NOOP("OptionNames", "Accepted captions only")},
    {"mixture", QT_TRANSLATE_NOOP("OptionNames", "Mixture of sets")},
    {"resolution", QT_TRANSLATE_NOOP("OptionNames", "Resolution")},
    {"aspect_buckets", QT_TRANSLATE_NOOP("OptionNames", "Aspect buckets")},
    {"random_flip", QT_TRANSLATE_NOOP("OptionNames", "Random flip")},
    {"validation_images", QT_TRANSLATE_NOOP("OptionNames", "Held-out images")},
    {"validation_every", QT_TRANSLATE_NOOP("OptionNames", "Validate every")},
    {"max_steps", QT_TRANSLATE_NOOP("OptionNames", "Steps")},
    {"batch_size", QT_TRANSLATE_NOOP("OptionNames", "Batch size")},
    {"gradient_accumulation", QT_TRANSLATE_NOOP("OptionNames", "Gradient accumulation")},
    {"optimizer", QT_TRANSLATE_NOOP("OptionNames", "Optimiser")},
    {"learning_rate", QT_TRANSLATE_NOOP("OptionNames", "Learning rate")},
    {"text_learning_rate", QT_TRANSLATE_NOOP("OptionNames", "Text learning rate")},
    {"lr_schedule", QT_TRANSLATE_NOOP("OptionNames", "Rate schedule")},
    {"warmup_steps", QT_TRANSLATE_NOOP("OptionNames", "Warm-up steps")},
    {"lr_cycles", QT_TRANSLATE_NOOP("OptionNames", "Schedule cycles")},
    {"lr_power", QT_TRANSLATE_NOOP("OptionNames", "Schedule power")},
    {"weight_decay", QT_TRANSLATE_NOOP("OptionNames", "Weight decay")},
    {"adam_beta1", QT_TRANSLATE_NOOP("OptionNames", "Adam beta 1")},
    {"adam_beta2", QT_TRANSLATE_NOOP("OptionNames", "Adam beta 2")},
    {"adam_epsilon", QT_TRANSLATE_NOOP("OptionNames", "Adam epsilon")},
    {"max_grad_norm", QT_TRANSLATE_NOOP("OptionNames", "Gradient clipping")},
    {"snr_gamma", QT_TRANSLATE_NOOP("OptionNames", "Min-SNR gamma")},
    {"noise_offset", QT_TRANSLATE_NOOP("OptionNames", "Noise offset")},
    {"divergence_factor", QT_TRANSLATE_NOOP("OptionNames", "Divergence factor")},
    {"use_ema", QT_TRANSLATE_NOOP("OptionNames", "Moving average")},
    {"ema_decay", QT_TRANSLATE_NOOP("OptionNames", "Average decay")},
    {"save_every", QT_TRANSLATE_NOOP("OptionNames", "Save every")},
    {"keep_checkpoints", QT_TRANSLATE_NOOP("OptionNames", "Checkpoints kept")},
    {"keep_every", QT_TRANSLATE_NOOP("OptionNames", "Keep for good every")},
    {"keep_best", QT_TRANSLATE_NOOP("OptionNames", "Keep the best")},
    {"tensorboard", QT_TRANSLATE_NOOP("OptionNames", "TensorBoard files")},
    {"sample_every", QT_TRANSLATE_NOOP("OptionNames", "Sample every")},
    {"sample_prompts", QT_TRANSLATE_NOOP("OptionNames", "Sample prompts")},
    {"sample_steps", QT_TRANSLATE_NOOP("OptionNames", "Sampling steps")},
    {"sample_guidance", QT_TRANSLATE_NOOP("OptionNames", "Sampling guidance")},
    {"device", QT_TRANSLATE_NOOP("OptionNames", "Device")},
    {"mixed_precision", QT_TRANSLATE_NOOP("OptionNames", "Mixed precision")},
    {"gradient_checkpointing", QT_TRANSLATE_NOOP("OptionNames", "Gradient checkpointing")},
    {"threads", QT_TRANSLATE_NOOP("OptionNames", "Threads")},
    {"seed", QT_TRANSLATE_NOOP("OptionNames", "Seed")},
    {"base", QT_TRANSLATE_NOOP("OptionNames", "Base captioner")},
    {"style", QT_TRANSLATE_NOOP("OptionNames", "Style")},
    {"short_source", QT_TRANSLATE_NOOP("OptionNames", "Short captions from")},
    {"long_source", QT_TRANSLATE_NOOP("OptionNames", "Long captions from")},
    {"validation_share", QT_TRANSLATE_NOOP("OptionNames", "Held-out share")},
    {"negative", QT_TRANSLATE_NOOP("OptionNames", "Negative prompt")},
    {"steps", QT_TRANSLATE_NOOP("OptionNames", "Steps")},
    {"guidance", QT_TRANSLATE_NOOP("OptionNames", "Guidance")},
    {"scheduler", QT_TRANSLATE_NOOP("OptionNames", "Sampler")},
    {"width", QT_TRANSLATE_NOOP("OptionNames", "Width")},
    {"height", QT_TRANSLATE_NOOP("OptionNames", "Height")},
    {"count", QT_TRANSLATE_NOOP("OptionNames", "Pictures a prompt")},
    {"lora", QT_TRANSLATE_NOOP("OptionNames", "LoRA files")},
    {"image", QT_TRANSLATE_NOOP("OptionNames", "Start picture")},
    {"strength", QT_TRANSLATE_NOOP("OptionNames", "Strength")},
    {"eta", QT_TRANSLATE_NOOP("OptionNames", "Eta")},
    {"raw", QT_TRANSLATE_NOOP("OptionNames", "Keep raw values")},
    {"preview_every", QT_TRANSLATE_NOOP("OptionNames", "Preview every")},
    {"weights", QT_TRANSLATE_NOOP("OptionNames", "Weights")},
    {"variant", QT_TRANSLATE_NOOP("OptionNames", "Weight variant")},
    {"config", QT_TRANSLATE_NOOP("OptionNames", "Configuration")},
    {"vae_tiling", QT_TRANSLATE_NOOP("OptionNames", "Decode in tiles")},
    {"dtype", QT_TRANSLATE_NOOP("OptionNames", "Precision")},
    {"captioner", QT_TRANSLATE_NOOP("OptionNames", "Captioner")},
    {"name", QT_TRANSLATE_NOOP("OptionNames", "Name")},
    {"question", QT_TRANSLATE_NOOP("OptionNames", "Question")},
    {"first_run", QT_TRANSLATE_NOOP("OptionNames", "First system")},
    {"second_run", QT_TRANSLATE_NOOP("OptionNames", "Second system")},
    {"max_items", QT_TRANSLATE_NOOP("OptionNames", "Most pairs")},
    {"repeat_share", QT_TRANSLATE_NOOP("OptionNames", "Share of repeats")},
    {"prompts", QT_TRANSLATE_NOOP("OptionNames", "Prompts")},
    {"runs", QT_TRANSLATE_NOOP("OptionNames", "Runs")},
    {"metrics", QT_TRANSLATE_NOOP("OptionNames", "Metrics")},
    {"judge", QT_TRANSLATE_NOOP("OptionNames", "Judge")},
    {"replicates", QT_TRANSLATE_NOOP("OptionNames", "Bootstrap replicates")},
};

// Values that are words; names of samplers, schedules and number types are the same everywhere.
constexpr std::pair<const char*, const char*> kValues[] = {
    {"unet", QT_TRANSLATE_NOOP("OptionValues", "UNet")},
    {"text_encoder", QT_TRANSLATE_NOOP("OptionValues", "Text encoder")},
    {"both", QT_TRANSLATE_NOOP("OptionValues", "Both")},
    {"full", QT_TRANSLATE_NOOP("OptionValues", "All weights")},
    {"lora", QT_TRANSLATE_NOOP("OptionValues", "LoRA")},
    {"short", QT_TRANSLATE_NOOP("OptionValues", "Short")},
    {"long", QT_TRANSLATE_NOOP("OptionValues", "Long")},
    {"trained", QT_TRANSLATE_NOOP("OptionValues", "Trained")},
    {"average", QT_TRANSLATE_NOOP("OptionValues", "Moving average")},
    {"auto", QT_TRANSLATE_NOOP("OptionValues", "Automatic")},
    {"on", QT_TRANSLATE_NOOP("OptionValues", "On")},
    {"off", QT_TRANSLATE_NOOP("OptionValues", "Off")},
    {"no", QT_TRANSLATE_NOOP("OptionValues", "Off")},
    {"same", QT_TRANSLATE_NOOP("OptionValues", "Unchanged")},
    {"true", QT_TRANSLATE_NOOP("OptionValues", "yes")},
    {"false", QT_TRANSLATE_NOOP("OptionValues", "no")},
};

}  // namespace

QString optionLabel(const std::string& name) {
    static const QHash<QString, const char*> labels = [] {
        QHash<QString, const char*> table;
        for (const auto& [option, label] : kLabels) table.insert(QString::fromLatin1(option), label);
        return table;
    }();
    QString text = QString::fromStdString(name);
    if (const char* label = labels.value(text)) return QCoreApplication::translate("OptionNames", label);
    text.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!text.isEmpty()) text[0] = text.at(0).toUpper();
    return text;
}

QString optionValueLabel(const QString& value) {
    for (const auto& [code, label] : kValues)
        if (value == QLatin1String(code)) return QCoreApplication::translate("OptionValues", label);
    return value;
}

QString optionGroupLabel(const std::string& group) {
    return QCoreApplication::translate("OptionGroups", group.c_str());
}

}  // namespace recap::gui
