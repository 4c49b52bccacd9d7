// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/pipeline.h"

#include "base/error.h"
#include "base/log.h"
#include "base/memory.h"
#include "nn/packed_weights.h"
#include "tensor_io/finite.h"
#include "tensor_io/weights_kind.h"

#include "models/vae_tiling.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <utility>

namespace recap {
namespace {

[[noreturn]] void refuse(Message why) {
    throw Error(ErrorCode::InvalidOption, std::move(why));
}

torch::TensorOptions optionsOf(const torch::nn::Module& module) {
    const auto parameters = module.parameters();
    return parameters.empty() ? torch::TensorOptions() : parameters.front().options();
}

// A picture of NaN is black and says nothing. Weights are checked when they are loaded, so it is the arithmetic.
void requireFinite(const torch::Tensor& numbers, const Message& what) {
    if (allFinite(numbers)) return;
    throw Error(ErrorCode::Diverged,
                message("%1 gave numbers that are not finite (NaN or infinity), so there is no picture. In half "
                        "precision the model may have left the range of its type: use --dtype fp32 or bf16. With an "
                        "adapter, use a smaller scale; with high guidance, a lower one.",
                        what));
}

// Versions of diffusers before 0.9 wrote a sample_size of 32 for the published models, which were trained with 64;
// later ones take 64 in such a file.
bool hasOutdatedSize(const UNet2DConditionConfig& config) {
    const auto version = config.source.value("_diffusers_version", Json());
    int major = 0, minor = 0;
    const bool known =
        version.is_string() && std::sscanf(version.get<std::string>().c_str(), "%d.%d", &major, &minor) == 2;
    return known && major == 0 && minor < 9 && config.sample_size < 64;
}

// Dropout must be off while drawing; a trainer finds its modules as it left them.
class EvaluationScope {
public:
    explicit EvaluationScope(std::vector<torch::nn::Module*> modules) : modules_(std::move(modules)) {
        for (auto* module : modules_) {
            wasTraining_.push_back(module->is_training());
            module->eval();
        }
    }
    ~EvaluationScope() {
        for (std::size_t i = 0; i < modules_.size(); ++i) modules_[i]->train(wasTraining_[i]);
    }
    EvaluationScope(const EvaluationScope&) = delete;
    EvaluationScope& operator=(const EvaluationScope&) = delete;

private:
    std::vector<torch::nn::Module*> modules_;
    std::vector<bool> wasTraining_;
};

}  // namespace

torch::Generator seededGenerator(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

torch::Tensor noisePerImage(std::vector<torch::Generator>& generators, at::IntArrayRef shape) {
    std::vector<std::int64_t> one{1};
    one.insert(one.end(), shape.begin(), shape.end());
    std::vector<torch::Tensor> rows;
    // Not one call for the batch: torch's stream differs from that of calls per image.
    for (auto& generator : generators) rows.push_back(torch::randn(one, generator, torch::kFloat32));
    return torch::cat(rows);
}

StableDiffusion StableDiffusion::load(const std::filesystem::path& path, const ModelChoice& choice) {
    return StableDiffusion(openModel(path, choice));
}

StableDiffusion::StableDiffusion(const ModelParts& parts, torch::ScalarType dtype)
    : StableDiffusion(tokenizerOf(parts), textEncoderOf(parts, dtype), unetOf(parts, dtype), vaeOf(parts, dtype),
                      parts.scheduler) {}

StableDiffusion::StableDiffusion(ClipTokenizer tokenizer, ClipText textEncoder, UNet2DCondition unet, AutoencoderKL vae,
                                 Json schedulerConfig)
    : tokenizer_(std::move(tokenizer)),
      textEncoder_(std::move(textEncoder)),
      unet_(std::move(unet)),
      vae_(std::move(vae)),
      schedulerConfig_(std::move(schedulerConfig)) {
    const auto needed = static_cast<std::int64_t>(tokenizer_.vocabularySize());
    if (needed > textEncoder_->config().vocab_size)
        throw Error(ErrorCode::ShapeMismatch, message("The tokenizer has %1 tokens, the text encoder only %2.", needed,
                                                      textEncoder_->config().vocab_size));
}

void StableDiffusion::to(torch::Device device, torch::ScalarType dtype) {
    textEncoder_->to(device, dtype);
    unet_->to(device, dtype);
    vae_->to(device, dtype);
}

int StableDiffusion::nativeSize() const {
    const auto side = hasOutdatedSize(unet_->config()) ? 64 : unet_->config().sample_size;
    return static_cast<int>(side * vae_->config().factor());
}

void StableDiffusion::requireValid(const Request& request) const {
    if (request.prompts.empty()) refuse(message("There is no prompt to generate a picture for."));
    if (request.seeds.size() != request.prompts.size()) refuse(message("Each prompt needs a seed of its own."));
    if (const auto other = otherInput(unet_->config().in_channels, vae_->config().latent_channels); !other.empty())
        refuse(other);
    const int factor = static_cast<int>(vae_->config().factor());
    for (const int side : {request.width, request.height})
        if (side < 0 || side % factor != 0) refuse(message("Width and height must be multiples of %1 pixels.", factor));
    if (!request.image.defined()) return;
    if (!(request.strength > 0 && request.strength <= 1))
        refuse(message("The strength must be above 0 and at most 1."));
    const auto& image = request.image;
    const bool fits = image.dim() == 4 && image.size(1) == 3 && image.size(2) % factor == 0 &&
                      image.size(3) % factor == 0 &&
                      (image.size(0) == 1 || image.size(0) == static_cast<std::int64_t>(request.prompts.size()));
    if (!fits) refuse(message("The sides of the start picture must be multiples of %1 pixels.", factor));
}

torch::Tensor StableDiffusion::encodeTexts(const std::vector<std::string>& texts) {
    const torch::NoGradGuard noGrad;
    const auto positions = static_cast<int>(textEncoder_->config().max_position_embeddings);
    const int length = std::min(tokenizer_.modelMaxLength(), positions);
    // Equal texts are encoded once.
    std::map<std::string, std::int64_t> rowOf;
    std::vector<std::int64_t> ids, rows;
    for (const auto& text : texts) {
        const auto [entry, isNew] = rowOf.try_emplace(text, static_cast<std::int64_t>(rowOf.size()));
        rows.push_back(entry->second);
        if (!isNew) continue;
        const auto encoded = tokenizer_.encode(tokenizer_.withEveryVector(text), length);
        requireRows(encoded);
        ids.insert(ids.end(), encoded.begin(), encoded.end());
    }
    const auto device = optionsOf(*textEncoder_).device();
    const auto input = torch::tensor(ids, torch::kInt64).view({static_cast<std::int64_t>(rowOf.size()), length});
    const auto states = textEncoder_->forward(input.to(device)).last_hidden_state;  // [unique, L, D]
    return states.index_select(0, torch::tensor(rows, torch::kInt64).to(device));
}

void StableDiffusion::requireRows(const std::vector<std::int64_t>& ids) const {
    const auto rows = textEncoder_->config().vocab_size;
    for (const auto id : ids)
        if (id >= rows)
            throw Error(ErrorCode::ShapeMismatch,
                        message("The token '%1' has the id %2 and the text encoder has only %3 rows (vocab_size).",
                                tokenizer_.addedTokens().at(id), id, rows));
}

torch::Tensor StableDiffusion::sample(const Request& request, const std::function<bool(int, int)>& onStep) {
    if (!onStep) return draw(request).images;
    return draw(request, [&](const Step& step) { return onStep(step.step, step.total); }).images;
}

StableDiffusion::Drawing StableDiffusion::draw(const Request& request, const std::function<bool(const Step&)>& onStep) {
    const torch::NoGradGuard noGrad;
    requireValid(request);
    const EvaluationScope evaluation({textEncoder_.get(), unet_.get(), vae_.get()});
    const auto corrected = schedulerForPipeline(schedulerConfig_, request.scheduler);
    const auto scheduler = makeScheduler(corrected.config, request.scheduler);
    for (const auto& remark : corrected.remarks) noticeOnce(remark);
    scheduler->setEta(request.eta);
    scheduler->setSteps(request.steps);

    auto context = encodeTexts(request.prompts);
    if (request.guidance > 1) {
        const std::vector<std::string> negatives(request.prompts.size(), request.negative);
        context = torch::cat({encodeTexts(negatives), context});
    }
    requireFinite(context, message("The text encoder"));
    std::vector<torch::Generator> generators;
    for (const auto seed : request.seeds) generators.push_back(seededGenerator(seed));
    auto [latents, first] = startingPoint(request, *scheduler, generators);
    const auto shape = latents.sizes().slice(1).vec();
    const auto device = latents.device();
    const int total = static_cast<int>(scheduler->timesteps().size() - first);
    nn::PackedWeights packed(device.is_cpu() ? nn::packingBudget() : 0);
    context = context.to(optionsOf(*unet_));
    packed.setContext(context);
    for (std::size_t call = first; call < scheduler->timesteps().size(); ++call) {
        const auto answer =
            predict(scheduler->scaleInput(latents, call), scheduler->timesteps()[call], context, request.guidance);
        latents = scheduler->step(answer, call, latents, [&] { return noisePerImage(generators, shape).to(device); });
        const int done = static_cast<int>(call - first) + 1;
        requireFinite(latents, message("Step %1 of %2", done, total));
        if (onStep && !onStep({done, total, latents})) return {{}, latents.cpu()};
    }
    return {imagesFromLatents(latents), latents.cpu()};
}

StableDiffusion::Start StableDiffusion::startingPoint(const Request& request, const Scheduler& scheduler,
                                                      std::vector<torch::Generator>& generators) {
    const auto device = optionsOf(*unet_).device();
    const auto factor = vae_->config().factor();
    const auto channels = unet_->config().in_channels;
    if (!request.image.defined()) {
        if (hasOutdatedSize(unet_->config()) && (request.height == 0 || request.width == 0))
            noticeOnce(
                message("unet/config.json says sample_size %1; 64 is used, as diffusers does for files of its versions "
                        "before 0.9.",
                        unet_->config().sample_size));
        const std::int64_t height = request.height > 0 ? request.height : nativeSize();
        const std::int64_t width = request.width > 0 ? request.width : nativeSize();
        auto noise = noisePerImage(generators, {channels, height / factor, width / factor}).to(device);
        return {noise * scheduler.initialNoiseScale(), 0};
    }
    const auto count = static_cast<std::int64_t>(request.prompts.size());
    const auto images = request.image.expand({count, -1, -1, -1});
    std::vector<torch::Tensor> clean;
    // Drawn before the noise from the same generators, as in the library.
    for (std::int64_t row = 0; row < count; ++row)
        clean.push_back(latentsFromImages(images.narrow(0, row, 1), generators[static_cast<std::size_t>(row)]));
    const auto latents = torch::cat(clean);
    const auto noise = noisePerImage(generators, latents.sizes().slice(1)).to(device);
    const int wanted = std::min(static_cast<int>(request.steps * request.strength), request.steps);
    const auto call = static_cast<std::size_t>(std::max(request.steps - wanted, 0));
    if (call >= scheduler.timesteps().size()) refuse(message("With this strength no denoising step is left."));
    return {scheduler.addNoise(latents, noise, call), call};
}

torch::Tensor StableDiffusion::predict(const torch::Tensor& latents, double t, const torch::Tensor& context,
                                       double guidance) {
    const auto options = optionsOf(*unet_);
    // Samplers with whole steps hand over whole numbers; Euler's may be fractions.
    const bool whole = t == std::floor(t);
    const auto time = whole ? torch::scalar_tensor(static_cast<std::int64_t>(t), torch::kInt64).to(options.device())
                            : torch::scalar_tensor(t, torch::kFloat32).to(options.device());
    const auto input = latents.to(options);
    const c10::InferenceMode inference;  // spares each operator its bookkeeping for gradients
    if (guidance <= 1) return unet_->forward(input, time, context).to(torch::kFloat32);
    const auto both = unet_->forward(torch::cat({input, input}), time, context).to(torch::kFloat32);
    const auto halves = both.chunk(2);  // negative, positive
    return halves[0] + guidance * (halves[1] - halves[0]);
}

void StableDiffusion::notice(const Message& sentence) const {
    if (onNotice_)
        onNotice_(sentence);
    else
        logWarning(sentence.english());
}

std::int64_t StableDiffusion::memoryLimit() const {
    if (memoryLimit_ > 0) return memoryLimit_;
    // A GPU says by itself when its memory is used up, see decodeWhereItFits.
    return optionsOf(*vae_).device().is_cpu() ? availableMemory() : 0;
}

bool StableDiffusion::needsTiles(std::int64_t height, std::int64_t width) const {
    if (tiling_ != VaeTiling::Auto) return tiling_ == VaeTiling::On;
    const auto element = static_cast<std::int64_t>(optionsOf(*vae_).dtype().itemsize());
    const auto limit = memoryLimit();
    return limit > 0 && wholePictureBytes(vae_->config(), height, width, element) > limit;
}

torch::Tensor StableDiffusion::imagesFromLatents(const torch::Tensor& latents) {
    const torch::NoGradGuard noGrad;
    const auto factor = vae_->config().factor();
    const auto height = latents.size(2) * factor, width = latents.size(3) * factor;
    const auto element = static_cast<std::int64_t>(optionsOf(*vae_).dtype().itemsize());
    std::int64_t group = decodeBudget_ / std::max<std::int64_t>(height * width, 1);
    if (const auto limit = memoryLimit(); limit > 0)
        group = std::min(group, limit / wholePictureBytes(vae_->config(), height, width, element));
    std::vector<torch::Tensor> images;
    for (const auto& part : latents.split(std::clamp<std::int64_t>(group, 1, latents.size(0))))
        images.push_back(decodeGroup(part).cpu());
    return torch::cat(images);
}

torch::Tensor StableDiffusion::decodeGroup(const torch::Tensor& latents) {
    const auto z = vae_->latentsFromScaled(latents);
    const auto options = optionsOf(*vae_);
    auto decoded = decodeWhereItFits(z.to(options)).to(torch::kFloat32);
    const bool half = options.dtype() != torch::kFloat32 && options.dtype() != torch::kFloat64;
    if (half && !allFinite(decoded)) {
        notice(message("The image decoder overflowed in half precision; it runs in float32 from now on."));
        vae_->to(torch::kFloat32);
        decoded = decodeWhereItFits(z.to(options.device(), torch::kFloat32));
    }
    requireFinite(decoded, message("The image decoder"));
    return (decoded / 2 + 0.5).clamp(0, 1);
}

torch::Tensor StableDiffusion::decodeWhereItFits(const torch::Tensor& z) {
    const auto factor = vae_->config().factor();
    if (needsTiles(z.size(2) * factor, z.size(3) * factor)) {
        if (tiling_ == VaeTiling::Auto) noticeTiles();
        return decodeInTiles(vae_, z);
    }
    try {
        return vae_->decode(z);
    } catch (const c10::OutOfMemoryError&) {
        if (tiling_ == VaeTiling::Off) throw;
    }
    noticeTiles();
    std::vector<torch::Tensor> images;
    for (const auto& one : z.split(1)) images.push_back(decodeInTiles(vae_, one));
    return torch::cat(images);
}

void StableDiffusion::noticeOnce(const Message& sentence) {
    if (said_.insert(sentence.english()).second) notice(sentence);
}

void StableDiffusion::noticeTiles() {
    noticeOnce(message(
        "There is not enough memory for the whole picture, so the autoencoder decodes it in overlapping tiles."));
}

torch::Tensor StableDiffusion::latentsFromImages(const torch::Tensor& images, torch::Generator& generator) {
    const torch::NoGradGuard noGrad;
    const auto x = (images * 2 - 1).to(optionsOf(*vae_));
    const bool tiles = needsTiles(x.size(2), x.size(3));
    if (tiles && tiling_ == VaeTiling::Auto) noticeTiles();
    const auto posterior = tiles ? encodeInTiles(vae_, x) : vae_->encode(x);
    return vae_->scaledFromLatents(posterior.sample(generator)).to(torch::kFloat32);
}

}  // namespace recap
