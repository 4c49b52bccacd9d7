// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_trainer_internal.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "models/lora_targets.h"
#include "models/model_folder.h"
#include "nn/recompute.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"
#include "train/adamw.h"
#include "train/device.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

bool isTrained(std::string_view parameter, const std::string& parts) {
    if (parts == "vision") return parameter.starts_with("vision_model.");
    if (parts == "text") return parameter.starts_with("text_decoder.");
    if (parts == "cross_attention") return parameter.find(".crossattention.") != std::string_view::npos;
    return true;
}

bool isOfVision(std::string_view parameter) {
    return parameter.find("vision_model.") != std::string_view::npos;  // "lora." may stand before it
}

// Of learning_rate.
double multiple(double own, double learningRate) {
    return own > 0 && learningRate > 0 ? own / learningRate : 1.0;
}

bool trainsVision(const std::string& parts) {
    return isTrained("vision_model.", parts);
}

AdapterOptions adapterOptions(const CaptionTrainOptions& o) {
    return {.targets = loraTargets(o.lora_targets),
            .rank = o.lora_rank,
            .alpha = o.lora_alpha > 0 ? o.lora_alpha : static_cast<double>(o.lora_rank),
            .seed = deriveSeed(static_cast<std::uint64_t>(o.seed), "lora"),
            .chosen = [parts = o.train_parts](const std::string& path) { return isTrained(path, parts); }};
}

StepOptions stepOptions(const CaptionTrainOptions& o) {
    return {.max_steps = o.max_steps,
            .gradient_accumulation = o.gradient_accumulation,
            .learning_rate = o.learning_rate,
            .lr_schedule = o.lr_schedule,
            .warmup_steps = o.warmup_steps,
            .lr_cycles = o.lr_cycles,
            .lr_power = o.lr_power,
            .max_grad_norm = o.max_grad_norm,
            .mixed_precision = o.mixed_precision,
            .ema_decay = o.use_ema ? std::optional(o.ema_decay) : std::nullopt};
}

// Options that may change between two parts of one run without changing its course.
constexpr const char* kFreeOptions[] = {"validation_captions",
                                        "clip",
                                        "metric_for_best_model",
                                        "early_stopping_patience",
                                        "base",
                                        "save_every",
                                        "keep_checkpoints",
                                        "keep_every",
                                        "keep_best",
                                        "tensorboard",
                                        "validation_every",
                                        "device",
                                        "dataloader_num_workers",
                                        "threads"};

}  // namespace

CaptionTrainer::CaptionTrainer(BlipCaptioner captioner, std::vector<CaptionItem> training,
                               const CaptionTrainOptions& options, Share share)
    : captioner_(std::move(captioner)),
      options_(options),
      targets_(enumFromName(kCaptionTargetsNames, options.targets, message("The targets"))),
      device_(deviceFromOption(options.device)),
      share_(share),
      batches_(std::move(training), captioner_.format(), options.batch_size, static_cast<std::uint64_t>(options.seed),
               options.dataloader_num_workers, share),
      writer_(captioner_.format(), options.batch_size) {
    auto& model = captioner_.model();
    model->to(device_);
    model->train();
    const bool full = options.method != "lora";
    NamedParameters parameters;
    for (const auto& item : model->named_parameters()) {
        item.value().set_requires_grad(full && isTrained(item.key(), options.train_parts));
        parameters.emplace_back(item.key(), item.value());
    }
    if (!full) {
        adapters_ = ModuleAdapters(*model, adapterOptions(options));
        parameters = adapters_.named("lora.");
    }
    auto optimizer = std::make_unique<AdamW>(
        AdamW::Options{options.adam_beta1, options.adam_beta2, options.adam_epsilon, options.weight_decay});
    const auto text =
        std::stable_partition(parameters.begin(), parameters.end(), [](const auto& p) { return isOfVision(p.first); });
    optimizer->addGroup({parameters.begin(), text}, multiple(options.vision_learning_rate, options.learning_rate));
    optimizer->addGroup({text, parameters.end()}, multiple(options.text_learning_rate, options.learning_rate));
    weights_.emplace(std::move(optimizer), stepOptions(options));
}

std::vector<std::pair<std::string, double>> CaptionTrainer::ownRates(double learningRate) const {
    const auto& o = options_;
    if (o.vision_learning_rate <= 0 && o.text_learning_rate <= 0) return {};
    return {{"lr_vision", learningRate * multiple(o.vision_learning_rate, o.learning_rate)},
            {"lr_text", learningRate * multiple(o.text_learning_rate, o.learning_rate)}};
}

void CaptionTrainer::join(std::shared_ptr<Replicas> replicas) {
    replicas_ = std::move(replicas);
    // Parts that are computed once more have a backward pass of their own, which the buckets would not see.
    weights_->join(replicas_, !options_.gradient_checkpointing);
}

CaptionBatch CaptionTrainer::tokens(const std::vector<CaptionExample>& captions, std::size_t minLength) {
    const auto& config = captioner_.model()->config().text_config;
    return captionBatch(captioner_.tokenizer(), captions, config.bos_token_id,
                        static_cast<std::size_t>(config.max_position_embeddings), targets_, minLength);
}

torch::Tensor CaptionTrainer::loss(const torch::Tensor& pictures, const CaptionBatch& batch, double smoothing) {
    auto& model = captioner_.model();
    torch::Tensor logits;
    {
        const AutocastScope autocast(device_.type(), weights_->computeType());
        const auto pixels = captioner_.format().normalized(pictures.to(device_));
        torch::Tensor states;
        {
            // A frozen tower keeps nothing for the backward pass as it is.
            const nn::RecomputeScope recompute(options_.gradient_checkpointing && trainsVision(options_.train_parts));
            states = model->encodeImage(pixels);
        }
        const nn::RecomputeScope recompute(options_.gradient_checkpointing);
        logits = model->decode(batch.input_ids.to(device_), batch.attention_mask.to(device_), states);
    }
    return captionLoss(logits.to(torch::kFloat32), batch.labels.to(device_), smoothing);
}

// The loss is a mean over tokens, of which the parts have different numbers, and its padding may be learned: both are
// those of the whole batch.
torch::Tensor CaptionTrainer::jointLoss(const LoadedBatch& loaded) {
    auto batch = tokens(loaded.captions);
    auto lengths = torch::zeros({share_.world}, torch::kFloat64);
    lengths[share_.rank] = batch.input_ids.size(1) * share_.world;
    replicas_->average({lengths});  // now those of all parts
    batch = tokens(loaded.captions, static_cast<std::size_t>(lengths.max().item<double>()));
    const auto own = static_cast<double>(learnedTokens(batch));
    const auto mean = torch::full({1}, own, torch::kFloat64);
    replicas_->average({mean});
    return loss(loaded.pictures, batch, options_.label_smoothing) * (own / std::max(mean.item<double>(), 1e-9));
}

StepResult CaptionTrainer::step(JobContext& context, const std::function<void()>& between) {
    captioner_.model()->train();
    return weights_->step(
        [&](std::int64_t number) {
            const auto batch = batches_.batch(number);
            for (const auto& sentence : batch.unreadable) context.say(sentence, MessageEvent::Level::Warning);
            // Dropout draws from the global generator: from here on it is the batch's own, and this part's.
            const auto seed = deriveSeed(deriveSeed(static_cast<std::uint64_t>(options_.seed), "dropout"),
                                         static_cast<std::uint64_t>(number));
            torch::manual_seed(share_.rank == 0 ? seed : deriveSeed(seed, static_cast<std::uint64_t>(share_.rank)));
            if (replicas_) return jointLoss(batch);
            return loss(batch.pictures, tokens(batch.captions), options_.label_smoothing);
        },
        between);
}

std::vector<WrittenCaption> CaptionTrainer::write(JobContext& context, std::span<const CaptionItem> items,
                                                  const std::function<void()>& between) {
    std::vector<WrittenCaption> written;
    weights_->withAverages(
        [&] { written = writer_.write(captioner_, context, items, [&](std::size_t) { between(); }); });
    return written;
}

double CaptionTrainer::validationLoss(JobContext& context, std::span<const CaptionItem> items,
                                      const std::function<void()>& between) {
    double sum = 0;
    std::int64_t measured = 0;
    weights_->withAverages([&] {
        const torch::NoGradGuard noGrad;
        captioner_.model()->eval();
        const auto size = static_cast<std::size_t>(options_.batch_size);
        for (std::size_t begin = 0; begin < items.size(); begin += size) {
            between();
            std::vector<const CaptionItem*> batch;
            for (const auto& item : items.subspan(begin, std::min(size, items.size() - begin))) batch.push_back(&item);
            const auto pictures = writer_.load(context, batch);
            if (batch.empty()) continue;
            std::vector<CaptionExample> captions;
            for (const auto* item : batch) captions.push_back(item->caption);
            const auto count = std::ssize(captions);
            sum += loss(pictures, tokens(captions), 0).item<double>() * static_cast<double>(count);
            measured += count;
        }
        captioner_.model()->train();
    });
    return measured == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(measured);
}

void CaptionTrainer::save(const fs::path& folder, const fs::path& base) {
    for (const auto& entry : fs::directory_iterator(base))
        if (entry.is_regular_file() && !isWeightFile(entry.path()) && !isTrainState(entry.path()))
            fs::copy_file(entry.path(), folder / entry.path().filename());
    auto& model = captioner_.model();
    weights_->withAverages([&] {
        withRestoredWeights(adapters_.weightsBehind(*model), [&] {
            mergeLora(*model, adapters_.layers());
            saveBlip(model, folder);
        });
        if (!adapters_.layers().empty()) saveAdapter(folder / "adapter", base);
    });
}

// As peft writes it.
void CaptionTrainer::saveAdapter(const fs::path& folder, const fs::path& base) const {
    const torch::NoGradGuard noGrad;
    std::map<std::string, torch::Tensor> tensors;
    double alpha = 0;
    for (const auto& [path, layer] : adapters_.layers()) {
        tensors["base_model.model." + path + ".lora_A.weight"] = layer.down.detach();
        tensors["base_model.model." + path + ".lora_B.weight"] = layer.up.detach();
        alpha = layer.alpha.value_or(0);
    }
    ensureDirectory(folder);
    saveSafetensors(folder / "adapter_model.safetensors", tensors);
    writeJsonFile(folder / "adapter_config.json", {{"peft_type", "LORA"},
                                                   {"base_model_name_or_path", base.string()},
                                                   {"r", options_.lora_rank},
                                                   {"lora_alpha", alpha},
                                                   {"target_modules", loraTargets(options_.lora_targets)},
                                                   {"lora_dropout", 0.0},
                                                   {"bias", "none"}});
}

std::int64_t CaptionTrainer::checkpointBytes() {
    std::int64_t bytes = 4 << 20;  // headers, configurations, tokenizer
    for (const auto& [name, tensor] : weights_->state()) bytes += static_cast<std::int64_t>(tensor.nbytes());
    for (const auto& p : captioner_.model()->parameters()) bytes += static_cast<std::int64_t>(p.nbytes());
    return bytes;
}

void requireSameCourse(const SavedState& saved, const CaptionTrainOptions& options) {
    CaptionTrainOptions then;
    optionsFromJson(saved.recorded, then, "train_state.json");
    requireSameCourse(optionsToJson(then), optionsToJson(options), kFreeOptions);
}

}  // namespace recap
